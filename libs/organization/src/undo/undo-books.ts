import { Injectable } from '@nestjs/common';
import { type AuditActor, Clock, Conflict, History, violatedConstraint } from '@app/platform';
import { copiesOf, ImportRows, PLAN_TABLES } from '../import/import-rows';
import { type Dependent, Dependents, strandedSince } from './dependents';
import type { ClaimedUndo } from './undo.queries';
import { UndoParts } from './undo-parts';

/** Gives back what an import ended and supersedes what it wrote. To be called in a transaction, with the tables locked. */
@Injectable()
export class UndoBooks {
  constructor(
    private readonly clock: Clock,
    private readonly history: History,
    private readonly rows: ImportRows,
    private readonly dependents: Dependents,
    private readonly parts: UndoParts,
  ) {}

  /** Returns what rests upon it; then the transaction is not to be kept. */
  async takeBack(by: AuditActor, batch: ClaimedUndo): Promise<readonly Dependent[]> {
    const recorded = await this.dependents.listRecorded(batch);
    // What was changed since cannot be superseded once more: nothing is tried.
    if (recorded.length > 0) return this.dependents.named(recorded);
    const scope = { batchId: batch.id, since: batch.appliedAt ?? this.clock.now() };
    const before = await this.parts.listAll({ ...scope, restoredIds: [] });
    const restoredIds = await this.giveBack(by, batch.id);
    const after = await this.parts.listAll({ ...scope, restoredIds });
    return this.dependents.named(strandedSince(before, after));
  }

  /** Returns the ids of the rows that came back. */
  private async giveBack(by: AuditActor, batchId: string): Promise<readonly string[]> {
    const restored: string[] = [];
    try {
      for (const [, table] of PLAN_TABLES) {
        const end = await this.rows.listIds(batchId, table, 'written');
        const copies = copiesOf(await this.rows.listIds(batchId, table, 'ended'));
        await this.history.copy({ table: table.table, key: 'id' }, by, { end, copies });
        await this.rows.follow(copies);
        for (const { id } of copies) restored.push(id);
      }
      return restored;
    } catch (error) {
      if (violatedConstraint(error) === null) throw error;
      throw new Conflict(
        'import.undo_collides',
        '反映のあとに登録された内容と重なるため、取り消せません。職員や所属の画面で、一つずつ直してください。',
      );
    }
  }
}
