import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog, Clock, col, Database, statement } from '@app/platform';
import { batchEntry } from './batch-writer';
import { ImportBatches, PREVIEW_DAYS } from './import-batches';

const BY_CLOCK: AuditActor = { accountId: null, label: '取込みの片付け(定時)' };

const STALE = statement({
  name: 'organization.stale-previews',
  sql: `SELECT id FROM import_batches WHERE state = 'previewed' AND created_at < :before ORDER BY created_at, id`,
  parameters: { before: 'timestamptz' },
  row: { id: col.id<'import_batch'>() },
});

/** Throws away previews that nobody carried out. */
@Injectable()
export class StalePreviews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly batches: ImportBatches,
  ) {}

  /** At night; at any time and twice. Returns how many there were. */
  async expire(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - PREVIEW_DAYS * DAY_MS);
    const stale = await this.database.all(STALE, { before });
    for (const { id } of stale) await this.expireOne(id);
    return stale.length;
  }

  private async expireOne(batchId: string): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      await this.batches.close(BY_CLOCK, batch.id, 'discarded');
      await this.audit.record(BY_CLOCK, batchEntry('expired', batch.id, batch.plan));
    });
  }
}

const DAY_MS = 86_400_000;
