import { type AuditActor } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { JoinQueries } from '../join/joins.queries';
import { OrganizationModule } from '../organization.module';
import { BaseFacts } from './base-facts';
import { OrganizationImports } from './imports.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const UNITS = [
  '01,総務部,,,部,2020/4/1,,1',
  '10,甲課,,01,課,2020/4/1,,2',
  '11,甲係,,10,係,2020/4/1,,3',
  '20,乙課,,01,課,2020/4/1,,4',
];
const row = (number: string, name: string, unit: string, title = '主事', on = '2027/4/1') =>
  `${on},${number},${name},カナ,${unit},,${title},0,正規,,2010/4/1,,在職`;
const PEOPLE = [
  ['001', '山田 太郎', '10', '課長'],
  ['002', '佐藤 花子', '11', '主事'],
  ['003', '鈴木 一郎', '20', '課長'],
] as const;

/** Today is 2026-11-16. */
describe('What a file does to units', () => {
  let test: LibTest;
  let imports: OrganizationImports;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    await imports.importAtOnce(HR, {
      units: csv(UNIT_HEADER, ...UNITS),
      postings: csv(
        HEADER,
        ...PEOPLE.map(([number, name, unit, title]) => row(number, name, unit, title, '2026/4/1')),
      ),
    });
  });

  afterEach(() => test.close());

  const found = async (
    people: readonly (readonly [string, string, string, string])[],
    units?: readonly string[],
    on = '2027/4/1',
  ) => {
    const plan = await imports.planOf({
      postings: csv(
        HEADER,
        ...people.map(([n, name, unit, title]) => row(n, name, unit, title, on)),
      ),
      ...(units && { units: csv(UNIT_HEADER, ...units) }),
    });
    return {
      findings: plan.suspicions.map(
        ({ kind, subject, message }) => `${kind} ${subject} ${message}`,
      ),
      alarms: plan.summary.alarms.map(({ kind, message }) => `${kind} ${message}`),
    };
  };
  const moved = (number: string, unit: string, title?: string) =>
    PEOPLE.map(
      ([own, name, at, post]) =>
        [own, name, own === number ? unit : at, own === number ? (title ?? post) : post] as const,
    );

  it('a 課 that loses its leader is named, with who it was, and is confirmed', async () => {
    const personId = (await test.get(JoinQueries).findByNumber('002')) ?? '';
    const time = { personId, title: 'DX推進リーダー', from: '2026-04-01', to: null } as const;
    test.get(BaseFacts).add({ listRoles: () => Promise.resolve([time]) });
    const { findings, alarms } = await found(moved('002', '20'));
    expect(findings).toContain(
      'role_disappears 10 甲課 DX推進リーダーがいなくなります(今は佐藤　花子)。後任の任命を検討してください。',
    );
    expect(alarms).toEqual([expect.stringContaining('grave_findings あとで困る')]);
    const same = await found(moved('002', '10'));
    expect(same.findings.join()).not.toContain('role_disappears');
    const postings = csv(HEADER, ...moved('002', '20').map((it) => row(...it)));
    await expect(imports.importAtOnce(HR, { postings })).rejects.toMatchObject({
      fields: { alarmsAccepted: expect.stringContaining('あとで困る') as string },
    });
  });

  it('a unit that ends with people in it is told with how many, and is confirmed', async () => {
    const units = csv(UNIT_HEADER, '10,甲課,,01,課,2020/4/1,2027/3/31,2');
    const input = { units, effectiveOn: '2027-04-01' } as const;
    const { suspicions, summary } = await imports.planOf(input);
    expect(suspicions.find(({ kind }) => kind === 'unit_abolished_with_people')).toMatchObject({
      subject: '10 甲課',
      message: expect.stringContaining('その後も所属する職員が1名います') as string,
    });
    expect(summary).toMatchObject({
      ...{ affectedPeople: 0, leftBehindPeople: 1 },
      alarms: [{ kind: 'grave_findings' }],
    });
    await expect(imports.importAtOnce(HR, input)).rejects.toMatchObject({
      fields: { alarmsAccepted: expect.stringContaining('あとで困る') as string },
    });
  });

  it('two heads, a unit without the one above it, and a code of something that is over', async () => {
    const two = await found(moved('003', '10'));
    expect(two.findings.find((it) => it.startsWith('several_heads'))).toContain(
      '2名になります(山田　太郎、鈴木　一郎)',
    );
    await imports.importAtOnce(
      HR,
      { units: csv(UNIT_HEADER, '30,旧課,,01,課,2020/4/1,2026/9/30,9'), effectiveOn: '2026-10-01' },
      { alarmsAccepted: true },
    );
    const reused = await found(moved('002', '11'), [...UNITS, '30,新課,,01,課,2027/4/1,,9']);
    expect(reused.findings.find((it) => it.startsWith('code_reused'))).toContain(
      '30 新課 令和8年9月30日まで「旧課」が使っていたコードです。',
    );
  });

  it('an order of a Sunday, and numbers of another length', async () => {
    expect((await found(moved('002', '11'), undefined, '2027/4/4')).alarms).toEqual([
      expect.stringContaining('odd_day 発令日(令和9年4月4日)が日曜日です。'),
    ]);
    const many = Array.from(
      { length: 12 },
      (_, at) => [String(100 + at), `職員 ${String(at)}`, '20', '主事'] as const,
    );
    await imports.importAtOnce(
      HR,
      {
        postings: csv(
          HEADER,
          ...[...PEOPLE, ...many].map(([number, name, unit, title]) =>
            row(number, name, unit, title),
          ),
        ),
      },
      { alarmsAccepted: true },
    );
    const { alarms } = await found([...PEOPLE, ...many, ['12345', '桁違 五郎', '20', '主事']]);
    expect(alarms).toEqual([expect.stringContaining('odd_numbers 新しい職員番号のうち1件')]);
  });
});
