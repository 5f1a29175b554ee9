import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor, Conflict, Database, InvalidInput } from '@app/platform';
import { batchEntry, BatchWriter } from './batch-writer';
import { ImportBatches, type ScreenAct } from './import-batches';
import { type GivenNumber, NumberChoicesService, requireChosen } from './number-choices.service';
import { ImportWords, requireWords } from './import-words.service';
import type { PlanHead } from './comparing/protocol';
import type { ImportPlan } from './plan';
import { type ImportInput, planIn, PlanMaker, type Prepared } from './plan-maker';

export interface ApplyChoices {
  /** Applies although rows were refused; their people and units stay as they are. */
  readonly withoutRefused: boolean;
  /**
   * null: people who are missing from the file stay. A number: they have left on the day of effect; it is how many
   * the user confirmed, and nothing is applied when it is not the number of the preview.
   */
  readonly leavings: number | null;
  /** That somebody has looked at what is odd about the whole file, and that it is meant. */
  readonly alarmsAccepted?: boolean | undefined;
}

/** What else is decided when there is no preview to look at. */
export interface AtOnce {
  readonly numbers?: readonly GivenNumber[] | undefined;
  readonly alarmsAccepted?: boolean | undefined;
}

/**
 * Loads HR's files in two steps: a preview that writes nothing of the organisation, and 反映, which writes exactly
 * what was previewed, all or nothing, and only onto the database that the preview was made for.
 * Who may do it is checked by the caller (the permission `organization.import`).
 */
@Injectable()
export class OrganizationImports {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly writer: BatchWriter,
    private readonly batches: ImportBatches,
    private readonly plans: PlanMaker,
    private readonly numbers: NumberChoicesService,
    private readonly words: ImportWords,
  ) {}

  /** Compares without keeping anything: for a dry run. */
  async planOf(input: ImportInput, given: readonly GivenNumber[] = []): Promise<ImportPlan> {
    requireWords(input.words ?? []);
    const prepared = await this.plans.prepare(input, await this.numbers.listWith(given));
    requireChosen(given, prepared);
    return planIn(prepared);
  }

  /** Keeps the comparison as a batch to look at and to apply. Returns the batch's id; `kept` runs in the same transaction. */
  async preview(
    by: AuditActor,
    input: ImportInput,
    kept?: (batchId: string) => Promise<void>,
  ): Promise<string> {
    const prepared = await this.plans.prepare(input, await this.numbers.list());
    return this.database.transaction(async () => {
      const id = await this.keep(by, prepared);
      await this.numbers.carryOver(id, prepared, by.accountId);
      await kept?.(id);
      return id;
    });
  }

  /** Writes what the preview showed. Conflict when it no longer fits or when rows were refused without consent. */
  async apply(
    by: AuditActor,
    batchId: string,
    choices: ApplyChoices,
    told?: (rows: number) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.batches.claimToApply(batchId);
      if (countRefused(batch.plan) > 0 && !choices.withoutRefused) throw refusedRowsLeft();
      if (choices.leavings !== null) checkLeavings(batch.plan, choices.leavings);
      requireAlarmsAccepted(batch.plan, choices.alarmsAccepted);
      await this.batches.requireSameBase(batch);
      await this.writer.write(by, batch, choices.leavings !== null, { told });
    });
  }

  /** Preview and 反映 in one, for the API and the command line. Nothing is kept when a row is refused. */
  async importAtOnce(
    by: AuditActor,
    input: ImportInput,
    { numbers = [], alarmsAccepted }: AtOnce = {},
  ): Promise<{ batchId: string; plan: ImportPlan }> {
    return this.database.transaction(async () => {
      const { words = [], source } = input;
      if (words.length > 0) await this.words.explainAhead(by, source, words);
      const prepared = await this.plans.prepare(input, await this.numbers.listWith(numbers));
      const chosen = requireChosen(numbers, prepared);
      await this.numbers.requireOthers(by, chosen);
      if (countRefused(prepared) > 0) throw refusedRows(prepared);
      requireAlarmsAccepted(prepared, alarmsAccepted);
      const batchId = await this.keep(by, prepared);
      await this.numbers.carryOver(batchId, prepared, by.accountId);
      if (chosen.length > 0) {
        await this.audit.record(by, batchEntry('numbers_chosen', batchId, prepared, { chosen }));
      }
      await this.writer.write(by, { id: batchId, plan: prepared }, false);
      return { batchId, plan: planIn(prepared) };
    });
  }

  async discard(by: AuditActor, batchId: string): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      await this.batches.close(by, batch.id, 'discarded');
      await this.audit.record(by, batchEntry('discarded', batch.id, batch.plan));
    });
  }

  /** A plan of a few rows that were filled in on the screen. Call it in a transaction, with the tables locked. */
  async writeScreen(by: AuditActor, prepared: Prepared, act: ScreenAct): Promise<string> {
    const id = await this.keep(by, prepared, { act });
    await this.numbers.carryOver(id, prepared, by.accountId);
    await this.writer.write(by, { id, plan: prepared }, false, { act });
    return id;
  }

  /** The rows of a draft, to look at and to apply like those of a file. Call it in a transaction. */
  async previewDraft(by: AuditActor, prepared: Prepared, draftId: string): Promise<string> {
    const id = await this.keep(by, prepared, { draftId });
    await this.numbers.carryOver(id, prepared, by.accountId);
    return id;
  }

  private async keep(
    by: AuditActor,
    prepared: Prepared,
    kept?: { readonly act?: ScreenAct; readonly draftId?: string },
  ): Promise<string> {
    const id = await this.batches.keep(by, prepared, kept);
    await this.audit.record(by, batchEntry('previewed', id, prepared));
    return id;
  }
}

function countRefused(plan: PlanHead): number {
  return (plan.summary.units?.refused ?? 0) + (plan.summary.postings?.refused ?? 0);
}

function checkLeavings({ summary }: PlanHead, confirmed: number): void {
  if (confirmed === summary.missingPeople) return;
  throw new InvalidInput({
    leavings: `人数が違います。退職として扱う職員は${summary.missingPeople}名です。一覧を確かめて、人数を入力してください。`,
  });
}

function requireAlarmsAccepted({ summary }: PlanHead, accepted: boolean | undefined): void {
  if (summary.alarms.length === 0 || accepted === true) return;
  const what = summary.alarms.map((alarm) => alarm.message).join('');
  throw new InvalidInput(
    {
      alarmsAccepted: `${what}このとおりで正しいときは、確かめたことを示してから反映してください。`,
    },
    'import.alarms',
  );
}

function refusedRowsLeft(): Conflict {
  return new Conflict(
    'import.rows_refused',
    '取り込めない行があります。ファイルを直して取り込み直すか、「取り込めない行を除いて反映する」を選んでください。',
  );
}

/** For programs: `postings:12:所属コード` → reason. */
function refusedRows(plan: Prepared): InvalidInput {
  return new InvalidInput(
    plan.problems,
    'import.rows_refused',
    `${countRefused(plan)}行を取り込めないため、何も反映していません。行と列の理由を確かめて、ファイルを直してください。`,
  );
}
