-- accounts.access-count
SELECT count(*)::int AS total 
  FROM access_log l
  WHERE ($1::timestamptz IS NULL OR l.at >= $1::timestamptz) AND ($2::timestamptz IS NULL OR l.at < $2::timestamptz) AND ($3::text = '' OR l.kind = $3::text)
    AND ($4::text IS NULL OR l.actor_account_id IN (SELECT a.id FROM accounts a
      WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $4::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $4::text)))
    AND ($6::text IS NULL OR l.subject_person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $6::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $6::text));

-- accounts.access-log-deletions
SELECT deleted_at AS "deletedAt", kinds, before, oldest, rows FROM access_log_deletions ORDER BY id DESC LIMIT $1::integer;

-- accounts.access-rows-newest-first
SELECT id, at, kind,
  CASE WHEN actor_account_id IS NULL THEN '' ELSE coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = actor_account_id), '登録のない職員') END AS "actorLabel",
  CASE WHEN subject_person_id IS NULL THEN '' ELSE coalesce((SELECT line.staff_number || ' ' || line.name
    FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = subject_person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line), '登録のない職員') END AS "subjectLabel",
  address, path, detail FROM (SELECT l.* 
  FROM access_log l
  WHERE ($1::timestamptz IS NULL OR l.at >= $1::timestamptz) AND ($2::timestamptz IS NULL OR l.at < $2::timestamptz) AND ($3::text = '' OR l.kind = $3::text)
    AND ($4::text IS NULL OR l.actor_account_id IN (SELECT a.id FROM accounts a
      WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $4::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $4::text)))
    AND ($6::text IS NULL OR l.subject_person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $6::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $6::text)) ORDER BY at DESC, id DESC LIMIT $7::integer OFFSET $8::integer) AS found
      ORDER BY at DESC, id DESC;

-- accounts.access-rows-oldest-first
SELECT id, at, kind,
  CASE WHEN actor_account_id IS NULL THEN '' ELSE coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = actor_account_id), '登録のない職員') END AS "actorLabel",
  CASE WHEN subject_person_id IS NULL THEN '' ELSE coalesce((SELECT line.staff_number || ' ' || line.name
    FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = subject_person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line), '登録のない職員') END AS "subjectLabel",
  address, path, detail FROM (SELECT l.* 
  FROM access_log l
  WHERE ($1::timestamptz IS NULL OR l.at >= $1::timestamptz) AND ($2::timestamptz IS NULL OR l.at < $2::timestamptz) AND ($3::text = '' OR l.kind = $3::text)
    AND ($4::text IS NULL OR l.actor_account_id IN (SELECT a.id FROM accounts a
      WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $4::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $4::text)))
    AND ($6::text IS NULL OR l.subject_person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $5::date AND called.search_key LIKE $6::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $5::date AND lower(numbered.staff_number) LIKE $6::text)) ORDER BY at, id LIMIT $7::integer OFFSET $8::integer) AS found
      ORDER BY at, id;

-- accounts.account
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  unit_name AS "unitName", state, roles, greatest(
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
      AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in'),
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'accounts'
      AND e.detail ? 'members' AND e.detail -> 'members' ? people.account_id::text)) AS "changedAt", created_at AS "createdAt", suspended_at AS "suspendedAt",
      password_changed_at AS "passwordChangedAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'validFrom', r.valid_from, 'validTo', r.valid_to)
                                 ORDER BY r.valid_from DESC, r.role), '[]')
       FROM account_roles r WHERE r.account_id = people.account_id) AS "rolePeriods"
    FROM people WHERE account_id = $2::uuid;

-- accounts.account-guessed-at
SELECT a.id, a.person_id AS "personId" FROM staff_numbers n JOIN accounts a ON a.person_id = n.person_id
    WHERE n.staff_number = $1::text ORDER BY n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date) DESC, n.valid_from DESC LIMIT 1;

-- accounts.account-to-sign-in
SELECT a.id, a.password_hash AS "passwordHash", a.session_epoch AS "sessionEpoch"
    FROM accounts a WHERE a.person_id IN (SELECT n.person_id FROM staff_numbers n
      WHERE n.staff_number = $1::text AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date));

-- accounts.accounts-of-people
SELECT a.id, a.person_id AS "personId", a.suspended_at IS NOT NULL AS "isSuspended",
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles,
      ARRAY(SELECT r.role FROM account_roles r JOIN accounts g ON g.id = r.granted_by WHERE r.account_id = a.id
        AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) AND (WITH RECURSIVE joined AS (
      SELECT g.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($2::uuid[]) ORDER BY r.role) AS "ownGrants"
    FROM accounts a WHERE a.person_id = ANY ($2::uuid[]);

-- accounts.actor
WITH RECURSIVE self AS (
      SELECT a.person_id FROM accounts a WHERE a.id = $1::uuid
    ), below AS (
      SELECT headed.org_unit_id FROM self CROSS JOIN LATERAL (SELECT hu.org_unit_id FROM postings hu WHERE hu.person_id = self.person_id AND hu.is_managerial AND hu.valid_from <= $2::date AND (hu.valid_to IS NULL OR hu.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hu.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hu.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date))
      UNION ALL
      SELECT hd.org_unit_id FROM head_deputies hd
      WHERE hd.person_id = self.person_id AND hd.valid_from <= $2::date AND (hd.valid_to IS NULL OR hd.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hd.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date))) headed
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT a.id AS "accountId", a.person_id AS "personId", line.staff_number AS "staffNumber", line.name,
      line.unit_name AS "unitName", a.must_change_password AS "mustChangePassword", a.session_epoch AS "sessionEpoch",
      a.second_factor_due_from AS "secondFactorDueFrom",
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $2::date AND (r.valid_to IS NULL OR r.valid_to > $2::date) ORDER BY r.role) AS roles,
      ARRAY(SELECT org_unit_id FROM below) AS "headedUnitIds"
    FROM accounts a JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    WHERE a.id = $1::uuid AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date));

-- accounts.acts-of-month
SELECT action, count(*)::int AS entries, count(DISTINCT actor_account_id)::int AS people,
      (count(*) FILTER (WHERE actor_account_id IS NULL))::int AS "byNobody"
    FROM audit_entries WHERE at >= $1::timestamptz AND at < $2::timestamptz GROUP BY action ORDER BY entries DESC, action;

-- accounts.anchor-receivers
SELECT DISTINCT a.id AS "accountId", p.email FROM account_roles r JOIN accounts a ON a.id = r.account_id
    JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE r.role = 'auditor' AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) AND a.suspended_at IS NULL AND p.email <> ''
      AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
      AND ($2::uuid IS NULL OR a.id = $2::uuid) ORDER BY a.id;

-- accounts.audit-count
WITH entries AS (
    SELECT e.id, e.at, e.actor_account_id, e.actor_label, e.action, e.subject_type, e.subject_id, e.detail,
      NOT $1::boolean AND coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) > $2::date::text, false) AS is_withheld,
      coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) AS effective_on
    FROM audit_entries e
    WHERE ($3::timestamptz IS NULL OR e.at >= $3::timestamptz) AND ($4::timestamptz IS NULL OR e.at < $4::timestamptz)
      AND ($5::text IS NULL OR CASE WHEN e.actor_account_id IS NULL THEN lower(e.actor_label) LIKE $5::text
  ELSE e.actor_account_id IN (SELECT a.id FROM accounts a
    WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $5::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $5::text)) END) AND ($6::text = '' OR e.action = $6::text)
      AND ($7::text[] IS NULL OR e.subject_id = ANY ($7::text[])
        OR (e.detail ? 'members' AND e.detail -> 'members' ?| $7::text[]))
  ), found AS (SELECT * FROM entries WHERE $7::text[] IS NULL OR NOT is_withheld) SELECT count(*)::int AS total FROM found;

-- accounts.audit-entries
WITH entries AS (
    SELECT e.id, e.at, e.actor_account_id, e.actor_label, e.action, e.subject_type, e.subject_id, e.detail,
      NOT $1::boolean AND coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) > $2::date::text, false) AS is_withheld,
      coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) AS effective_on
    FROM audit_entries e
    WHERE ($3::timestamptz IS NULL OR e.at >= $3::timestamptz) AND ($4::timestamptz IS NULL OR e.at < $4::timestamptz)
      AND ($5::text IS NULL OR CASE WHEN e.actor_account_id IS NULL THEN lower(e.actor_label) LIKE $5::text
  ELSE e.actor_account_id IN (SELECT a.id FROM accounts a
    WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $5::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $5::text)) END) AND ($6::text = '' OR e.action = $6::text)
      AND ($7::text[] IS NULL OR e.subject_id = ANY ($7::text[])
        OR (e.detail ? 'members' AND e.detail -> 'members' ?| $7::text[]))
  ), found AS (SELECT * FROM entries WHERE $7::text[] IS NULL OR NOT is_withheld) SELECT id, at, CASE WHEN actor_account_id IS NULL THEN actor_label
  ELSE coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = actor_account_id), '登録のない職員') END AS "actorLabel", action, subject_type AS "subjectType",
  CASE WHEN is_withheld THEN '' ELSE subject_id END AS "subjectId", CASE WHEN is_withheld THEN ''
    WHEN subject_type = 'org_unit' THEN coalesce((
      SELECT u.name FROM org_unit_periods u
      WHERE u.org_unit_id = CASE WHEN found.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (found.subject_id)::uuid END AND u.valid_from <= $2::date
      ORDER BY u.valid_from DESC LIMIT 1), '')
    ELSE coalesce((
      SELECT line.staff_number || ' ' || line.name FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = coalesce(CASE WHEN detail ->> 'personId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (detail ->> 'personId')::uuid END,
    CASE subject_type WHEN 'person' THEN CASE WHEN subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (subject_id)::uuid END
      WHEN 'account' THEN (SELECT a.person_id FROM accounts a WHERE a.id = CASE WHEN found.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (found.subject_id)::uuid END) END) AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line), '') END AS "subjectLabel",
  CASE WHEN is_withheld THEN '{}'
    WHEN action = 'organization_import.numbers_chosen' AND jsonb_typeof(detail -> 'chosen') = 'array' THEN detail || jsonb_build_object('chosen', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('staffNumber', c.value ->> 'staffNumber',
        'samePerson', CASE WHEN c.value ->> 'personId' IS NOT NULL THEN coalesce((SELECT line.staff_number || ' ' || line.name
  FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (sn.valid_to IS NULL OR sn.valid_to > coalesce(effective_on::date, $2::date) - 1)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pp.valid_to IS NULL OR pp.valid_to > coalesce(effective_on::date, $2::date) - 1)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pu.valid_to IS NULL OR pu.valid_to > coalesce(effective_on::date, $2::date) - 1)
      WHERE pd.person_id = CASE WHEN c.value ->> 'personId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (c.value ->> 'personId')::uuid END AND pd.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pd.valid_to IS NULL OR pd.valid_to > coalesce(effective_on::date, $2::date) - 1)
    ) line), '') END) ORDER BY c.ordinality), '[]')
      FROM jsonb_array_elements(detail -> 'chosen') WITH ORDINALITY c))
    ELSE detail - 'members' - 'memberFields' END AS detail, CASE WHEN NOT is_withheld AND jsonb_typeof(detail -> 'members') = 'array'
    THEN jsonb_array_length(detail -> 'members') ELSE 0 END AS "memberCount", is_withheld AS "isWithheld" FROM (SELECT * FROM found ORDER BY id DESC LIMIT $8::integer OFFSET $9::integer) AS found ORDER BY id DESC;

-- accounts.audit-entries-of-account
WITH entries AS (
    SELECT e.id, e.at, e.actor_account_id, e.actor_label, e.action, e.subject_type, e.subject_id, e.detail,
      NOT $1::boolean AND coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) > $2::date::text, false) AS is_withheld,
      coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) AS effective_on
    FROM audit_entries e
    WHERE ($3::timestamptz IS NULL OR e.at >= $3::timestamptz) AND ($4::timestamptz IS NULL OR e.at < $4::timestamptz)
      AND ($5::text IS NULL OR CASE WHEN e.actor_account_id IS NULL THEN lower(e.actor_label) LIKE $5::text
  ELSE e.actor_account_id IN (SELECT a.id FROM accounts a
    WHERE a.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $5::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $5::text)) END) AND ($6::text = '' OR e.action = $6::text)
      AND ($7::text[] IS NULL OR e.subject_id = ANY ($7::text[])
        OR (e.detail ? 'members' AND e.detail -> 'members' ?| $7::text[]))
  ), found AS (SELECT * FROM entries WHERE $7::text[] IS NULL OR NOT is_withheld) SELECT id, at, CASE WHEN actor_account_id IS NULL THEN actor_label
  ELSE coalesce((SELECT line.staff_number || ' ' || line.name FROM accounts holder
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (sn.valid_to IS NULL OR sn.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pp.valid_to IS NULL OR pp.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pu.valid_to IS NULL OR pu.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
      WHERE pd.person_id = holder.person_id AND pd.valid_from <= (at AT TIME ZONE 'Asia/Tokyo')::date AND (pd.valid_to IS NULL OR pd.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date)
    ) line ON true WHERE holder.id = actor_account_id), '登録のない職員') END AS "actorLabel", action, subject_type AS "subjectType",
  CASE WHEN is_withheld THEN '' ELSE subject_id END AS "subjectId", CASE WHEN is_withheld THEN ''
    WHEN subject_type = 'org_unit' THEN coalesce((
      SELECT u.name FROM org_unit_periods u
      WHERE u.org_unit_id = CASE WHEN found.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (found.subject_id)::uuid END AND u.valid_from <= $2::date
      ORDER BY u.valid_from DESC LIMIT 1), '')
    ELSE coalesce((
      SELECT line.staff_number || ' ' || line.name FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = coalesce(CASE WHEN detail ->> 'personId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (detail ->> 'personId')::uuid END,
    CASE subject_type WHEN 'person' THEN CASE WHEN subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (subject_id)::uuid END
      WHEN 'account' THEN (SELECT a.person_id FROM accounts a WHERE a.id = CASE WHEN found.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (found.subject_id)::uuid END) END) AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line), '') END AS "subjectLabel",
  CASE WHEN is_withheld THEN '{}'
    WHEN action = 'organization_import.numbers_chosen' AND jsonb_typeof(detail -> 'chosen') = 'array' THEN detail || jsonb_build_object('chosen', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('staffNumber', c.value ->> 'staffNumber',
        'samePerson', CASE WHEN c.value ->> 'personId' IS NOT NULL THEN coalesce((SELECT line.staff_number || ' ' || line.name
  FROM (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (sn.valid_to IS NULL OR sn.valid_to > coalesce(effective_on::date, $2::date) - 1)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pp.valid_to IS NULL OR pp.valid_to > coalesce(effective_on::date, $2::date) - 1)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pu.valid_to IS NULL OR pu.valid_to > coalesce(effective_on::date, $2::date) - 1)
      WHERE pd.person_id = CASE WHEN c.value ->> 'personId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (c.value ->> 'personId')::uuid END AND pd.valid_from <= coalesce(effective_on::date, $2::date) - 1 AND (pd.valid_to IS NULL OR pd.valid_to > coalesce(effective_on::date, $2::date) - 1)
    ) line), '') END) ORDER BY c.ordinality), '[]')
      FROM jsonb_array_elements(detail -> 'chosen') WITH ORDINALITY c))
    ELSE detail - 'members' - 'memberFields' END AS detail, CASE WHEN NOT is_withheld AND jsonb_typeof(detail -> 'members') = 'array'
    THEN jsonb_array_length(detail -> 'members') ELSE 0 END AS "memberCount", is_withheld AS "isWithheld" FROM found WHERE subject_type IN ('account', 'accounts') ORDER BY id DESC LIMIT $8::integer;

-- accounts.audit-entry-of-many
SELECT e.at, e.action, jsonb_array_length(e.detail -> 'members') AS total
    FROM audit_entries e WHERE e.id = $1::bigint AND jsonb_typeof(e.detail -> 'members') = 'array'
  AND ($2::boolean OR coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) <= $3::date::text, true));

-- accounts.audit-members
WITH member AS (
      SELECT m.value::uuid AS id, m.position, coalesce(e.detail -> 'memberFields' ->> (m.position - 1)::int, '') AS fields,
        greatest($1::date, coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END), $1::date::text)::date) AS day
      FROM audit_entries e CROSS JOIN jsonb_array_elements_text(e.detail -> 'members') WITH ORDINALITY m (value, position)
      WHERE e.id = $2::bigint AND jsonb_typeof(e.detail -> 'members') = 'array'
  AND ($3::boolean OR coalesce(coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = 'organization_import.numbers_chosen' THEN (SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = e.subject_id) END) <= $1::date::text, true))
      ORDER BY m.position LIMIT $4::integer OFFSET $5::integer
    )
    SELECT CASE WHEN u.id IS NULL THEN 'person' ELSE 'org_unit' END AS kind, member.id::text AS id,
      CASE WHEN u.id IS NULL THEN coalesce(line.staff_number || ' ' || line.name, '') ELSE coalesce((
        SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = u.id AND p.valid_from <= member.day
        ORDER BY p.valid_from DESC LIMIT 1), '') END AS label, member.fields
    FROM member LEFT JOIN org_units u ON u.id = member.id LEFT JOIN accounts a ON a.id = member.id
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= member.day AND (sn.valid_to IS NULL OR sn.valid_to > member.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= member.day AND (pp.valid_to IS NULL OR pp.valid_to > member.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= member.day AND (pu.valid_to IS NULL OR pu.valid_to > member.day)
      WHERE pd.person_id = coalesce(a.person_id, member.id) AND pd.valid_from <= member.day AND (pd.valid_to IS NULL OR pd.valid_to > member.day)
    ) line ON true
    ORDER BY member.position;

-- accounts.audit-subjects
WITH numbered AS (SELECT DISTINCT n.person_id FROM staff_numbers n WHERE n.staff_number = $1::text)
    SELECT person_id::text AS id FROM numbered
    UNION ALL SELECT a.id::text FROM accounts a JOIN numbered ON numbered.person_id = a.person_id
    UNION ALL SELECT u.id::text FROM org_units u WHERE u.code = $1::text;

-- accounts.calendar-feed
SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM calendar_feeds
    WHERE account_id = $1::uuid AND revoked_at IS NULL;

-- accounts.counted-guess
INSERT INTO sign_in_failures (target, account_id, address, device_id, failed_at)
    VALUES ($1::text, $2::uuid, $3::text, $4::uuid, $5::timestamptz) RETURNING id;

-- accounts.failure-count-since
SELECT count(*)::int AS count FROM sign_in_failures WHERE account_id = $1::uuid AND failed_at > $2::timestamptz;

-- accounts.failures-at-target
SELECT count(*)::int AS failures, max(failed_at) AS "lastAt" FROM sign_in_failures
    WHERE target = $1::text AND device_id IS NOT DISTINCT FROM $2::uuid AND forgiven_at IS NULL AND failed_at > $3::timestamptz;

-- accounts.failures-from-address
SELECT count(*)::int AS failures, min(failed_at) AS "firstAt" FROM sign_in_failures
    WHERE address = $1::text AND device_id IS NULL AND address_forgiven_at IS NULL AND failed_at > $2::timestamptz;

-- accounts.failures-since
SELECT failed_at AS at, coalesce(address, '') AS address, device_id IS NOT NULL AS "isKnownDevice" FROM sign_in_failures
    WHERE account_id = $1::uuid AND failed_at > $2::timestamptz ORDER BY failed_at DESC LIMIT $3::integer;

-- accounts.forgotten-access-rows
SELECT forget_access_log($1::text[], $2::timestamptz, $3::timestamptz) AS rows;

-- accounts.held-right-lately
SELECT EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = $1::uuid
      AND (r.valid_to IS NULL OR r.valid_to > $2::date - 30)) AS "isHeld";

-- accounts.held-role
SELECT id FROM account_roles
    WHERE account_id = $1::uuid AND role = $2::text AND (valid_to IS NULL OR valid_to > $3::date);

-- accounts.holders-of-rights
SELECT r.role, count(DISTINCT (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1))::int AS count
    FROM account_roles r JOIN accounts a ON a.id = r.account_id
    WHERE r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) GROUP BY r.role;

-- accounts.known-device
SELECT id FROM known_devices
    WHERE account_id = $1::uuid AND token_hash = $2::text AND last_seen_at > $3::timestamptz;

-- accounts.last-audit-checks
SELECT checked_at AS "checkedAt", entries, anchors, problem, entry_id AS "entryId", anchor_day AS "anchorDay"
    FROM audit_checks ORDER BY id DESC LIMIT $1::integer;

-- accounts.latest-sign-ins
SELECT at, address, device, is_new_device AS "isNewDevice" FROM sign_ins
    WHERE account_id = $1::uuid ORDER BY at DESC LIMIT $2::integer;

-- accounts.live-session
SELECT sess, last_seen_at AS "lastSeenAt" FROM sessions
    WHERE sid = $1::text AND expire > $2::timestamptz AND last_seen_at > $3::timestamptz AND created_at > $4::timestamptz
      AND (account_id IS NOT NULL OR created_at > $5::timestamptz);

-- accounts.live-tokens
SELECT count(*)::int AS count FROM personal_tokens
    WHERE account_id = $1::uuid AND revoked_at IS NULL AND expires_on >= $2::date;

-- accounts.locked-account
SELECT id FROM accounts WHERE id = $1::uuid FOR UPDATE;

-- accounts.locked-reset-request
SELECT id FROM account_resets WHERE id = $1::uuid FOR UPDATE;

-- accounts.new-accounts
INSERT INTO accounts (id, person_id, password_hash, first_password_hash, must_change_password, password_changed_at, created_at,
      first_password_at, first_password_by)
    SELECT id, person_id, password_hash, password_hash, true, $1::timestamptz, $1::timestamptz, $1::timestamptz, $2::uuid
    FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS new (id, person_id, password_hash)
    ON CONFLICT (person_id) DO NOTHING RETURNING id;

-- accounts.new-first-passwords
UPDATE accounts SET password_hash = next.password_hash, first_password_hash = next.password_hash, password_changed_at = $1::timestamptz,
      session_epoch = session_epoch + 1, first_password_at = $1::timestamptz, first_password_by = $2::uuid
    FROM unnest($3::uuid[], $4::text[]) AS next (id, password_hash)
    WHERE accounts.id = next.id AND must_change_password AND suspended_at IS NULL RETURNING accounts.id;

-- accounts.next-month-mail
SELECT m.account_id AS "accountId", coalesce((SELECT p.email FROM accounts a JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
      WHERE a.id = m.account_id AND m.account_id IN (SELECT id FROM (SELECT r.role, a.id FROM account_roles r JOIN accounts a ON a.id = r.account_id
    JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE r.role IN ('auditor', 'administrator') AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) AND a.suspended_at IS NULL AND p.email <> ''
      AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))) holder)), '') AS email
    FROM audit_month_mails m WHERE m.month = $2::date AND m.mailed_at IS NULL AND NOT m.account_id = ANY ($3::uuid[])
    ORDER BY m.account_id LIMIT 1 FOR UPDATE OF m SKIP LOCKED;

-- accounts.notices-of-account
SELECT n.id, n.kind, n.created_at AS "createdAt",
  n.detail || coalesce((SELECT jsonb_build_object('owner', about.staff_number || ' ' || about.name) FROM accounts o
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = o.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) about ON true WHERE o.id = (n.detail ->> 'accountId')::uuid), '{}') AS detail FROM account_notices n
    WHERE n.account_id = $2::uuid AND n.created_at > $3::timestamptz AND (n.kind NOT IN ('holder_reset', 'holder_made', 'rules_loosened', 'holder_token') OR EXISTS (SELECT 1 FROM accounts w JOIN account_roles wr ON wr.account_id = w.id
    WHERE w.id = n.account_id AND wr.role IN ('program_office', 'auditor') AND wr.valid_from <= $1::date AND (wr.valid_to IS NULL OR wr.valid_to > $1::date)
      AND w.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = w.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)))) ORDER BY n.created_at DESC LIMIT 20;

-- accounts.notices-to-mail
SELECT n.id, n.kind, n.created_at AS "createdAt",
  n.detail || coalesce((SELECT jsonb_build_object('owner', about.staff_number || ' ' || about.name) FROM accounts o
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = o.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) about ON true WHERE o.id = (n.detail ->> 'accountId')::uuid), '{}') AS detail, line.name, line.email
    FROM account_notices n JOIN accounts a ON a.id = n.account_id
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE n.mailed_at IS NULL AND n.created_at > $2::timestamptz AND n.id <> ALL ($3::uuid[]) AND (n.kind NOT IN ('holder_reset', 'holder_made', 'rules_loosened', 'holder_token') OR EXISTS (SELECT 1 FROM accounts w JOIN account_roles wr ON wr.account_id = w.id
    WHERE w.id = n.account_id AND wr.role IN ('program_office', 'auditor') AND wr.valid_from <= $1::date AND (wr.valid_to IS NULL OR wr.valid_to > $1::date)
      AND w.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = w.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))))
    ORDER BY n.created_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED;

-- accounts.open-reset-request
SELECT r.id, r.is_approved AS "isApproved", r.expires_at AS "expiresAt" FROM account_resets r
    WHERE r.account_id = $1::uuid AND r.kind = $2::text AND r.requested_by = $3::uuid AND r.way = 'approval'
      AND r.done_at IS NULL AND r.is_approved IS DISTINCT FROM false AND r.expires_at > $4::timestamptz
    ORDER BY r.requested_at DESC LIMIT 1 FOR UPDATE;

-- accounts.own-sessions
SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", address, device, sid = $1::text AS "isThis"
    FROM sessions WHERE account_id = $2::uuid AND expire > $3::timestamptz AND last_seen_at > $4::timestamptz AND created_at > $5::timestamptz
    ORDER BY last_seen_at DESC, created_at DESC;

-- accounts.own-words
WITH own AS (
      SELECT a.person_id FROM accounts a WHERE a.id = $1::uuid
      UNION
      SELECT pj.person_id FROM accounts a, person_joins pj
      WHERE a.id = $1::uuid AND (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)
    )
    SELECT ARRAY(SELECT DISTINCT n.staff_number FROM staff_numbers n JOIN own USING (person_id)) AS "staffNumbers",
      ARRAY(SELECT DISTINCT d.name FROM person_details d JOIN own USING (person_id)) AS names,
      ARRAY(SELECT DISTINCT d.kana FROM person_details d JOIN own USING (person_id)) AS kanas,
      ARRAY(SELECT DISTINCT d.email FROM person_details d JOIN own USING (person_id) WHERE d.email IS NOT NULL) AS emails,
      (SELECT a.first_password_hash FROM accounts a WHERE a.id = $1::uuid) AS "firstPasswordHash";

-- accounts.owner-now
SELECT (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId" FROM accounts a WHERE a.id = $1::uuid;

-- accounts.passkeys
SELECT id, credential_id AS "credentialId", public_key AS "publicKey", counter, transports FROM second_factors
    WHERE account_id = $1::uuid AND kind = 'passkey' AND removed_at IS NULL;

-- accounts.people
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  unit_name AS "unitName", state, roles, greatest(
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
      AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in'),
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'accounts'
      AND e.detail ? 'members' AND e.detail -> 'members' ? people.account_id::text)) AS "changedAt", 
      (SELECT old.name FROM person_details old WHERE old.person_id = people.person_id AND old.valid_to <= $1::date AND old.search_key LIKE $2::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = people.person_id AND lower(own.staff_number) LIKE $2::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = people.person_id AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $2::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = people.person_id AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $2::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = people.person_id AND lower(own.staff_number) LIKE $2::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber" FROM people
  WHERE ($2::text IS NULL OR people.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR $4::text = ANY (roles))
    ORDER BY staff_number LIMIT $5::integer OFFSET $6::integer;

-- accounts.people-count
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT count(*)::int AS total FROM people
  WHERE ($2::text IS NULL OR people.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $2::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $2::text))
    AND ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR $4::text = ANY (roles));

-- accounts.people-for-bulk
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
      unit_name AS "unitName"
    FROM people WHERE state = $2::text AND (account_id IS NULL OR NOT EXISTS (SELECT 1 FROM account_roles r
      WHERE r.account_id = people.account_id AND (r.valid_to IS NULL OR r.valid_to > $1::date - 30)))
    ORDER BY staff_number;

-- accounts.people-without-account
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT count(*)::int AS total FROM people WHERE state = 'none';

-- accounts.person
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  unit_name AS "unitName", state, roles, greatest(
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
      AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in'),
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'accounts'
      AND e.detail ? 'members' AND e.detail -> 'members' ? people.account_id::text)) AS "changedAt" FROM people WHERE person_id = $2::uuid AND state <> 'left';

-- accounts.person-by-number
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  unit_name AS "unitName", state, roles, greatest(
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
      AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in'),
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'accounts'
      AND e.detail ? 'members' AND e.detail -> 'members' ? people.account_id::text)) AS "changedAt" FROM people WHERE staff_number = $2::text;

-- accounts.planned-month-mails
WITH holder AS (SELECT r.role, a.id FROM account_roles r JOIN accounts a ON a.id = r.account_id
    JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE r.role IN ('auditor', 'administrator') AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) AND a.suspended_at IS NULL AND p.email <> ''
      AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)))
    INSERT INTO audit_month_mails (month, account_id, planned_at)
    SELECT DISTINCT $2::date, id, $3::timestamptz FROM holder
    WHERE role = CASE WHEN EXISTS (SELECT 1 FROM holder WHERE role = 'auditor') THEN 'auditor' ELSE 'administrator' END
      AND NOT EXISTS (SELECT 1 FROM audit_month_mails WHERE month = $2::date)
      AND EXISTS (SELECT 1 FROM audit_entries WHERE at < $4::timestamptz)
    ON CONFLICT DO NOTHING RETURNING account_id AS "accountId";

-- accounts.readings-of-month
SELECT kind, sum(coalesce((detail ->> 'times')::int, 1))::int AS entries,
      count(DISTINCT actor_account_id)::int AS people, count(DISTINCT subject_person_id)::int AS subjects,
      coalesce(sum(coalesce((detail ->> 'times')::int, 1)) FILTER (WHERE actor_account_id IS NULL), 0)::int AS "byNobody"
    FROM access_log WHERE at >= $1::timestamptz AND at < $2::timestamptz GROUP BY kind ORDER BY entries DESC, kind;

-- accounts.recovery-code-used
UPDATE recovery_codes SET used_at = $1::timestamptz
    WHERE account_id = $2::uuid AND code_hash = ANY ($3::text[]) AND used_at IS NULL AND ended_at IS NULL RETURNING id;

-- accounts.recovery-codes-left
SELECT count(*)::int AS count FROM recovery_codes
    WHERE account_id = $1::uuid AND used_at IS NULL AND ended_at IS NULL;

-- accounts.reopened-since-join
SELECT a.id FROM person_join_rows r JOIN accounts a ON a.id = r.old_row_id
    WHERE r.join_id = $1::uuid AND r.table_name = 'accounts' AND r.changes ->> 'state' = 'suspended' AND a.suspended_at IS NULL;

-- accounts.reset-by-lately
SELECT EXISTS (SELECT 1 FROM account_resets r WHERE r.account_id = $1::uuid AND r.requested_by = $2::uuid
      AND r.done_at > $3::timestamptz)
    OR EXISTS (SELECT 1 FROM accounts a WHERE a.id = $1::uuid AND a.first_password_by = $2::uuid AND a.first_password_at > $3::timestamptz) AS "isReset";

-- accounts.reset-request
SELECT r.id, r.account_id AS "accountId", r.kind, r.requested_at AS "requestedAt", r.requested_by AS "requestedBy",
    (WITH RECURSIVE joined AS (
      SELECT owner_account.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS owner, (WITH RECURSIVE joined AS (
      SELECT requester_account.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS requester,
    owner.name AS "ownerName", requester.name AS "requesterName", r.expires_at AS "expiresAt", r.decided_at AS "decidedAt",
    decider.name AS "deciderName", r.is_approved AS "isApproved", r.done_at AS "doneAt"
  FROM account_resets r LEFT JOIN accounts owner_account ON owner_account.id = r.account_id
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = owner_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) owner ON true LEFT JOIN accounts requester_account ON requester_account.id = r.requested_by
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = requester_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) requester ON true LEFT JOIN accounts decider_account ON decider_account.id = r.decided_by
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = decider_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) decider ON true WHERE r.id = $2::uuid AND r.way = 'approval';

-- accounts.reset-requests
SELECT r.id, r.account_id AS "accountId", r.kind, r.requested_at AS "requestedAt", r.requested_by AS "requestedBy",
    (WITH RECURSIVE joined AS (
      SELECT owner_account.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS owner, (WITH RECURSIVE joined AS (
      SELECT requester_account.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS requester,
    owner.name AS "ownerName", requester.name AS "requesterName", r.expires_at AS "expiresAt", r.decided_at AS "decidedAt",
    decider.name AS "deciderName", r.is_approved AS "isApproved", r.done_at AS "doneAt"
  FROM account_resets r LEFT JOIN accounts owner_account ON owner_account.id = r.account_id
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = owner_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) owner ON true LEFT JOIN accounts requester_account ON requester_account.id = r.requested_by
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = requester_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) requester ON true LEFT JOIN accounts decider_account ON decider_account.id = r.decided_by
   LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = decider_account.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) decider ON true WHERE r.way = 'approval' ORDER BY r.requested_at DESC LIMIT 50;

-- accounts.second-factors
SELECT id, kind, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM second_factors
    WHERE account_id = $1::uuid AND removed_at IS NULL ORDER BY created_at;

-- accounts.shared-account
SELECT id FROM accounts WHERE id = $1::uuid FOR SHARE;

-- accounts.shared-session
SELECT id FROM sessions WHERE sid = $1::text FOR KEY SHARE;

-- accounts.shared-token
SELECT access, scope AS areas FROM personal_tokens
    WHERE id = $1::uuid AND revoked_at IS NULL AND expires_on >= $2::date FOR SHARE;

-- accounts.slowed-accounts
SELECT f.account_id AS "accountId", line.name, line.staff_number AS "staffNumber",
      coalesce(line.unit_name, '所属なし') AS "unitName", count(*)::int AS failures, max(f.failed_at) AS "lastAt",
      count(DISTINCT f.address)::int AS addresses
    FROM sign_in_failures f JOIN accounts a ON a.id = f.account_id
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE f.forgiven_at IS NULL AND f.failed_at > $2::timestamptz
    GROUP BY f.account_id, f.target, f.device_id, line.name, line.staff_number, line.unit_name
    HAVING count(*) >= 5 ORDER BY max(f.failed_at) DESC LIMIT 200;

-- accounts.slowed-addresses
SELECT address, count(*)::int AS failures, count(DISTINCT target)::int AS targets, max(failed_at) AS "lastAt"
    FROM sign_in_failures WHERE address IS NOT NULL AND device_id IS NULL AND address_forgiven_at IS NULL AND failed_at > $1::timestamptz
    GROUP BY address HAVING count(*) >= 50 ORDER BY max(failed_at) DESC LIMIT 200;

-- accounts.state-counts
WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date) ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  ) SELECT state, count(*)::int AS count FROM people GROUP BY state;

-- accounts.sums-of-month
WITH reading AS (
      SELECT kind, coalesce((detail ->> 'times')::int, 1) AS times FROM access_log WHERE at >= $1::timestamptz AND at < $2::timestamptz
    )
    SELECT (SELECT count(*)::int FROM audit_entries WHERE at >= $1::timestamptz AND at < $2::timestamptz) AS acts,
      coalesce(sum(times) FILTER (WHERE kind IN ('person_read', 'team_read', 'evidence_opened', 'api_read')), 0)::int AS readings,
      coalesce(sum(times) FILTER (WHERE kind = 'file_saved'), 0)::int AS "savedFiles",
      coalesce(sum(times) FILTER (WHERE kind IN ('access_refused', 'form_refused', 'token_refused')), 0)::int AS refusals,
      coalesce(sum(times) FILTER (WHERE kind = 'sign_in_failed'), 0)::int AS "failedSignIns",
      (SELECT count(*)::int FROM audit_anchors WHERE made_at >= $1::timestamptz AND made_at < $2::timestamptz) AS anchors,
      (SELECT count(*)::int FROM audit_checks WHERE checked_at >= $1::timestamptz AND checked_at < $2::timestamptz) AS checks,
      (SELECT count(*)::int FROM audit_checks WHERE checked_at >= $1::timestamptz AND checked_at < $2::timestamptz AND problem IS NOT NULL) AS problems
    FROM reading;

-- accounts.token-owner
SELECT id FROM accounts WHERE id = $1::uuid;

-- accounts.totp-factors
SELECT id, sealed_secret AS "sealedSecret" FROM second_factors
    WHERE account_id = $1::uuid AND kind = 'totp' AND removed_at IS NULL;

-- accounts.totp-used
UPDATE second_factors SET last_step = $1::integer, last_used_at = $2::timestamptz
    WHERE id = $3::uuid AND removed_at IS NULL AND coalesce(last_step, 0) < $1::integer RETURNING id;

-- accounts.unshown-notices
UPDATE account_notices n SET shown_at = $1::timestamptz WHERE n.account_id = $2::uuid AND n.shown_at IS NULL AND (n.kind NOT IN ('holder_reset', 'holder_made', 'rules_loosened', 'holder_token') OR EXISTS (SELECT 1 FROM accounts w JOIN account_roles wr ON wr.account_id = w.id
    WHERE w.id = n.account_id AND wr.role IN ('program_office', 'auditor') AND wr.valid_from <= $3::date AND (wr.valid_to IS NULL OR wr.valid_to > $3::date)
      AND w.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = w.person_id AND em.valid_from <= $3::date AND (em.valid_to IS NULL OR em.valid_to > $3::date))))
    RETURNING n.id;

-- accounts.used-calendar-feed
WITH found AS (
      SELECT id, account_id, last_used_at FROM calendar_feeds WHERE secret_hash = $1::text AND revoked_at IS NULL
    ), noted AS (
      UPDATE calendar_feeds f SET last_used_at = $2::timestamptz FROM found
      WHERE f.id = found.id AND (found.last_used_at IS NULL OR found.last_used_at < $2::timestamptz - interval '1 hour')
    )
    SELECT account_id AS "accountId" FROM found;

-- accounts.used-token
UPDATE personal_tokens SET last_used_at = $1::timestamptz
    WHERE token_hash = $2::text AND revoked_at IS NULL AND expires_on >= $3::date RETURNING id, account_id AS "accountId", access, scope AS areas;

-- accounts.watchers-of-resets
SELECT a.id FROM accounts a WHERE a.id <> $1::uuid AND EXISTS (SELECT 1 FROM accounts w JOIN account_roles wr ON wr.account_id = w.id
    WHERE w.id = a.id AND wr.role IN ('program_office', 'auditor') AND wr.valid_from <= $2::date AND (wr.valid_to IS NULL OR wr.valid_to > $2::date)
      AND w.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = w.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)));

-- accounts.working-account
SELECT a.id FROM accounts a
    WHERE a.person_id = $1::uuid AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date));
