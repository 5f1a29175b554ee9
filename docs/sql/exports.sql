-- exports.claim-order
UPDATE file_orders o SET state = 'running', run_id = $1::uuid, beat_at = $2::timestamptz, attempts = o.attempts + 1, done_rows = 0
    WHERE o.id = (SELECT w.id FROM file_orders w WHERE w.state = 'waiting' AND NOT w.id = ANY ($3::uuid[])
        ORDER BY w.ordered_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      AND NOT EXISTS (SELECT 1 FROM file_orders r WHERE r.state = 'running')
    RETURNING o.id, o.account_id AS "accountId", o.list_key AS "listKey", o.format, o.query, o.title, o.as_of AS "asOf", o.roles,
  o.ordered_at AS "orderedAt", o.state, o.total, o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem,
  o.file_id AS "fileId", o.file_name AS "fileName", o.sha256, o.byte_size AS "byteSize", o.expires_at AS "expiresAt";

-- exports.expired-orders
UPDATE file_orders SET state = 'expired' WHERE state = 'ready' AND expires_at <= $1::timestamptz RETURNING file_id AS "fileId";

-- exports.next-report-mail
SELECT o.id, o.title, o.expires_at AS "expiresAt", coalesce((SELECT p.email FROM accounts a
        JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
        WHERE a.id = o.account_id AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
          AND EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id AND r.role = ANY (o.roles) AND r.valid_from <= $1::date AND (r.valid_to IS NULL OR r.valid_to > $1::date))), '') AS email
    FROM file_orders o WHERE o.report_run_id IS NOT NULL AND o.mailed_at IS NULL AND o.state = 'ready' AND NOT o.id = ANY ($2::uuid[])
    ORDER BY o.ordered_at, o.id LIMIT 1 FOR UPDATE OF o SKIP LOCKED;

-- exports.order
SELECT o.id, o.account_id AS "accountId", o.list_key AS "listKey", o.format, o.query, o.title, o.as_of AS "asOf", o.roles,
  o.ordered_at AS "orderedAt", o.state, o.total, o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem,
  o.file_id AS "fileId", o.file_name AS "fileName", o.sha256, o.byte_size AS "byteSize", o.expires_at AS "expiresAt" FROM file_orders o WHERE o.id = $1::uuid AND o.account_id = $2::uuid;

-- exports.own-orders
SELECT o.id, o.account_id AS "accountId", o.list_key AS "listKey", o.format, o.query, o.title, o.as_of AS "asOf", o.roles,
  o.ordered_at AS "orderedAt", o.state, o.total, o.done_rows AS "doneRows", o.attempts, o.finished_at AS "finishedAt", o.problem,
  o.file_id AS "fileId", o.file_name AS "fileName", o.sha256, o.byte_size AS "byteSize", o.expires_at AS "expiresAt" FROM file_orders o WHERE o.account_id = $1::uuid
    ORDER BY o.ordered_at DESC, o.id LIMIT $2::integer OFFSET $3::integer;

-- exports.own-orders-total
SELECT count(*)::int AS total, (count(*) FILTER (WHERE state IN ('waiting', 'running')))::int AS open
    FROM file_orders WHERE account_id = $1::uuid;

-- exports.report-recipients
SELECT a.id, min(r.role) AS role FROM account_roles r JOIN accounts a ON a.id = r.account_id
    WHERE r.role = ANY ($1::text[]) AND r.valid_from <= $2::date AND (r.valid_to IS NULL OR r.valid_to > $2::date) AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
    GROUP BY a.id ORDER BY a.id;

-- exports.report-runs
SELECT r.schedule_id AS "scheduleId", r.as_of AS "asOf", r.made_at AS "madeAt", r.recipients FROM report_runs r
    WHERE r.as_of >= $1::date ORDER BY r.as_of DESC;

-- exports.report-schedules
SELECT s.id, s.paper, s.period, s.roles, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.created_at AS "createdAt",
  (SELECT p.name FROM accounts a JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date) WHERE a.id = s.created_by) AS "createdByName" FROM report_schedules s ORDER BY (s.valid_to IS NOT NULL), s.created_at DESC, s.id;

-- exports.same-open-order
SELECT o.id FROM file_orders o WHERE o.account_id = $1::uuid AND o.list_key = $2::text AND o.format = $3::text
    AND md5(o.query::text) = md5(($4::text::jsonb)::text) AND o.state IN ('waiting', 'running');
