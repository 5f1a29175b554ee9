import { Injectable } from '@nestjs/common';
import {
  type AuditActor,
  AuditLog,
  Clock,
  col,
  Database,
  FileStore,
  minutesBefore,
  statement,
} from '@app/platform';
import { EvidenceRulesService } from './evidence-rules.service';

const DAY_MINUTES = 24 * 60;
/** More than in any night; the rest waits for the next one. */
const AT_ONCE = 1000;
const BY_CLOCK: AuditActor = { accountId: null, label: '証明書類の削除(定時)' };

/** A file belongs to one report; should it ever stand in another that counts, it stays. */
const OUTLIVED = statement({
  name: 'certifications.outlived-evidence',
  sql: `SELECT f.id FROM certification_records r JOIN stored_files f ON f.id = r.evidence_file_id
    WHERE r.state = 'withdrawn' AND r.withdrawn_at < :before AND f.removed_at IS NULL
      AND NOT EXISTS (SELECT FROM certification_records_history o WHERE o.evidence_file_id = f.id AND o.superseded_at IS NULL AND o.state <> 'withdrawn')
    ORDER BY r.withdrawn_at, f.id LIMIT :limit`,
  parameters: { before: 'timestamptz', limit: 'integer' },
  row: { id: col.id<'stored_file'>() },
});

/** Deletes the evidence of reports that were taken back long ago. The records stay, and what the files were. */
@Injectable()
export class EvidenceRetention {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly rules: EvidenceRulesService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Returns how many files it deleted; all of them stand in one row of the audit log. */
  async removeOutlived(): Promise<number> {
    const { withdrawnDays } = await this.rules.current();
    const before = minutesBefore(this.clock.now(), withdrawnDays * DAY_MINUTES);
    return this.database.transaction(async () => {
      const outlived = await this.database.all(OUTLIVED, { before, limit: AT_ONCE });
      const removed = await this.files.removeContents(outlived.map(({ id }) => id));
      if (removed.length === 0) return 0;
      await this.audit.record(BY_CLOCK, {
        action: 'evidence.removed',
        subjectType: 'evidence',
        subjectId: this.clock.today(),
        detail: {
          entries: removed.length,
          days: withdrawnDays,
          files: removed.map(({ id, sha256 }) => `${id} ${sha256}`),
        },
      });
      return removed.length;
    });
  }
}
