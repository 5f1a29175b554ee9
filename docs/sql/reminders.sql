-- reminders.digests-to-join
SELECT d.id FROM reminder_digests d WHERE d.recipient_person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM reminder_digests o WHERE o.recipient_person_id = $2::uuid AND o.day = d.day) ORDER BY d.id;

-- reminders.entries-to-join
WITH learning AS (
      SELECT md5(old_one.person_id::text || old_one.course_id::text || old_one.cycle::text)::uuid AS old_id, md5(new_one.person_id::text || new_one.course_id::text || new_one.cycle::text)::uuid AS new_id
      FROM courses c CROSS JOIN (SELECT DISTINCT coalesce(v.fiscal_year, 0) AS cycle FROM course_versions v) y
      CROSS JOIN LATERAL (SELECT $1::uuid AS person_id, c.id AS course_id, y.cycle) old_one
      CROSS JOIN LATERAL (SELECT $2::uuid AS person_id, c.id AS course_id, y.cycle) new_one
    )
    SELECT l.id, l.object_id AS "objectId", coalesce(k.new_id, l.object_id) AS "newObjectId"
    FROM reminder_ledger l LEFT JOIN learning k ON k.old_id = l.object_id
    WHERE l.recipient_person_id = $1::uuid
      AND (l.digest_id IS NULL OR l.digest_id = ANY ($3::uuid[]))
      AND NOT EXISTS (SELECT 1 FROM reminder_ledger o WHERE o.recipient_person_id = $2::uuid AND o.kind = l.kind
        AND o.object_id = coalesce(k.new_id, l.object_id) AND o.due_on = l.due_on AND o.lead = l.lead)
    ORDER BY l.id;
