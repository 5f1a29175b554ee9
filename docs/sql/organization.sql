-- organization.acted-as-deputy
WITH RECURSIVE below AS (
      SELECT h.org_unit_id FROM head_deputies_history h WHERE h.person_id = $1::uuid AND h.valid_from <= $2::date
      AND (h.superseded_at IS NULL OR (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date >= h.valid_from)
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ) SELECT EXISTS (SELECT 1 FROM below WHERE org_unit_id = $3::uuid) AS "hasActed";

-- organization.are-one-person
SELECT (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = (WITH RECURSIVE joined AS (
      SELECT $2::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "areOne";

-- organization.are-told-apart
SELECT EXISTS (SELECT 1 FROM distinct_people x WHERE x.person_id = ANY ($1::uuid[]) AND x.other_id = ANY ($1::uuid[])
    AND x.valid_to IS NULL) AS "areToldApart";

-- organization.books-from
SELECT (min(h.recorded_at) AT TIME ZONE 'Asia/Tokyo')::date AS day FROM postings_history h;

-- organization.claim-import-order
UPDATE import_orders o SET state = 'running', run_id = $1::uuid, beat_at = $2::timestamptz, attempts = o.attempts + 1, done_rows = 0
    WHERE o.id = (SELECT w.id FROM import_orders w WHERE w.state = 'waiting' AND NOT w.id = ANY ($3::uuid[])
        ORDER BY w.ordered_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND NOT EXISTS (SELECT 1 FROM import_orders r WHERE r.state = 'running')
    RETURNING o.id, o.act, o.batch_id AS "batchId", o.input, o.ordered_at AS "orderedAt", o.ordered_by AS "orderedBy", o.state, o.total,
  o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem, o.units_file AS "unitsFile", o.postings_file AS "postingsFile";

-- organization.deputies-of-people
SELECT d.id, d.person_id AS "personId", d.org_unit_id AS "unitId", d.valid_from AS "validFrom", d.valid_to AS "validTo",
      (SELECT u.name FROM org_unit_periods u WHERE u.org_unit_id = d.org_unit_id ORDER BY u.valid_from DESC LIMIT 1) AS "unitName",
      (SELECT (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) FROM accounts a WHERE a.id = d.recorded_by) AS "namedBy"
    FROM head_deputies d WHERE d.person_id = ANY ($1::uuid[]) ORDER BY d.valid_from, d.id;

-- organization.deputies-of-unit
SELECT d.id, d.person_id AS "personId", line.staff_number AS "staffNumber", line.name, d.org_unit_id AS "unitId", d.reason,
    d.valid_from AS "validFrom", d.valid_to AS "validTo"
  FROM head_deputies d JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (sn.valid_to IS NULL OR sn.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pp.valid_to IS NULL OR pp.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pu.valid_to IS NULL OR pu.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      WHERE pd.person_id = d.person_id AND pd.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pd.valid_to IS NULL OR pd.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
    ) line ON true
  WHERE d.org_unit_id = $2::uuid ORDER BY d.valid_from DESC, line.staff_number LIMIT 100;

-- organization.deputy
SELECT d.id, d.person_id AS "personId", line.staff_number AS "staffNumber", line.name, d.org_unit_id AS "unitId", d.reason,
    d.valid_from AS "validFrom", d.valid_to AS "validTo"
  FROM head_deputies d JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (sn.valid_to IS NULL OR sn.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pp.valid_to IS NULL OR pp.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pu.valid_to IS NULL OR pu.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
      WHERE pd.person_id = d.person_id AND pd.valid_from <= least(greatest(d.valid_from, $1::date), d.valid_to - 1) AND (pd.valid_to IS NULL OR pd.valid_to > least(greatest(d.valid_from, $1::date), d.valid_to - 1))
    ) line ON true
  WHERE d.id = $2::uuid AND d.org_unit_id = $3::uuid;

-- organization.deputy-candidates
WITH RECURSIVE below AS (
      SELECT $1::uuid AS org_unit_id
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.post_title AS "postTitle",
      line.unit_name AS "unitName"
    FROM postings po JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = po.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = po.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date))
      AND (po.org_unit_id IN (SELECT org_unit_id FROM below) OR po.org_unit_id IN (
        SELECT u.parent_org_unit_id FROM org_unit_periods u WHERE u.org_unit_id = $1::uuid AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)))
      AND NOT EXISTS (SELECT 1 FROM postings own WHERE own.person_id = po.person_id AND own.org_unit_id = $1::uuid AND own.is_managerial AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = own.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = own.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date)))
    ORDER BY po.is_managerial DESC, line.kana, line.staff_number LIMIT 500;

-- organization.deputy-periods
SELECT d.valid_from AS "validFrom", d.valid_to AS "validTo" FROM head_deputies d
    WHERE d.org_unit_id = $1::uuid AND d.person_id = $2::uuid AND d.valid_from < $3::date AND d.valid_to > $4::date ORDER BY d.valid_from LIMIT 1;

-- organization.distinct-pair
SELECT x.id, x.person_id AS "personId", x.other_id AS "otherId", x.reason, x.valid_from AS "validFrom",
    x.recorded_at AS "toldAt", (
      SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
      WHERE a.action = 'person.told_apart' AND a.subject_type = 'person' AND a.subject_id = x.person_id::text
        AND a.detail ->> 'otherId' = x.other_id::text ORDER BY a.id DESC LIMIT 1) AS "toldBy"
  FROM distinct_people x WHERE x.valid_to IS NULL AND x.person_id = ANY ($1::uuid[]) AND x.other_id = ANY ($1::uuid[]);

-- organization.distinct-people
SELECT x.id, x.person_id AS "personId", x.other_id AS "otherId", x.reason, x.valid_from AS "validFrom",
    x.recorded_at AS "toldAt", (
      SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
      WHERE a.action = 'person.told_apart' AND a.subject_type = 'person' AND a.subject_id = x.person_id::text
        AND a.detail ->> 'otherId' = x.other_id::text ORDER BY a.id DESC LIMIT 1) AS "toldBy"
  FROM distinct_people x WHERE x.valid_to IS NULL ORDER BY x.recorded_at DESC, x.id LIMIT 200;

-- organization.draft
SELECT d.id, d.name, d.effective_on AS "effectiveOn", d.source_name AS "sourceName", d.state, d.created_at AS "createdAt",
    (SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = d.created_by) AS "createdBy", d.closed_at AS "closedAt", (SELECT md5(coalesce(string_agg(r.id::text, ',' ORDER BY r.id), '')) FROM transfer_draft_rows r WHERE r.draft_id = d.id) AS "rowsMark",
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'postings') AS people,
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'units') AS units,
    (SELECT b.id FROM import_batches b WHERE b.draft_id = d.id AND b.state <> 'discarded' ORDER BY b.created_at DESC LIMIT 1) AS "batchId" FROM transfer_drafts d WHERE d.id::text = $1::text AND EXISTS (SELECT 1 FROM transfer_draft_readers reader WHERE reader.draft_id = d.id AND reader.account_id = $2::uuid);

-- organization.draft-by-id
SELECT d.id, d.name, d.effective_on AS "effectiveOn", d.source_name AS "sourceName", d.state, d.created_at AS "createdAt",
    (SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = d.created_by) AS "createdBy", d.closed_at AS "closedAt", (SELECT md5(coalesce(string_agg(r.id::text, ',' ORDER BY r.id), '')) FROM transfer_draft_rows r WHERE r.draft_id = d.id) AS "rowsMark",
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'postings') AS people,
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'units') AS units,
    (SELECT b.id FROM import_batches b WHERE b.draft_id = d.id AND b.state <> 'discarded' ORDER BY b.created_at DESC LIMIT 1) AS "batchId" FROM transfer_drafts d WHERE d.id = $1::uuid;

-- organization.draft-concerns
SELECT EXISTS (SELECT 1 FROM transfer_draft_rows r JOIN staff_numbers n ON n.staff_number = r.subject
    WHERE r.draft_id = $1::uuid AND r.file = 'postings' AND person_now(n.person_id) = person_of($2::uuid)) AS "isSo";

-- organization.draft-nameable
SELECT a.id AS "accountId" FROM staff_numbers n JOIN accounts a ON a.person_id = n.person_id
    WHERE n.staff_number = $1::text AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date) AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM account_roles role
      WHERE role.account_id = a.id AND role.role IN ('hr', 'program_office') AND role.valid_from <= $2::date AND (role.valid_to IS NULL OR role.valid_to > $2::date));

-- organization.draft-of-import
SELECT b.draft_id AS "draftId", b.applied_by AS "appliedBy" FROM import_batches b WHERE b.id = $1::uuid AND b.draft_id IS NOT NULL;

-- organization.draft-readers
SELECT r.id, r.account_id AS "accountId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      r.recorded_at AS "namedAt" FROM transfer_draft_readers r
    JOIN accounts a ON a.id = r.account_id JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE r.draft_id = $2::uuid ORDER BY r.recorded_at, line.staff_number;

-- organization.draft-rows
SELECT r.id, r.file, r.subject, r.act, r.position, r.cells FROM transfer_draft_rows r
    WHERE r.draft_id = $1::uuid ORDER BY r.file DESC, r.position, r.subject;

-- organization.draft-standings
SELECT r.subject, line.name, line.unit_name AS "unitName", line.post_title AS "postTitle" FROM transfer_draft_rows r
    JOIN staff_numbers n ON n.staff_number = r.subject AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE r.draft_id = $2::uuid AND r.file = 'postings' ORDER BY r.subject;

-- organization.drafts
SELECT d.id, d.name, d.effective_on AS "effectiveOn", d.source_name AS "sourceName", d.state, d.created_at AS "createdAt",
    (SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (d.created_at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (d.created_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = d.created_by) AS "createdBy", d.closed_at AS "closedAt", (SELECT md5(coalesce(string_agg(r.id::text, ',' ORDER BY r.id), '')) FROM transfer_draft_rows r WHERE r.draft_id = d.id) AS "rowsMark",
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'postings') AS people,
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'units') AS units,
    (SELECT b.id FROM import_batches b WHERE b.draft_id = d.id AND b.state <> 'discarded' ORDER BY b.created_at DESC LIMIT 1) AS "batchId" FROM transfer_drafts d WHERE EXISTS (SELECT 1 FROM transfer_draft_readers reader WHERE reader.draft_id = d.id AND reader.account_id = $1::uuid) ORDER BY d.state <> 'open', d.created_at DESC, d.id;

-- organization.facts-now-and-then
SELECT 'person_details' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AS "wasThen"
    FROM person_details_history h WHERE h.person_id = $2::uuid
      AND (h.superseded_at IS NULL OR h.recorded_at < $1::timestamptz AND h.superseded_at >= $1::timestamptz)
    UNION ALL SELECT 'staff_numbers' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AS "wasThen"
    FROM staff_numbers_history h WHERE h.person_id = $2::uuid
      AND (h.superseded_at IS NULL OR h.recorded_at < $1::timestamptz AND h.superseded_at >= $1::timestamptz)
    UNION ALL SELECT 'employments' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AS "wasThen"
    FROM employments_history h WHERE h.person_id = $2::uuid
      AND (h.superseded_at IS NULL OR h.recorded_at < $1::timestamptz AND h.superseded_at >= $1::timestamptz)
    UNION ALL SELECT 'employment_statuses' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AS "wasThen"
    FROM employment_statuses_history h WHERE h.person_id = $2::uuid
      AND (h.superseded_at IS NULL OR h.recorded_at < $1::timestamptz AND h.superseded_at >= $1::timestamptz)
    UNION ALL SELECT 'postings' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AS "wasThen"
    FROM postings_history h WHERE h.person_id = $2::uuid
      AND (h.superseded_at IS NULL OR h.recorded_at < $1::timestamptz AND h.superseded_at >= $1::timestamptz) ORDER BY 1, 2;

-- organization.facts-since-import
SELECT 1 AS place, n.staff_number AS text, NULL AS employment, NULL AS absence, NULL AS posting, n.valid_from AS "validFrom",
      n.valid_to AS "validTo"
    FROM staff_numbers n WHERE n.person_id = $1::uuid AND n.recorded_at >= $2::timestamptz AND n.staff_number = $3::text
    UNION ALL
    SELECT 2, '', e.employment_type, NULL, NULL, e.valid_from, e.valid_to
    FROM employments e WHERE e.person_id = $1::uuid AND e.recorded_at >= $2::timestamptz
      AND NOT EXISTS (SELECT 1 FROM employments_history h
      WHERE h.person_id = $1::uuid AND h.recorded_at < $2::timestamptz AND h.superseded_at >= $2::timestamptz
        AND h.valid_from = e.valid_from AND h.employment_type = e.employment_type)
    UNION ALL
    SELECT 3, '', NULL, s.status, NULL, s.valid_from, s.valid_to
    FROM employment_statuses s WHERE s.person_id = $1::uuid AND s.recorded_at >= $2::timestamptz
      AND NOT EXISTS (SELECT 1 FROM employment_statuses_history h
      WHERE h.person_id = $1::uuid AND h.recorded_at < $2::timestamptz AND h.superseded_at >= $2::timestamptz
        AND h.valid_from = s.valid_from AND h.status = s.status)
    UNION ALL
    SELECT 4, trim(coalesce((SELECT u.name FROM org_unit_periods u WHERE u.org_unit_id = po.org_unit_id
        ORDER BY (u.valid_from <= po.valid_from) DESC, u.valid_from DESC LIMIT 1), '') || ' ' || po.post_title),
      NULL, NULL, po.kind, po.valid_from, po.valid_to
    FROM postings po WHERE po.person_id = $1::uuid AND po.recorded_at >= $2::timestamptz
      AND NOT EXISTS (SELECT 1 FROM postings_history h
      WHERE h.person_id = $1::uuid AND h.recorded_at < $2::timestamptz AND h.superseded_at >= $2::timestamptz
        AND h.valid_from = po.valid_from AND h.org_unit_id = po.org_unit_id)
    ORDER BY 1, 6, 2;

-- organization.former-units
WITH RECURSIVE goes AS (
      SELECT o.id AS old_id, o.id AS now_id, 0 AS steps FROM org_units o
      UNION
      SELECT goes.old_id, s.successor_id, goes.steps + 1 FROM goes
      JOIN unit_successions s ON s.org_unit_id = goes.now_id AND s.valid_from <= $1::date WHERE goes.steps < 20
    )
    SELECT DISTINCT o.code AS "oldCode", old.name AS "oldName", old.kana AS "oldKana", old.valid_to - 1 AS "lastDay",
      n.code, p.name
    FROM goes JOIN org_units o ON o.id = goes.old_id
    JOIN org_unit_periods old ON old.org_unit_id = o.id AND old.valid_to <= $1::date
    JOIN org_units n ON n.id = goes.now_id
    LEFT JOIN org_unit_periods p ON p.org_unit_id = n.id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE CASE WHEN p.id IS NULL
      -- Nobody took over: it is found as what it was.
      THEN goes.steps = 0 AND NOT EXISTS (SELECT 1 FROM unit_successions s WHERE s.org_unit_id = o.id AND s.valid_from <= $1::date)
        AND NOT EXISTS (SELECT 1 FROM org_unit_periods other WHERE other.org_unit_id = o.id AND other.valid_from > old.valid_from)
      ELSE goes.steps > 0 OR old.name <> p.name END
    ORDER BY 4 DESC, 1, 5;

-- organization.heads-by-post
WITH RECURSIVE below AS (
      SELECT po.org_unit_id FROM postings po WHERE po.person_id = $1::uuid AND po.is_managerial AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = po.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ) SELECT EXISTS (SELECT 1 FROM below WHERE org_unit_id = $3::uuid) AS "isHead";

-- organization.heads-of-units
SELECT h.unit_id AS "unitId", h.head_unit_id AS "headUnitId", h.person_id AS "personId",
      line.staff_number AS "staffNumber", line.name, h.post_title AS "postTitle", h.steps = 0 AS "isOwn"
    FROM (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= $1::date AND (post.valid_to IS NULL OR post.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
          WHERE hd.valid_from <= $1::date AND (hd.valid_to IS NULL OR hd.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= $1::date AND (hn.valid_to IS NULL OR hn.valid_to > $1::date)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= $1::date AND (ht.valid_to IS NULL OR ht.valid_to > $1::date)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = h.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    ORDER BY h.unit_id;

-- organization.import
SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.units_file_name AS "unitsFileName",
    b.postings_file_name AS "postingsFileName", b.source_name AS "sourceName", b.created_at AS "createdAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.previewed'
  LIMIT 1) AS "createdBy",
    b.applied_at AS "appliedAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.applied'
  LIMIT 1) AS "appliedBy", b.reason,
    b.undone_at AS "undoneAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.undone'
  LIMIT 1) AS "undoneBy", b.undo_reason AS "undoReason",
    b.state = 'discarded' AND EXISTS (SELECT 1 FROM audit_entries a WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text
      AND a.action = 'organization_import.expired') AS "isExpired", b.plan -> 'summary' AS summary
  FROM import_batches b WHERE b.id::text = $1::text;

-- organization.import-began-with-person
SELECT (SELECT min(w.at) FROM (
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,details,insert}') r
    JOIN person_details_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,details,update}') r
    JOIN person_details_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,details,remove}') r (id)
    JOIN person_details_history h ON h.id = r.id::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,staffNumbers,insert}') r
    JOIN staff_numbers_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,staffNumbers,update}') r
    JOIN staff_numbers_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,staffNumbers,remove}') r (id)
    JOIN staff_numbers_history h ON h.id = r.id::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,employments,insert}') r
    JOIN employments_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,employments,update}') r
    JOIN employments_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,employments,remove}') r (id)
    JOIN employments_history h ON h.id = r.id::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,statuses,insert}') r
    JOIN employment_statuses_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,statuses,update}') r
    JOIN employment_statuses_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,statuses,remove}') r (id)
    JOIN employment_statuses_history h ON h.id = r.id::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,postings,insert}') r
    JOIN postings_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,postings,update}') r
    JOIN postings_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = $1::uuid
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,postings,remove}') r (id)
    JOIN postings_history h ON h.id = r.id::uuid AND h.person_id = $1::uuid) w) AS at
    FROM import_batches b WHERE b.id = $2::uuid;

-- organization.import-claimed
SELECT id, state, created_at AS "createdAt", source_name AS "sourceName", base_fingerprint AS "baseFingerprint" FROM import_batches WHERE id::text = $1::text FOR UPDATE;

-- organization.import-count
SELECT count(*)::int AS total FROM import_batches;

-- organization.import-files-of-days
SELECT (count(*) FILTER (WHERE state = 'applied'))::int AS applied, (count(*) FILTER (WHERE state = 'previewed'))::int AS previewed
    FROM import_batches WHERE ($1::date IS NULL OR effective_on >= $1::date) AND effective_on <= $2::date
      AND person_id IS NULL AND org_unit_id IS NULL;

-- organization.import-fingerprint
SELECT md5(concat_ws(',', (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM org_units t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM org_unit_periods t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM unit_successions t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM person_details t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM staff_numbers t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM employments t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM employment_statuses t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM postings t), (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM post_titles t))) AS fingerprint;

-- organization.import-head
SELECT effective_on AS "effectiveOn", plan -> 'summary' AS summary,
      jsonb_path_query_array(plan, '$.suspicions[*].pair ? (@ != null)') AS pairs
    FROM import_batches WHERE id = $1::uuid;

-- organization.import-items
SELECT part.item, (count(*) OVER ())::int AS total FROM import_batches b, jsonb_array_elements(b.plan -> $1::text) WITH ORDINALITY AS part (item, position)
  WHERE b.id::text = $2::text AND part.item ->> 'verdict' = $3::text ORDER BY part.position LIMIT $4::integer OFFSET $5::integer;

-- organization.import-join
SELECT c.batch_id AS "batchId", c.staff_number AS "staffNumber", c.person_id AS "personId", b.applied_at AS "appliedAt",
    b.effective_on AS "effectiveOn", b.postings_file_name AS "fileName", coalesce((SELECT l.name FROM person_details l WHERE l.person_id = c.person_id ORDER BY l.valid_from DESC LIMIT 1), '') AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = c.person_id AND h.staff_number <> c.staff_number
      AND h.recorded_at <= b.applied_at ORDER BY h.valid_from DESC, h.recorded_at DESC LIMIT 1), '') AS "formerNumber",
    p.new_person_id AS "newPersonId", p.reason AS "partingReason", p.parted_at AS "partedAt"
  FROM import_number_choices c JOIN import_batches b ON b.id = c.batch_id AND b.state = 'applied'
  LEFT JOIN import_number_partings p ON p.batch_id = c.batch_id AND p.staff_number = c.staff_number
  WHERE c.person_id IS NOT NULL AND EXISTS (SELECT 1 FROM staff_numbers_history h WHERE h.person_id = c.person_id
    AND h.staff_number = c.staff_number) AND c.batch_id::text = $1::text AND c.staff_number = $2::text;

-- organization.import-joins
SELECT c.batch_id AS "batchId", c.staff_number AS "staffNumber", c.person_id AS "personId", b.applied_at AS "appliedAt",
    b.effective_on AS "effectiveOn", b.postings_file_name AS "fileName", coalesce((SELECT l.name FROM person_details l WHERE l.person_id = c.person_id ORDER BY l.valid_from DESC LIMIT 1), '') AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = c.person_id AND h.staff_number <> c.staff_number
      AND h.recorded_at <= b.applied_at ORDER BY h.valid_from DESC, h.recorded_at DESC LIMIT 1), '') AS "formerNumber",
    p.new_person_id AS "newPersonId", p.reason AS "partingReason", p.parted_at AS "partedAt"
  FROM import_number_choices c JOIN import_batches b ON b.id = c.batch_id AND b.state = 'applied'
  LEFT JOIN import_number_partings p ON p.batch_id = c.batch_id AND p.staff_number = c.staff_number
  WHERE c.person_id IS NOT NULL AND EXISTS (SELECT 1 FROM staff_numbers_history h WHERE h.person_id = c.person_id
    AND h.staff_number = c.staff_number) ORDER BY b.applied_at DESC, c.staff_number LIMIT 200;

-- organization.import-missing-person
SELECT b.id FROM import_batches b
    WHERE b.id::text = $1::text AND b.plan -> 'leavings' -> 'subjects' @> jsonb_build_array(jsonb_build_object('id', $2::text));

-- organization.import-namesakes
SELECT DISTINCT d.person_id AS id FROM person_details d WHERE starts_with(d.search_key, $1::text) ORDER BY id LIMIT 20;

-- organization.import-number-choices
SELECT DISTINCT ON (c.staff_number) c.staff_number AS "staffNumber", c.person_id AS "personId"
    FROM import_number_choices c ORDER BY c.staff_number, c.chosen_at DESC, c.batch_id;

-- organization.import-numbers
SELECT coalesce(json_agg(json_build_array(n.staff_number, n.person_id)), '[]')::text AS numbers
    FROM (SELECT DISTINCT staff_number, person_id FROM staff_numbers) n;

-- organization.import-numbers-of-oneself
SELECT EXISTS (SELECT 1 FROM accounts a CROSS JOIN unnest($1::uuid[]) AS chosen (id)
    WHERE a.id = $2::uuid AND (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = (WITH RECURSIVE joined AS (
      SELECT chosen.id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)) AS "isSo";

-- organization.import-order
SELECT o.id, o.act, o.batch_id AS "batchId", o.input, o.ordered_at AS "orderedAt", o.ordered_by AS "orderedBy", o.state, o.total,
  o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem, (SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = o.ordered_by) AS "orderedByName" FROM import_orders o WHERE o.id::text = $1::text;

-- organization.import-order-applying
SELECT o.id FROM import_orders o WHERE o.batch_id = $1::uuid AND o.act = 'apply' AND o.state IN ('waiting', 'running');

-- organization.import-orders-open
SELECT o.id, o.act, o.batch_id AS "batchId", o.input, o.ordered_at AS "orderedAt", o.ordered_by AS "orderedBy", o.state, o.total,
  o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem, (SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (o.ordered_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = o.ordered_by) AS "orderedByName" FROM import_orders o
    WHERE o.state IN ('waiting', 'running') ORDER BY o.ordered_at, o.id LIMIT 20;

-- organization.import-people
SELECT n.person_id AS id, n.staff_number AS "staffNumber",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.staff_number)
     ORDER BY t.valid_from) FROM staff_numbers t WHERE t.person_id = n.person_id), '[]') AS numbers,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', jsonb_build_object('name', t.name, 'kana', t.kana, 'email', t.email))
     ORDER BY t.valid_from) FROM person_details t WHERE t.person_id = n.person_id), '[]') AS details,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.employment_type)
     ORDER BY t.valid_from) FROM employments t WHERE t.person_id = n.person_id), '[]') AS employments,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.status)
     ORDER BY t.valid_from) FROM employment_statuses t WHERE t.person_id = n.person_id), '[]') AS statuses,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', jsonb_build_object('unitId', t.org_unit_id, 'kind', t.kind, 'title', t.post_title, 'isManagerial', t.is_managerial))
     ORDER BY t.valid_from) FROM postings t WHERE t.person_id = n.person_id), '[]') AS postings
    FROM staff_numbers n WHERE n.valid_to IS NULL AND n.person_id = ANY ($1::uuid[]);

-- organization.import-people-text
SELECT json_agg(p)::text AS people, (array_agg(p.id ORDER BY p.id DESC))[1] AS last
    FROM (
    SELECT n.person_id AS id, n.staff_number AS "staffNumber",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.staff_number)
     ORDER BY t.valid_from) FROM staff_numbers t WHERE t.person_id = n.person_id), '[]') AS numbers,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', jsonb_build_object('name', t.name, 'kana', t.kana, 'email', t.email))
     ORDER BY t.valid_from) FROM person_details t WHERE t.person_id = n.person_id), '[]') AS details,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.employment_type)
     ORDER BY t.valid_from) FROM employments t WHERE t.person_id = n.person_id), '[]') AS employments,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', t.status)
     ORDER BY t.valid_from) FROM employment_statuses t WHERE t.person_id = n.person_id), '[]') AS statuses,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', jsonb_build_object('unitId', t.org_unit_id, 'kind', t.kind, 'title', t.post_title, 'isManagerial', t.is_managerial))
     ORDER BY t.valid_from) FROM postings t WHERE t.person_id = n.person_id), '[]') AS postings
    FROM staff_numbers n WHERE n.valid_to IS NULL AND ($1::uuid IS NULL OR n.person_id > $1::uuid) ORDER BY n.person_id LIMIT 1000) p;

-- organization.import-person-of-number
SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number = $1::text LIMIT 1;

-- organization.import-planned-rows
SELECT i.item ->> 'file' AS file, (i.item ->> 'line')::int AS line, i.item ->> 'subject' AS subject, d.detail,
      (count(*) OVER ())::int AS total
    FROM import_batches b, jsonb_array_elements(b.plan -> 'items') WITH ORDINALITY AS i (item, position)
    LEFT JOIN LATERAL jsonb_array_elements(CASE i.item ->> 'verdict' WHEN 'refused' THEN i.item -> 'problems' ELSE i.item -> 'changes' END)
      WITH ORDINALITY AS d (detail, place) ON true
    WHERE b.id::text = $1::text AND i.item ->> 'verdict' = $2::text
    ORDER BY i.position, d.place LIMIT $3::integer OFFSET $4::integer;

-- organization.import-planned-writes
SELECT coalesce(sum(jsonb_array_length(rows.value) * CASE rows.key WHEN 'update' THEN 2 ELSE 1 END), 0)::int AS total
    FROM import_batches b, jsonb_each(b.plan -> 'operations') AS part,
      jsonb_each(CASE WHEN jsonb_typeof(part.value) = 'object' THEN part.value ELSE '{}' END) AS rows
    WHERE b.id = $1::uuid AND jsonb_typeof(rows.value) = 'array';

-- organization.import-read-rows
SELECT (r.item ->> 'line')::int AS line, r.item -> 'cells' AS cells, (count(*) OVER ())::int AS total
    FROM import_batches b, jsonb_array_elements(b.source -> $1::text -> 'rows') WITH ORDINALITY AS r (item, position)
    WHERE b.id::text = $2::text ORDER BY r.position LIMIT $3::integer OFFSET $4::integer;

-- organization.import-roster
SELECT n.staff_number AS "staffNumber", d.name, d.kana, d.email, o.code AS "unitCode", u.name AS "unitName",
      po.post_title AS title, po.kind, em.employment_type AS "employmentType",
      (SELECT min(stay.valid_to) FROM employments stay WHERE stay.person_id = em.person_id AND stay.valid_to > $1::date AND NOT EXISTS (
        SELECT 1 FROM employments next WHERE next.person_id = stay.person_id AND next.valid_from = stay.valid_to)) AS "employedTo",
      (SELECT min(first.valid_from) FROM employments first WHERE first.person_id = em.person_id) AS "hiredOn",
      (SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = em.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AS absence
    FROM employments em
    JOIN staff_numbers n ON n.person_id = em.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    JOIN person_details d ON d.person_id = em.person_id AND d.valid_from <= $1::date AND (d.valid_to IS NULL OR d.valid_to > $1::date)
    JOIN postings po ON po.person_id = em.person_id AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
    JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    WHERE em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date) AND EXISTS (SELECT 1 FROM postings main
      WHERE main.person_id = em.person_id AND main.kind = 'primary' AND main.valid_from <= $1::date AND (main.valid_to IS NULL OR main.valid_to > $1::date))
    ORDER BY n.staff_number, po.kind <> 'primary', o.code, po.kind;

-- organization.import-row-ids
SELECT r.row_id AS id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name = $2::text AND r.act = $3::text
    ORDER BY r.row_id;

-- organization.import-rows
SELECT jsonb_path_query_array(plan, ($1::text || '[' || $2::integer || ' to ' || $3::integer || ']')::jsonpath) AS rows
    FROM import_batches WHERE id = $4::uuid;

-- organization.import-source
SELECT source::text AS source, source_name AS "sourceName", draft_id IS NOT NULL AS "isPart" FROM import_batches WHERE id = $1::uuid;

-- organization.import-suspicions
SELECT part.item, (count(*) OVER ())::int AS total FROM import_batches b, jsonb_array_elements(b.plan -> $1::text) WITH ORDINALITY AS part (item, position)
  WHERE b.id::text = $2::text
    AND ($3::text IS NULL OR part.item ->> 'kind' = $3::text) ORDER BY part.position LIMIT $4::integer OFFSET $5::integer;

-- organization.import-titles
SELECT coalesce(json_agg(json_build_array(t.title, t.is_managerial)), '[]')::text AS titles
    FROM post_titles t WHERE t.valid_from <= $1::date AND (t.valid_to IS NULL OR t.valid_to > $1::date);

-- organization.import-units
SELECT coalesce(json_agg(u), '[]')::text AS units FROM (SELECT o.id, o.code, coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'from', p.valid_from, 'to', p.valid_to,
      'value', jsonb_build_object('name', p.name, 'kana', p.kana, 'kind', p.kind, 'parentId', p.parent_org_unit_id,
        'counts', p.counts_for_leader_kpi, 'sortOrder', p.sort_order)) ORDER BY p.valid_from)
      FILTER (WHERE p.id IS NOT NULL), '[]') AS periods,
      (SELECT coalesce(jsonb_agg(s.org_unit_id ORDER BY s.org_unit_id), '[]') FROM unit_successions s WHERE s.successor_id = o.id) AS "predecessorIds"
    FROM org_units o LEFT JOIN org_unit_periods p ON p.org_unit_id = o.id
    GROUP BY o.id, o.code) u;

-- organization.import-word
SELECT w.id, w.source_name AS "sourceName", w.kind, w.word, w.meaning, w.valid_from AS "validFrom"
    FROM import_words w WHERE w.id::text = $1::text AND w.valid_to IS NULL;

-- organization.import-words
SELECT w.id, w.source_name AS "sourceName", w.kind, w.word, w.meaning, w.valid_from AS "validFrom",
      (count(*) OVER ())::int AS total
    FROM import_words w WHERE w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
    ORDER BY w.source_name, w.kind, w.word, w.id LIMIT $2::integer OFFSET $3::integer;

-- organization.import-words-of-source
SELECT w.kind, w.word, w.meaning FROM import_words w
    WHERE w.source_name = $1::text AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) ORDER BY w.kind, w.word;

-- organization.import-words-open
SELECT w.id, w.kind, w.word, w.meaning, w.valid_from AS "validFrom" FROM import_words w
    WHERE w.source_name = $1::text AND w.valid_to IS NULL;

-- organization.imports
SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.units_file_name AS "unitsFileName",
    b.postings_file_name AS "postingsFileName", b.source_name AS "sourceName", b.created_at AS "createdAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.previewed'
  LIMIT 1) AS "createdBy",
    b.applied_at AS "appliedAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.applied'
  LIMIT 1) AS "appliedBy", b.reason,
    b.undone_at AS "undoneAt", (
  SELECT coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (a.at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (a.at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = a.actor_account_id), a.actor_label) FROM audit_entries a
  WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text AND a.action = 'organization_import.undone'
  LIMIT 1) AS "undoneBy", b.undo_reason AS "undoReason",
    b.state = 'discarded' AND EXISTS (SELECT 1 FROM audit_entries a WHERE a.subject_type = 'import_batch' AND a.subject_id = b.id::text
      AND a.action = 'organization_import.expired') AS "isExpired", b.plan -> 'summary' AS summary
  FROM import_batches b ORDER BY b.created_at DESC, b.id LIMIT $1::integer OFFSET $2::integer;

-- organization.imports-since
SELECT b.id, b.effective_on AS "effectiveOn" FROM import_batches b JOIN import_batches first ON first.id = $1::uuid
    WHERE b.state = 'applied' AND b.applied_at >= first.applied_at
      AND b.plan @> jsonb_build_object('operations', jsonb_build_object('subjects',
        jsonb_build_array(jsonb_build_object('id', $2::uuid::text))))
    ORDER BY b.id <> first.id, b.applied_at, b.id;

-- organization.imports-waiting
SELECT count(*)::int AS total, min(created_at) AS "oldestAt" FROM import_batches WHERE state = 'previewed';

-- organization.join
SELECT j.id, j.person_id AS "personId", j.joined_to AS "joinedTo", j.reason, j.recorded_at AS "joinedAt",
    coalesce((SELECT l.name FROM person_details l WHERE l.person_id = j.joined_to ORDER BY l.valid_from DESC LIMIT 1), '') AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.person_id AND h.superseded_at IS NOT NULL
      AND h.recorded_at < j.recorded_at ORDER BY h.superseded_at >= j.recorded_at DESC, h.valid_from DESC LIMIT 1), '') AS number,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.joined_to AND h.recorded_at < j.recorded_at
      AND coalesce(h.superseded_at >= j.recorded_at, true) ORDER BY h.valid_from DESC LIMIT 1), '') AS "joinedNumber",
    coalesce((SELECT n.staff_number FROM staff_numbers n WHERE n.person_id = (WITH RECURSIVE joined AS (
      SELECT j.joined_to AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AND n.valid_to IS NULL), '') AS "keptNumber",
    (SELECT count(*)::int FROM person_join_rows r WHERE r.join_id = j.id) AS rows,
    s.reason AS "separationReason", s.separated_at AS "separatedAt"
  FROM person_joins_history j LEFT JOIN person_separations s ON s.join_id = j.id WHERE j.id::text = $1::text;

-- organization.join-faces
SELECT p.id AS "personId", n.staff_number AS "staffNumber", d.name, d.kana, d.email, p.created_at AS "knownSince",
    ARRAY(SELECT o.staff_number FROM staff_numbers o WHERE o.person_id = p.id AND o.valid_to IS NOT NULL ORDER BY o.valid_from) AS "formerNumbers",
    e.employment_type AS "employmentType", first.day AS "employedFrom", e.valid_to AS "employedTo",
    u.name AS "unitName", po.post_title AS "postTitle", po.valid_from AS "postedFrom", po.valid_to AS "postedTo"
  FROM person_identities p
  JOIN staff_numbers n ON n.person_id = p.id AND n.valid_to IS NULL
  JOIN LATERAL (SELECT l.name, l.kana, l.email FROM person_details l WHERE l.person_id = p.id ORDER BY l.valid_from DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT l.employment_type, l.valid_to FROM employments l WHERE l.person_id = p.id
    ORDER BY l.valid_from DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT min(l.valid_from) AS day FROM employments l WHERE l.person_id = p.id) first ON true
  LEFT JOIN LATERAL (SELECT l.org_unit_id, l.post_title, l.valid_from, l.valid_to FROM postings l
    WHERE l.person_id = p.id AND l.kind = 'primary' ORDER BY l.valid_from DESC LIMIT 1) po ON true
  LEFT JOIN LATERAL (SELECT l.name FROM org_unit_periods l WHERE l.org_unit_id = po.org_unit_id
    ORDER BY (l.valid_from <= po.valid_from) DESC, l.valid_from DESC LIMIT 1) u ON true WHERE p.id = ANY ($1::uuid[]);

-- organization.join-likely-pairs
WITH called AS (
      SELECT DISTINCT d.person_id, replace(d.name, '　', '') AS name, replace(d.kana, '　', '') AS kana
      FROM person_details d JOIN staff_numbers n ON n.person_id = d.person_id AND n.valid_to IS NULL
    )
    SELECT a.person_id AS "personId", b.person_id AS "otherId",
      EXISTS (SELECT 1 FROM employments x JOIN employments y ON y.person_id = b.person_id
          AND daterange(x.valid_from, x.valid_to) && daterange(y.valid_from, y.valid_to)
        WHERE x.person_id = a.person_id) AS "wereAtWorkAtOnce"
    FROM called a JOIN called b ON b.name = a.name AND b.kana = a.kana AND a.person_id < b.person_id
    WHERE NOT EXISTS (SELECT 1 FROM distinct_people x WHERE x.person_id = a.person_id AND x.other_id = b.person_id AND x.valid_to IS NULL)
    GROUP BY a.person_id, b.person_id ORDER BY 3, max(a.kana), a.person_id, b.person_id LIMIT 200;

-- organization.join-person-by-number
SELECT DISTINCT n.person_id AS "personId" FROM staff_numbers n WHERE n.staff_number = $1::text;

-- organization.join-rows
SELECT r.table_name AS "table", r.key_column AS key, r.old_row_id AS "oldRowId", r.new_row_id AS "newRowId",
      r.is_ended AS "isEnded", r.was
    FROM person_join_rows r WHERE r.join_id = $1::uuid ORDER BY r.table_name, r.id;

-- organization.join-search
SELECT p.id AS "personId", n.staff_number AS "staffNumber", d.name, d.kana, d.email, p.created_at AS "knownSince",
    ARRAY(SELECT o.staff_number FROM staff_numbers o WHERE o.person_id = p.id AND o.valid_to IS NOT NULL ORDER BY o.valid_from) AS "formerNumbers",
    e.employment_type AS "employmentType", first.day AS "employedFrom", e.valid_to AS "employedTo",
    u.name AS "unitName", po.post_title AS "postTitle", po.valid_from AS "postedFrom", po.valid_to AS "postedTo"
  FROM person_identities p
  JOIN staff_numbers n ON n.person_id = p.id AND n.valid_to IS NULL
  JOIN LATERAL (SELECT l.name, l.kana, l.email FROM person_details l WHERE l.person_id = p.id ORDER BY l.valid_from DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT l.employment_type, l.valid_to FROM employments l WHERE l.person_id = p.id
    ORDER BY l.valid_from DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT min(l.valid_from) AS day FROM employments l WHERE l.person_id = p.id) first ON true
  LEFT JOIN LATERAL (SELECT l.org_unit_id, l.post_title, l.valid_from, l.valid_to FROM postings l
    WHERE l.person_id = p.id AND l.kind = 'primary' ORDER BY l.valid_from DESC LIMIT 1) po ON true
  LEFT JOIN LATERAL (SELECT l.name FROM org_unit_periods l WHERE l.org_unit_id = po.org_unit_id
    ORDER BY (l.valid_from <= po.valid_from) DESC, l.valid_from DESC LIMIT 1) u ON true WHERE p.id <> $1::uuid AND (
      EXISTS (SELECT 1 FROM staff_numbers s WHERE s.person_id = p.id AND s.staff_number = $2::text)
      OR EXISTS (SELECT 1 FROM person_details s WHERE s.person_id = p.id AND s.search_key LIKE '%' || $3::text || '%'))
    ORDER BY d.kana, n.staff_number LIMIT 20;

-- organization.joins
SELECT j.id, j.person_id AS "personId", j.joined_to AS "joinedTo", j.reason, j.recorded_at AS "joinedAt",
    coalesce((SELECT l.name FROM person_details l WHERE l.person_id = j.joined_to ORDER BY l.valid_from DESC LIMIT 1), '') AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.person_id AND h.superseded_at IS NOT NULL
      AND h.recorded_at < j.recorded_at ORDER BY h.superseded_at >= j.recorded_at DESC, h.valid_from DESC LIMIT 1), '') AS number,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.joined_to AND h.recorded_at < j.recorded_at
      AND coalesce(h.superseded_at >= j.recorded_at, true) ORDER BY h.valid_from DESC LIMIT 1), '') AS "joinedNumber",
    coalesce((SELECT n.staff_number FROM staff_numbers n WHERE n.person_id = (WITH RECURSIVE joined AS (
      SELECT j.joined_to AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AND n.valid_to IS NULL), '') AS "keptNumber",
    (SELECT count(*)::int FROM person_join_rows r WHERE r.join_id = j.id) AS rows,
    s.reason AS "separationReason", s.separated_at AS "separatedAt"
  FROM person_joins_history j LEFT JOIN person_separations s ON s.join_id = j.id ORDER BY j.recorded_at DESC, j.id LIMIT 200;

-- organization.kpi-flag-periods
SELECT counts, valid_from AS "validFrom" FROM (
      SELECT p.counts_for_leader_kpi AS counts, p.valid_from,
        lag(p.counts_for_leader_kpi) OVER (ORDER BY p.valid_from) AS before
      FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id WHERE o.code = $1::text
    ) period WHERE before IS DISTINCT FROM counts ORDER BY valid_from DESC;

-- organization.later-joins
SELECT coalesce((SELECT n.staff_number FROM staff_numbers n WHERE n.person_id = (WITH RECURSIVE joined AS (
      SELECT l.joined_to AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AND n.valid_to IS NULL), '') AS number
    FROM person_joins_history j JOIN person_joins l ON l.id <> j.id AND l.recorded_at >= j.recorded_at
      AND (l.person_id IN (j.person_id, j.joined_to) OR l.joined_to IN (j.person_id, j.joined_to))
    WHERE j.id = $1::uuid ORDER BY l.recorded_at;

-- organization.later-than-join
SELECT DISTINCT r.table_name AS "table" FROM person_join_rows r WHERE r.join_id = $1::uuid AND ((r.table_name = 'person_details' AND EXISTS (SELECT 1 FROM person_details_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL)) OR (r.table_name = 'staff_numbers' AND EXISTS (SELECT 1 FROM staff_numbers_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL)) OR (r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL)) OR (r.table_name = 'employment_statuses' AND EXISTS (SELECT 1 FROM employment_statuses_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL)) OR (r.table_name = 'postings' AND EXISTS (SELECT 1 FROM postings_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL)) OR (r.table_name = 'head_deputies' AND EXISTS (SELECT 1 FROM head_deputies_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL))) ORDER BY 1;

-- organization.lock-people
SELECT id FROM person_identities WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE;

-- organization.looked-up
SELECT line.person_id AS "personId", CASE WHEN EXISTS (SELECT 1 FROM employments em WHERE em.person_id = line.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) THEN line.unit_id END AS "unitId"
    FROM (SELECT (WITH RECURSIVE joined AS (
      SELECT i.id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id FROM person_identities i WHERE i.id = $2::uuid
    UNION SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = $3::text AND ($4::boolean OR n.valid_from <= $1::date)) found
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = found.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE $4::boolean OR EXISTS (SELECT 1 FROM employments e WHERE e.person_id = line.person_id AND e.valid_from <= $1::date);

-- organization.names-by-number
WITH asked AS (
      SELECT DISTINCT staff_number, CASE WHEN person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE person_id END AS person_id FROM staff_numbers WHERE staff_number = ANY ($1::text[])
    ), own AS (
      SELECT staff_number, person_id, person_id AS now FROM asked
      UNION SELECT a.staff_number, pj.person_id, a.person_id FROM asked a JOIN person_joins pj ON (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = a.person_id
    )
    SELECT own.staff_number AS "staffNumber", array_agg(DISTINCT d.name) AS names,
      COALESCE(max(d.name) FILTER (WHERE d.person_id = own.now AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date)), max(d.name)) AS name
    FROM own JOIN person_details d ON d.person_id = own.person_id
    GROUP BY own.staff_number;

-- organization.parting-in-the-way
SELECT
      (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) <> $1::uuid OR EXISTS (SELECT 1 FROM person_joins j JOIN import_batches b ON b.id = $2::uuid
        WHERE j.joined_to = $1::uuid AND j.recorded_at >= b.applied_at) AS "isJoined",
      NOT EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = $1::uuid AND n.staff_number = $3::text) AS "isElsewhere",
      ARRAY(SELECT DISTINCT c.staff_number FROM import_number_choices c JOIN import_batches later ON later.id = c.batch_id
          AND later.state = 'applied' JOIN import_batches b ON b.id = $2::uuid
        WHERE c.person_id = $1::uuid AND c.staff_number <> $3::text AND later.applied_at >= b.applied_at
          AND EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = $1::uuid AND n.staff_number = c.staff_number)
          AND NOT EXISTS (SELECT 1 FROM import_number_partings p WHERE p.batch_id = c.batch_id AND p.staff_number = c.staff_number)
        ORDER BY 1) AS "laterNumbers",
      EXISTS (SELECT 1 FROM import_batches b JOIN import_batches later ON later.state = 'applied' AND later.applied_at >= b.applied_at
        CROSS JOIN jsonb_array_elements(later.plan #> '{leavings,employments,update}') r
        JOIN employments_history h ON h.id = (r ->> 'id')::uuid AND h.superseded_at <= later.applied_at
        WHERE b.id = $2::uuid AND h.person_id = $1::uuid) AS "hasLeft";

-- organization.people
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number LIMIT $7::integer OFFSET $8::integer;

-- organization.people-by-name-down
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY line.kana COLLATE "ja-x-icu" DESC, line.name COLLATE "ja-x-icu" DESC, line.staff_number DESC LIMIT $7::integer OFFSET $8::integer;

-- organization.people-by-number
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY line.staff_number LIMIT $7::integer OFFSET $8::integer;

-- organization.people-by-number-down
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY line.staff_number DESC LIMIT $7::integer OFFSET $8::integer;

-- organization.people-by-unit
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY o.code NULLS LAST, line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number LIMIT $7::integer OFFSET $8::integer;

-- organization.people-by-unit-down
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status, o.id AS "unitId",
      o.code AS "unitCode", line.unit_name AS "unitName", line.post_title AS "postTitle",
      (SELECT count(*)::int FROM postings c WHERE c.person_id = line.person_id AND c.kind <> 'primary'
        AND c.valid_from <= $1::date AND (c.valid_to IS NULL OR c.valid_to > $1::date)) AS "otherPosts", 
      (SELECT old.name FROM person_details old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = line.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = line.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = line.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"
    
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '') ORDER BY o.code DESC NULLS LAST, line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number LIMIT $7::integer OFFSET $8::integer;

-- organization.people-count
SELECT count(*)::int AS total 
  FROM employments e
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  LEFT JOIN org_units o ON o.id = line.unit_id
  WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    AND ($2::text IS NULL OR e.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::uuid[] IS NULL OR e.person_id IN (SELECT a.person_id FROM postings a
         WHERE a.org_unit_id = ANY ($3::uuid[]) AND a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date)))
    AND ($4::text IS NULL OR e.employment_type = $4::text)
    AND ($5::text IS NULL OR coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') = $5::text)
    AND (NOT $6::boolean OR line.email IS NULL OR line.email = '');

-- organization.person
SELECT line.person_id AS "personId", line.name, line.kana, line.email, line.staff_number AS "staffNumber",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', pd.name, 'kana', pd.kana, 'validFrom', pd.valid_from, 'validTo', pd.valid_to)
      ORDER BY pd.valid_from DESC), '[]') FROM person_details pd WHERE pd.person_id = line.person_id) AS names,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('staffNumber', sn.staff_number, 'validFrom', sn.valid_from, 'validTo', sn.valid_to)
      ORDER BY sn.valid_from DESC), '[]') FROM staff_numbers sn WHERE sn.person_id = line.person_id) AS numbers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('unitCode', o.code, 'unitName', coalesce(
      (SELECT string_agg(called.name, '→' ORDER BY called.valid_from) FROM (
         SELECT p.name, p.valid_from, lag(p.name) OVER (ORDER BY p.valid_from) AS name_before FROM org_unit_periods p
         WHERE p.org_unit_id = o.id AND p.valid_from <= greatest($1::date, po.valid_from)
           AND daterange(p.valid_from, p.valid_to) && daterange(po.valid_from, po.valid_to)) called
       WHERE called.name IS DISTINCT FROM called.name_before),
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = o.id ORDER BY abs(p.valid_from - po.valid_from) LIMIT 1)), 'kind', po.kind,
         'postTitle', po.post_title, 'isManagerial', po.is_managerial, 'validFrom', po.valid_from,
         'validTo', po.valid_to, 'recordedLateOn', (SELECT CASE WHEN min(h.recorded_at) >= (po.valid_from + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        AND po.valid_from >= (SELECT min((b.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM postings_history b)
      THEN (min(h.recorded_at) AT TIME ZONE 'Asia/Tokyo')::date END
    FROM postings_history h WHERE h.person_id = po.person_id AND h.valid_from = po.valid_from
      AND h.org_unit_id = po.org_unit_id AND h.kind = po.kind AND h.post_title = po.post_title
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id))) ORDER BY po.valid_from DESC, (po.kind = 'primary') DESC, o.code), '[]')
       FROM postings po JOIN org_units o ON o.id = po.org_unit_id
       WHERE po.person_id = line.person_id) AS postings,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('employmentType', e.employment_type, 'recordedLateOn', (SELECT CASE WHEN min(h.recorded_at) >= (e.valid_from + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        AND e.valid_from >= (SELECT min((b.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM employments_history b)
      THEN (min(h.recorded_at) AT TIME ZONE 'Asia/Tokyo')::date END
    FROM employments_history h WHERE h.person_id = e.person_id AND h.valid_from = e.valid_from
      AND h.employment_type = e.employment_type
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)), 'validFrom', e.valid_from, 'validTo', e.valid_to)
      ORDER BY e.valid_from DESC), '[]') FROM employments e WHERE e.person_id = line.person_id) AS employments,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('status', s.status, 'recordedLateOn', (SELECT CASE WHEN min(h.recorded_at) >= (s.valid_from + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        AND s.valid_from >= (SELECT min((b.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM employment_statuses_history b)
      THEN (min(h.recorded_at) AT TIME ZONE 'Asia/Tokyo')::date END
    FROM employment_statuses_history h WHERE h.person_id = s.person_id AND h.valid_from = s.valid_from
      AND h.status = s.status
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)), 'validFrom', s.valid_from, 'validTo', s.valid_to)
      ORDER BY s.valid_from DESC), '[]') FROM employment_statuses s WHERE s.person_id = line.person_id) AS statuses
    FROM (SELECT (WITH RECURSIVE joined AS (
      SELECT i.id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id FROM person_identities i WHERE i.id = $2::uuid
    UNION SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = $3::text) found
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = found.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true;

-- organization.person-line-then
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      line.unit_id AS "unitId", line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = $3::uuid AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line;

-- organization.person-now
SELECT (WITH RECURSIVE joined AS (
      SELECT p.id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId" FROM person_identities p WHERE p.id = $1::uuid;

-- organization.post-title-known
SELECT t.id, t.title, t.is_managerial, t.sort_order, t.valid_from, t.valid_to
    FROM post_titles t WHERE t.title = $1::text AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date);

-- organization.post-titles
WITH held AS (
      SELECT po.post_title AS title, count(DISTINCT po.person_id)::int AS people FROM postings po
      WHERE po.post_title <> '' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
      GROUP BY po.post_title
    ), listed AS (SELECT t.* FROM post_titles t WHERE t.valid_from <= $1::date AND (t.valid_to IS NULL OR t.valid_to > $1::date))
    SELECT title, listed.is_managerial AS "isManagerial", listed.sort_order AS "sortOrder", coalesce(held.people, 0) AS people
    FROM listed FULL JOIN held USING (title)
    ORDER BY listed.sort_order NULLS LAST, title;

-- organization.postings-of-title
SELECT id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to FROM postings
    WHERE post_title = $1::text AND is_managerial <> $2::boolean AND (valid_to IS NULL OR valid_to > $3::date);

-- organization.regrouping-staff
SELECT DISTINCT po.person_id AS id FROM postings po WHERE po.org_unit_id = ANY ($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    ORDER BY po.person_id;

-- organization.reorganisation-moves
SELECT coalesce(after.person_id, before.person_id) AS "personId", line.staff_number AS "staffNumber", line.name,
      before.org_unit_id AS "fromId", after.org_unit_id AS "toId", coalesce(after.post_title, before.post_title) AS title
    FROM (SELECT po.person_id, po.org_unit_id, po.post_title FROM postings po
      JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
      WHERE po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))) before FULL JOIN (SELECT po.person_id, po.org_unit_id, po.post_title FROM postings po
      JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
      WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))) after ON after.person_id = before.person_id
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END AND (sn.valid_to IS NULL OR sn.valid_to > CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END AND (pp.valid_to IS NULL OR pp.valid_to > CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END AND (pu.valid_to IS NULL OR pu.valid_to > CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END)
      WHERE pd.person_id = coalesce(after.person_id, before.person_id) AND pd.valid_from <= CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END AND (pd.valid_to IS NULL OR pd.valid_to > CASE WHEN after.person_id IS NULL THEN $1::date ELSE $2::date END)
    ) line ON true
    WHERE before.org_unit_id IS DISTINCT FROM after.org_unit_id ORDER BY line.staff_number;

-- organization.several-heads
SELECT po.org_unit_id AS "unitId", count(*)::int AS count, string_agg(line.name, '、' ORDER BY line.staff_number) AS names FROM postings po
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = po.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE po.org_unit_id = ANY ($2::uuid[]) AND po.kind = 'primary' AND po.is_managerial AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
    GROUP BY po.org_unit_id HAVING count(*) > 1;

-- organization.staff-counts
WITH RECURSIVE tree AS (
      SELECT top_unit.org_unit_id AS unit_id, top_unit.org_unit_id AS below_id
      FROM org_unit_periods top_unit WHERE top_unit.valid_from <= $1::date AND (top_unit.valid_to IS NULL OR top_unit.valid_to > $1::date)
      UNION
      SELECT tree.unit_id, lower_unit.org_unit_id FROM tree
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = tree.below_id AND lower_unit.valid_from <= $1::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $1::date)
    ), post AS (
      SELECT DISTINCT po.person_id, po.org_unit_id FROM postings po
      WHERE po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
    )
    SELECT tree.unit_id AS "unitId", count(DISTINCT post.person_id)::int AS "withBelow",
      (count(DISTINCT post.person_id) FILTER (WHERE tree.below_id = tree.unit_id))::int AS own
    FROM tree LEFT JOIN post ON post.org_unit_id = tree.below_id
    GROUP BY tree.unit_id;

-- organization.staff-of-units
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana,
      e.employment_type AS "employmentType", coalesce((SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = e.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)), 'active') AS status,
      o.code AS "unitCode", u.name AS "unitName", po.kind, po.post_title AS "postTitle",
      po.is_managerial AS "isManagerial"
    FROM postings po
    JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = po.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN post_titles t ON t.title = po.post_title AND t.valid_from <= $1::date AND (t.valid_to IS NULL OR t.valid_to > $1::date)
    WHERE po.org_unit_id = ANY ($2::uuid[]) AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
    ORDER BY u.sort_order, o.code, po.is_managerial DESC, (po.kind = 'primary') DESC,
      coalesce(t.sort_order, 1000), line.kana COLLATE "ja-x-icu", line.name COLLATE "ja-x-icu", line.staff_number;

-- organization.staff-turnover
SELECT (count(*) FILTER (WHERE e.valid_to > $1::date AND e.valid_to <= $2::date AND NOT EXISTS (
        SELECT 1 FROM employments n WHERE n.person_id = e.person_id AND n.valid_from <= e.valid_to AND (n.valid_to IS NULL OR n.valid_to > e.valid_to))))::int AS leavers,
      (COALESCE(sum(greatest(0, least(COALESCE(e.valid_to, $2::date), $2::date) - greatest(e.valid_from, $1::date))), 0) / 365.25)::float8 AS "staffYears"
    FROM employments e;

-- organization.stale-previews
SELECT id FROM import_batches WHERE state = 'previewed' AND created_at < $1::timestamptz ORDER BY created_at, id;

-- organization.stranded-facts
SELECT 'posting_unemployed' AS what, x.id, x.person_id AS "subjectId" FROM postings x
    WHERE x.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM employments base WHERE base.person_id = x.person_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM postings_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.person_id = x.person_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'posting_without_unit' AS what, x.id, x.person_id AS "subjectId" FROM postings x
    WHERE x.org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM org_unit_periods base WHERE base.org_unit_id = x.org_unit_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM postings_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.person_id = x.person_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'status_unemployed' AS what, x.id, x.person_id AS "subjectId" FROM employment_statuses x
    WHERE x.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM employments base WHERE base.person_id = x.person_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM employment_statuses_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.person_id = x.person_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'deputy_unemployed' AS what, x.id, x.person_id AS "subjectId" FROM head_deputies x
    WHERE x.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM employments base WHERE base.person_id = x.person_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.person_id = x.person_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'deputy_without_unit' AS what, x.id, x.person_id AS "subjectId" FROM head_deputies x
    WHERE x.org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM org_unit_periods base WHERE base.org_unit_id = x.org_unit_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.person_id = x.person_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'unit_without_parent' AS what, x.id, x.org_unit_id AS "subjectId" FROM org_unit_periods x
    WHERE x.parent_org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) AND x.id <> ALL ($2::uuid[]) AND NOT (daterange(x.valid_from, x.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM org_unit_periods base WHERE base.org_unit_id = x.parent_org_unit_id), '{}'::datemultirange)) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.org_unit_id = x.org_unit_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
    UNION ALL SELECT 'link_without_unit' AS what, x.id, x.org_unit_id AS "subjectId" FROM unit_successions x
    WHERE (x.org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) OR x.successor_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')))
      AND x.id <> ALL ($2::uuid[]) AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM unit_successions_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) told WHERE told.org_unit_id = x.org_unit_id
      AND told.valid_from = x.valid_from AND to_jsonb(told) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[] = to_jsonb(x) - '{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[])
      AND NOT (EXISTS (SELECT 1 FROM org_unit_periods after WHERE after.org_unit_id = x.successor_id AND after.valid_from <= x.valid_from AND (after.valid_to IS NULL OR after.valid_to > x.valid_from))
        AND EXISTS (SELECT 1 FROM org_unit_periods before WHERE before.org_unit_id = x.org_unit_id AND before.valid_from < x.valid_from));

-- organization.undo-changed-since
SELECT DISTINCT 'org_unit_periods' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN org_unit_periods_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'org_unit_periods' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'unit_successions' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN unit_successions_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'unit_successions' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'person_details' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN person_details_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'person_details' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'staff_numbers' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN staff_numbers_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'staff_numbers' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'employments' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN employments_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'employments' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'employment_statuses' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN employment_statuses_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'employment_statuses' AND r.act = 'written' AND h.superseded_at IS NOT NULL
    UNION ALL SELECT DISTINCT 'postings' AS "table", r.subject_id AS "subjectId", later.batch_id AS "laterId"
    FROM import_rows r JOIN postings_history h ON h.id = r.row_id
    LEFT JOIN LATERAL (SELECT e.batch_id FROM import_rows e WHERE e.row_id = r.row_id AND e.act = 'ended' LIMIT 1) later ON true
    WHERE r.batch_id = $1::uuid AND r.table_name = 'postings' AND r.act = 'written' AND h.superseded_at IS NOT NULL;

-- organization.undo-claimed
SELECT b.id, b.state, b.effective_on AS "effectiveOn", b.applied_at AS "appliedAt", b.person_id AS "personId",
      EXISTS (SELECT 1 FROM import_rows r WHERE r.batch_id = b.id) AS "hasRows",
      (SELECT count(DISTINCT r.subject_id)::int FROM import_rows r WHERE r.batch_id = b.id AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AS people,
      (SELECT count(DISTINCT r.subject_id)::int FROM import_rows r WHERE r.batch_id = b.id AND r.table_name IN ('org_unit_periods', 'unit_successions')) AS units
    FROM import_batches b WHERE b.id::text = $1::text FOR UPDATE OF b;

-- organization.undo-in-the-way
SELECT DISTINCT 'org_unit_periods' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN org_unit_periods_history h ON h.id = e.row_id
    JOIN org_unit_periods o ON o.org_unit_id = h.org_unit_id 
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'org_unit_periods' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'unit_successions' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN unit_successions_history h ON h.id = e.row_id
    JOIN unit_successions o ON o.org_unit_id = h.org_unit_id AND o.successor_id = h.successor_id
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'unit_successions' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'person_details' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN person_details_history h ON h.id = e.row_id
    JOIN person_details o ON o.person_id = h.person_id 
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'person_details' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'staff_numbers' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN staff_numbers_history h ON h.id = e.row_id
    JOIN staff_numbers o ON o.person_id = h.person_id 
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'staff_numbers' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'employments' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN employments_history h ON h.id = e.row_id
    JOIN employments o ON o.person_id = h.person_id 
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'employments' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'employment_statuses' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN employment_statuses_history h ON h.id = e.row_id
    JOIN employment_statuses o ON o.person_id = h.person_id 
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'employment_statuses' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written')
    UNION ALL SELECT DISTINCT 'postings' AS "table", e.subject_id AS "subjectId"
    FROM import_rows e JOIN postings_history h ON h.id = e.row_id
    JOIN postings o ON o.person_id = h.person_id AND o.kind = h.kind AND (h.kind = 'primary' OR o.org_unit_id = h.org_unit_id)
      AND daterange(o.valid_from, o.valid_to) && daterange(h.valid_from, h.valid_to)
    WHERE e.batch_id = $1::uuid AND e.table_name = 'postings' AND e.act = 'ended'
      AND NOT EXISTS (SELECT 1 FROM import_rows w WHERE w.row_id = o.id AND w.batch_id = e.batch_id AND w.act = 'written');

-- organization.undo-joined-since
SELECT DISTINCT j.person_id AS "subjectId" FROM person_joins j WHERE j.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND j.recorded_at >= $2::timestamptz;

-- organization.undo-labels
SELECT s.id, coalesce(
      (SELECT o.code || ' ' || coalesce((SELECT p.name FROM org_unit_periods_history p WHERE p.org_unit_id = o.id ORDER BY superseded_at DESC NULLS FIRST, valid_from DESC LIMIT 1), '')
       FROM org_units o WHERE o.id = s.id),
      trim(coalesce((SELECT n.staff_number FROM staff_numbers_history n WHERE n.person_id = s.id ORDER BY superseded_at DESC NULLS FIRST, valid_from DESC LIMIT 1), '') || ' ' ||
        coalesce((SELECT d.name FROM person_details_history d WHERE d.person_id = s.id ORDER BY superseded_at DESC NULLS FIRST, valid_from DESC LIMIT 1), ''))) AS label,
      EXISTS (SELECT 1 FROM org_units o WHERE o.id = s.id) AS "isUnit"
    FROM unnest($1::uuid[]) AS s (id);

-- organization.undo-later-batches
SELECT b.id, b.effective_on AS "effectiveOn", b.reason IS NOT NULL AS "isOfScreen", b.applied_at AS "appliedAt" FROM import_batches b WHERE b.id = ANY ($1::uuid[]);

-- organization.undo-newcomers
SELECT r.subject_id AS id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name = 'staff_numbers'
    GROUP BY r.subject_id HAVING bool_and(r.act = 'written')
      AND NOT EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = r.subject_id
        AND n.id NOT IN (SELECT w.row_id FROM import_rows w WHERE w.batch_id = $1::uuid AND w.act = 'written'));

-- organization.undo-subjects
SELECT DISTINCT r.subject_id AS id FROM import_rows r WHERE r.batch_id = $1::uuid ORDER BY 1;

-- organization.unit-by-code
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  ), tree AS (
    SELECT period.*, NULL::uuid AS parent_id, NULL::text AS parent_name, 0 AS depth, ARRAY[position] AS path
    FROM period
    WHERE parent_org_unit_id IS NULL OR parent_org_unit_id NOT IN (SELECT id FROM period)
    UNION ALL
    SELECT period.*, tree.id, tree.name, tree.depth + 1, tree.path || period.position
    FROM tree JOIN period ON period.parent_org_unit_id = tree.id
    WHERE period.position <> ALL (tree.path)
  )
  SELECT id, code, name, kana, kind, parent_id AS "parentId", parent_name AS "parentName", depth,
    counts_for_leader_kpi AS "countsForLeaderKpi", valid_from AS "validFrom", valid_to AS "validTo"
  FROM tree WHERE code = $2::text;

-- organization.unit-by-id
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  ), tree AS (
    SELECT period.*, NULL::uuid AS parent_id, NULL::text AS parent_name, 0 AS depth, ARRAY[position] AS path
    FROM period
    WHERE parent_org_unit_id IS NULL OR parent_org_unit_id NOT IN (SELECT id FROM period)
    UNION ALL
    SELECT period.*, tree.id, tree.name, tree.depth + 1, tree.path || period.position
    FROM tree JOIN period ON period.parent_org_unit_id = tree.id
    WHERE period.position <> ALL (tree.path)
  )
  SELECT id, code, name, kana, kind, parent_id AS "parentId", parent_name AS "parentName", depth,
    counts_for_leader_kpi AS "countsForLeaderKpi", valid_from AS "validFrom", valid_to AS "validTo"
  FROM tree WHERE id = $2::uuid;

-- organization.unit-ever-known
SELECT o.id, o.code, p.name, p.valid_from AS "validFrom", p.valid_to AS "validTo"
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE o.code = $1::text AND ($2::date IS NULL OR p.valid_from <= $2::date) ORDER BY p.valid_from DESC LIMIT 1;

-- organization.unit-ids-below
WITH RECURSIVE below AS (
      SELECT unnest($1::uuid[]) AS org_unit_id
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT org_unit_id AS id FROM below;

-- organization.unit-links
WITH RECURSIVE back AS (
      SELECT $1::uuid::uuid AS unit_id
      UNION SELECT s.org_unit_id FROM back JOIN unit_successions s ON s.successor_id = back.unit_id
    ), ahead AS (
      SELECT $1::uuid::uuid AS unit_id
      UNION SELECT s.successor_id FROM ahead JOIN unit_successions s ON s.org_unit_id = ahead.unit_id
    )
    SELECT s.id, s.kind, s.valid_from AS "on", b.id AS "beforeId", b.code AS "beforeCode",
    (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = b.id AND p.valid_from < s.valid_from ORDER BY p.valid_from DESC LIMIT 1) AS "beforeName",
    (SELECT max(p.valid_to) - 1 FROM org_unit_periods p WHERE p.org_unit_id = b.id
      HAVING bool_and(p.valid_to IS NOT NULL) AND max(p.valid_to) <= s.valid_from) AS "beforeEndsOn",
    a.id AS "afterId", a.code AS "afterCode", (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.id ORDER BY p.valid_from <= s.valid_from DESC,
      CASE WHEN p.valid_from <= s.valid_from THEN p.valid_from END DESC, p.valid_from LIMIT 1) AS "afterName"
  FROM unit_successions s JOIN org_units b ON b.id = s.org_unit_id JOIN org_units a ON a.id = s.successor_id
    WHERE (s.successor_id IN (SELECT unit_id FROM back) OR s.org_unit_id IN (SELECT unit_id FROM ahead))
      AND ($2::date IS NULL OR s.valid_from <= $2::date)
    ORDER BY s.valid_from, b.code, a.code;

-- organization.unit-links-on
SELECT s.id, s.kind, s.valid_from AS "on", b.id AS "beforeId", b.code AS "beforeCode",
    (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = b.id AND p.valid_from < s.valid_from ORDER BY p.valid_from DESC LIMIT 1) AS "beforeName",
    (SELECT max(p.valid_to) - 1 FROM org_unit_periods p WHERE p.org_unit_id = b.id
      HAVING bool_and(p.valid_to IS NOT NULL) AND max(p.valid_to) <= s.valid_from) AS "beforeEndsOn",
    a.id AS "afterId", a.code AS "afterCode", (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.id ORDER BY p.valid_from <= s.valid_from DESC,
      CASE WHEN p.valid_from <= s.valid_from THEN p.valid_from END DESC, p.valid_from LIMIT 1) AS "afterName"
  FROM unit_successions s JOIN org_units b ON b.id = s.org_unit_id JOIN org_units a ON a.id = s.successor_id WHERE s.valid_from = $1::date ORDER BY b.code, a.code;

-- organization.unit-periods
SELECT p.id, p.org_unit_id, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.sort_order,
      p.valid_from, p.valid_to
    FROM org_unit_periods p JOIN org_units o ON o.id = p.org_unit_id WHERE o.code = $1::text ORDER BY p.valid_from;

-- organization.unit-turns
SELECT turn.day AS "on", count(DISTINCT turn.org_unit_id)::int AS units FROM (
      SELECT p.valid_from AS day, p.org_unit_id FROM org_unit_periods p
      UNION ALL SELECT p.valid_to, p.org_unit_id FROM org_unit_periods p WHERE p.valid_to IS NOT NULL
    ) turn WHERE turn.day > (SELECT min(f.valid_from) FROM org_unit_periods f) AND ($1::date IS NULL OR turn.day <= $1::date)
    GROUP BY turn.day ORDER BY turn.day DESC LIMIT 50;

-- organization.units
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  ), tree AS (
    SELECT period.*, NULL::uuid AS parent_id, NULL::text AS parent_name, 0 AS depth, ARRAY[position] AS path
    FROM period
    WHERE parent_org_unit_id IS NULL OR parent_org_unit_id NOT IN (SELECT id FROM period)
    UNION ALL
    SELECT period.*, tree.id, tree.name, tree.depth + 1, tree.path || period.position
    FROM tree JOIN period ON period.parent_org_unit_id = tree.id
    WHERE period.position <> ALL (tree.path)
  )
  SELECT id, code, name, kana, kind, parent_id AS "parentId", parent_name AS "parentName", depth,
    counts_for_leader_kpi AS "countsForLeaderKpi", valid_from AS "validFrom", valid_to AS "validTo"
  FROM tree ORDER BY path;
