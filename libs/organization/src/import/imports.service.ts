import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  type AuditEntry,
  Conflict,
  Database,
  DomainEvents,
  InvalidInput,
} from '@app/platform';
import { OrganizationImported } from '../organization.events';
import { PlanWriter } from './apply-plan';
import { ImportBatches } from './import-batches';
import { type GivenNumber, NumberChoicesService, requireChosen } from './number-choices.service';
import type { ImportPlan, PlanOperations } from './plan';
import { type ImportInput, PlanMaker, type Prepared } from './plan-maker';

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

/** What the log says of what was not there before. */
const NEW = '新規';

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
    private readonly events: DomainEvents,
    private readonly writer: PlanWriter,
    private readonly batches: ImportBatches,
    private readonly plans: PlanMaker,
    private readonly numbers: NumberChoicesService,
  ) {}

  /** Compares without keeping anything: for a dry run. */
  async planOf(input: ImportInput, given: readonly GivenNumber[] = []): Promise<ImportPlan> {
    const { plan } = await this.plans.prepare(input, () => this.numbers.listWith(given));
    requireChosen(given, plan);
    return plan;
  }

  /** Keeps the comparison as a batch to look at and to apply. Returns the batch's id. */
  async preview(by: AuditActor, input: ImportInput): Promise<string> {
    const prepared = await this.plans.prepare(input, () => this.numbers.list());
    return this.database.transaction(async () => {
      const id = await this.keep(by, prepared);
      await this.numbers.carryOver(id, prepared.plan, by.accountId);
      return id;
    });
  }

  /** Writes what the preview showed. Conflict when it no longer fits or when rows were refused without consent. */
  async apply(by: AuditActor, batchId: string, choices: ApplyChoices): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      if (countRefused(batch.plan) > 0 && !choices.withoutRefused) throw refusedRowsLeft();
      if (choices.leavings !== null) checkLeavings(batch.plan, choices.leavings);
      requireAlarmsAccepted(batch.plan, choices.alarmsAccepted);
      await this.batches.requireSameBase(batch);
      await this.write(by, batch.id, { plan: batch.plan, withLeavings: choices.leavings !== null });
    });
  }

  /** Preview and 反映 in one, for the API and the command line. Nothing is kept when a row is refused. */
  async importAtOnce(
    by: AuditActor,
    input: ImportInput,
    { numbers = [], alarmsAccepted }: AtOnce = {},
  ): Promise<{ batchId: string; plan: ImportPlan }> {
    return this.database.transaction(async () => {
      const prepared = await this.plans.prepare(input, () => this.numbers.listWith(numbers));
      const chosen = requireChosen(numbers, prepared.plan);
      if (countRefused(prepared.plan) > 0) throw refusedRows(prepared.plan);
      requireAlarmsAccepted(prepared.plan, alarmsAccepted);
      const batchId = await this.keep(by, prepared);
      await this.numbers.carryOver(batchId, prepared.plan, by.accountId);
      if (chosen.length > 0) {
        await this.audit.record(
          by,
          batchEntry('numbers_chosen', batchId, prepared.plan, { chosen }),
        );
      }
      await this.write(by, batchId, { plan: prepared.plan, withLeavings: false });
      return { batchId, plan: prepared.plan };
    });
  }

  async discard(by: AuditActor, batchId: string): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      await this.batches.close(by, batch.id, 'discarded');
      await this.audit.record(by, batchEntry('discarded', batch.id, batch.plan));
    });
  }

  private async keep(by: AuditActor, prepared: Prepared): Promise<string> {
    const id = await this.batches.keep(by, prepared);
    await this.audit.record(by, batchEntry('previewed', id, prepared.plan));
    return id;
  }

  private async write(
    by: AuditActor,
    batchId: string,
    { plan, withLeavings }: { readonly plan: ImportPlan; readonly withLeavings: boolean },
  ): Promise<void> {
    const parts = withLeavings ? [plan.operations, plan.leavings] : [plan.operations];
    for (const operations of parts) await this.writer.write(by, operations);
    await this.batches.close(by, batchId, 'applied');
    await this.events.emit(new OrganizationImported(batchId, plan.effectiveOn));
    const detail = { withLeavings, ...membersOf(parts) };
    await this.audit.record(by, batchEntry('applied', batchId, plan, detail));
  }
}

function batchEntry(
  act: 'previewed' | 'numbers_chosen' | 'applied' | 'discarded',
  batchId: string,
  plan: ImportPlan,
  detail: Record<string, unknown> = {},
): AuditEntry {
  const { units, postings } = plan.summary;
  return {
    action: `organization_import.${act}`,
    subjectType: 'import_batch',
    subjectId: batchId,
    detail: { effectiveOn: plan.effectiveOn, units, postings, ...detail },
  };
}

/** Values are not repeated here, only what was touched; whoever shows it must mind a day that lies ahead (内示). */
function membersOf(parts: readonly PlanOperations[]): Record<string, unknown> {
  const subjects = parts.flatMap((operations) => operations.subjects);
  if (subjects.length === 0) return {};
  return {
    members: subjects.map(({ id }) => id),
    memberFields: subjects.map(({ isNew, fields }) =>
      (isNew ? [NEW, ...fields] : fields).join('、'),
    ),
  };
}

function countRefused(plan: ImportPlan): number {
  return (plan.summary.units?.refused ?? 0) + (plan.summary.postings?.refused ?? 0);
}

function checkLeavings({ summary }: ImportPlan, confirmed: number): void {
  if (confirmed === summary.missingPeople) return;
  throw new InvalidInput({
    leavings: `人数が違います。退職として扱う職員は${summary.missingPeople}名です。一覧を確かめて、人数を入力してください。`,
  });
}

function requireAlarmsAccepted({ summary }: ImportPlan, accepted: boolean | undefined): void {
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

const REPORTED_ROWS = 1_000;

/** For programs: `postings:12:所属コード` → reason. */
function refusedRows(plan: ImportPlan): InvalidInput {
  const problems = plan.items.flatMap((item) =>
    item.problems.map(
      (problem) => [`${item.file}:${item.line}:${problem.column ?? ''}`, problem.reason] as const,
    ),
  );
  return new InvalidInput(
    Object.fromEntries(problems.slice(0, REPORTED_ROWS)),
    'import.rows_refused',
    `${countRefused(plan)}行を取り込めないため、何も反映していません。行と列の理由を確かめて、ファイルを直してください。`,
  );
}
