import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AuditActor,
  AuditLog,
  Clock,
  Conflict,
  Database,
  DomainEvents,
  History,
  InvalidInput,
  NotFound,
  violatedConstraint,
} from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { copiesOf, ImportRows, PLAN_TABLES } from '../import/import-rows';
import { requireReason } from '../join/join.rules';
import { JoinQueries } from '../join/joins.queries';
import { ImportUndone } from '../organization.events';
import { type Dependent, Dependents, strandedSince } from './dependents';
import { type ClaimedUndo, UndoQueries } from './undo.queries';
import { UndoParts } from './undo-parts';

/** What taking an import back would do. */
export interface UndoPreview {
  /** Why it cannot be taken back at all, whatever is done; empty: it can be, once nothing rests upon it. */
  readonly obstacle: string;
  readonly people: number;
  readonly units: number;
  readonly dependents: readonly Dependent[];
}

export interface UndoOrder {
  readonly reason: string;
  /** How many people change, as somebody has read it. */
  readonly people: number;
}

const SAID = 5;

/** Carries what a trial has found out of a transaction that leaves nothing behind. */
class Tried extends Error {
  constructor(readonly dependents: readonly Dependent[]) {
    super('tried');
  }
}

/**
 * Takes back an import that was applied, and a change on the screen alike: the rows it wrote are superseded and those that it
 * ended come back, so that the organisation is what it was before on every day. Nothing is taken back that something later
 * rests upon; that is found by carrying it out and looking at what then stands on nothing (docs/adr/0053).
 */
@Injectable()
export class BatchUndo {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly history: History,
    private readonly base: BaseStateQueries,
    private readonly rows: ImportRows,
    private readonly joins: JoinQueries,
    private readonly queries: UndoQueries,
    private readonly dependents: Dependents,
    private readonly parts: UndoParts,
  ) {}

  /** Nothing is left of it; not to be called within a transaction. */
  async preview(actor: Actor, batchId: string): Promise<UndoPreview> {
    requirePermission(actor, 'organization.import');
    if (this.database.isInTransaction)
      throw new Error('A preview is taken back with its transaction');
    const batch = await this.queries.claim(batchId);
    if (!batch) throw new NotFound();
    const { people, units } = batch;
    const obstacle = await this.obstacleOf(actor, batch);
    const dependents = obstacle === '' ? await this.tryOut(actor, batch) : [];
    return { obstacle, people, units, dependents };
  }

  async undo(actor: Actor, batchId: string, { reason, people }: UndoOrder): Promise<void> {
    requirePermission(actor, 'organization.import');
    const why = requireReason(reason, '取り消す理由');
    await this.database.transaction(async () => {
      await this.base.lock();
      const batch = await this.queries.claim(batchId);
      if (!batch) throw new NotFound();
      const obstacle = await this.obstacleOf(actor, batch);
      if (obstacle !== '') throw new Conflict('import.not_undoable', obstacle);
      if (people !== batch.people) throw otherNumber(batch.people);
      const by = auditActorOf(actor);
      const dependents = await this.takeBack(by, batch);
      if (dependents.length > 0) throw restedUpon(dependents);
      await this.close(by, batch, why);
    });
  }

  private async tryOut(actor: Actor, batch: ClaimedUndo): Promise<readonly Dependent[]> {
    const trial = this.database.transaction(async () => {
      await this.base.lock();
      throw new Tried(await this.takeBack(auditActorOf(actor), batch));
    });
    return trial.catch((error: unknown) => {
      if (error instanceof Tried) return error.dependents;
      throw error;
    });
  }

  /** Why not, in words; empty when it can be taken back as far as the batch itself goes. */
  private async obstacleOf(actor: Actor, batch: ClaimedUndo): Promise<string> {
    if (batch.state === 'undone') return 'この取込みはすでに取り消されています。';
    if (batch.state !== 'applied')
      return 'この取込みは反映されていません。取り消すものはありません。';
    if (!batch.hasRows)
      return 'この取込みには、取り消すための記録がありません(何も変えなかったか、記録を始める前の取込みです)。職員や所属の画面で、一つずつ直してください。';
    if (batch.personId !== null && (await this.joins.areOne(actor.personId, batch.personId)))
      return '自分の記録の変更は取り消せません。人事のほかの担当者に依頼してください。';
    return '';
  }

  /** Returns what rests upon it; then the transaction is not to be kept. */
  private async takeBack(by: AuditActor, batch: ClaimedUndo): Promise<readonly Dependent[]> {
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

  private async close(by: AuditActor, batch: ClaimedUndo, reason: string): Promise<void> {
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

function otherNumber(people: number): InvalidInput {
  return new InvalidInput({
    people: `人数が違います。データが変わる職員は${String(people)}名です。内容を確かめて、人数を入力してください。`,
  });
}

function restedUpon(dependents: readonly Dependent[]): Conflict {
  const said = dependents.slice(0, SAID).map(({ subject, text }) => `${subject}: ${text}。`);
  const more =
    dependents.length > SAID ? `ほか${String(dependents.length - SAID)}件があります。` : '';
  return new Conflict(
    'import.depended_upon',
    `反映のあとに、この取込みを前提にした登録があるため、取り消せません。先にそれぞれを取り消してください。${said.join('')}${more}`,
  );
}
