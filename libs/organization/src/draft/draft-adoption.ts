import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { col, Conflict, Database, DomainEvents, statement } from '@app/platform';
import { OrganizationImports } from '../import/imports.service';
import { OrganizationImported } from '../organization.events';
import { DraftBooks } from './draft-books';
import { DraftTrials } from './draft-trials';
import { TransferDraftQueries } from './drafts.queries';

const ADOPTED = statement({
  name: 'organization.draft-of-import',
  sql: `SELECT b.draft_id AS "draftId", b.applied_by AS "appliedBy" FROM import_batches b WHERE b.id = :batchId AND b.draft_id IS NOT NULL`,
  parameters: { batchId: 'uuid' },
  row: { draftId: col.id<'transfer_draft'>(), appliedBy: col.id<'account'>() },
});

/**
 * From a draft to orders: it is handed over as an import, which is looked at and applied like any other; then the draft is adopted.
 * Never by somebody who is in it.
 */
@Injectable()
export class DraftAdoption {
  constructor(
    events: DomainEvents,
    private readonly database: Database,
    private readonly drafts: TransferDraftQueries,
    private readonly books: DraftBooks,
    private readonly trials: DraftTrials,
    private readonly imports: OrganizationImports,
  ) {
    events.on(OrganizationImported, ({ batchId }) => this.adopt(batchId));
  }

  /** Returns the id of the import, to be looked at and applied. */
  async handOver(actor: Actor, draftId: string): Promise<string> {
    requirePermission(actor, 'drafts.edit');
    requirePermission(actor, 'organization.import');
    const draft = await this.drafts.get(actor, draftId);
    const prepared = await this.trials.prepare(draft);
    if (prepared === null) throw empty();
    return this.database.transaction(async () => {
      const claimed = await this.books.claim(actor, draftId);
      if (claimed.batchId !== null) throw handedOver();
      if (claimed.rowsMark !== draft.rowsMark) throw changedMeanwhile();
      if (await this.drafts.concerns(claimed, actor.accountId)) throw ownTransfer();
      const batchId = await this.imports.previewDraft(auditActorOf(actor), prepared, claimed.id);
      await this.books.record(actor, 'handed_over', claimed.id);
      return batchId;
    });
  }

  private async adopt(batchId: string): Promise<void> {
    const found = await this.database.first(ADOPTED, { batchId });
    if (found === null) return;
    const by = { accountId: found.appliedBy };
    const draft = await this.drafts.findById(found.draftId);
    if (draft?.state !== 'open') throw closed();
    if (await this.drafts.concerns(draft, by.accountId)) throw ownTransfer();
    await this.books.close(by, draft.id, 'adopted');
  }
}

function empty(): Conflict {
  return new Conflict('draft.empty', 'この案にはまだ異動がありません。先に異動を加えてください。');
}

function handedOver(): Conflict {
  return new Conflict(
    'draft.handed_over',
    'この案は、すでに取込みへ渡しています。その取込みを確かめて、反映するか取りやめてください。',
  );
}

function changedMeanwhile(): Conflict {
  return new Conflict(
    'draft.changed_meanwhile',
    'この案は、いまほかの人が変えました。内容を確かめて、もう一度お試しください。',
  );
}

function ownTransfer(): Conflict {
  return new Conflict(
    'draft.own_transfer',
    'この案には自分の異動が含まれます。反映は、人事のほかの担当者に依頼してください。',
  );
}

function closed(): Conflict {
  return new Conflict(
    'draft.closed',
    'この取込みの元の案は、すでに閉じられています。取込みを取りやめてください。',
  );
}
