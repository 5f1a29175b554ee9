import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '000009';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順,前身所属コード';
const file = (name: string, ...lines: readonly string[]) => ({
  bytes: Buffer.from(`${lines.join('\r\n')}\r\n`),
  name,
});
const row = (number: string, name: string, unit: string, on = '2027/4/1') =>
  `${on},${number},${name},,${unit},,主事,0,正規,,2010/4/1,,在職`;

/** On 2 March 2027, for 1 April. */
describe('A reorganisation that comes as files', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-03-02T10:00:00+09:00');
    const [first, second, third] = [
      await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' }),
      await web.city.addUnit({ code: '0120', name: '水道課', kind: 'division' }),
      await web.city.addUnit({ code: '0130', name: '人事課', kind: 'division' }),
    ];
    const add = (staffNumber: string, name: string, unitId: string) =>
      web.city.addPerson({ staffNumber, name, kana: '', unitId, email: null });
    await web.city.addAccount(await add(HR, '人事　花子', third), 'hr');
    await add('000001', '山田　太郎', first);
    await add('000002', '佐藤　一郎', second);
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const upload = async (files: Parameters<Visitor['upload']>[2]) => {
    const answer = await hr.upload('/imports', {}, files);
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const units = file(
    'soshiki.csv',
    UNIT_HEADER,
    ...['0110,税務課,,,課,2020/4/1,2027/3/31,1,', '0120,水道課,,,課,2020/4/1,2027/3/31,2,'],
    ...['0140,生活課,,,課,2027/4/1,,1,0110、0120', '0130,職員課,,,課,2020/4/1,,3,'],
  );

  it('is shown together before it is carried out, and stays to be seen', async () => {
    const postings = file(
      'shokuin.csv',
      HEADER,
      ...[row('000001', '山田 太郎', '0140'), row('000002', '佐藤 一郎', '0140')],
      row(HR, '人事 花子', '0130'),
    );
    const path = await upload({ units, postings });
    expect((await hr.get(path)).text).toContain(`href="${path}/units"`);
    const shown = (await hr.get(`${path}/units`)).text;
    for (const text of [
      'まだ反映していません',
      '令和9年3月31日の3件の所属が、令和9年4月1日には2件になります。所属が変わる職員は2名です。',
      ...['改称: 人事課から職員課へ', '前身: 税務課(統合)', '後継: 生活課(統合)'],
      ...['0110 税務課から0140 生活課(統合)', '000001 山田　太郎', '令和9年4月1日の組織'],
    ])
      expect(shown).toContain(text);
    expect((await hr.get('/units?asOf=2027-04-01')).text).not.toContain('生活課');
    const done = await hr.submit(`${path}/apply`, { alarmsAccepted: 'yes', confirmed: '3' }, path);
    expect(done.status).toBe(303);
    const after = (await hr.get(`${path}/units`)).text;
    expect(after).toContain('前身: 水道課(統合)');
    expect(after).not.toContain('まだ反映していません');
  });

  it('gets the zeros back that a spreadsheet took, by one act, and says so on the batch', async () => {
    const path = await upload({
      postings: file(
        'shokuin.csv',
        HEADER,
        ...[row('1', '山田 太郎', '140', '2027/4/2'), row('2', '佐藤 一郎', '140', '2027/4/2')],
      ),
    });
    const found = (await hr.get(path)).text;
    for (const text of ['先頭の0を補えます', '1 → 000001 山田　太郎', '140 → 0140 生活課'])
      expect(found).toContain(text);
    const repaired = await hr.submit(`${path}/repairs`, { repair: 'zeros' }, path);
    expect([repaired.status, repaired.headers.location]).toEqual([303, path]);
    const { text } = await hr.get(path);
    expect(text).toContain('先頭の0を補いました(3件)。例: 1 → 000001 山田　太郎');
    expect(text).not.toContain('先頭の0を補えます');
    const again = await hr.agent.post(`${path}/repairs`).type('form').send({ repair: 'zeros' });
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.status).toBeLessThan(500);
  });

  it('is put right in the API by the same words', async () => {
    const postings = [HEADER, row('1', '山田 太郎', '140', '2027/4/2'), ''].join('\n');
    const { _csrf } = (await hr.formsOf('/imports'))[0]?.fields ?? {};
    const ask = (repairs: string) =>
      hr.agent
        .post('/api/v1/imports/organization?dryRun=true')
        .set('x-csrf-token', _csrf ?? '')
        .send({ postings, ...(repairs && { repairs }) });
    const plain = await ask('');
    expect([plain.body.postings.refused, plain.body.repairs]).toEqual([
      1,
      {
        offered: [
          {
            ...{ repair: 'zeros', count: 2 },
            examples: ['1 → 000001 山田　太郎', '140 → 0140 生活課'],
          },
        ],
        done: [],
      },
    ]);
    const done = await ask('zeros,newer');
    expect([done.body.postings.refused, done.body.repairs.done[0]?.count]).toEqual([0, 2]);
    expect((await ask('nothing')).status).toBe(422);
  });

  it('gathers foundings and ends in a draft, with what they take over from', async () => {
    const created = await hr.submit('/drafts/new', { name: '秋の改編', effectiveOn: '2027-10-01' });
    const draft = String(created.headers.location);
    const id = /\/drafts\/([0-9a-f-]{36})/.exec(draft)?.[1] ?? '';
    const line = `/drafts/${id}/lines/unit`;
    const founded = await hr.submit(line, {
      ...{ what: 'holds', unitCode: '0150', name: '市民生活課', kind: 'division', parentCode: '' },
      predecessors: '0140',
    });
    expect(founded.status).toBe(303);
    expect((await hr.get(`/drafts/${id}/rows`)).text).toContain('前身 0140');
    const wrong = await hr.submit(line, {
      ...{ what: 'holds', unitCode: '0160', name: '別の課', kind: 'division', parentCode: '' },
      predecessors: '9999',
    });
    expect([wrong.status, wrong.text.includes('「9999」は、令和9年10月1日より前')]).toEqual([
      422,
      true,
    ]);
  });
});
