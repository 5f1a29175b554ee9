import { Injectable } from '@nestjs/common';
import { requirePermission } from '@app/access';
import { ActorQueries } from '@app/accounts';
import {
  Clock,
  col,
  Commands,
  Database,
  DomainError,
  joinPdfs,
  type LetterBatchId,
  NotAllowed,
  type RowFrom,
  statement,
  writeZip,
} from '@app/platform';
import { CANCELLED_MARK, letterFileName } from '../letter/letter-file-name';
import { withCancelledMark } from '../letter/letter-paper';
import { letterSays, SEAL_KINDS } from '../letter/letter.rules';
import { LetterQueries } from '../letter/letters.queries';
import { LettersService } from '../letter/letters.service';
import { annulledLetters, type BatchFile } from './letter-batches.queries';

const OPEN = statement({
  name: 'appointments.open-letter-batches',
  sql: `SELECT id, seal, dated_on AS "datedOn", ordered_by AS "orderedBy" FROM letter_batches
    WHERE finished_at IS NULL AND cancelled_at IS NULL ORDER BY ordered_at, id`,
  parameters: {},
  row: {
    id: col.id<'letter_batch'>(),
    seal: col.oneOf(SEAL_KINDS).orNull,
    datedOn: col.date.orNull,
    orderedBy: col.id<'account'>(),
  },
});
type OpenBatch = RowFrom<typeof OPEN>;

/** One that nobody else is at; none once the batch is stopped. */
const NEXT = statement({
  name: 'appointments.next-letter',
  sql: `SELECT m.position, m.appointment_id AS "appointmentId" FROM letter_batch_members m
    WHERE m.batch_id = :batchId AND m.done_at IS NULL
      AND EXISTS (SELECT 1 FROM letter_batches b WHERE b.id = m.batch_id AND b.cancelled_at IS NULL)
    ORDER BY m.position LIMIT 1 FOR UPDATE OF m SKIP LOCKED`,
  parameters: { batchId: 'uuid' },
  row: { position: col.int, appointmentId: col.id<'appointment'>() },
});

/** Two runs at once: the second one waits, and sees that the first one is done. */
const LOCK = statement({
  name: 'appointments.lock-letter-batch',
  sql: `SELECT b.id, EXISTS (SELECT 1 FROM letter_batch_members m WHERE m.batch_id = b.id AND m.done_at IS NULL) AS "isOpen"
    FROM letter_batches b WHERE b.id = :batchId AND b.finished_at IS NULL AND b.cancelled_at IS NULL FOR UPDATE`,
  parameters: { batchId: 'uuid' },
  row: { id: col.id<'letter_batch'>(), isOpen: col.bool },
});

const DOCUMENTS = statement({
  name: 'appointments.letters-of-batch',
  sql: `SELECT d.id, d.document_number AS "documentNumber", d.says, d.content, d.sha256, annulled.annulled_at AS "annulledAt"
    FROM letter_batch_members m
    JOIN issued_documents d ON d.id = m.document_id
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
    WHERE m.batch_id = :batchId ORDER BY m.position`,
  parameters: { batchId: 'uuid' },
  row: {
    id: col.id<'issued_document'>(),
    documentNumber: col.text,
    says: col.json(letterSays),
    content: col.bytes,
    sha256: col.text,
    annulledAt: col.instant.orNull,
  },
});

/** Whose files do not mark every letter that was annulled since they were made. */
const UNMARKED = statement({
  name: 'appointments.unmarked-letter-batches',
  sql: `SELECT b.id FROM letter_batches b
    WHERE EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id)
      AND NOT EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id AND p.marked = ${annulledLetters('b.id')})
    ORDER BY b.ordered_at, b.id`,
  parameters: {},
  row: { id: col.id<'letter_batch'>() },
});

/** Two runs at once: the second one waits, and makes nothing that was made. */
const LOCK_FINISHED = statement({
  name: 'appointments.lock-finished-letter-batch',
  sql: 'SELECT b.id FROM letter_batches b WHERE b.id = :batchId AND b.finished_at IS NOT NULL FOR UPDATE',
  parameters: { batchId: 'uuid' },
  row: { id: col.id<'letter_batch'>() },
});

const PIECE = 1024 * 1024;
const KEPT_DAYS = 7;

/** For the worker: issues what was ordered, one by one, and puts it together. Safe to run twice, and at the same time. */
@Injectable()
export class IssueLetters {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly commands: Commands,
    private readonly actors: ActorQueries,
    private readonly letters: LettersService,
    private readonly queries: LetterQueries,
  ) {}

  /** Returns how many were issued. */
  async run(): Promise<number> {
    let issued = 0;
    for (const batch of await this.database.all(OPEN, {})) {
      for (;;) {
        const result = await this.issueNext(batch);
        if (result === 'none') break;
        if (result === 'issued') issued += 1;
      }
      await this.finish(batch.id);
    }
    await this.markAnnulled();
    return issued;
  }

  /** Every night: the files of all in one go after some days; each letter stays. Returns of how many batches. */
  async forgetFiles(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
    return this.database.execute(
      `DELETE FROM letter_batch_parts p USING letter_batches b WHERE b.id = p.batch_id AND b.finished_at < $1`,
      [before],
    );
  }

  /** A transaction of its own: one that cannot be issued keeps no other from it. */
  private async issueNext(batch: OpenBatch): Promise<'issued' | 'problem' | 'none'> {
    try {
      return await this.database.transaction(async () => {
        const next = await this.database.first(NEXT, { batchId: batch.id });
        if (next === null) return 'none';
        return this.issueOne(batch, next);
      });
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
      await this.database.execute(
        'UPDATE letter_batch_members SET done_at = $3, problem = $4 WHERE batch_id = $1 AND position = $2 AND done_at IS NULL',
        [batch.id, error.position, this.clock.now(), error.message],
      );
      return 'problem';
    }
  }

  private async issueOne(
    { id: batchId, seal, datedOn, orderedBy }: OpenBatch,
    { position, appointmentId }: RowFrom<typeof NEXT>,
  ): Promise<'issued'> {
    try {
      const documentId = await this.commands.run({
        actor: async () => (await this.actors.lockActor(orderedBy)) ?? rightIsGone(),
        permit: (actor) => {
          requirePermission(actor, 'appointments.manage');
        },
        command: async (actor) => this.letters.issueDue(actor, { appointmentId, seal, datedOn }),
      });
      await this.database.execute(
        'UPDATE letter_batch_members SET done_at = $3, document_id = $4 WHERE batch_id = $1 AND position = $2',
        [batchId, position, this.clock.now(), documentId],
      );
      return 'issued';
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable')
        throw new Skipped(position, error.message);
      throw error;
    }
  }

  private async finish(batchId: LetterBatchId): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.database.first(LOCK, { batchId });
      if (batch === null || batch.isOpen) return;
      await this.makeFiles(batchId);
      await this.database.execute('UPDATE letter_batches SET finished_at = $2 WHERE id = $1', [
        batchId,
        this.clock.now(),
      ]);
    });
  }

  /** Files that hold letters of an appointment that was annulled since are made again; what was issued stays as it is. */
  private async markAnnulled(): Promise<void> {
    for (const { id: batchId } of await this.database.all(UNMARKED, {})) {
      await this.database.transaction(async () => {
        await this.database.only(LOCK_FINISHED, { batchId });
        const unmarked = await this.database.all(UNMARKED, {});
        if (!unmarked.some(({ id }) => id === batchId)) return;
        await this.database.execute('DELETE FROM letter_batch_parts WHERE batch_id = $1', [
          batchId,
        ]);
        await this.makeFiles(batchId);
      });
    }
  }

  private async makeFiles(batchId: LetterBatchId): Promise<void> {
    const documents = await this.database.all(DOCUMENTS, { batchId });
    for (const it of documents) this.queries.requireUnchanged(it, it.id);
    if (documents.length === 0) return;
    const day = this.clock.today();
    const shown: Letter[] = [];
    for (const it of documents) shown.push({ ...it, content: await markedIfAnnulled(it) });
    const made = {
      batchId,
      marked: documents.filter(({ annulledAt }) => annulledAt !== null).length,
    };
    const files = shown.map(({ content }) => content);
    await this.keep({ ...made, kind: 'pdf' }, await joinPdfs(files, day));
    await this.keep({ ...made, kind: 'zip' }, await writeZip(namedFiles(shown), day));
  }

  private async keep({ batchId, kind, marked }: Making, bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      await this.database.execute(
        'INSERT INTO letter_batch_parts (batch_id, kind, marked, position, bytes) VALUES ($1, $2, $3, $4, $5)',
        [batchId, kind, marked, at / PIECE + 1, bytes.subarray(at, at + PIECE)],
      );
    }
  }
}

interface Making {
  readonly batchId: LetterBatchId;
  readonly kind: BatchFile;
  readonly marked: number;
}

/** Why a letter was not issued; undoes what its transaction did so far. */
class Skipped extends Error {
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
    this.name = 'Skipped';
  }
}

function rightIsGone(): never {
  throw new NotAllowed(
    'letter_batch.right_gone',
    '発行を指示した人の権限がなくなったため、発行していません。',
  );
}

type Letter = RowFrom<typeof DOCUMENTS>;

async function markedIfAnnulled({ content, annulledAt }: Letter): Promise<Buffer> {
  return annulledAt === null ? content : withCancelledMark(content, annulledAt);
}

/** Two of the same name are told apart by a number. */
function namedFiles(documents: readonly Letter[]) {
  const used = new Set<string>();
  return documents.map(({ documentNumber, says, content, annulledAt }) => {
    const mark = annulledAt === null ? '' : CANCELLED_MARK;
    const nameOf = (count: number) => letterFileName(documentNumber, says.facts.name, count, mark);
    let count = 1;
    while (used.has(nameOf(count))) count += 1;
    used.add(nameOf(count));
    return { name: nameOf(count), bytes: content };
  });
}
