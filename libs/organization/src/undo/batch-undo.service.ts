import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { Conflict, Database, InvalidInput, NotFound } from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { requireReason } from '../join/join.rules';
import { JoinQueries } from '../join/joins.queries';
import type { Dependent } from './dependents';
import { UndoBooks } from './undo-books';
import { UndoJournal } from './undo-journal';
import { type ClaimedUndo, UndoQueries } from './undo.queries';

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
    private readonly base: BaseStateQueries,
    private readonly joins: JoinQueries,
    private readonly queries: UndoQueries,
    private readonly books: UndoBooks,
    private readonly journal: UndoJournal,
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
      const dependents = await this.books.takeBack(by, batch);
      if (dependents.length > 0) throw restedUpon(dependents);
      await this.journal.close(by, batch, why);
    });
  }

  private async tryOut(actor: Actor, batch: ClaimedUndo): Promise<readonly Dependent[]> {
    const trial = this.database.transaction(async () => {
      await this.base.lock();
      throw new Tried(await this.books.takeBack(auditActorOf(actor), batch));
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
