import { Injectable } from '@nestjs/common';
import { type AuditActor, type AuditEntry, AuditLog, DomainEvents } from '@app/platform';
import { OrganizationImported } from '../organization.events';
import { PlanWriter } from './apply-plan';
import type { PlanHead } from './comparing/protocol';
import { ImportBatches, type ScreenAct } from './import-batches';
import type { ChangedSubject, FileSummary } from './plan';

/** What the log says of what was not there before. */
const NEW = '新規';

interface WritingOf {
  readonly act?: ScreenAct;
  /** Hears of each of the rows as they are written; what it throws ends it all. */
  readonly told?: ((rows: number) => Promise<void>) | undefined;
}

/** Writes what a preview showed, and says in the log whom and what it touched. */
@Injectable()
export class BatchWriter {
  constructor(
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly writer: PlanWriter,
    private readonly batches: ImportBatches,
  ) {}

  async write(
    by: AuditActor,
    { id, plan }: { readonly id: string; readonly plan: PlanHead },
    withLeavings: boolean,
    { act, told }: WritingOf = {},
  ): Promise<void> {
    const parts = withLeavings ? (['operations', 'leavings'] as const) : (['operations'] as const);
    for (const part of parts) await this.writer.writeKept(by, id, part, told);
    await this.batches.close(by, id, 'applied', act);
    await this.events.emit(new OrganizationImported(id, plan.effectiveOn));
    const reason = act && { reason: act.reason };
    const detail = { withLeavings, ...reason, ...(await this.membersOf(id, parts)) };
    await this.audit.record(by, batchEntry('applied', id, plan, detail));
  }

  /** Values are not repeated here, only what was touched; whoever shows it must mind a day that lies ahead (内示). */
  private async membersOf(
    batchId: string,
    parts: readonly ('operations' | 'leavings')[],
  ): Promise<Record<string, unknown>> {
    const members: string[] = [];
    const memberFields: string[] = [];
    for (const part of parts) {
      for await (const rows of this.batches.rowsOf(batchId, `$.${part}.subjects`)) {
        for (const { id, isNew, fields } of rows as readonly ChangedSubject[]) {
          members.push(id);
          memberFields.push((isNew ? [NEW, ...fields] : fields).join('、'));
        }
      }
    }
    return members.length === 0 ? {} : { members, memberFields };
  }
}

/** An act on a batch as the log has it. */
export function batchEntry(
  act: 'previewed' | 'numbers_chosen' | 'applied' | 'discarded' | 'expired',
  batchId: string,
  plan: PlanHead,
  detail: Record<string, unknown> = {},
): AuditEntry {
  const [units, postings] = [plan.summary.units, plan.summary.postings].map(countsIn);
  return {
    action: `organization_import.${act}`,
    subjectType: 'import_batch',
    subjectId: batchId,
    detail: { effectiveOn: plan.effectiveOn, units, postings, ...detail },
  };
}

/** Counts alone: titles above a heading may name people. */
function countsIn(file: FileSummary | null): Omit<FileSummary, 'form'> | null {
  if (file === null) return null;
  const { form: _, ...counts } = file;
  return counts;
}
