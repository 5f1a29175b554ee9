import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  col,
  Database,
  InvalidInput,
  statement,
} from '@app/platform';
import { type ClaimedBatch, ImportBatches } from './import-batches';
import type { NumberChoices } from './number-pairs.rules';
import type { ImportPlan, NumberPair } from './plan';
import { PlanMaker } from './plan-maker';

/** Of each number what was chosen last, on whichever preview: the same file again need not be chosen again. */
const CHOSEN = statement({
  name: 'organization.import-number-choices',
  sql: `SELECT DISTINCT ON (c.staff_number) c.staff_number AS "staffNumber", c.person_id AS "personId"
    FROM import_number_choices c ORDER BY c.staff_number, c.chosen_at DESC, c.batch_id`,
  parameters: {},
  row: { staffNumber: col.text, personId: col.id<'person'>().orNull },
});

/** One choice: the number is that of this known person, or (null) of somebody else. */
export interface NumberChoice {
  readonly staffNumber: string;
  readonly personId: string | null;
}

/**
 * Whether a new number belongs to somebody known is chosen on the preview. The plan is made anew with it, so that 反映
 * still writes exactly what is shown.
 */
@Injectable()
export class NumberChoicesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly batches: ImportBatches,
    private readonly plans: PlanMaker,
  ) {}

  /** Conflict when the database is not that of the preview any more. Returns how many numbers are still undecided. */
  async choose(by: AuditActor, batchId: string, given: readonly NumberChoice[]): Promise<number> {
    return this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      const pairs = new Map(pairsOf(batch.plan).map((pair) => [pair.staffNumber, pair]));
      for (const choice of given) requirePossible(choice, pairs.get(choice.staffNumber));
      const changed = given.filter((choice) => isNew(choice, pairs.get(choice.staffNumber)));
      await this.batches.requireSameBase(batch);
      await this.keep(batch.id, changed, by.accountId);
      const plan = await this.planAgain(batch, await this.list());
      await this.database.execute('UPDATE import_batches SET plan = $2::jsonb WHERE id = $1', [
        batch.id,
        JSON.stringify(plan),
      ]);
      await this.audit.record(by, {
        action: 'organization_import.numbers_chosen',
        subjectType: 'import_batch',
        subjectId: batch.id,
        detail: { effectiveOn: batch.plan.effectiveOn, chosen: changed },
      });
      return plan.summary.undecidedNumbers;
    });
  }

  /** What was chosen last for each number. */
  async list(): Promise<NumberChoices> {
    const rows = await this.database.all(CHOSEN, {});
    return new Map(rows.map((row) => [row.staffNumber, row.personId]));
  }

  /** What an earlier preview already had is kept with this one as well. */
  async carryOver(batchId: string, plan: ImportPlan, accountId: string | null): Promise<void> {
    const chosen = pairsOf(plan).filter((pair) => pair.choice !== '');
    const choices = chosen.map(({ staffNumber, choice }) => ({
      staffNumber,
      personId: choice === 'other' ? null : choice,
    }));
    await this.keep(batchId, choices, accountId);
  }

  private async planAgain(batch: ClaimedBatch, choices: NumberChoices): Promise<ImportPlan> {
    return this.plans.planAgain(await this.batches.sourceOf(batch.id), {
      effectiveOn: batch.plan.effectiveOn,
      choices,
    });
  }

  private async keep(
    batchId: string,
    choices: readonly NumberChoice[],
    accountId: string | null,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO import_number_choices (batch_id, staff_number, person_id, chosen_at, chosen_by)
       SELECT $1, c."staffNumber", c."personId", $3, $4 FROM jsonb_to_recordset($2::jsonb) AS c ("staffNumber" text, "personId" uuid)
       ON CONFLICT (batch_id, staff_number)
         DO UPDATE SET person_id = excluded.person_id, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by`,
      [batchId, JSON.stringify(choices), this.clock.now(), accountId],
    );
  }
}

function pairsOf(plan: ImportPlan): readonly NumberPair[] {
  return plan.suspicions.flatMap(({ pair }) => (pair ? [pair] : []));
}

function requirePossible({ personId }: NumberChoice, pair: NumberPair | undefined): void {
  if (pair && (personId === null || pair.candidates.includes(personId))) return;
  throw new InvalidInput({
    choices:
      '選んだ職員は、この取込みの候補ではありません。画面を開き直して、もう一度選んでください。',
  });
}

function isNew({ personId }: NumberChoice, pair: NumberPair | undefined): boolean {
  return (personId ?? 'other') !== pair?.choice;
}
