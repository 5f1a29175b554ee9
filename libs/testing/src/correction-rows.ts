import { randomUUID } from 'node:crypto';
import type { Database } from '@app/platform';

/** A correction of a record's day that waits for its second person. Returns its id. */
export async function addCorrection(
  database: Pick<Database, 'execute'>,
  { recordId, by }: { readonly recordId: string; readonly by: string },
): Promise<string> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO certification_corrections_history (row_id, id, record_id, state, old_certification_id, old_passed_on, old_certificate_number,
       old_valid_until, certification_id, passed_on, certificate_number, number_key, valid_until, reason, proposed_at, proposed_by_person_id, recorded_at)
     SELECT $1, $1, r.id, 'proposed', r.certification_id, r.passed_on, r.certificate_number, r.valid_until, r.certification_id, r.passed_on - 1,
       r.certificate_number, r.number_key, r.valid_until, '証書では一日前でした。', r.decided_at, $3, r.decided_at
     FROM certification_records_history r WHERE r.id = $2 AND r.superseded_at IS NULL`,
    [id, recordId, by],
  );
  return id;
}
