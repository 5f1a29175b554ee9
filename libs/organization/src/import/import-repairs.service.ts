import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor, Conflict, Database } from '@app/platform';
import { ImportBatches } from './import-batches';
import { NumberChoicesService } from './number-choices.service';
import { PlanMaker } from './plan-maker';
import type { Repair } from './repairs.rules';

/**
 * What was found in the whole file is put right in the preview: the plan is made anew of the rows as they are meant, and the batch
 * keeps what was changed in them.
 */
@Injectable()
export class ImportRepairs {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly batches: ImportBatches,
    private readonly plans: PlanMaker,
    private readonly numbers: NumberChoicesService,
  ) {}

  /** Conflict when the database is not that of the preview any more, or nothing is left to do. Returns how much it was. */
  async repair(by: AuditActor, batchId: string, repair: Repair): Promise<number> {
    return this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      const offered = batch.plan.summary.repairs.offered[repair];
      if (offered === undefined) throw nothingToDo();
      await this.batches.requireSameBase(batch);
      const source = await this.batches.sourceOf(batch.id);
      const { effectiveOn } = batch.plan;
      const choices = await this.numbers.list();
      const plan = await this.plans.planAgain(source, {
        ...{ effectiveOn, choices, readsDay: true },
        repairs: [repair],
      });
      await this.batches.replaceSource(batch.id, plan);
      await this.numbers.carryOver(batch.id, plan, by.accountId);
      await this.audit.record(by, {
        action: 'organization_import.repaired',
        subjectType: 'import_batch',
        subjectId: batch.id,
        detail: { effectiveOn: plan.effectiveOn, repair, count: offered.count },
      });
      return offered.count;
    });
  }
}

function nothingToDo(): Conflict {
  return new Conflict(
    'import.nothing_to_repair',
    'この取込みには、直すところがもうありません。画面を開き直して確かめてください。',
  );
}
