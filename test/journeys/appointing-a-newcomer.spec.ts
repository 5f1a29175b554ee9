import { rowOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** The list of 1 April is loaded in March, and so are the letters of appointment prepared. */
describe('Somebody who begins on 1 April', () => {
  let web: WebTest;
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-03-31T10:00:00+09:00');
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課', kind: 'division' });
    const hrId = await web.city.addPerson({ staffNumber: '800001', unitId });
    await web.city.addAccount(hrId, 'hr');
    const officer = await web.city.addPerson({ staffNumber: '800002', unitId });
    await web.city.addAccount(officer, 'program_office');
    await web.city.addPerson({ ...{ staffNumber: '800003', unitId }, name: '入善　太郎' });
    const left = { staffNumber: '800004', unitId, employedTo: '2027-01-01' } as const;
    await web.city.addPerson({ ...left, name: '入善　次郎' });
    const row = '2027/4/1,800009,入善 花子,ニュウゼン ハナコ,Z1,情報課,主事,0,正規,,2027/4/1,,在職';
    const bytes = Buffer.from([HEADER, row, ''].join('\r\n'));
    const hr = await web.signIn('800001');
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    const address = String(answer.headers.location);
    expect((await hr.submit(`${address}/apply`, {}, address)).status).toBe(303);
    office = await web.signIn('800002');
  });

  afterAll(() => web.close());

  const search = (query: string) => office.get(`/appointments/new?${query}`);

  it.each(['q=800009', `q=${encodeURIComponent('入善')}`, 'unit=Z1'])(
    'is found before it by %s, with the first day beside the name',
    async (query) => {
      const { text } = await search(query);
      expect(text).toContain('入善　花子');
      expect(text.split('令和9年4月1日から在職')).toHaveLength(2);
      expect(text).not.toContain('入善　次郎');
    },
  );

  it('is appointed from that day on, and told to be away on the day before', async () => {
    const newcomer = await rowOf<{ id: string }>(
      web.database,
      `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '800009'`,
    );
    const personId = newcomer?.id ?? '';
    const page = `/appointments/new?person=${personId}`;
    expect((await search('q=800009')).text).toContain(personId);
    const chosen = (await office.get(page)).text;
    expect(chosen).toContain('令和9年4月1日から在職');
    expect(chosen).toMatch(/name="termStart"[^>]*value="2027-04-01"/);
    expect(chosen).toContain('<dd>情報課</dd>');
    const form = { personId, role: 'leader', termEnd: '', documentNumber: 'DX第1号', note: '' };
    const send = (termStart: string) =>
      office.submit('/appointments/new', { ...form, termStart }, page);
    const before = await send('2027-03-31');
    expect(before.status).toBe(422);
    expect(before.text).toContain('入善　花子さんは、この日に在職していません。');
    const appointed = await send('2027-04-01');
    expect(appointed.status).toBe(303);
    expect((await office.get(String(appointed.headers.location))).text).toContain('情報課');
  });
});
