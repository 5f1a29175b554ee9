import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, Clock, Conflict, Database, History } from '@app/platform';
import { DRAFT_READERS, DRAFT_ROWS } from '../history-tables';
import type { ImportFileKind } from '../import/plan';
import type { DraftSubject } from './draft-rows.rules';
import { type TransferDraft, TransferDraftQueries } from './drafts.queries';

/** What is done with a draft. */
export type DraftDeed =
  | 'created'
  | 'opened'
  | 'changed'
  | 'reader_named'
  | 'reader_removed'
  | 'discarded'
  | 'handed_over'
  | 'adopted'
  | 'saved';

/** Writes down what a draft holds and what is done with it. The log is told of no name, no person and no unit. */
@Injectable()
export class DraftBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly drafts: TransferDraftQueries,
  ) {}

  async record(
    actor: Pick<Actor, 'accountId'>,
    deed: DraftDeed,
    id: string,
    detail: { readonly accountId?: string } = {},
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action: `transfer_draft.${deed}`,
      subjectType: 'transfer_draft',
      subjectId: id,
      detail,
    });
  }

  /** As it stands once nobody else changes it any more. Conflict when it is closed. */
  async claim(actor: Actor, draftId: string): Promise<TransferDraft> {
    const { id } = await this.drafts.get(actor, draftId);
    await this.database.execute('SELECT 1 FROM transfer_drafts WHERE id = $1 FOR UPDATE', [id]);
    const draft = await this.drafts.get(actor, id);
    if (draft.state === 'open') return draft;
    throw new Conflict(
      'draft.closed',
      `この案はすでに${draft.state === 'adopted' ? '反映され' : '取りやめられ'}ています。内容は変えられません。`,
    );
  }

  /** To change what it holds, or to hand it over: Conflict as long as an import of it waits, which holds what it held then. */
  async claimToChange(actor: Actor, draftId: string): Promise<TransferDraft> {
    const draft = await this.claim(actor, draftId);
    if (draft.batchId === null) return draft;
    throw new Conflict(
      'draft.handed_over',
      'この案は取込みへ渡してあり、反映を待っています。変えるときは、先にその取込みを取りやめてください。',
    );
  }

  /** Whoever is told of again is told otherwise; whoever is not is left alone. */
  async put(actor: Actor, draft: TransferDraft, told: readonly DraftSubject[]): Promise<void> {
    const known = await this.drafts.listRows(draft);
    const keys = new Set(told.map(keyOf));
    const first = Math.max(-1, ...known.map(({ position }) => position)) + 1;
    await this.history.write(DRAFT_ROWS, auditActorOf(actor), {
      end: known.filter((row) => keys.has(keyOf(row))).map(({ id }) => id),
      insert: told.map(({ position, ...row }) => ({
        ...{ id: randomUUID(), draft_id: draft.id, position: first + position },
        ...row,
      })),
    });
    await this.record(actor, 'changed', draft.id);
  }

  async takeOut(
    actor: Actor,
    draft: TransferDraft,
    which: { readonly file: ImportFileKind; readonly subject: string },
  ): Promise<boolean> {
    const rows = await this.drafts.listRows(draft);
    const end = rows.filter((row) => keyOf(row) === keyOf(which)).map(({ id }) => id);
    if (end.length === 0) return false;
    await this.history.write(DRAFT_ROWS, auditActorOf(actor), { end });
    await this.record(actor, 'changed', draft.id);
    return true;
  }

  async name(actor: Actor, draftId: string, accountId: string): Promise<void> {
    const row = { id: randomUUID(), draft_id: draftId, account_id: accountId };
    await this.history.write(DRAFT_READERS, auditActorOf(actor), { insert: [row] });
    await this.record(actor, 'reader_named', draftId, { accountId });
  }

  async removeReader(
    actor: Actor,
    draftId: string,
    reader: { readonly id: string; readonly accountId: string },
  ): Promise<void> {
    await this.history.write(DRAFT_READERS, auditActorOf(actor), { end: [reader.id] });
    await this.record(actor, 'reader_removed', draftId, { accountId: reader.accountId });
  }

  async close(
    by: Pick<Actor, 'accountId'>,
    draftId: string,
    state: 'adopted' | 'discarded',
  ): Promise<void> {
    await this.database.execute(
      'UPDATE transfer_drafts SET state = $2, closed_at = $3, closed_by = $4 WHERE id = $1',
      [draftId, state, this.clock.now(), by.accountId],
    );
    await this.record(by, state, draftId);
  }
}

function keyOf({ file, subject }: Pick<DraftSubject, 'file' | 'subject'>): string {
  return `${file} ${subject}`;
}
