import { AsyncResource } from 'node:async_hooks';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@app/access';
import { ActorQueries } from '@app/accounts';
import {
  AppLogger,
  AuditLog,
  Clock,
  Conflict,
  decodeText,
  type FileOrderId,
  FileStore,
  JobQueue,
  NotAllowed,
  NotFound,
} from '@app/platform';
import { latch, type LibTest, rowOf, rowsOf, startLibTest, TEST_NOW } from '@app/testing';
import readXlsxFile from 'read-excel-file/node';
import { ExportsModule } from '../exports.module';
import { type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { ListSources } from '../list/list-sources';
import { MOST_OPEN_ORDERS } from './file-order.rules';
import { FileOrderQueries } from './file-orders.queries';
import { FileOrdersService } from './file-orders.service';
import { FileDays } from './file-days';
import { MadeFiles } from './made-files';
import { MakeFiles } from './make-files.service';

/** A list of numbers at which something happens while it is read. */
class WatchedList extends ListSource<number> {
  readonly key = 'watched';
  readonly permission = 'audit.read';

  constructor(private readonly at: (page: number) => Promise<void>) {
    super();
  }

  async open({ today }: ListAsked): Promise<OpenList<number>> {
    return Promise.resolve({
      list: { name: '数', columns: [{ key: 'n', heading: '数', value: (n) => n }] },
      total: 5_000,
      title: '数(5,000件)',
      suffix: today,
      rows: async ({ page, pageSize }) => {
        await this.at(page);
        const left = Math.max(0, Math.min(pageSize, 5_000 - (page - 1) * pageSize));
        return Array.from({ length: left }, (_, at) => (page - 1) * pageSize + at);
      },
    });
  }
}

const ROWS = 5_010;
const PAGE = { page: 1, pageSize: 50 };

describe('Ordered files', () => {
  let lib: LibTest;
  let auditor: Actor;
  let clerk: Actor;

  beforeEach(async () => {
    lib = await startLibTest(ExportsModule);
    auditor = await newActor('auditor');
    clerk = await newActor('hr');
    await addRows(ROWS);
  });

  afterEach(() => lib.close());

  async function newActor(role: 'auditor' | 'hr'): Promise<Actor> {
    const accountId = await lib.city.addAccount(await lib.city.addPerson(), role);
    const actor = await lib.get(ActorQueries).findActor(accountId);
    if (!actor) throw new Error('Nobody');
    return actor;
  }

  async function addRows(count: number): Promise<void> {
    await lib.database.execute(
      `INSERT INTO access_log (at, kind, address, path, detail)
       SELECT $1::timestamptz - n * interval '1 second', 'not_found', '10.0.0.1', '/people/' || n, '{}' FROM generate_series(1, $2) n`,
      [TEST_NOW, count],
    );
  }

  const service = () => lib.get(FileOrdersService);
  const queries = () => lib.get(FileOrderQueries);
  const make = () => lib.get(MakeFiles).run();
  const order = (format = 'csv', query: Record<string, string> = {}) =>
    service().order(auditor, { list: 'access', format, query });
  const own = async (actor = auditor) => (await queries().listOwn(actor, PAGE)).rows;

  async function bytesOf(id: FileOrderId, actor = auditor): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of (await queries().open(actor, id)).file.stream)
      parts.push(part as Buffer);
    return Buffer.concat(parts);
  }

  it('are made whole in every format, with title and hash, and read by their owner alone', async () => {
    const ids = [];
    for (const format of ['csv', 'cp932', 'json', 'xlsx']) ids.push(await order(format));
    expect(await make()).toBe(4);
    const [csv, cp932, json, xlsx] = await Promise.all(ids.map((id) => bytesOf(id)));
    const lines = String(csv).trimEnd().split('\r\n');
    expect(lines).toHaveLength(ROWS + 1);
    expect(lines[0]).toBe('\uFEFF番号,日時,行った人,種類,だれの,画面のアドレス,詳細,接続元');
    expect(new Set(lines).size).toBe(ROWS + 1);
    expect(String(csv).slice(1)).not.toContain('\uFEFF');
    expect(decodeText(cp932 ?? Buffer.of())).toMatchObject({ encoding: 'cp932' });
    const { title, rows } = JSON.parse(String(json)) as { title: string; rows: unknown[] };
    expect([title, rows.length]).toEqual(['閲覧の記録(令和8年11月16日に保存、5,010件)', ROWS]);
    expect(await readXlsxFile(xlsx ?? Buffer.of())).toHaveLength(1);
    const [first] = await own();
    expect(first).toMatchObject({ state: 'ready', doneRows: ROWS, total: ROWS, isAllowed: true });
    expect(await lib.get(FileStore).verify()).toEqual([]);
    await expect(bytesOf(ids[0] ?? '', clerk)).rejects.toThrow(NotFound);
    expect(await own(clerk)).toEqual([]);
  });

  it('are told with what they were filtered by, in words', async () => {
    await order('csv', { kind: 'not_found', from: '2026-11-16', to: '2026-11-16' });
    const [row] = await own();
    expect(row?.title).toContain('期間: 令和8年11月16日');
    expect(row?.title).toContain('種類: 見つからない');
  });

  it('are one when the same is sent twice, and so many of one person and no more', async () => {
    const [first, second] = await Promise.all([order(), order()]);
    expect(second).toBe(first);
    for (let at = 1; at < MOST_OPEN_ORDERS; at += 1) await order('csv', { actor: String(at) });
    await expect(order('json')).rejects.toThrow('作成を待っているファイルが5件あります。');
    expect(await own()).toHaveLength(MOST_OPEN_ORDERS);
  });

  it('are refused to whoever may not read the list, for a list that is none, and above what a sheet holds', async () => {
    const asked = { list: 'access', format: 'csv', query: {} };
    await expect(service().order(clerk, asked)).rejects.toThrow(NotAllowed);
    await expect(service().order(auditor, { ...asked, list: 'other' })).rejects.toThrow(NotFound);
    await expect(service().order(auditor, { ...asked, format: 'exe' })).rejects.toThrow(NotFound);
    await addRows(20_000);
    await expect(order('xlsx')).rejects.toThrow('Excel(XLSX)に保存できるのは20,000件まで');
  });

  /** The services of the product with a list of the spec's own. */
  function watching(at: (page: number) => Promise<void>) {
    const sources = new ListSources([new WatchedList(at)]);
    const [database, clock, files] = [lib.database, lib.get(Clock), lib.get(MadeFiles)];
    const rest = [lib.get(AuditLog), lib.get(JobQueue), files, sources] as const;
    const orders = new FileOrdersService(database, clock, ...rest);
    const [actors, logger] = [lib.get(ActorQueries), lib.get(AppLogger)];
    return {
      order: () => orders.order(auditor, { list: 'watched', format: 'csv', query: {} }),
      cancel: (id: FileOrderId) => orders.cancel(auditor, id),
      make: () => new MakeFiles(files, database, clock, actors, sources, logger).run(),
    };
  }

  it('tell how far they are, and are made one after the other', async () => {
    const [begun, goOn] = [latch(), latch()];
    const watched = watching(async (page) => {
      if (page !== 2) return;
      begun.open();
      await goOn.opened;
    });
    const id = await watched.order();
    const made = watched.make();
    await begun.opened;
    expect(await own()).toMatchObject([{ state: 'running', doneRows: 2_000, total: 5_000 }]);
    await expect(service().remove(auditor, id)).rejects.toThrow(Conflict);
    await order();
    expect(await make()).toBe(0);
    goOn.open();
    await made;
    expect((await own()).find((row) => row.id === id)).toMatchObject({ state: 'ready' });
    await expect(service().cancel(auditor, id)).rejects.toThrow('すでに作成が終わっている');
  });

  it('leave nothing behind when they are cancelled in the middle', async () => {
    const [begun, goOn] = [latch(), latch()];
    const watched = watching(async (page) => {
      if (page !== 2) return;
      begun.open();
      await goOn.opened;
    });
    const id = await watched.order();
    const made = watched.make();
    await begun.opened;
    await watched.cancel(id);
    goOn.open();
    expect(await made).toBe(1);
    expect(await own()).toMatchObject([{ state: 'cancelled', fileId: null }]);
    expect(readdirSync(join(lib.dataDir, 'incoming'))).toEqual([]);
    await expect(service().remove(auditor, id)).rejects.toThrow(Conflict);
  });

  it('that fail are tried again, and not for ever', async () => {
    const watched = watching(() => Promise.reject(new Error('away')));
    await watched.order();
    for (let at = 1; at <= 2; at += 1) await expect(watched.make()).rejects.toThrow('away');
    expect(await watched.make()).toBe(1);
    const [row] = await own();
    expect(row).toMatchObject({ state: 'failed', attempts: 3 });
    expect(row?.problem).toContain('3回試してやめました。');
  });

  it('are read as of one instant, whatever is written meanwhile', async () => {
    const count = async () => (await rowsOf(lib.database, 'SELECT 1 FROM access_log')).length;
    const outside = new AsyncResource('spec');
    const counts = await lib.database.snapshot(async () => {
      const before = await count();
      await outside.runInAsyncScope(() => addRows(5));
      return [before, await count()];
    });
    expect(counts).toEqual([ROWS, ROWS]);
    expect(await count()).toBe(ROWS + 5);
  });

  it('are not made for whoever lost the right, and not given to whoever loses it later', async () => {
    const id = await order();
    await make();
    expect((await bytesOf(id)).length).toBeGreaterThan(0);
    const later = await order('json');
    await lib.database.execute(
      `UPDATE account_roles SET valid_to = '2026-11-16' WHERE account_id = $1`,
      [auditor.accountId],
    );
    expect(await make()).toBe(1);
    const actor = { ...auditor, roles: ['staff'] as const };
    const rows = await own(actor);
    expect(rows.find((it) => it.id === later)).toMatchObject({
      state: 'failed',
      problem: 'この一覧を見る権限がなくなったため、作成しませんでした。',
    });
    expect(rows.find((it) => it.id === id)).toMatchObject({ state: 'ready', isAllowed: false });
    await expect(bytesOf(id, actor)).rejects.toThrow(NotFound);
    // Another role that reads the log shows a part of what is in the file, or more: it is not theirs any more.
    const other = { ...auditor, roles: ['staff', 'administrator'] as const };
    await expect(bytesOf(id, other)).rejects.toThrow(NotFound);
  });

  it('expire after the days that the city set, and leave a line with the hash', async () => {
    const administrator = { ...auditor, roles: ['administrator'] as const };
    expect(await lib.get(FileDays).change(administrator, 2)).toBe(true);
    const id = await order();
    await make();
    expect(await service().forgetExpired()).toBe(0);
    lib.clock.set('2026-11-18T10:00:00+09:00');
    await expect(bytesOf(id)).rejects.toThrow('保存の期限が過ぎたため');
    expect(await own()).toMatchObject([{ state: 'expired' }]);
    expect(await service().forgetExpired()).toBe(1);
    expect(await service().forgetExpired()).toBe(0);
    const row = await rowOf<{ state: string; sha256: string }>(
      lib.database,
      'SELECT state, sha256 FROM file_orders',
    );
    expect(row).toEqual({ state: 'expired', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await lib.get(FileStore).verify()).toEqual([]);
  });

  it('are deleted by their owner before that', async () => {
    const id = await order();
    await make();
    await expect(service().remove(clerk, id)).rejects.toThrow(NotFound);
    await service().remove(auditor, id);
    await expect(bytesOf(id)).rejects.toThrow('このファイルは削除されています。');
    await expect(service().remove(auditor, id)).rejects.toThrow(Conflict);
  });

  it('of a process that was killed are taken up again', async () => {
    await order();
    await lib.database.execute(
      `UPDATE file_orders SET state = 'running', run_id = gen_random_uuid(), beat_at = $1, attempts = 1`,
      [new Date(lib.clock.now().getTime() - 60_000)],
    );
    expect(await make()).toBe(0);
    lib.clock.set('2026-11-16T10:05:00+09:00');
    expect(await make()).toBe(1);
    expect(await own()).toMatchObject([{ state: 'ready', attempts: 2 }]);
  });
});
