import type { LocalDate } from '@app/platform';
import { rowsOf, TestFigures } from '@app/testing';
import { LIST_FORMATS } from '../../apps/web/src/shell/lists/list-file';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const TODAY: LocalDate = '2026-11-16';
const LIST = '/coverage/targets';
const HOLDERS = `${LIST}/it_passport_holders`;
const CASES = `${LIST}/bpr_cases`;

describe('The promises of the plan', () => {
  let web: WebTest;
  let office: Visitor;
  let auditor: Visitor;
  let administrator: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'ZAISEI', name: '財政課' });
    const add = async (
      staffNumber: string,
      role: 'administrator' | 'program_office' | 'auditor',
    ) => {
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), role);
      return web.signIn(staffNumber);
    };
    office = await add('000902', 'program_office');
    auditor = await add('000903', 'auditor');
    administrator = await add('000901', 'administrator');
    const personId = await web.city.addPerson({ unitId, name: '資格　持子' });
    await new TestFigures(web.database).addCertificate({ personId, code: 'fe' });
  });

  afterAll(() => web.close());

  const audited = (action: string) =>
    rowsOf(web.database, 'SELECT id FROM audit_entries WHERE action = $1', [action]);
  /** What a page of a form has looked at. */
  const seenAt = async (page: string, visitor = office) =>
    /name="seen" value="([^"]*)"/.exec((await visitor.get(page)).text)?.[1] ?? '';
  const holders = {
    ...{ targetValue: '80', dueOn: '2032-03-31', source: '改定した計画', page: '12頁' },
    ...{ counting: '', validFrom: '2027-04-01', milestone2027: '30' },
  };
  const change = async (path: string, fields: Record<string, string>) =>
    office.submit(`${path}/change`, { ...fields, seen: await seenAt(`${path}/change`) });

  it('stand on the page of the city, one row each, and open a page of their own', async () => {
    const page = (await office.get('/coverage')).text;
    for (const name of ['業務の見直し(BPR)1件以上', 'その他の資格の取得者1名以上', 'CAIOの設置'])
      expect(page).toContain(name);
    expect(page).toContain('figure&#x3D;other_certified');
    const people = await office.get('/coverage/people?figure=other_certified');
    expect(people.text).toContain('資格　持子');
    const list = (await office.get(LIST)).text;
    expect(list).toContain('目標は16件です。');
    expect(list).toContain('フロントヤード改革による待ち時間の削減80時間以上');
    expect((await office.get(`${LIST}/none`)).status).toBe(404);
    const { body } = await office.get('/api/v1/coverage');
    expect((body as { targets: unknown[] }).targets).toHaveLength(16);
    expect((body as { targets: unknown[] }).targets[10]).toMatchObject({
      ...{ metric: 'prefectural_training', facts: 'entered', now: null, target: 1 },
      ...{ dueOn: '2027-03-31', isYearly: true, state: 'not_entered' },
    });
    for (const ending of LIST_FORMATS)
      expect((await auditor.get(`${LIST}/list.${ending}`)).status).toBe(200);
    expect((await auditor.get(`${LIST}/list.csv`)).text).toContain('CAIOの設置');
  });

  it('change from a day on, with milestones; a past day keeps what held then', async () => {
    expect((await change(HOLDERS, holders)).status).toBe(303);
    const before = await office.get(HOLDERS);
    expect(before.text).toContain('ITパスポート取得職員50名以上');
    const after = (await office.get(`${HOLDERS}?asOf=2027-04-01`)).text;
    expect(after).toContain('ITパスポート取得職員80名以上');
    expect(after).toContain('改定した計画 12頁');
    expect(after).toContain('令和9年度(2027年度)末に30名');
    expect((await office.get('/coverage?asOf=2027-04-01')).text).toContain('/ 80<small>');
    expect((await office.get(`/coverage/rules?asOf=${TODAY}`)).text).toContain('80名以上');
    const refused = [
      [{ validFrom: '2026-11-15' }, '本日以降の日を選んでください。'],
      [{ validFrom: '2027-01-01' }, '登録済みです。その日以降の日'],
      [{ validFrom: '2027-05-01', targetValue: '0' }, '目標の数を1から'],
      [{ validFrom: '2027-05-01', dueOn: '2027-04-30' }, '期限は、有効になる日より後'],
      [{ validFrom: '2027-05-01', dueOn: '' }, '期限を年月日で入力してください。'],
      [{ validFrom: '2027-05-01', milestone2027: '三' }, '節目の数を0以上の整数で'],
    ] as const;
    for (const [fields, message] of refused) {
      const answer = await change(HOLDERS, { ...holders, ...fields });
      expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    }
    const planned = { validFrom: '2027-04-01' };
    // What begins later ends on no day before.
    for (const act of ['change', 'end'])
      expect((await office.get(`${HOLDERS}/${act}`)).text).toContain('value="2027-04-01"');
    expect((await office.submit(`${HOLDERS}/withdraw`, planned, HOLDERS)).status).toBe(303);
    const told = (await office.get(`${HOLDERS}?asOf=2027-04-01`)).text;
    expect(told).toContain('訂正する前の登録');
    expect(told).toContain('ITパスポート取得職員50名以上');
    expect(await audited('kpi_target.changed')).toHaveLength(1);
    expect(await audited('kpi_target.withdrawn')).toHaveLength(1);
  });

  it('are changed by one of two who looked at the same', async () => {
    const seen = await seenAt(`${CASES}/change`);
    const form = {
      ...{
        targetValue: '2',
        dueOn: '',
        source: '計画',
        page: '',
        counting: '実施日の年度で数えます。',
      },
      ...{ validFrom: TODAY, seen },
    };
    expect((await office.submit(`${CASES}/change`, form)).status).toBe(303);
    const other = { ...form, targetValue: '3' };
    const refused = await administrator.submit(`${CASES}/change`, other);
    expect([refused.status, refused.text.includes('ほかの人がこの目標を登録しました')]).toEqual([
      409,
      true,
    ]);
    expect(refused.text).toContain('業務の見直し(BPR)2件以上');
    // What stands there now is what the next press has looked at.
    const [, next = ''] = /name="seen" value="([^"]*)"/.exec(refused.text) ?? [];
    const again = await administrator.submit(`${CASES}/change`, {
      ...other,
      seen: next,
    });
    expect([again.status, again.headers.location]).toEqual([303, '/city-settings/targets']);
  });

  it('take a number of the office, which is corrected by another row', async () => {
    const value = {
      ...{ asOf: '2026-09-30', value: '1', document: 'DX第12号', note: '', seen: '' },
    };
    const path = `${CASES}/value`;
    expect((await office.submit(path, value)).status).toBe(303);
    const page = (await office.get(CASES)).text;
    expect(page).toContain('手で入力した数、令和8年9月30日現在');
    const twice = await office.submit(path, { ...value, value: '2' });
    expect([twice.status, twice.text.includes('すでに「1件」で登録されています')]).toEqual([
      409,
      true,
    ]);
    const [, of = ''] = /value\?of&#x3D;([^"]*)"/.exec(page) ?? [];
    const href = `${path}?of=${of}`;
    const corrected = await office.get(href);
    expect(corrected.text).toContain('「1件」(DX第12号)を訂正します');
    const seen = await seenAt(href);
    expect((await office.submit(path, { ...value, value: '3', seen }, href)).status).toBe(303);
    const told = (await office.get(CASES)).text;
    expect(told).toContain('<s>1件</s>');
    expect(told).toMatch(/3件/);
    expect((await office.get(`${CASES}?asOf=2026-09-29`)).text).toContain('まだ入力されていません');
    const [, id = ''] = /name="id" value="([^"]*)"/.exec(told) ?? [];
    expect((await office.submit(`${CASES}/value/withdraw`, { id }, CASES)).status).toBe(303);
    for (const action of ['entered', 'corrected', 'withdrawn'])
      expect(await audited(`kpi_value.${action}`)).toHaveLength(1);
    expect((await office.get(`${HOLDERS}/value`)).status).toBe(404);
  });

  it('tell a status with its paper, and end on a last day that can be taken back', async () => {
    const path = `${LIST}/caio`;
    const value = { asOf: TODAY, status: 'preparing', document: 'DX第13号', note: '', seen: '' };
    expect((await office.submit(`${path}/value`, { ...value, status: '' })).status).toBe(422);
    expect((await office.submit(`${path}/value`, value)).status).toBe(303);
    expect((await office.get('/coverage')).text).toContain('準備中');
    const end = async (lastDay: string) => {
      const seen = await seenAt(`${path}/end`);
      return office.submit(`${path}/end`, { lastDay, seen });
    };
    expect((await end('2027-03-31')).status).toBe(303);
    const page = (await office.get(path)).text;
    expect(page).toContain('令和9年3月31日で終わる予定です。');
    expect((await office.get(`${LIST}?asOf=2027-04-01`)).text).toContain('この日に目標のない項目');
    expect((await end('')).status).toBe(303);
    expect((await office.get(path)).text).not.toContain('終わる予定です。');
  });

  it('are changed by nobody who only reads, and only as of today', async () => {
    expect((await auditor.get(HOLDERS)).text).not.toContain('目標を変更する');
    expect((await auditor.get(`${HOLDERS}/change`)).status).toBe(403);
    expect((await administrator.get(HOLDERS)).status).toBe(403);
    expect((await administrator.get('/city-settings/targets')).text).toContain(`${HOLDERS}/change`);
    expect((await office.get(`${HOLDERS}?asOf=2026-10-01`)).text).not.toContain('/change');
  });
});
