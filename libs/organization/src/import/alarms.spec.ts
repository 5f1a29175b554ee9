import { type AuditActor } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';

const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const PLAIN = { withoutRefused: false, leavings: null };
const HEADINGS =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNITS =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順\n0010,甲課,,,課,2020/4/1,,1\nX20,乙課,,,課,2020/4/1,,2\n';

const text = (...lines: string[]) => [HEADINGS, ...lines, ''].join('\n');
const file = (...lines: string[]) => ({ fileName: 'a.csv', bytes: Buffer.from(text(...lines)) });
const units = { fileName: 'units.csv', bytes: Buffer.from(UNITS) };

interface Over {
  readonly number?: string;
  readonly name?: string;
  readonly unit?: string;
  readonly mail?: string;
  readonly hired?: string;
  readonly on?: string;
}
const PEOPLE = Array.from({ length: 12 }, (_, index) => index + 1);
const row = (index: number, over: Over = {}): string => {
  const letter = String.fromCharCode(0x30a1 + index * 2);
  return [
    over.on ?? '2026/4/1',
    over.number ?? `000${String(100 + index)}`,
    over.name ?? `姓${letter} 名${letter}`,
    `セイ${letter} メイ${letter}`,
    over.unit ?? 'X20',
    '',
    '主事',
    '0',
    '正規',
    over.mail ?? `m${index}@city.example`,
    over.hired ?? '2020/4/1',
    '',
    '在職',
  ].join(',');
};
const all = (over: (index: number) => Over = () => ({})): string[] =>
  PEOPLE.map((index) => row(index, over(index)));

describe('What is odd about a whole file', () => {
  let test: LibTest;
  let imports: OrganizationImports;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    test.clock.set('2026-04-01T09:00:00+09:00');
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    await imports.importAtOnce(HR, { units, postings: file(...all()) });
  });

  afterEach(() => test.close());

  const summaryOf = async (...lines: string[]) =>
    (await imports.planOf({ postings: file(...lines) })).summary;
  const alarmsOf = async (...lines: string[]) =>
    (await summaryOf(...lines)).alarms.map(({ kind, message }) => `${kind} ${message}`);
  const bare = (index: number) => String(100 + index);

  it('is nothing in an ordinary file', async () => {
    expect(await alarmsOf(...all((index) => (index === 1 ? { name: '新姓 名ァ' } : {})))).toEqual(
      [],
    );
  });

  it('numbers without their zeros: said so, nobody is missing, nothing is taken as it stands', async () => {
    const summary = await summaryOf(...all((index) => ({ number: bare(index) })));
    expect(summary.alarms).toMatchObject([
      {
        kind: 'zeros_lost',
        message: expect.stringMatching(/職員番号の先頭の0が失われています\(12件\).*Excel.*文字列/),
        examples: ['101 ← 000101', '102 ← 000102', '103 ← 000103'],
      },
    ]);
    expect(summary.missingPeople).toBe(0);
  });

  it('zeros lost in numbers and units: every row is refused, and the reason for it is named', async () => {
    const rows = all((index) => ({ number: bare(index), unit: '10' }));
    const summary = await summaryOf(...rows);
    expect(summary).toMatchObject({ postings: { refused: 12 }, missingPeople: 0 });
    expect(await alarmsOf(...rows)).toEqual([
      expect.stringContaining('zeros_lost 職員番号の先頭の0'),
      expect.stringContaining('zeros_lost 所属コードの先頭の0'),
    ]);
  });

  it('a file of which nothing can be taken names no day of our own and nobody as missing', async () => {
    const plan = await imports.planOf({
      postings: file(...[1, 2].map((index) => row(index, { on: '2026/7/1', unit: '9999' }))),
    });
    expect(plan.summary).toMatchObject({ postings: { refused: 2 }, missingPeople: 0 });
    expect(plan.effectiveOn).toBe('2026-07-01');
  });

  it('names, addresses, units or days of hire that all move', async () => {
    const shifted = (index: number) => PEOPLE[index % PEOPLE.length] ?? 1;
    const moved = all((index) => {
      const letter = String.fromCharCode(0x30a1 + shifted(index) * 2);
      return { name: `姓${letter} 名${letter}` };
    });
    expect(await alarmsOf(...moved)).toEqual([
      expect.stringContaining('many_changes 登録済みの職員12名のうち12名の氏名が変わります。'),
    ]);
    expect(await alarmsOf(...all(() => ({ mail: '' })))).toEqual([
      expect.stringContaining('12名のメールアドレスが変わります。'),
    ]);
    expect(await alarmsOf(...all(() => ({ mail: 'all@city.example' })))).toEqual([
      expect.stringContaining('12名のメールアドレスが変わります。'),
      expect.stringContaining('same_address メールアドレス all@city.example が12名'),
    ]);
    expect(await alarmsOf(...all(() => ({ unit: '0010' })))).toEqual([
      expect.stringContaining('12名の所属が変わります。'),
    ]);
    expect(await alarmsOf(...all(() => ({ hired: '2019/4/1' })))).toEqual([
      expect.stringContaining('12名の採用年月日が変わります。'),
    ]);
  });

  it('days that nobody can mean: hired far ahead or long ago, an order of many years ahead', async () => {
    expect(await alarmsOf(...all((index) => (index === 3 ? { hired: '1899/4/1' } : {})))).toEqual([
      expect.stringContaining('odd_hiring'),
    ]);
    expect(await alarmsOf(...all(() => ({ on: '2062/4/1' })))).toEqual([
      expect.stringContaining('far_ahead 発令日(令和44年4月1日)が1年より先です。'),
    ]);
  });

  it('is applied only by who says that it is meant, on the screen and at once', async () => {
    const postings = file(...all(() => ({ mail: '' })));
    const id = await imports.preview(HR, { postings });
    const refusal = { fields: { alarmsAccepted: expect.stringContaining('メールアドレス') } };
    await expect(imports.apply(HR, id, PLAIN)).rejects.toMatchObject(refusal);
    await expect(imports.importAtOnce(HR, { postings })).rejects.toMatchObject(refusal);
    expect((await test.get(ImportQueries).findBatch(id))?.summary.alarms).toHaveLength(1);
    await imports.apply(HR, id, { ...PLAIN, alarmsAccepted: true });
    expect((await test.get(PeopleQueries).findPerson('000101', '2026-04-01'))?.email).toBeNull();
  });

  it('two spellings of one heading are refused by name, big-endian UTF-16 is read', async () => {
    const doubled = text(...all()).replace('所属名', 'ﾌﾘｶﾞﾅ');
    await expect(
      imports.planOf({ postings: { fileName: 'a.csv', bytes: Buffer.from(doubled) } }),
    ).rejects.toMatchObject({
      fields: { postings: expect.stringContaining('見出し「フリガナ」と「ﾌﾘｶﾞﾅ」は同じ列です。') },
    });
    const bytes = Buffer.from(`\uFEFF${text(...all())}`, 'utf16le').swap16();
    const plan = await imports.planOf({ postings: { fileName: 'be.csv', bytes } });
    expect(plan.summary.postings).toMatchObject({ unchanged: 12, encoding: 'utf-16be' });
  });

  it('a number of somebody known is given at once, kept, and refused when it cannot be theirs', async () => {
    const gone = all().slice(1);
    const again = row(1, { number: '900101' });
    const input = { postings: file(...gone, again) };
    const same = { staffNumber: '900101', knownNumber: '000101' };
    const person = async (number: string) =>
      (await test.get(PeopleQueries).findPerson(number, '2026-04-01'))?.personId;
    await expect(
      imports.importAtOnce(HR, input, { numbers: [{ ...same, knownNumber: '000102' }] }),
    ).rejects.toMatchObject({ fields: { samePersons: expect.stringContaining('900101=000102') } });
    expect((await imports.planOf(input, [same])).summary).toMatchObject({
      newPeople: 0,
      undecidedNumbers: 0,
    });
    const { batchId } = await imports.importAtOnce(HR, input, { numbers: [same] });
    expect(await person('900101')).toBe(await person('000101'));
    const page = { page: 1, pageSize: 10 };
    const { rows } = await test.get(ImportQueries).listSuspicions(batchId, page);
    expect(rows.flatMap(({ pair }) => pair?.candidateTitles ?? [])).toEqual(['000101 姓ィ　名ィ']);
  });
});
