import { personNow } from '@app/organization';

/**
 * SQL, CTE `shown_record`: every record as it is known now, and those that were annulled as they were last, in the state
 * 'annulled', and those that were set aside when two numbers were joined, because the other number had the same. For pages that
 * show what happened; figures and queues read the view, in which neither is. Both have no row that a join could move: they are
 * told of the person whom their number belongs to now.
 */
export const SHOWN_RECORDS = `shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, ${personNow('h.person_id')}, h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, ${personNow('h.person_id')}, h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)`;
