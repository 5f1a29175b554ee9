import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog, Clock, Database, DomainEvents } from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { ImportUndone } from '../organization.events';
import { type ClaimedUndo, UndoQueries } from './undo.queries';

/** Says that an import was taken back: on the batch, to whoever listens, and in the log. */
@Injectable()
export class UndoJournal {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly base: BaseStateQueries,
    private readonly queries: UndoQueries,
  ) {}

  async close(by: AuditActor, batch: ClaimedUndo, reason: string): Promise<void> {
    await this.database.execute(
      `UPDATE import_batches SET state = 'undone', undone_at = $2, undone_by = $3, undo_reason = $4 WHERE id = $1`,
      [batch.id, this.clock.now(), by.accountId, reason],
    );
    if (batch.personId === null) await this.base.refreshStatistics();
    await this.events.emit(new ImportUndone(batch.id, batch.effectiveOn));
    const members = await this.queries.listSubjects(batch.id);
    await this.audit.record(by, {
      action: 'organization_import.undone',
      subjectType: 'import_batch',
      subjectId: batch.id,
      detail: { effectiveOn: batch.effectiveOn, reason, members },
    });
  }
}
