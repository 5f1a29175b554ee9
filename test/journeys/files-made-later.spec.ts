import { FileOrdersService, MakeFiles } from '@app/exports';
import { AccessLog } from '@app/platform';
import { rewriteHistory, rowsOf, TEST_PASSWORD } from '@app/testing';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../apps/web/src/app.module';
import { configureApp } from '../../apps/web/src/shell/create-app';
import { unescapeHtml } from '../support/http-crawl';
import { startWebTest, Visitor, type WebTest } from '../support/web';

const ROWS = 5_001;

/** People with what a list says of them. */
const PEOPLE = [
  `INSERT INTO person_identities (id, created_at) SELECT md5('p' || i)::uuid, '2020-04-01' FROM generate_series(1, $1::int) i`,
  `INSERT INTO person_details_history (id, person_id, name, kana, search_key, email, valid_from, recorded_at)
   SELECT md5('d' || i)::uuid, md5('p' || i)::uuid, '多数　' || i || '郎', 'タスウ', 'タスウ' || i, '', '0001-01-01', '2020-04-01'
   FROM generate_series(1, $1::int) i`,
  `INSERT INTO staff_numbers_history (id, person_id, staff_number, valid_from, recorded_at)
   SELECT md5('n' || i)::uuid, md5('p' || i)::uuid, (100000 + i)::text, '0001-01-01', '2020-04-01' FROM generate_series(1, $1::int) i`,
  `INSERT INTO employments_history (id, person_id, employment_type, valid_from, recorded_at)
   SELECT md5('e' || i)::uuid, md5('p' || i)::uuid, 'regular', '2020-04-01', '2020-04-01' FROM generate_series(1, $1::int) i`,
];

describe('From a long list to its file', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0110', name: '税務課' });
    const people = [
      ['000001', 'hr'],
      ['000002', 'hr'],
      ['000003', 'administrator'],
      ['000004', 'auditor'],
    ] as const;
    for (const [staffNumber, role] of people)
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), role);
    await addPeople(ROWS - people.length);
    hr = await web.signIn('000001');
  });

  afterAll(() => web.close());

  async function addPeople(count: number): Promise<void> {
    for (const sql of PEOPLE) await web.database.execute(sql, [count]);
  }

  /** Another process of the web on the same database and files. */
  async function secondWeb(staffNumber: string) {
    const module = await Test.createTestingModule({
      imports: [AppModule.forRoot(web.config, web.clock)],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
    configureApp(app);
    await app.init();
    const visitor = new Visitor(app.getHttpServer());
    await visitor.submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
    return { visitor, close: () => app.close() };
  }

  const make = () => web.app.get(MakeFiles, { strict: false }).run();

  async function ordered(visitor: Visitor, path: string): Promise<string> {
    const to = String((await visitor.get(path)).headers.location);
    expect(to).toMatch(/^\/files\/new\?/);
    const found = (await visitor.formsOf(to)).find(({ action }) => action === '/files/new');
    if (!found) throw new Error('There is nothing to order');
    const query = unescapeHtml(found.fields['query'] ?? '');
    const form = { ...found, fields: { ...found.fields, query } };
    expect((await visitor.send(form)).headers.location).toBe('/files');
    await visitor.send(form);
    return (await visitor.get('/files')).text;
  }

  const downloadsOf = (html: string) => [...html.matchAll(/href="(\/files\/[^"]+\/file)"/g)];

  it('asks first: opening the address orders nothing', async () => {
    const page = await hr.get('/people');
    expect(page.text).toContain('CSVで保存');
    const to = String((await hr.get('/people/list.csv?type=regular')).headers.location);
    const question = await hr.get(to);
    expect(question.text).toContain(
      '5,001行あるため、ファイルはあとから作ります。まだ作っていません。',
    );
    expect(question.text).toContain('任用区分: 正規');
    expect(unescapeHtml(question.text)).toContain('<a href="/people?type=regular">やめて戻る</a>');
    expect(await rowsOf(web.database, 'SELECT 1 FROM file_orders')).toEqual([]);
    expect((await hr.get('/people/list.pdf')).status).toBe(409);
    const short = await hr.get('/people/list.csv?q=000001');
    expect([short.status, short.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  });

  it('makes one file of one form, shows how far it is, and gives it to its owner alone', async () => {
    const waiting = await ordered(hr, '/people/list.csv');
    expect(waiting).toContain('順番待ち');
    expect(downloadsOf(waiting)).toEqual([]);
    expect((await hr.get('/files')).headers.refresh).toBe('3');
    expect(await make()).toBe(1);
    const page = await hr.get('/files');
    expect(page.headers.refresh).toBeUndefined();
    const [[, href = ''] = []] = downloadsOf(page.text);
    const file = await hr.get(href);
    expect(file.headers['content-disposition']).toContain(
      encodeURIComponent('職員の一覧_2026-11-16'),
    );
    expect(file.text.trimEnd().split('\r\n')).toHaveLength(ROWS + 1);
    const again = await hr.get(href);
    expect(again.text).toBe(file.text);
    const other = await web.signIn('000002');
    expect((await other.get(href)).status).toBe(404);
    expect((await other.get('/files')).text).not.toContain('職員の一覧');
  });

  it('is found in another web as well, and the log says who took how many rows of what', async () => {
    const { visitor, close } = await secondWeb('000001');
    const [[, href = ''] = []] = downloadsOf((await visitor.get('/files')).text);
    expect((await visitor.get(href)).text.trimEnd().split('\r\n')).toHaveLength(ROWS + 1);
    await close();
    await web.app.get(AccessLog, { strict: false }).flush();
    const log = await (await web.signIn('000004')).get('/audit/access?kind=file_saved');
    expect(log.text).toContain(href);
    expect(unescapeHtml(log.text)).toContain('5,001件 / 条件: 一覧=職員の一覧');
  });

  it('is cancelled before it is made', async () => {
    const waiting = await ordered(hr, '/people/list.json');
    const [, cancel = ''] = /action="(\/files\/[^"]+\/cancel)"/.exec(waiting) ?? [];
    const other = await web.signIn('000002');
    expect((await other.submit(cancel, {}, '/files')).status).toBe(404);
    expect((await hr.submit(cancel, {}, '/files')).status).toBe(303);
    expect(await make()).toBe(0);
    expect((await hr.get('/files')).text).toContain('取りやめ');
  });

  it('is not given any more to whoever lost the right, and not made for them', async () => {
    const [[, href = ''] = []] = downloadsOf((await hr.get('/files')).text);
    await ordered(hr, '/people/list.cp932');
    await web.database.execute(
      `UPDATE account_roles SET valid_to = '2026-11-16' WHERE account_id =
        (SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = '000001')`,
    );
    expect((await hr.get(href)).status).toBe(404);
    expect(await make()).toBe(1);
    const page = await hr.get('/files');
    expect(page.text).toContain('この一覧を見る権限がなくなったため、作成しませんでした。');
    expect(page.text).toContain('権限なし');
  });

  it('is made of the staff of one unit as well, and the question leads back to that unit', async () => {
    await web.database.execute(
      `INSERT INTO postings_history (id, person_id, org_unit_id, post_title, kind, valid_from, recorded_at)
       SELECT gen_random_uuid(), p.id, u.id, '主事', 'primary', '2020-04-01', '2020-04-01' FROM person_identities p, org_units u
       WHERE u.code = '0110' AND EXISTS (SELECT 1 FROM person_details_history d WHERE d.person_id = p.id AND d.name LIKE '多数%')`,
    );
    await rewriteHistory(web.database, 'ANALYZE');
    const other = await web.signIn('000002');
    const to = String((await other.get('/units/0110/staff.csv?asOf=2026-11-01')).headers.location);
    const question = await other.get(to);
    expect(unescapeHtml(question.text)).toContain(
      '税務課の職員(下の所属を含む。令和8年11月1日現在、',
    );
    expect(unescapeHtml(question.text)).toContain('href="/units/0110?asOf=2026-11-01"');
    expect(
      (await other.get('/files/new?list=unit_staff&format=csv&query=unit%3D9999')).status,
    ).toBe(404);
    await ordered(other, '/units/0110/staff.csv?asOf=2026-11-01');
    expect(await make()).toBe(1);
    const [[, href = ''] = []] = downloadsOf((await other.get('/files')).text);
    const file = await other.get(href);
    expect(file.text.trimEnd().split('\r\n').length).toBeGreaterThan(ROWS);
    expect(file.headers['content-disposition']).toContain(
      encodeURIComponent('税務課の職員_2026-11-01'),
    );
  });

  it('expires, and stays as a line', async () => {
    const other = await web.signIn('000002');
    await ordered(other, '/people/list.csv');
    await make();
    const [[, href = ''] = []] = downloadsOf((await other.get('/files')).text);
    web.clock.set('2026-11-23T10:00:00+09:00');
    await other.confirm();
    const gone = await other.get(href);
    expect([gone.status, gone.text.includes('保存の期限が過ぎたため')]).toEqual([404, true]);
    expect(await web.app.get(FileOrdersService, { strict: false }).forgetExpired()).toBe(3);
    expect((await other.get('/files')).text).toContain('期限切れ');
  });
});
