import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const MARK = '所属を後から登録 令和8年11月16日';
const POST =
  /<time datetime="2026-10-01">令和8年10月1日<\/time>(?:(?!<\/li>)[^])*会計課(?:(?!<\/li>)[^])*、後から登録 令和8年11月16日</;

interface Answer {
  readonly changedLater: number;
  readonly units: readonly { readonly code: string; readonly changedLater: number }[];
}

/** A day of effect that is over changes what was said of the days since: it is said before, and marked afterwards. */
describe('An import of a transfer that is over', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const from = await web.city.addUnit({ code: 'Z1', name: '情報課', kind: 'division' });
    const to = await web.city.addUnit({ code: 'Z2', name: '会計課', kind: 'division' });
    const hrId = await web.city.addPerson({ staffNumber: '800001', unitId: from });
    await web.city.addAccount(hrId, 'hr');
    await web.city.addPerson({ staffNumber: '800003', unitId: to, name: '鈴木　三郎' });
    const leader = await web.city.addPerson({
      ...{ staffNumber: '800002', unitId: from, name: '佐藤　次郎' },
    });
    await new TestFigures(web.database).addAppointment({ personId: leader, unitId: from });
    hr = await web.signIn('800001');
  });

  afterAll(() => web.close());

  const upload = async (day: string, unit: string): Promise<string> => {
    const row = `${day},800002,佐藤 次郎,,${unit},主事,0,正規,,2010/4/1,,在職`;
    const bytes = Buffer.from([HEADER, row, ''].join('\r\n'));
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const leaders = async (unit: string, asOf: string) =>
    (await hr.get(`/coverage/people?figure=leaders&unit=${unit}&asOf=${asOf}`)).text;

  it('says which days and how many people, and is marked on these days and on the person', async () => {
    const ahead = await upload('2026/12/1', 'Z2,会計課');
    expect((await hr.get(ahead)).text).not.toContain('過ぎた日の数字');
    const address = await upload('2026/10/1', 'Z2,会計課');
    const preview = (await hr.get(address)).text;
    expect(preview).toContain('過ぎた日の数字が変わります');
    expect(preview).toContain('令和8年10月1日〜令和8年11月15日');
    expect(preview).toContain('1名の所属・任用・休職などの変更');
    // The 課 that they leave loses its leader: that is confirmed by typing.
    const confirmed = { alarmsAccepted: 'yes', confirmed: '1' };
    await hr.submit(`${address}/apply`, confirmed, address);
    expect((await hr.get(address)).text).not.toContain('過ぎた日の数字');

    const then = await leaders('Z2', '2026-10-15');
    expect(then).toContain('佐藤　次郎');
    expect(then).toContain(MARK);
    expect(await leaders('Z2', '2026-11-16')).not.toContain('後から登録');
    expect(await leaders('Z1', '2026-09-30')).not.toContain('後から登録');
    const staff = await hr.get('/coverage/people?figure=regular_staff&unit=Z2&asOf=2026-10-15');
    expect(staff.text.split(MARK)).toHaveLength(2);
    for (const [asOf, count] of [
      ['2026-10-15', 1],
      ['2026-09-30', 0],
      ['2026-11-16', 0],
    ] as const) {
      const { body } = await hr.get(`/api/v1/coverage?asOf=${asOf}`);
      const { changedLater, units } = body as Answer;
      expect([changedLater, units.map((unit) => [unit.code, unit.changedLater])]).toEqual([
        count,
        [
          ['Z1', count],
          ['Z2', count],
        ],
      ]);
    }
    const page = (await hr.get('/coverage?asOf=2026-10-15')).text;
    expect(page).toContain('この日の所属・任用・休職・任命のうち1名の分(情報課、会計課)');
    expect(page.split('後から登録 1名')).toHaveLength(4);
    const file = (await hr.get('/coverage.csv?asOf=2026-10-15').buffer(true)).text;
    expect(file).toContain(',後から登録,');
    const person = (await hr.get('/people/800002')).text;
    expect(person).toMatch(POST);
    expect(person.split('後から登録')).toHaveLength(2);
  });
});
