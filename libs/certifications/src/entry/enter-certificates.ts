import { Injectable } from '@nestjs/common';
import { requirePermission } from '@app/access';
import { ActorQueries } from '@app/accounts';
import {
  col,
  Commands,
  Database,
  DomainError,
  type EntryBatchId,
  InvalidInput,
  NotAllowed,
  statement,
} from '@app/platform';
import { EntryBatches, type LockedBatch } from './entry-batches';
import { EntryWriter } from './entry-writer';
import { EntryReader } from './read-entries';

/** Enough for a transaction of a few seconds; the page shows how far it is after each. */
const AT_ONCE = 100;

const OPEN = statement({
  name: 'certifications.open-entries',
  sql: `SELECT count(*)::int AS count FROM certificate_entry_rows WHERE batch_id = :batchId AND verdict = 'fits' AND done_at IS NULL`,
  parameters: { batchId: 'uuid' },
  row: { count: col.int },
});

/** For the worker: reads what was sent and writes what was confirmed. Safe to run twice, and at the same time. */
@Injectable()
export class EnterCertificates {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly actors: ActorQueries,
    private readonly batches: EntryBatches,
    private readonly reader: EntryReader,
    private readonly writer: EntryWriter,
  ) {}

  /** Returns how many records were made. */
  async run(): Promise<number> {
    let made = 0;
    for (const id of await this.batches.listOpen()) {
      await this.read(id);
      made += await this.apply(id);
    }
    return made;
  }

  private async read(id: EntryBatchId): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.batches.lock(id)).state !== 'sent') return;
      try {
        const file = await this.batches.contentOf(id);
        await this.batches.keepRows(id, await this.reader.read(file));
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        await this.batches.refuse(id, Object.values(error.fields).join(' '));
      }
    });
  }

  private async apply(id: EntryBatchId): Promise<number> {
    let all = 0;
    for (;;) {
      const made = await this.applySome(id);
      if (made === null) return all;
      all += made;
    }
  }

  /** How many were made; null when nothing is left, which is then written down. */
  private async applySome(id: EntryBatchId): Promise<number | null> {
    return this.database.transaction(async () => {
      const batch = await this.batches.lock(id);
      if (batch.state !== 'confirmed') return null;
      const { count } = await this.database.only(OPEN, { batchId: id });
      if (count === 0) {
        await this.batches.applied(id);
        return null;
      }
      return this.asConfirmer(batch);
    });
  }

  /** With the right of who confirmed, as it is now; without it nothing is written, and it is said. */
  private async asConfirmer(batch: LockedBatch): Promise<number> {
    const entries = await this.writer.listNext(batch.id, AT_ONCE);
    try {
      return await this.commands.run({
        actor: async () => (await this.actors.lockActor(batch.confirmedBy ?? '')) ?? rightIsGone(),
        permit: (actor) => {
          requirePermission(actor, 'certifications.verify');
        },
        command: async (actor) => this.writer.write(actor, batch, entries),
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      await this.writer.leaveOut(
        batch.id,
        entries.map((entry) => [entry, error.message] as const),
      );
      return 0;
    }
  }
}

function rightIsGone(): never {
  throw new NotAllowed(
    'certificate_entry.right_gone',
    '確定した人の権限がなくなったため、登録していません。送り直し、ほかの担当者が確定してください。',
  );
}
