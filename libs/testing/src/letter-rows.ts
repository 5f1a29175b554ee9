import { randomUUID } from 'node:crypto';
import type { Database } from '@app/platform';
import { addRecorder } from './recorder';

interface LetterFacts {
  readonly appointmentId: string;
  readonly issuedAt: string;
  /** 1 unless it was issued again. */
  readonly issueNumber?: number;
}

/** A letter that was issued, without a content that could be read. */
export async function addLetter(database: Database, facts: LetterFacts): Promise<string> {
  const id = randomUUID();
  const { appointmentId, issuedAt, issueNumber = 1 } = facts;
  const { accountId } = await addRecorder(database);
  await database.execute(
    `INSERT INTO issued_documents (id, appointment_id, issue_number, template_id, letter, seal, document_number, dated_on, says, content,
       sha256, reason, issued_at, issued_by)
     SELECT $1, $2, $3, t.id, t.letter, t.seal, 'DX第1号', '2026-04-01', '{}', '', repeat('0', 64), $4, $5, $6
     FROM letter_templates t WHERE t.letter = 'appointment' ORDER BY t.seal, t.version LIMIT 1`,
    [id, appointmentId, issueNumber, issueNumber === 1 ? '' : '誤字のため', issuedAt, accountId],
  );
  return id;
}
