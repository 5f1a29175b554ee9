import { detailsOn, inForce, personNow, personNowOfMany } from '@app/organization';
import { EXAM_DAYS, examDaysOf } from '../certification/exam-days.sql';
import { SHOWN_RECORDS } from './shown-records.sql';

/** `:asOf` = today. The unit is where the person's primary posting is today, whatever it was when they passed. */
const FROM = `
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
  LEFT JOIN ${detailsOn('reporter', 'r.reported_by_person_id', ':asOf')}
  LEFT JOIN ${detailsOn('decider', 'r.decided_by_person_id', ':asOf')}
  LEFT JOIN ${detailsOn('revoker', 'r.revoked_by_person_id', ':asOf')}
  LEFT JOIN ${detailsOn('annuller', 'r.annulled_by_person_id', ':asOf')}
  LEFT JOIN LATERAL (
    SELECT po.org_unit_id, ou.name
    FROM postings po
    JOIN org_unit_periods ou ON ou.org_unit_id = po.org_unit_id AND ${inForce('ou', ':asOf')}
    WHERE po.person_id = r.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
  ) u ON true`;

const COLUMNS = `
  r.id, r.state, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
  r.certificate_number AS "certificateNumber", COALESCE(n.staff_number, '') AS "staffNumber",
  p.name AS "personName", COALESCE(u.name, '') AS "unitName", r.reported_at AS "reportedAt",
  COALESCE(reporter.name, '') AS "reporterName", r.decided_at AS "decidedAt",
  COALESCE(decider.name, '') AS "deciderName", r.return_reason AS "returnReason",
  r.revoked_at AS "revokedAt", COALESCE(revoker.name, '') AS "revokerName", r.revoke_reason AS "revokeReason",
  r.annulled_at AS "annulledAt", COALESCE(annuller.name, '') AS "annullerName", r.annul_reason AS "annulReason",
  EXISTS (SELECT 1 FROM certification_records other
    WHERE other.number_key = r.number_key
      AND other.person_id <> r.person_id AND r.state <> 'set_aside' AND other.state <> 'withdrawn') AS "isNumberShared", r.valid_until AS "validUntil",
  r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate", r.evidence_kind AS "evidenceKind"`;

/** Empty codes: all. */
const SCOPE = `
  WITH RECURSIVE ${SHOWN_RECORDS}, scope AS (
    SELECT id AS org_unit_id FROM org_units WHERE code = :unitCode
    UNION
    SELECT below.org_unit_id
    FROM scope JOIN org_unit_periods below ON below.parent_org_unit_id = scope.org_unit_id AND ${inForce('below', ':asOf')}
  )`;
const FILTER = `
  WHERE (:certificationCode = '' OR c.code = :certificationCode)
    AND (:unitCode = '' OR u.org_unit_id IN (SELECT org_unit_id FROM scope))`;

export const LIST_SQL = `
  ${SCOPE} SELECT ${COLUMNS} ${FROM} ${FILTER} AND (:state = '' OR r.state = :state)
  ORDER BY r.reported_at, r.id LIMIT :limit OFFSET :offset`;

export const COUNT_SQL = `
  ${SCOPE} SELECT r.state, count(*)::int AS total ${FROM} ${FILTER} GROUP BY r.state`;

/** How the last day contradicts what held on the day of the pass: `endFaultOf` as SQL. */
const endFault = (r: string): string =>
  `(SELECT CASE WHEN v.renewal_years IS NOT NULL AND ${r}.valid_until IS NULL THEN 'missing' WHEN v.renewal_kind = 'none' AND ${r}.valid_until IS NOT NULL THEN 'surplus' END
    FROM certification_versions v WHERE v.certification_id = ${r}.certification_id
    ORDER BY v.valid_from <= ${r}.passed_on DESC, CASE WHEN v.valid_from <= ${r}.passed_on THEN v.valid_from END DESC, v.valid_from LIMIT 1)`;

/** What is verified without the last day that it must have, and therefore counts for ever, or with one that it cannot have, after which it does not count. */
export const WRONG_ENDS_SQL = `
  SELECT w.id, w.name, w."staffNumber", w."certificationName", w.fault, w.total FROM (
  SELECT r.id, r.reported_at, p.name, COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName", e.fault,
    count(*) OVER (PARTITION BY e.fault)::int AS total, row_number() OVER (PARTITION BY e.fault ORDER BY r.reported_at, r.id) AS place
  FROM certification_records r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
  CROSS JOIN LATERAL (SELECT ${endFault('r')} AS fault) e
  WHERE r.state = 'verified' AND e.fault IS NOT NULL) w
  WHERE w.place <= 20 ORDER BY w.reported_at, w.id`;

/** Whether two files are one: as they were sent, or, for what was sent long ago, as they are kept. */
const sameFile = (a: string, b: string): string =>
  `(${a}.sent_sha256 = ${b}.sent_sha256 OR (${a}.sha256 = ${b}.sha256 AND length(${a}.sha256) = 64))`;

export const DETAIL_SQL = `
  WITH ${SHOWN_RECORDS}
  SELECT ${COLUMNS}, r.person_id AS "personId", r.reported_by_person_id AS "reportedBy", r.decided_by_person_id AS "decidedBy",
    COALESCE(f.original_name, '') AS "evidenceName", COALESCE(f.media_type, '') AS "evidenceType", COALESCE(f.byte_size, 0)::int AS "evidenceBytes",
    (SELECT e.batch_id FROM certificate_entry_rows e WHERE e.record_id = r.id) AS "entryBatchId",
    (SELECT e.line FROM certificate_entry_rows e WHERE e.record_id = r.id) AS "entryLine",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom", coalesce(r.valid_until < :asOf, false) AS "isExpired", ${endFault('r')} AS "endFault", ${EXAM_DAYS},
    EXISTS (SELECT 1 FROM certification_records other JOIN stored_files of ON of.id = other.evidence_file_id
      WHERE (other.person_id <> r.person_id OR other.certification_id <> r.certification_id) AND other.state <> 'withdrawn'
        AND ${sameFile('of', 'f')}) AS "isFileShared"
  ${FROM} ${examDaysOf('r.certification_id')} LEFT JOIN stored_files f ON f.id = r.evidence_file_id WHERE r.id = :recordId`;

/** So many tell that something is wrong; nobody reads more. */
const MOST_RELATED = 50;

/** The same person's other reports of the qualification, and of whomever and whichever exam those with its number or its file. */
export const RELATED_SQL = `
  WITH ${SHOWN_RECORDS}
  SELECT o.id, CASE WHEN o.person_id = r.person_id AND o.certification_id = r.certification_id THEN 'earlier'
      WHEN o.number_key = r.number_key THEN 'same_number' ELSE 'same_file' END AS relation,
    p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName", o.passed_on AS "passedOn",
    o.certificate_number AS "certificateNumber", o.state, o.reported_at AS "reportedAt"
  FROM shown_record r
  LEFT JOIN stored_files f ON f.id = r.evidence_file_id
  JOIN shown_record o ON o.id <> r.id
  LEFT JOIN stored_files of ON of.id = o.evidence_file_id
  JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
  JOIN ${detailsOn('p', 'o.person_id', ':asOf')}
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
  WHERE r.id = :recordId AND ((o.person_id = r.person_id AND o.certification_id = r.certification_id)
    OR (o.state <> 'withdrawn' AND (o.number_key = r.number_key OR ${sameFile('of', 'f')})))
  ORDER BY o.reported_at, o.id LIMIT ${String(MOST_RELATED)}`;

/** After the record looked at, then from the start; never one about or by who looks. */
/** Nobody decides on what they hold or have reported, under whichever number. */
const IS_OWN = `${personNow(':personId')} IN (${personNowOfMany('r.person_id')}, ${personNowOfMany('r.reported_by_person_id')})`;

/** What waits for this person, and what of it only others may decide. */
export const WAITING_SQL = `
  SELECT count(*) FILTER (WHERE NOT waiting."isOwn")::int AS total, count(*) FILTER (WHERE waiting."isOwn")::int AS own,
    min(waiting.reported_at) FILTER (WHERE NOT waiting."isOwn") AS oldest
  FROM (SELECT r.reported_at, ${IS_OWN} AS "isOwn" FROM certification_records r WHERE r.state = 'reported') waiting`;

export const NEXT_SQL = `
  SELECT r.id
  FROM certification_records r
  LEFT JOIN certification_records shown ON shown.id = :recordId
  WHERE r.state = 'reported' AND r.id <> :recordId AND NOT ${IS_OWN}
  ORDER BY (r.reported_at, r.id) > (shown.reported_at, shown.id) DESC NULLS LAST, r.reported_at, r.id
  LIMIT 1`;
