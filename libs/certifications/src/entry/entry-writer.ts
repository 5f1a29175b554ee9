import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { personNow } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Database,
  DomainEvents,
  type EntryBatchId,
  type PersonId,
  type RowFrom,
  statement,
} from '@app/platform';
import { CertificateVerified } from '../certifications.events';
import { outsideExams, wrongEnd } from '../record/certificate-days.rules';
import { EntryBases } from './entry-bases';
import type { LockedBatch } from './entry-batches';
import { type EntryBase, heldByAnother, rejectedBefore } from './entry.rules';

/** Those that nobody else is at; none once the list is not confirmed any more. */
const NEXT = statement({
  name: 'certifications.next-entries',
  sql: `SELECT e.position, e.staff_number AS "staffNumber", e.certification_id AS "certificationId", c.code AS "certificationCode",
      e.passed_on AS "passedOn", e.number_key AS "numberKey", e.valid_until AS "validUntil"
    FROM certificate_entry_rows e JOIN certifications c ON c.id = e.certification_id
    WHERE e.batch_id = :batchId AND e.verdict = 'fits' AND e.done_at IS NULL
    ORDER BY e.position LIMIT :limit FOR UPDATE OF e SKIP LOCKED`,
  parameters: { batchId: 'uuid', limit: 'integer' },
  row: {
    position: col.int,
    staffNumber: col.text,
    certificationId: col.id<'certification'>(),
    certificationCode: col.text,
    passedOn: col.date,
    numberKey: col.text,
    validUntil: col.date.orNull,
  },
});

export type NextEntry = RowFrom<typeof NEXT>;

const LOCK_PEOPLE = statement({
  name: 'certifications.lock-people-of-entries',
  sql: `SELECT p.id FROM person_identities p WHERE p.id IN (SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = ANY (:staffNumbers))
    ORDER BY p.id FOR NO KEY UPDATE`,
  parameters: { staffNumbers: 'text[]' },
  row: { id: col.id<'person'>() },
});

const HOLDERS = statement({
  name: 'certifications.holders-of-entries',
  sql: `SELECT DISTINCT n.staff_number AS "staffNumber", n.person_id AS "personId", ${personNow('n.person_id')} AS now
    FROM staff_numbers n WHERE n.staff_number = ANY (:staffNumbers)`,
  parameters: { staffNumbers: 'text[]' },
  row: { staffNumber: col.text, personId: col.id<'person'>(), now: col.id<'person'>() },
});
type Holder = RowFrom<typeof HOLDERS>;

const STANDING = statement({
  name: 'certifications.standing-of-people',
  sql: `SELECT r.person_id AS "personId", r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.number_key AS "numberKey"
    FROM certification_records r WHERE r.person_id = ANY (:personIds) AND r.state IN ('reported', 'verified')`,
  parameters: { personIds: 'uuid[]' },
  row: {
    personId: col.id<'person'>(),
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    numberKey: col.text,
  },
});

interface MadeEntry {
  readonly entry: NextEntry;
  readonly recordId: string;
  readonly personId: PersonId;
}

/** Writes rows of a confirmed list as verified records, or why one is none. In the transaction of whoever asks. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly bases: EntryBases,
  ) {}

  /** Those that nobody else is at, of a list that is confirmed. */
  async listNext(batchId: EntryBatchId, limit: number): Promise<readonly NextEntry[]> {
    return this.database.all(NEXT, { batchId, limit });
  }

  /** People first, in a statement of their own: what is read after that is what the last act about them left. */
  async write(actor: Actor, batch: LockedBatch, entries: readonly NextEntry[]): Promise<number> {
    const staffNumbers = entries.map(({ staffNumber }) => staffNumber);
    await this.database.all(LOCK_PEOPLE, { staffNumbers });
    const holders = await this.database.all(HOLDERS, { staffNumbers });
    const byNumber = new Map(holders.map((holder) => [holder.staffNumber, holder]));
    const personIds = holders.map(({ personId }) => personId);
    const standing = await this.database.all(STANDING, { personIds });
    const taken = new Set(standing.flatMap((row) => keysOf(row.personId, row)));
    const numberKeys = entries.map(({ numberKey }) => numberKey);
    const base = await this.bases.read({ staffNumbers, numberKeys });
    const made: MadeEntry[] = [];
    const left: (readonly [NextEntry, string])[] = [];
    for (const entry of entries) {
      const holder = byNumber.get(entry.staffNumber);
      const problem = problemOf(entry, { holder, batch, taken, base });
      if (problem !== null || holder === undefined) {
        left.push([entry, problem ?? GONE]);
        continue;
      }
      for (const key of keysOf(holder.personId, entry)) taken.add(key);
      made.push({ entry, recordId: randomUUID(), personId: holder.personId });
    }
    await this.leaveOut(batch.id, left);
    if (made.length > 0) await this.make(actor, batch, made);
    return made.length;
  }

  private async make(actor: Actor, batch: LockedBatch, made: readonly MadeEntry[]): Promise<void> {
    const now = this.clock.now();
    const rows = JSON.stringify(
      made.map(({ entry, recordId, personId }) => ({
        position: entry.position,
        recordId,
        personId,
      })),
    );
    await this.database.execute(
      `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, valid_until, state,
         evidence_kind, reported_at, reported_by_person_id, recorded_at, recorded_by, superseded_at, superseded_by)
       SELECT m."recordId", m."personId", e.certification_id, e.passed_on, e.certificate_number, e.number_key, e.valid_until, 'reported',
         'hr_record', $3, $4, $3, $5, $3, $5
       FROM jsonb_to_recordset($2::jsonb) AS m (position integer, "recordId" uuid, "personId" uuid)
       JOIN certificate_entry_rows e ON e.batch_id = $1 AND e.position = m.position`,
      [batch.id, rows, now, batch.senderPerson, actor.accountId],
    );
    await this.database.execute(
      `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, valid_until, state,
         evidence_kind, reported_at, reported_by_person_id, decided_at, decided_by_person_id, recorded_at, recorded_by)
       SELECT m."recordId", m."personId", e.certification_id, e.passed_on, e.certificate_number, e.number_key, e.valid_until, 'verified',
         'hr_record', $3, $4, $3, $5, $3, $6
       FROM jsonb_to_recordset($2::jsonb) AS m (position integer, "recordId" uuid, "personId" uuid)
       JOIN certificate_entry_rows e ON e.batch_id = $1 AND e.position = m.position`,
      [batch.id, rows, now, batch.senderPerson, actor.personId, actor.accountId],
    );
    await this.database.execute(
      `UPDATE certificate_entry_rows e SET done_at = $3, record_id = m."recordId"
       FROM jsonb_to_recordset($2::jsonb) AS m (position integer, "recordId" uuid, "personId" uuid)
       WHERE e.batch_id = $1 AND e.position = m.position`,
      [batch.id, rows, now],
    );
    await this.tell(actor, batch.id, made);
  }

  /** One entry of the log for all of them, as for every act on many things. */
  private async tell(actor: Actor, id: EntryBatchId, made: readonly MadeEntry[]): Promise<void> {
    const members = made.map(({ recordId }) => recordId);
    for (const action of ['certification_record.reported', 'certification_record.verified']) {
      await this.audit.record(auditActorOf(actor), {
        ...{ action, subjectType: 'certificate_entry_batch', subjectId: id },
        detail: { members },
      });
    }
    for (const { entry, recordId, personId } of made) {
      const { certificationCode, passedOn } = entry;
      const subject = { recordId, personId, certificationCode, passedOn };
      await this.events.emit(new CertificateVerified(subject));
    }
  }

  /** What is not written, and why. */
  async leaveOut(id: EntryBatchId, left: readonly (readonly [NextEntry, string])[]): Promise<void> {
    if (left.length === 0) return;
    await this.database.execute(
      `UPDATE certificate_entry_rows e SET done_at = $3, problem = l.problem
       FROM jsonb_to_recordset($2::jsonb) AS l (position integer, problem text) WHERE e.batch_id = $1 AND e.position = l.position`,
      [
        id,
        JSON.stringify(left.map(([{ position }, problem]) => ({ position, problem }))),
        this.clock.now(),
      ],
    );
  }
}

const GONE = 'この職員番号の職員がいません。番号を確かめ、ファイルを直して送り直してください。';

function problemOf(
  entry: NextEntry,
  {
    holder,
    batch,
    taken,
    base,
  }: {
    readonly holder: Holder | undefined;
    readonly batch: LockedBatch;
    readonly taken: ReadonlySet<string>;
    readonly base: EntryBase;
  },
): string | null {
  if (holder === undefined) return GONE;
  if (batch.sender === batch.confirmer)
    return '送った人と確定した人が同じ人であると分かったため、登録していません。送り直し、ほかの担当者が確定してください。';
  if (holder.now === batch.confirmer)
    return '確定した人ご自身の資格です。この行だけのファイルを送り、ほかの担当者が確定してください。';
  return keysOf(holder.personId, entry).some((key) => taken.has(key))
    ? 'プレビューのあとで、同じ合格か同じ番号の記録ができました。登録する必要はありません。'
    : knownSince(entry, base);
}

/** What of it was not known, or not yet so, when the list was read. */
function knownSince(entry: NextEntry, base: EntryBase): string | null {
  const exam = base.exams.get(entry.certificationId);
  const problem =
    exam === undefined ? null : (outsideExams(exam, entry.passedOn) ?? wrongEnd(exam, entry));
  if (problem !== null) return `プレビューのあとで分かったことです。${problem}`;
  const mark = heldByAnother(entry, base) ?? rejectedBefore(entry, base);
  return mark === null ? null : `プレビューのあとで分かったことです。${mark[1]}${mark[2]}`;
}

/** Of one person and one qualification: the same day, or the same number. */
function keysOf(
  personId: PersonId,
  {
    certificationId,
    passedOn,
    numberKey,
  }: Pick<NextEntry, 'certificationId' | 'passedOn' | 'numberKey'>,
): readonly string[] {
  const of = `${personId} ${certificationId}`;
  return [`${of} day ${passedOn}`, `${of} number ${numberKey}`];
}
