import { type AuditActor, type LocalDate } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';
import { NumberChoicesService } from './number-choices.service';

const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const OWN: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000002', label: '001' };
const PLAIN = { withoutRefused: false, leavings: null };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNITS =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順\n10,甲課,,,課,2020/4/1,,1\n';

const file = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from([HEADER, ...lines, ''].join('\n')),
});
const units = { fileName: 'units.csv', bytes: Buffer.from(UNITS) };
const TARO = '山田 太郎,ヤマダ タロウ,10,甲課';
const JIRO = '佐藤 次郎,サトウ ジロウ,10,甲課';
const FIRST = [
  `2026/4/1,001,${TARO},課長,0,正規,,1990/4/1,,在職`,
  `2026/4/1,002,${JIRO},主事,0,正規,,2010/4/1,,在職`,
];
const RETIRED = `2027/4/1,001,${TARO},,0,正規,,1990/4/1,2027/3/31,退職`;
const AGAIN = `2027/4/1,901,${TARO},主査,0,再任用,,1990/4/1,,在職`;
const STAYS = `2027/4/1,002,${JIRO},主事,0,正規,,2010/4/1,,在職`;

describe('A number that is new and may be somebody known', () => {
  let test: LibTest;
  let imports: OrganizationImports;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    await imports.importAtOnce(HR, { units, postings: file(...FIRST) });
  });

  afterEach(() => test.close());

  const preview = (...lines: string[]) => imports.preview(HR, { postings: file(...lines) });
  const choose = (batchId: string, personId: string | null, staffNumber = '901') =>
    test.get(NumberChoicesService).choose(HR, batchId, [{ staffNumber, personId }]);
  const person = (number: string, asOf: LocalDate = '2027-04-01') =>
    test.get(PeopleQueries).findPerson(number, asOf);
  const idOf = async (number: string) => (await person(number))?.personId ?? '';
  const pairOf = async (batchId: string) => {
    const page = { page: 1, pageSize: 100 };
    const { rows } = await test.get(ImportQueries).listSuspicions(batchId, page);
    return rows.map((row) => row.pair).find((pair) => pair !== null) ?? null;
  };
  const summaryOf = async (batchId: string) =>
    (await test.get(ImportQueries).findBatch(batchId))?.summary;
  const actAs = async (number: string) =>
    test.city.register(anActor({ accountId: OWN.accountId ?? '', personId: await idOf(number) }));
  const persons = async () =>
    (await rowsOf(test.database, 'SELECT DISTINCT person_id FROM staff_numbers')).length;

  it('is asked about and, undecided, is somebody else as ever', async () => {
    const id = await preview(AGAIN, STAYS);
    expect(await pairOf(id)).toMatchObject({
      staffNumber: '901',
      name: '山田　太郎',
      post: '10 甲課 主査',
      employment: '再任用',
      candidates: [await idOf('001')],
      choice: '',
    });
    expect(await summaryOf(id)).toMatchObject({
      newPeople: 1,
      missingPeople: 1,
      undecidedNumbers: 1,
    });
    await imports.apply(HR, id, PLAIN);
    expect(await idOf('901')).not.toBe(await idOf('001'));
    expect(await persons()).toBe(3);
  });

  it('chosen to be the same: everything goes on under the person, from the day of effect under the new number', async () => {
    const taro = await idOf('001');
    const id = await preview(AGAIN, STAYS);
    expect(await choose(id, taro)).toBe(0);
    expect(await pairOf(id)).toMatchObject({ choice: taro });
    expect(await summaryOf(id)).toMatchObject({
      newPeople: 0,
      missingPeople: 0,
      undecidedNumbers: 0,
    });
    await imports.apply(HR, id, PLAIN);
    expect(await persons()).toBe(2);
    expect(await person('001')).toEqual(await person('901'));
    expect(await person('901')).toMatchObject({
      personId: taro,
      staffNumber: '901',
      numbers: [{ staffNumber: '901', validFrom: '2027-04-01' }, { staffNumber: '001' }],
      employments: [
        { employmentType: 'reappointed', validFrom: '2027-04-01', validTo: null },
        { employmentType: 'regular', validFrom: '1990-04-01', validTo: '2027-04-01' },
      ],
      postings: [
        { postTitle: '主査', validFrom: '2027-04-01' },
        { postTitle: '課長', validFrom: '2026-04-01', validTo: '2027-04-01' },
      ],
    });
    expect(await person('901', '2027-03-31')).toMatchObject({ staffNumber: '001' });
    const again = await preview(AGAIN, STAYS);
    expect(await summaryOf(again)).toMatchObject({ affectedPeople: 0, suspicions: 0 });
  });

  it('is not chosen by whose number it is: a colleague does, also at once', async () => {
    await actAs('001');
    const taro = await idOf('001');
    const batchId = await preview(RETIRED, AGAIN, STAYS);
    const given = [{ staffNumber: '901', personId: taro }];
    const own = test.get(NumberChoicesService).choose(OWN, batchId, given);
    await expect(own).rejects.toMatchObject({ code: 'join.own' });
    const input = { postings: file(RETIRED, AGAIN, STAYS) };
    const numbers = [{ staffNumber: '901', knownNumber: '001' }];
    await expect(imports.importAtOnce(OWN, input, { numbers })).rejects.toMatchObject({
      code: 'join.own',
    });
    await choose(batchId, taro);
    expect((await summaryOf(batchId))?.undecidedNumbers).toBe(0);
  });

  it('asks in the row only until it is chosen, and then says what', async () => {
    const taro = await idOf('001');
    const id = await preview(AGAIN, STAYS);
    const said = async () => {
      const page = { page: 1, pageSize: 100 };
      const { rows } = await test.get(ImportQueries).listSuspicions(id, page);
      return rows.find((row) => row.pair !== null)?.message;
    };
    expect(await said()).toContain('番号が変わった同じ人ではありませんか。');
    await choose(id, null);
    expect(await said()).toContain('別の人として取り込むことを選びました。');
    expect(await said()).not.toContain('ませんか');
    await choose(id, taro);
    expect(await said()).toContain('番号 001 と同じ人として取り込むことを選びました。');
    await imports.apply(HR, id, PLAIN);
    expect(await said()).not.toContain('ませんか');
  });

  it('shows the change of the number in the row, and leaves it in the audit log', async () => {
    const taro = await idOf('001');
    const id = await preview(AGAIN, STAYS);
    await choose(id, taro);
    const { rows } = await test.get(ImportQueries).listItems(id, 'change', {
      page: 1,
      pageSize: 9,
    });
    expect(rows[0]?.changes[0]).toEqual({ field: '職員番号', from: '001', to: '901' });
    const entries = await rowsOf(
      test.database,
      `SELECT detail FROM audit_entries WHERE action = 'organization_import.numbers_chosen'`,
    );
    const chosen = [{ staffNumber: '901', personId: taro }];
    expect(entries).toEqual([{ detail: { effectiveOn: '2027-04-01', chosen } }]);
  });

  it('may stand in the same file as the leaver of the old number', async () => {
    const id = await preview(RETIRED, AGAIN, STAYS);
    await choose(id, await idOf('001'));
    await imports.apply(HR, id, PLAIN);
    expect(await person('901')).toMatchObject({
      numbers: [{ staffNumber: '901', validFrom: '2027-04-01' }, { staffNumber: '001' }],
      employments: [
        { employmentType: 'reappointed', validFrom: '2027-04-01' },
        { employmentType: 'regular', validTo: '2027-04-01' },
      ],
    });
    expect(await persons()).toBe(2);
    // The same again: the leaver's row says what is long past under a former number.
    const again = await preview(RETIRED, AGAIN, STAYS);
    expect(await summaryOf(again)).toMatchObject({ affectedPeople: 0 });
  });

  it('is chosen once: the same file again, after the data changed, knows what was chosen', async () => {
    const taro = await idOf('001');
    const first = await preview(AGAIN, STAYS);
    await choose(first, taro);
    await imports.importAtOnce(HR, {
      postings: file(`2026/10/1,002,${JIRO},主任,0,正規,,2010/4/1,,在職`),
    });
    await expect(choose(first, null)).rejects.toThrow('データが変わりました');
    const second = await preview(AGAIN, STAYS);
    expect(await pairOf(second)).toMatchObject({ choice: taro });
    test.clock.set('2026-11-16T11:00:00+09:00');
    await choose(second, null);
    test.clock.set('2026-11-16T12:00:00+09:00');
    expect(await pairOf(await preview(AGAIN, STAYS))).toMatchObject({ choice: 'other' });
  });

  it('cannot be chosen to be anybody, nor somebody who stands in the file at work', async () => {
    const id = await preview(AGAIN, STAYS);
    await expect(choose(id, await idOf('002'))).rejects.toThrow();
    await expect(choose(id, null, '777')).rejects.toThrow();
    const both = await preview(FIRST[0]?.replace('2026/4/1', '2027/4/1') ?? '', AGAIN, STAYS);
    expect(await pairOf(both)).toBeNull();
    expect(await summaryOf(both)).toMatchObject({ suspicions: 1, undecidedNumbers: 0 });
  });

  it('of two new numbers with the name of one person only one can be theirs', async () => {
    const taro = await idOf('001');
    const id = await preview(AGAIN, AGAIN.replace('901', '902'), STAYS);
    await choose(id, taro);
    await choose(id, taro, '902');
    const { rows } = await test.get(ImportQueries).listItems(id, 'refused', {
      page: 1,
      pageSize: 9,
    });
    expect(rows.map((row) => row.problems[0]?.column)).toEqual(['職員番号', '職員番号']);
  });
});
