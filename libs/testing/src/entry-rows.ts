import { randomUUID } from 'node:crypto';
import type { Database } from '@app/platform';

/** A list of certificates with one row that fits and one that does not, read and not confirmed. Returns its id. */
export async function addEntryBatch(
  database: Pick<Database, 'execute'>,
  { staffNumber, by }: { readonly staffNumber: string; readonly by: string },
): Promise<string> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO certificate_entry_batches (id, state, file_name, content, sent_at, sent_by)
     VALUES ($1, 'read', '資格.csv', '\\x00', '2026-11-16T00:00:00Z', $2)`,
    [id, by],
  );
  const finding = {
    column: '合格日',
    value: '昨日',
    reason: '日付として読めません。',
    remedy: '直してください。',
  };
  await database.execute(
    `INSERT INTO certificate_entry_rows (batch_id, position, line, verdict, cells, findings, staff_number, certification_id, passed_on,
       certificate_number, number_key)
     SELECT $1, row.position, row.position + 1, row.verdict, '{}', row.findings, $2, c.id, '2026-10-01', 'E-1', 'E1'
     FROM certifications c, (VALUES (1, 'fits', '[]'::jsonb), (2, 'refused', $3::jsonb)) AS row (position, verdict, findings)
     WHERE c.code = 'sg'`,
    [id, staffNumber, JSON.stringify([finding])],
  );
  return id;
}
