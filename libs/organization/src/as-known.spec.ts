import type { AuditActor, LocalDate } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImports } from './import/imports.service';
import { OrganizationModule } from './organization.module';
import { PeopleQueries } from './person/people.queries';
import { PostTitles } from './person/post-titles.service';
import { UnitKpiFlags } from './unit/unit-kpi-flags.service';

const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const UNITS =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順\n10,甲課,,,課,2020/4/1,,1\n20,乙課,,,課,2020/4/1,,2\n';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const file = (text: string) => ({ fileName: 'test.csv', bytes: Buffer.from(text) });
const hanako = (day: string, name: string, unit: string) =>
  file(`${HEADER}\n${day},001,${name},サトウ ハナコ,${unit},,課長,0,正規,s@x.jp,2010/4/1,,在職\n`);

describe('What was known of the organisation', () => {
  let test: LibTest;
  let personId: string;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    const imports = test.get(OrganizationImports);
    test.clock.set('2026-04-02T09:00:00+09:00');
    await imports.importAtOnce(HR, {
      units: file(UNITS),
      postings: hanako('2026/4/1', '佐藤 花子', '10'),
    });
    test.clock.set('2026-11-16T10:00:00+09:00');
    // It was another unit and another name from October on; the office learns of it six weeks later.
    await imports.importAtOnce(HR, { postings: hanako('2026/10/1', '田中 花子', '20') });
    const found = await test.get(PeopleQueries).findPerson('001', '2026-11-16');
    personId = found?.personId ?? '';
  });

  afterAll(() => test.close());

  const said = async (asOf: LocalDate, knownAt: string) => {
    const at = { asOf, knownAt: new Date(knownAt) };
    const line = await test.get(PeopleQueries).findLineAsKnown(personId, at);
    return line && [line.name, line.unitName];
  };
  const BEFORE = '2026-11-16T09:59:59+09:00';
  const AFTER = '2026-11-16T10:00:00+09:00';

  it('is answered for a day and an instant, before and after a correction', async () => {
    expect(await said('2026-10-15', BEFORE)).toEqual(['佐藤　花子', '甲課']);
    expect(await said('2026-10-15', AFTER)).toEqual(['田中　花子', '乙課']);
    expect(await said('2026-09-30', AFTER)).toEqual(['佐藤　花子', '甲課']);
    expect(await said('2026-11-16', BEFORE)).toEqual(['佐藤　花子', '甲課']);
  });

  it('was nothing before anything was recorded', async () => {
    expect(await said('2026-04-01', '2026-04-02T08:59:59+09:00')).toBeNull();
    expect(await said('2026-04-01', '2026-04-02T09:00:00+09:00')).not.toBeNull();
  });

  it('stays in rows that are superseded and never changed, with who did both', async () => {
    const rows = await rowsOf(
      test.database,
      `SELECT u.code, h.valid_from AS "from", h.valid_to AS "to", h.superseded_at IS NULL AS "isKnown",
         h.superseded_by AS "supersededBy" FROM postings_history h JOIN org_units u ON u.id = h.org_unit_id
       WHERE h.person_id = $1 ORDER BY h.recorded_at, h.valid_from`,
      [personId],
    );
    const superseded = { isKnown: false, supersededBy: HR.accountId };
    const known = { isKnown: true, supersededBy: null };
    expect(rows).toEqual([
      { code: '10', from: '2026-04-01', to: null, ...superseded },
      { code: '10', from: '2026-04-01', to: '2026-10-01', ...known },
      { code: '20', from: '2026-10-01', to: null, ...known },
    ]);
  });

  it('stays for titles and flags as well', async () => {
    test.clock.set('2026-12-01T09:00:00+09:00');
    const facts = { title: '課長', isManagerial: false, sortOrder: 50 };
    expect(await test.get(PostTitles).saveTitle(HR, facts)).toBe(1);
    const change = { unitCode: '20', counts: false, validFrom: '2026-12-01' } as const;
    await test.get(UnitKpiFlags).changeFlag(HR, change);
    const count = (table: string, condition: string) =>
      rowsOf(
        test.database,
        `SELECT count(*) FILTER (WHERE superseded_at IS NULL)::int AS known,
           count(*) FILTER (WHERE superseded_by IS NOT NULL)::int AS former FROM ${table}_history WHERE ${condition}`,
      );
    expect(await count('post_titles', `title = '課長'`)).toEqual([{ known: 2, former: 1 }]);
    const ofUnit = `org_unit_id = (SELECT id FROM org_units WHERE code = '20')`;
    expect(await count('org_unit_periods', ofUnit)).toEqual([{ known: 2, former: 1 }]);
    expect(await count('postings', ofUnit)).toEqual([{ known: 2, former: 1 }]);
  });
});
