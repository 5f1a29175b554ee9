const IN_FORCE = (alias: string) =>
  `${alias}.valid_from <= $1 AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > $1)`;

/** $1 = today. The unit is where the person's primary posting is today, whatever it was when they passed. */
const FROM_SQL = `
  FROM certification_records r
  JOIN certifications c ON c.id = r.certification_id
  JOIN persons p ON p.id = r.person_id
  LEFT JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  LEFT JOIN persons reporter ON reporter.id = r.reported_by
  LEFT JOIN persons decider ON decider.id = r.decided_by
  LEFT JOIN persons revoker ON revoker.id = r.revoked_by
  LEFT JOIN LATERAL (
    SELECT po.org_unit_id, ou.name
    FROM postings po
    JOIN org_unit_periods ou ON ou.org_unit_id = po.org_unit_id AND ${IN_FORCE('ou')}
    WHERE po.person_id = r.person_id AND po.kind = 'primary' AND ${IN_FORCE('po')}
  ) u ON true`;

const COLUMNS_SQL = `
  r.id, r.state, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
  r.certificate_number AS "certificateNumber", COALESCE(n.staff_number, '') AS "staffNumber",
  p.name AS "personName", COALESCE(u.name, '') AS "unitName", r.reported_at AS "reportedAt",
  COALESCE(reporter.name, '') AS "reporterName", r.decided_at AS "decidedAt",
  COALESCE(decider.name, '') AS "deciderName", r.return_reason AS "returnReason",
  r.revoked_at AS "revokedAt", COALESCE(revoker.name, '') AS "revokerName", r.revoke_reason AS "revokeReason",
  EXISTS (SELECT 1 FROM certification_records other
    WHERE other.certification_id = r.certification_id AND other.number_key = r.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared"`;

/** $2 = code of the qualification, $3 = code of the unit; empty for all. */
const SCOPE_SQL = `
  WITH RECURSIVE scope AS (
    SELECT id AS org_unit_id FROM org_units WHERE code = $3
    UNION
    SELECT below.org_unit_id
    FROM scope JOIN org_unit_periods below ON below.parent_org_unit_id = scope.org_unit_id AND ${IN_FORCE('below')}
  )`;
const FILTER_SQL = `
  WHERE ($2 = '' OR c.code = $2) AND ($3 = '' OR u.org_unit_id IN (SELECT org_unit_id FROM scope))`;

/** $4 = state or empty, $5 = limit, $6 = offset. */
export const LIST_SQL = `
  ${SCOPE_SQL} SELECT ${COLUMNS_SQL} ${FROM_SQL} ${FILTER_SQL} AND ($4 = '' OR r.state = $4)
  ORDER BY r.reported_at, r.id LIMIT $5 OFFSET $6`;

export const COUNT_SQL = `
  ${SCOPE_SQL} SELECT r.state, count(*)::int AS total ${FROM_SQL} ${FILTER_SQL} GROUP BY r.state`;

/** $2 = the record. */
export const DETAIL_SQL = `
  SELECT ${COLUMNS_SQL}, r.person_id AS "personId", r.reported_by AS "reportedBy", r.decided_by AS "decidedBy",
    f.original_name AS "evidenceName", f.media_type AS "evidenceType", f.byte_size AS "evidenceBytes",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom"
  ${FROM_SQL} JOIN stored_files f ON f.id = r.evidence_file_id WHERE r.id = $2`;

/** $1 = the record. */
export const RELATED_SQL = `
  SELECT o.id, CASE WHEN o.person_id = r.person_id THEN 'earlier' ELSE 'same_number' END AS relation,
    p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", o.passed_on AS "passedOn",
    o.certificate_number AS "certificateNumber", o.state, o.reported_at AS "reportedAt"
  FROM certification_records r
  JOIN certification_records o ON o.certification_id = r.certification_id AND o.id <> r.id
    AND (o.person_id = r.person_id OR (o.number_key = r.number_key AND o.state <> 'withdrawn'))
  JOIN persons p ON p.id = o.person_id
  LEFT JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  WHERE r.id = $1
  ORDER BY o.reported_at, o.id`;

/** $1 = the record looked at, $2 = who looks. */
export const NEXT_SQL = `
  SELECT r.id
  FROM certification_records r
  LEFT JOIN certification_records shown ON shown.id = $1
  WHERE r.state = 'reported' AND r.id <> $1 AND r.person_id <> $2 AND r.reported_by <> $2
  ORDER BY (r.reported_at, r.id) > (shown.reported_at, shown.id) DESC NULLS LAST, r.reported_at, r.id
  LIMIT 1`;

export const UNITS_SQL = `
  SELECT ou.code, period.name
  FROM org_units ou JOIN org_unit_periods period ON period.org_unit_id = ou.id AND ${IN_FORCE('period')}
  ORDER BY period.sort_order, ou.code`;
