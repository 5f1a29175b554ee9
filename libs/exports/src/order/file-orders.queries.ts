import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import {
  Clock,
  Database,
  type FileOrderId,
  FileStore,
  NotFound,
  type OpenedFile,
  type Page,
} from '@app/platform';
import { ListSources } from '../list/list-sources';
import { REPORT_KEY, REPORT_PERMISSION } from '../report/report.rules';
import { holdsAll, orderStateAt } from './file-order.rules';
import { type FileOrder, ONE, OWN, OWN_TOTAL } from './file-orders.sql';

/** An order with what its owner may still do. */
export interface OwnOrder extends FileOrder {
  /** Whether the right by which it was ordered is still there. */
  readonly isAllowed: boolean;
}

/** A kept file, opened, with what was ordered. */
export interface OrderedFile {
  readonly order: FileOrder;
  readonly file: OpenedFile;
}

/** Somebody's own orders and files; nobody reads those of others. */
@Injectable()
export class FileOrderQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: FileStore,
    private readonly sources: ListSources,
  ) {}

  async listOwn(
    actor: Actor,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<OwnOrder> & { readonly open: number }> {
    const { accountId } = actor;
    const now = this.clock.now();
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const rows = await this.database.all(OWN, { accountId, ...bounds });
    const { total, open } = await this.database.only(OWN_TOTAL, { accountId });
    const shown = rows.map((row) => ({
      ...{ ...row, state: orderStateAt(row, now) },
      isAllowed: this.isAllowed(actor, row),
    }));
    return { rows: shown, total, open };
  }

  /** Whoever has lost the right since, or whose file is gone, is told that there is none. */
  async open(actor: Actor, id: FileOrderId): Promise<OrderedFile> {
    const order = await this.database.first(ONE, { id, accountId: actor.accountId });
    if (!order || !this.isAllowed(actor, order)) throw new NotFound();
    const state = orderStateAt(order, this.clock.now());
    if (state === 'expired') throw gone('保存の期限が過ぎたため、このファイルは削除しました。');
    if (state === 'deleted') throw gone('このファイルは削除されています。');
    if (state !== 'ready' || order.fileId === null) throw new NotFound();
    return { order, file: await this.files.open(order.fileId) };
  }

  private isAllowed(actor: Actor, { listKey, roles }: FileOrder): boolean {
    const permission =
      listKey === REPORT_KEY ? REPORT_PERMISSION : this.sources.find(listKey)?.permission;
    return permission !== undefined && hasPermission(actor, permission) && holdsAll(actor, roles);
  }
}

function gone(what: string): NotFound {
  return new NotFound('file_order.gone', `${what}必要なときは、一覧からもう一度保存してください。`);
}
