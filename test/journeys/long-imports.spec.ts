import { rowOf, rowsOf } from '@app/testing';
import { ActorQueries } from '@app/accounts';
import { CarryOutImports, ImportOrders } from '@app/organization';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '830001';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const PEOPLE = 6_000;

/** On 16 November 2026: a list that is too long to wait for. */
describe('A long list of HR', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    const person = { staffNumber: HR, name: '人事　花子', kana: 'カナ', unitId: tax, email: null };
    await web.city.addAccount(await web.city.addPerson(person), 'hr');
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const send = async (lines: readonly string[]) => {
    const bytes = Buffer.from([HEADER, ...lines].join('\r\n'));
    const sent = await hr.upload('/imports', {}, { postings: { name: 'meibo.csv', bytes } });
    return String(sent.headers.location);
  };
  const LINES = Array.from(
    { length: PEOPLE },
    (_, at) =>
      `2026/11/16,${String(900_000 + at)},職員 ${String(at)},ショクイン,0110,税務課,主事,0,正規,p${String(at)}@city.example.jp,2020/4/1,,在職`,
  );
  const work = () => {
    const actors = web.app.get(ActorQueries, { strict: false });
    return web.app
      .get(CarryOutImports, { strict: false })
      .run((accountId) => actors.findActor(accountId));
  };

  it('is compared and carried out by the worker, with how far it is; its files are kept no longer', async () => {
    const path = await send(LINES);
    expect(path).toMatch(/^\/imports\/orders\//);
    const waiting = await hr.get(path);
    expect(waiting.text).toContain('順番を待っています。');
    expect((await hr.get('/imports')).text).toContain(`href="${path}"`);
    expect(await work()).toBe(1);
    const batch = /href="(\/imports\/[0-9a-f-]{36})"/.exec((await hr.get(path)).text)?.[1] ?? '';
    expect((await hr.get(batch)).text).toContain('追加 6000件');
    const files = `SELECT count(*)::int AS n FROM import_orders WHERE units_file IS NOT NULL OR postings_file IS NOT NULL`;
    expect(await rowOf(web.database, files)).toEqual({ n: 0 });

    const applied = await hr.submit(`${batch}/apply`, { alarmsAccepted: 'yes' }, batch);
    const applying = String(applied.headers.location);
    expect(applying).toMatch(/^\/imports\/orders\//);
    const twice = await hr.submit(`${batch}/apply`, { alarmsAccepted: 'yes' }, batch);
    expect([twice.status, twice.text.includes('反映の順番を待っている')]).toEqual([409, true]);
    expect((await hr.get(batch)).text).toContain('反映待ち');
    expect(await work()).toBe(1);
    expect((await hr.get(applying)).text).toContain('反映が終わりました。');
    const order = await rowOf<{ total: number; done: number }>(
      web.database,
      `SELECT total, done_rows AS done FROM import_orders WHERE act = 'apply'`,
    );
    expect(order?.done).toBe(order?.total);
    expect((await hr.get(batch)).text).toContain('反映済み');
    const people = await rowOf(
      web.database,
      'SELECT count(*)::int AS n FROM postings WHERE recorded_by IS NOT NULL',
    );
    expect(people).toEqual({ n: PEOPLE });

    // And all of it is taken back, while somebody waits.
    const undone = await hr.submit(
      `${batch}/undo`,
      { reason: '取り違え', people: String(PEOPLE) },
      `${batch}/undo`,
    );
    expect(undone.status).toBe(303);
    expect(await rowOf(web.database, 'SELECT count(*)::int AS n FROM postings')).toEqual({ n: 1 });
  }, 180_000);

  it('is called off before it begins and in the middle: nothing of it stays', async () => {
    const lines = LINES.map((line) => line.replace('主事', '係長'));
    const path = await send(lines);
    await hr.submit(`${path}/cancel`, {}, path);
    expect((await hr.get(path)).text).toContain('取りやめました');
    expect(await work()).toBe(0);
    const again = await hr.submit(`${path}/cancel`, {}, '/imports');
    expect(again.status).toBe(409);

    await send(lines);
    await work();
    const [batch] = await rowsOf<{ id: string }>(
      web.database,
      `SELECT id FROM import_batches WHERE state = 'previewed'`,
    );
    const page = `/imports/${batch?.id ?? ''}`;
    const applied = await hr.submit(`${page}/apply`, { alarmsAccepted: 'yes' }, page);
    const applying = String(applied.headers.location);
    // Called off by somebody else while the rows are being written.
    const orders = web.app.get(ImportOrders, { strict: false });
    const actors = web.app.get(ActorQueries, { strict: false });
    const carryOut = web.app.get(CarryOutImports, { strict: false });
    let actor: Awaited<ReturnType<ActorQueries['findActor']>> = null;
    await carryOut.run(async (accountId) => {
      actor = await actors.findActor(accountId);
      if (actor) await orders.cancel(actor, applying.slice('/imports/orders/'.length));
      return actor;
    });
    expect((await hr.get(page)).text).toContain('反映待ち');
    expect(
      await rowOf(
        web.database,
        `SELECT count(*)::int AS n FROM postings WHERE post_title = '係長'`,
      ),
    ).toEqual({ n: 0 });
  }, 120_000);

  it('that cannot be read says why on its page; others see no order', async () => {
    const path = await send(LINES.map((line) => line.replaceAll(',', '、').slice(2)));
    await work();
    expect((await hr.get(path)).text).toContain('確認できませんでした。');
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '830009', name: '職員　九郎', kana: 'カ' }),
    );
    const other = await web.signIn('830009');
    expect((await other.get(path)).status).toBe(403);
    expect((await hr.get('/imports/orders/none')).status).toBe(404);
  }, 60_000);
});
