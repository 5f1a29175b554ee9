import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  type AuditEntry,
  Clock,
  col,
  Conflict,
  Database,
  DomainEvents,
  InvalidInput,
  isLocalDate,
  type LocalDate,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { OrganizationImported } from '../organization.events';
import { PlanWriter } from './apply-plan';
import { BaseStateQueries } from './base-state.queries';
import type { BaseState } from './base-state';
import { effectiveDayOf, makePlan, type ReadFiles } from './make-plan.rules';
import type { ImportPlan, PlanOperations } from './plan';
import { planSchema } from './plan.schema';
import { readPostingRows } from './posting-rows.rules';
import { type ImportFiles, type ImportSource, readFiles } from './read-files';
import { readUnitRows } from './unit-rows.rules';

export interface ImportInput extends ImportFiles {
  /** Only for a file of units alone; the file of people names its own day. */
  readonly effectiveOn?: LocalDate | undefined;
}

export interface ApplyChoices {
  /** Applies although rows were refused; their people and units stay as they are. */
  readonly withoutRefused: boolean;
  /**
   * null: people who are missing from the file stay. A number: they have left on the day of effect; it is how many
   * the user confirmed, and nothing is applied when it is not the number of the preview.
   */
  readonly leavings: number | null;
}

/** Two people who press 反映 at once: the second waits here and then finds it done. */
const CLAIMED = statement({
  name: 'organization.import-claimed',
  sql: `SELECT id, state, base_fingerprint AS "baseFingerprint" FROM import_batches WHERE id::text = :batchId FOR UPDATE`,
  parameters: { batchId: 'text' },
  row: {
    id: col.id<'import_batch'>(),
    state: col.oneOf(['previewed', 'applied', 'discarded']),
    baseFingerprint: col.text,
  },
});

const KEPT_PLAN = statement({
  name: 'organization.import-plan',
  sql: 'SELECT plan FROM import_batches WHERE id = :batchId',
  parameters: { batchId: 'uuid' },
  row: { plan: col.json(planSchema) },
});

interface ClaimedBatch extends RowFrom<typeof CLAIMED> {
  readonly plan: ImportPlan;
}

interface Prepared {
  readonly source: ImportSource;
  readonly plan: ImportPlan;
  readonly fingerprint: string;
}

const AUDIT_CHUNK = 5_000;

/**
 * Loads HR's files in two steps: a preview that writes nothing of the organisation, and 反映, which writes exactly
 * what was previewed, all or nothing, and only onto the database that the preview was made for.
 * Who may do it is checked by the caller (the permission `organization.import`).
 */
@Injectable()
export class OrganizationImports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly base: BaseStateQueries,
    private readonly writer: PlanWriter,
  ) {}

  /** Compares without keeping anything: for a dry run. */
  async planOf(input: ImportInput): Promise<ImportPlan> {
    return (await this.prepare(input)).plan;
  }

  /** Keeps the comparison as a batch to look at and to apply. Returns the batch's id. */
  async preview(by: AuditActor, input: ImportInput): Promise<string> {
    const prepared = await this.prepare(input);
    return this.database.transaction(() => this.keep(by, prepared));
  }

  /** Writes what the preview showed. Conflict when it no longer fits or when rows were refused without consent. */
  async apply(by: AuditActor, batchId: string, choices: ApplyChoices): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.claim(batchId);
      if (countRefused(batch.plan) > 0 && !choices.withoutRefused) throw refusedRowsLeft();
      if (choices.leavings !== null) checkLeavings(batch.plan, choices.leavings);
      await this.base.lock();
      if ((await this.base.fingerprint()) !== batch.baseFingerprint) throw baseChanged();
      await this.write(by, batch.id, { plan: batch.plan, withLeavings: choices.leavings !== null });
    });
  }

  /** Preview and 反映 in one, for the API and the command line. Nothing is kept when a row is refused. */
  async importAtOnce(
    by: AuditActor,
    input: ImportInput,
  ): Promise<{ batchId: string; plan: ImportPlan }> {
    return this.database.transaction(async () => {
      const prepared = await this.prepare(input);
      if (countRefused(prepared.plan) > 0) throw refusedRows(prepared.plan);
      const batchId = await this.keep(by, prepared);
      await this.write(by, batchId, { plan: prepared.plan, withLeavings: false });
      return { batchId, plan: prepared.plan };
    });
  }

  async discard(by: AuditActor, batchId: string): Promise<void> {
    await this.database.transaction(async () => {
      const batch = await this.claim(batchId);
      await this.database.execute(`UPDATE import_batches SET state = 'discarded' WHERE id = $1`, [
        batch.id,
      ]);
      await this.audit.record(by, batchEntry('discarded', batch.id, batch.plan));
    });
  }

  private async prepare(input: ImportInput): Promise<Prepared> {
    const source = readFiles(input);
    const files: ReadFiles = {
      source,
      units: source.units && readUnitRows(source.units.rows),
      postings: source.postings && readPostingRows(source.postings.rows),
    };
    const effectiveOn = this.dayOf(files, input.effectiveOn);
    const base = await this.readBase();
    return { source, plan: makePlan(files, base, effectiveOn), fingerprint: base.fingerprint };
  }

  private dayOf(files: ReadFiles, given: LocalDate | undefined): LocalDate {
    if (given !== undefined && !isLocalDate(given)) {
      throw new InvalidInput({ effectiveOn: '日付が正しくありません。' });
    }
    // A file of people in which no row could be read is shown with its reasons, as of today.
    return effectiveDayOf(files) ?? given ?? this.clock.today();
  }

  private async readBase(): Promise<BaseState> {
    return this.database.transaction(async () => {
      await this.base.lock();
      return this.base.load(this.clock.today());
    });
  }

  private async keep(by: AuditActor, { source, plan, fingerprint }: Prepared): Promise<string> {
    const id = randomUUID();
    const encodings = [source.units?.encoding, source.postings?.encoding].filter(Boolean);
    await this.database.execute(
      `INSERT INTO import_batches (id, state, effective_on, units_file_name, postings_file_name, encoding, source, plan,
         base_fingerprint, created_at, created_by)
       VALUES ($1, 'previewed', $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10)`,
      [
        id,
        plan.effectiveOn,
        source.units?.fileName ?? null,
        source.postings?.fileName ?? null,
        [...new Set(encodings)].join(' '),
        JSON.stringify(source),
        JSON.stringify(plan),
        fingerprint,
        this.clock.now(),
        by.accountId,
      ],
    );
    await this.audit.record(by, batchEntry('previewed', id, plan));
    return id;
  }

  private async claim(batchId: string): Promise<ClaimedBatch> {
    const batch = await this.database.first(CLAIMED, { batchId });
    if (!batch) throw new NotFound();
    if (batch.state === 'previewed') {
      return { ...batch, ...(await this.database.only(KEPT_PLAN, { batchId: batch.id })) };
    }
    const what = batch.state === 'applied' ? '反映済みです' : '取りやめられています';
    throw new Conflict(
      'import.closed',
      `この取込みはすでに${what}。取込みの一覧からやり直してください。`,
    );
  }

  private async write(
    by: AuditActor,
    batchId: string,
    { plan, withLeavings }: { readonly plan: ImportPlan; readonly withLeavings: boolean },
  ): Promise<void> {
    const parts = withLeavings ? [plan.operations, plan.leavings] : [plan.operations];
    for (const operations of parts) await this.writer.write(by, operations);
    await this.base.refreshStatistics();
    await this.database.execute(
      `UPDATE import_batches SET state = 'applied', applied_at = $2, applied_by = $3 WHERE id = $1`,
      [batchId, this.clock.now(), by.accountId],
    );
    await this.events.emit(new OrganizationImported(batchId, plan.effectiveOn));
    const entries = parts.flatMap((operations) =>
      subjectEntries(operations, batchId, plan.effectiveOn),
    );
    await this.record(by, [batchEntry('applied', batchId, plan, { withLeavings }), ...entries]);
  }

  private async record(by: AuditActor, entries: readonly AuditEntry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += AUDIT_CHUNK) {
      await this.audit.record(by, ...entries.slice(start, start + AUDIT_CHUNK));
    }
  }
}

function batchEntry(
  act: 'previewed' | 'applied' | 'discarded',
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
function subjectEntries(
  operations: PlanOperations,
  batchId: string,
  effectiveOn: LocalDate,
): readonly AuditEntry[] {
  return operations.subjects.map((subject) => ({
    action: subject.isNew ? `${subject.type}.created` : `${subject.type}.changed`,
    subjectType: subject.type,
    subjectId: subject.id,
    detail: { batchId, effectiveOn, fields: subject.fields },
  }));
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

function refusedRowsLeft(): Conflict {
  return new Conflict(
    'import.rows_refused',
    '取り込めない行があります。ファイルを直して取り込み直すか、「取り込めない行を除いて反映する」を選んでください。',
  );
}

function baseChanged(): Conflict {
  return new Conflict(
    'import.base_changed',
    'プレビューの後に職員・組織のデータが変わりました。同じファイルをもう一度取り込み、プレビューを確かめてから反映してください。',
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
