-- platform.audit-anchor-of-day
SELECT day, entry_id AS "entryId", entries, hash, key_id AS "keyId", mac FROM audit_anchors WHERE day = $1::date;

-- platform.audit-anchors
SELECT day, entry_id AS "entryId", entries, hash, key_id AS "keyId", mac FROM audit_anchors ORDER BY day;

-- platform.audit-chain
SELECT id, at, actor_account_id, actor_label, action, subject_type, subject_id, detail, previous_hash, hash, key_id,
      at = date_trunc('milliseconds', at) AS is_exact
    FROM audit_entries WHERE id > $1::bigint ORDER BY id LIMIT 5000;

-- platform.audit-end-of-chain
SELECT id AS "entryId", hash, (SELECT count(*) FROM audit_entries) AS entries
    FROM audit_entries ORDER BY id DESC LIMIT 1;

-- platform.audit-last-hash
SELECT hash FROM audit_entries ORDER BY id DESC LIMIT 1;

-- platform.audit-seen-before
SELECT checked_at AS "checkedAt", entries, anchors FROM audit_checks WHERE problem IS NULL ORDER BY entries DESC, anchors DESC, id DESC LIMIT 1;

-- platform.city-calendar
SELECT day, is_open AS "isOpen" FROM office_holidays;

-- platform.city-holidays
SELECT day, name, is_open AS "isOpen" FROM office_holidays ORDER BY day;

-- platform.city-holidays-as-known
SELECT day, name, is_open AS "isOpen" FROM (SELECT * FROM office_holidays_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) h ORDER BY day;

-- platform.file
SELECT storage_key AS "storageKey", sha256, byte_size AS "byteSize", media_type AS "mediaType", original_name AS "originalName", removed_at AS "removedAt" FROM stored_files WHERE id = $1::uuid;

-- platform.files-after
SELECT storage_key AS "storageKey", sha256, byte_size AS "byteSize", media_type AS "mediaType", original_name AS "originalName", removed_at AS "removedAt" FROM stored_files WHERE storage_key > $1::text ORDER BY storage_key LIMIT $2::integer;

-- platform.files-sent-by
SELECT count(*) FILTER (WHERE created_at >= $1::timestamptz)::int AS files,
      coalesce(sum(byte_size) FILTER (WHERE created_at >= $1::timestamptz), 0)::float8 AS bytes,
      count(*) FILTER (WHERE removed_at IS NULL)::int AS "keptFiles",
      coalesce(sum(byte_size) FILTER (WHERE removed_at IS NULL), 0)::float8 AS "keptBytes"
    FROM stored_files f WHERE created_by = $2::uuid
      AND NOT EXISTS (SELECT 1 FROM file_orders made WHERE made.file_id = f.id);

-- platform.form-answer
SELECT location FROM idempotency_keys WHERE key = $1::uuid AND account_id = $2::uuid;

-- platform.known-file-keys
SELECT storage_key AS "storageKey" FROM stored_files WHERE storage_key = ANY ($1::text[]) AND removed_at IS NULL;

-- platform.mailbox
SELECT id, to_address, subject, received_at FROM mailbox_messages WHERE $1::text = '' OR strpos(lower(to_address || ' ' || subject || ' ' || body), lower($1::text)) > 0
    ORDER BY received_at DESC, id LIMIT $2::integer OFFSET $3::integer;

-- platform.mailbox-message
SELECT id, to_address, subject, received_at, message_id, body FROM mailbox_messages WHERE id::text = $1::text;

-- platform.mailbox-total
SELECT count(*)::int AS total FROM mailbox_messages WHERE $1::text = '' OR strpos(lower(to_address || ' ' || subject || ' ' || body), lower($1::text)) > 0;

-- platform.remove-files
UPDATE stored_files SET removed_at = $1::timestamptz WHERE id = ANY ($2::uuid[]) AND removed_at IS NULL
    RETURNING id, storage_key AS "storageKey", sha256;

-- platform.setting-as-known
SELECT key, value #>> '{}' AS value, valid_from AS "validFrom" FROM (SELECT * FROM settings_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) s
    WHERE key = $2::text AND valid_from <= $3::date ORDER BY valid_from DESC LIMIT 1;

-- platform.setting-on
SELECT key, value #>> '{}' AS value, valid_from AS "validFrom" FROM settings WHERE key = $1::text AND valid_from <= $2::date ORDER BY valid_from DESC LIMIT 1;

-- platform.settings
SELECT key, value #>> '{}' AS value, valid_from AS "validFrom" FROM settings
    WHERE starts_with(key, $1::text) AND jsonb_typeof(value) = 'string' ORDER BY key, valid_from DESC;

-- platform.supersede-city-holiday
UPDATE office_holidays_history SET superseded_at = greatest($1::timestamptz, recorded_at), superseded_by = $2::uuid
    WHERE day = $3::date AND superseded_at IS NULL RETURNING day, name, is_open AS "isOpen";

-- platform.system-facts
SELECT pg_database_size(current_database()) AS "databaseBytes",
      current_setting('server_version') AS "databaseVersion",
      (SELECT count(*)::int FROM stored_files WHERE removed_at IS NULL) AS "storedFiles",
      (SELECT coalesce(sum(byte_size), 0)::bigint FROM stored_files WHERE removed_at IS NULL) AS "storedBytes",
      (SELECT name::text FROM schema_migration ORDER BY id DESC LIMIT 1) AS migration,
      (SELECT max(day) FROM audit_anchors) AS "lastAnchor",
      greatest((SELECT max(received_at) FROM mailbox_messages), (SELECT max(sent_at) FROM reminder_digests)) AS "lastMail",
      coalesce((SELECT jsonb_object_agg(schedule, jsonb_build_object('at', finished_at, 'succeeded', succeeded)) FROM job_runs),
        '{}') AS runs;

-- platform.words
SELECT id, key, word, short_word AS short, valid_from AS "validFrom" FROM vocabulary_words ORDER BY key, valid_from DESC;
