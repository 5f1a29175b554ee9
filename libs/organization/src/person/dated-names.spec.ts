import type { AuditActor, LocalDate } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImports } from '../import/imports.service';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from './people.queries';

const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNITS =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順\n10,甲課,,,課,2020/4/1,,1\n';
const SATO = '佐藤 花子,サトウ ハナコ';
const TANAKA = '田中 花子,タナカ ハナコ';

const file = (text: string) => ({ fileName: 'test.csv', bytes: Buffer.from(text) });
const hanako = (day: string, name: string, email: string) =>
  file(`${HEADER}\n${day},001,${name},10,,主事,0,正規,${email},2010/4/1,,在職\n`);

describe('New names and addresses of mail', () => {
  let test: LibTest;
  let imports: OrganizationImports;
  let people: PeopleQueries;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    people = test.get(PeopleQueries);
    await imports.importAtOnce(HR, {
      units: file(UNITS),
      postings: hanako('2026/4/1', SATO, 's@x.jp'),
    });
  });

  afterEach(() => test.close());

  const load = (postings: ReturnType<typeof file>) => imports.importAtOnce(HR, { postings });
  const on = async (day: LocalDate) => {
    const { name, kana, email } = (await people.findPerson('001', day)) ?? {};
    return { name, kana, email };
  };
  const found = async (search: string, asOf: LocalDate) =>
    (await people.listPeople({ search, asOf, page: 1, pageSize: 5 })).total;
  const OLD = { name: '佐藤　花子', kana: 'サトウ　ハナコ', email: 's@x.jp' };
  const NEW = { name: '田中　花子', kana: 'タナカ　ハナコ', email: 't@x.jp' };

  it('hold from their day on; then both names find the person, before it only the old one', async () => {
    const { plan } = await load(hanako('2027/4/1', TANAKA, 't@x.jp'));
    expect(plan.summary).toMatchObject({ renamedPeople: 1, affectedPeople: 1 });
    for (const [day, values, old, next] of [
      ['2026-11-16', OLD, 1, 0],
      ['2027-03-31', OLD, 1, 0],
      ['2027-04-01', NEW, 1, 1],
    ] as const) {
      expect(await on(day)).toEqual(values);
      expect([await found('佐藤', day), await found('田中', day)]).toEqual([old, next]);
    }
  });

  it('leave the days before as they were, also when their day is past', async () => {
    await load(hanako('2026/11/16', TANAKA, 't@x.jp'));
    expect([await on('2026-11-15'), await on('2026-11-16')]).toEqual([OLD, NEW]);
    await load(hanako('2026/10/1', SATO, 'x@x.jp'));
    expect(await on('2026-10-01')).toEqual({ ...OLD, email: 'x@x.jp' });
    expect([await on('2026-09-30'), await on('2026-11-16')]).toEqual([OLD, NEW]);
  });

  it('of the very day from which the person is known correct the whole past', async () => {
    await load(hanako('2026/4/1', '佐東 花子,サトウ ハナコ', 's@x.jp'));
    const corrected = { ...OLD, name: '佐東　花子' };
    expect([await on('2020-01-01'), await on('2026-11-16')]).toEqual([corrected, corrected]);
    expect((await people.findPerson('001', '2026-11-16'))?.names).toHaveLength(1);
  });

  it('are unchanged when the same file comes again, and are withdrawn by a corrected one', async () => {
    const ahead = hanako('2027/4/1', TANAKA, 't@x.jp');
    await load(ahead);
    const again = await imports.planOf({ postings: ahead });
    expect(again.summary.postings).toMatchObject({ unchanged: 1, change: 0 });
    const today = await imports.planOf({ postings: hanako('2026/11/16', SATO, 's@x.jp') });
    expect(today.summary.postings).toMatchObject({ unchanged: 1, change: 0 });
    await load(hanako('2027/4/1', SATO, 's@x.jp'));
    expect(await on('2027-04-01')).toEqual(OLD);
  });

  it('do not bring back what was changed otherwise in between', async () => {
    await load(hanako('2027/4/1', TANAKA, 's@x.jp'));
    await load(hanako('2026/11/16', SATO, 'new@x.jp'));
    expect(await on('2026-11-16')).toEqual({ ...OLD, email: 'new@x.jp' });
    expect(await on('2027-04-01')).toEqual({ ...NEW, email: 'new@x.jp' });
  });

  it('say who recorded them and when', async () => {
    test.clock.set('2026-12-01T09:00:00+09:00');
    await load(hanako('2027/4/1', TANAKA, 't@x.jp'));
    const rows = await rowsOf<{ day: LocalDate; by: string }>(
      test.database,
      `SELECT valid_from AS day, recorded_by AS by FROM person_details WHERE recorded_at = '2026-12-01T09:00:00+09:00'
       ORDER BY valid_from`,
    );
    expect(rows).toEqual([
      { day: '0001-01-01', by: HR.accountId },
      { day: '2027-04-01', by: HR.accountId },
    ]);
  });
});
