import { Injectable } from '@nestjs/common';
import { Conflict, Database } from '@app/platform';
import { PlanWriter } from '../import/apply-plan';
import { BaseStateQueries } from '../import/base-state.queries';
import { NumberChoicesService } from '../import/number-choices.service';
import type { ImportPlan } from '../import/plan';
import { planIn, PlanMaker, type Prepared } from '../import/plan-maker';
import { tried } from '../trial';
import { sourceOf } from './draft-rows.rules';
import { type TransferDraft, TransferDraftQueries } from './drafts.queries';

/** A job has no account; nothing of what it writes stays. */
const NOBODY = { accountId: null };

/**
 * What the organisation would be with a draft: its rows are planned by the rules of an import, written, looked at and taken back. Who
 * looks asks the queries that the pages ask; nothing foretells.
 */
@Injectable()
export class DraftTrials {
  constructor(
    private readonly database: Database,
    private readonly base: BaseStateQueries,
    private readonly drafts: TransferDraftQueries,
    private readonly plans: PlanMaker,
    private readonly numbers: NumberChoicesService,
    private readonly writer: PlanWriter,
  ) {}

  /** Names the organisation as it stands, so that what was worked out from it can be told to be old. */
  async markOfBooks(): Promise<string> {
    return this.base.fingerprint();
  }

  /** The comparison of a draft with the database of this moment; a draft without rows has none. */
  async prepare(draft: TransferDraft): Promise<Prepared | null> {
    const source = sourceOf(await this.drafts.listRows(draft));
    if (source.units === null && source.postings === null) return null;
    const { effectiveOn, sourceName } = draft;
    const kept = { source: JSON.stringify(source), sourceName, isPart: true };
    return this.plans.planAgain(kept, { effectiveOn, choices: await this.numbers.list() });
  }

  /**
   * Compares aside, and keeps others from writing to the organisation only while the rows are written and `look` looks at them.
   * Not to be called within a transaction.
   */
  async look<Found>(
    prepared: Prepared,
    look: (plan: ImportPlan) => Promise<Found>,
  ): Promise<Found> {
    const plan = planIn(prepared);
    return tried(this.database, async () => {
      await this.base.lock();
      if ((await this.base.fingerprint()) !== prepared.fingerprint) throw changedMeanwhile();
      await this.writer.write(NOBODY, plan.operations);
      return look(plan);
    });
  }
}

function changedMeanwhile(): Conflict {
  return new Conflict(
    'draft.changed_meanwhile',
    '計算している間に、職員・組織のデータが変わりました。もう一度計算してください。',
  );
}
