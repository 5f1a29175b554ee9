import type { AuditActor } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { OrganizationImports } from '../import/imports.service';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from './people.queries';
import { PersonChanges } from './person-changes.service';

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
  let changes: PersonChanges;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    imports = test.get(OrganizationImports);
    changes = test.get(PersonChanges);
    await imports.importAtOnce(HR, {
      units: file(UNITS),
      postings: hanako('2026/4/1', SATO, 's@x.jp'),
    });
  });

  afterEach(() => test.close());

  const load = (postings: ReturnType<typeof file>) => imports.importAtOnce(HR, { postings });
  const now = () => test.database.queryOne('SELECT name, kana, email FROM persons');
  const found = async (search: string) => {
    const people = test.get(PeopleQueries);
    const asOf = test.clock.today();
    return (await people.listPeople({ search, asOf, page: 1, pageSize: 5 })).total;
  };
  const OLD = { name: '佐藤　花子', kana: 'サトウ　ハナコ', email: 's@x.jp' };
  const NEW = { name: '田中　花子', kana: 'タナカ　ハナコ', email: 't@x.jp' };

  it('wait for their day, and are looked for by the new name from then on', async () => {
    const { plan } = await load(hanako('2027/4/1', TANAKA, 't@x.jp'));
    expect(plan.summary).toMatchObject({ renamedPeople: 1, affectedPeople: 1 });
    expect(await now()).toEqual(OLD);
    test.clock.set('2027-03-31T23:59:00+09:00');
    expect(await changes.applyDue()).toBe(0);
    expect([await now(), await found('佐藤'), await found('田中')]).toEqual([OLD, 1, 0]);
    test.clock.set('2027-04-01');
    expect(await changes.applyDue()).toBe(1);
    expect([await now(), await found('佐藤'), await found('田中')]).toEqual([NEW, 0, 1]);
    expect(await changes.applyDue()).toBe(0);
  });

  it('are there at once when their day is today or past', async () => {
    await load(hanako('2026/11/16', TANAKA, 't@x.jp'));
    expect(await now()).toEqual(NEW);
  });

  it('are unchanged when the same file comes again, and are withdrawn by a corrected one', async () => {
    const ahead = hanako('2027/4/1', TANAKA, 't@x.jp');
    await load(ahead);
    const again = await imports.planOf({ postings: ahead });
    expect(again.summary.postings).toMatchObject({ unchanged: 1, change: 0 });
    const today = await imports.planOf({ postings: hanako('2026/11/16', SATO, 's@x.jp') });
    expect(today.summary.postings).toMatchObject({ unchanged: 1, change: 0 });
    await load(hanako('2027/4/1', SATO, 's@x.jp'));
    test.clock.set('2027-04-01');
    await changes.applyDue();
    expect(await now()).toEqual(OLD);
  });

  it('do not bring back what was changed otherwise in between', async () => {
    await load(hanako('2027/4/1', TANAKA, 's@x.jp'));
    await load(hanako('2026/11/16', SATO, 'new@x.jp'));
    expect(await now()).toEqual({ ...OLD, email: 'new@x.jp' });
    test.clock.set('2027-04-01');
    await changes.applyDue();
    expect(await now()).toEqual({ ...NEW, email: 'new@x.jp' });
  });

  it('come into force with the next import, even if nothing ran in the night', async () => {
    await load(hanako('2027/4/1', TANAKA, 't@x.jp'));
    test.clock.set('2027-04-02');
    await load(hanako('2027/4/2', TANAKA, 't2@x.jp'));
    expect(await now()).toEqual({ ...NEW, email: 't2@x.jp' });
  });

  it('are written once by two workers that start together', async () => {
    await load(hanako('2027/4/1', TANAKA, 't@x.jp'));
    test.clock.set('2027-04-01');
    const counts = await Promise.all([changes.applyDue(), changes.applyDue()]);
    expect(counts.sort()).toEqual([0, 1]);
    expect(await now()).toEqual(NEW);
  });
});
