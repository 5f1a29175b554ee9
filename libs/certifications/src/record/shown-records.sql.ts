import { personNow } from '@app/organization';

/**
 * SQL, CTE `shown_record`: every record as it is known now, and those that were annulled as they were last, in the state
 * 'annulled'. For pages that show what happened; figures read the view, in which an annulled record is not. An
 * annulled one has no row that a join could move: it is told of the person whom its number belongs to now.
 */
export const SHOWN_RECORDS = `shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, ${personNow('h.person_id')}, h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)`;
