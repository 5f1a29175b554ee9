import { type AuditActor, AuditCheck, Database, DomainEvents } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImported } from '../organization.events';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { UnitQueries } from '../unit/units.queries';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';
import type { ImportInput } from './plan-maker';

const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const PLAIN = { withoutRefused: false, leavings: null };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';

const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const staff = (...lines: string[]) => csv(HEADER, ...lines);
const unitsFile = (...lines: string[]) => csv(UNIT_HEADER, ...lines);

describe('Applying an import', () => {
  let test: LibTest;
  let imports: OrganizationImports;
  let batches: ImportQueries;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    batches = test.get(ImportQueries);
  });

  afterEach(() => test.close());

  const load = async (
    input: Parameters<OrganizationImports['preview']>[1],
    choices: Parameters<OrganizationImports['apply']>[2] = PLAIN,
  ): Promise<string> => {
    const id = await imports.preview(HR, input);
    await imports.apply(HR, id, choices);
    return id;
  };
  const count = async (table: string): Promise<number> =>
    (await rowOf<{ n: number }>(test.database, `SELECT count(*)::int AS n FROM ${table}`))?.n ?? -1;
  const historyOf = async (staffNumber: string) => {
    const person = await test.get(PeopleQueries).findPerson(staffNumber, test.clock.today());
    return (person?.postings ?? []).map(
      (p) => `${p.unitCode} ${p.postTitle} ${p.kind} ${p.validFrom}..${p.validTo ?? ''}`,
    );
  };

  describe('changes', () => {
    const person = (day: string, number: string, rest: string) => `${day},${number},${rest}`;
    beforeEach(() =>
      load({
        units: unitsFile('10,甲課,コウカ,,課,2020/4/1,,1', '20,乙課,オツカ,,課,2020/4/1,,2'),
        postings: staff(
          person('2026/4/1', '001', '山田 太郎,ヤマダ タロウ,10,甲課,課長,0,正規,,2000/4/1,,在職'),
          person('2026/4/1', '002', '佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,,2010/4/1,,在職'),
          person('2026/4/1', '002', '佐藤 花子,サトウ ハナコ,20,乙課,主事,1,正規,,2010/4/1,,在職'),
          person(
            '2026/4/1',
            '003',
            '鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職',
          ),
        ),
      }),
    );

    it('end the old row on the day of effect and begin a new one; a repeat is unchanged', async () => {
      const file = staff(
        person('2026/7/1', '001', '山田 太郎,ヤマダ タロウ,20,乙課,課長,0,正規,,2000/4/1,,在職'),
        person(
          '2026/7/1',
          '002',
          '田中 花子,タナカ ハナコ,10,甲課,主任,0,再任用,h@x.jp,2010/4/1,2027/3/31,育休',
        ),
        person(
          '2026/7/1',
          '003',
          '鈴木 一郎,スズキ イチロウ,20,乙課,,0,正規,,2011/4/1,2026/6/30,退職',
        ),
      );
      const id = await load({ postings: file });
      expect(await historyOf('001')).toEqual([
        '20 課長 primary 2026-07-01..',
        '10 課長 primary 2026-04-01..2026-07-01',
      ]);
      expect(await historyOf('002')).toEqual([
        '10 主任 primary 2026-07-01..2027-04-01',
        '10 主事 primary 2026-04-01..2026-07-01',
        '20 主事 concurrent 2026-04-01..2026-07-01',
      ]);
      expect(await historyOf('003')).toEqual(['20 課長 primary 2026-04-01..2026-07-01']);
      const hanako = await test.get(PeopleQueries).findPerson('002', test.clock.today());
      expect(hanako).toMatchObject({
        name: '田中　花子',
        employments: [
          { employmentType: 'reappointed', validFrom: '2026-07-01', validTo: '2027-04-01' },
          { employmentType: 'regular', validFrom: '2010-04-01', validTo: '2026-07-01' },
        ],
        statuses: [{ status: 'parental_leave', validFrom: '2026-07-01', validTo: '2027-04-01' }],
      });
      const { rows } = await batches.listItems(id, 'change', { page: 1, pageSize: 10 });
      expect(
        rows.map((item) => item.changes.map((c) => `${c.field}: ${c.from} → ${c.to}`)),
      ).toEqual([
        ['所属: 10 甲課 → 20 乙課'],
        [
          '氏名: 佐藤　花子 → 田中　花子',
          'フリガナ: サトウ　ハナコ → タナカ　ハナコ',
          'メールアドレス: なし → h@x.jp',
          '任用区分: 正規 → 再任用',
          '状態: 在職 → 育休',
          '退職年月日: なし → 令和9年3月31日',
          '兼務: 20 乙課 主事 → なし',
          '職名: 主事 → 主任',
        ],
        ['状態: 在職 → 退職', '退職年月日: なし → 令和8年6月30日', '所属: 20 乙課 課長 → なし'],
      ]);
      const again = await imports.planOf({ postings: file });
      expect(again.summary.postings).toMatchObject({ create: 0, change: 0, unchanged: 3 });
    });

    it('that begin on the same day are corrected in place, and a withdrawn order leaves no trace', async () => {
      const at = (unit: string, title: string) =>
        staff(
          person(
            '2026/10/1',
            '001',
            `山田 太郎,ヤマダ タロウ,${unit},,${title},0,正規,,2000/4/1,,在職`,
          ),
          person('2026/10/1', '002', '佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,,2010/4/1,,在職'),
          person('2026/10/1', '002', '佐藤 花子,サトウ ハナコ,20,乙課,主事,1,正規,,2010/4/1,,在職'),
          person(
            '2026/10/1',
            '003',
            '鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職',
          ),
        );
      await load({ postings: at('20', '課長') });
      await load({ postings: at('20', '参事') });
      expect(await historyOf('001')).toEqual([
        '20 参事 primary 2026-10-01..',
        '10 課長 primary 2026-04-01..2026-10-01',
      ]);
      await load({ postings: at('10', '課長') });
      expect(await historyOf('001')).toEqual(['10 課長 primary 2026-04-01..']);
    });

    it('that lie ahead stay when the list of an earlier day is loaded', async () => {
      const on = (day: string, unit: string) =>
        staff(
          person(day, '001', `山田 太郎,ヤマダ タロウ,${unit},,課長,0,正規,,2000/4/1,,在職`),
          person(day, '002', '佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,,2010/4/1,,在職'),
          person(day, '002', '佐藤 花子,サトウ ハナコ,20,乙課,主事,1,正規,,2010/4/1,,在職'),
          person(day, '003', '鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職'),
        );
      await load({ postings: on('2027/4/1', '20') });
      const plan = await imports.planOf({ postings: on('2026/12/1', '10') });
      expect(plan.summary.postings).toMatchObject({ unchanged: 4, change: 0 });
      expect(await historyOf('001')).toEqual([
        '20 課長 primary 2027-04-01..',
        '10 課長 primary 2026-04-01..2027-04-01',
      ]);
    });

    it('mark what is suspicious, and end missing people only when told so', async () => {
      const file = {
        units: unitsFile(
          '10,甲課,コウカ,,課,2020/4/1,,1',
          '20,乙課,オツカ,,課,2020/4/1,2026/6/30,2',
        ),
        postings: staff(
          person(
            '2026/7/1',
            '101',
            '山田 太郎,ヤマダ タロウ,10,庶務課,課長,0,正規,,2000/4/1,,在職',
          ),
        ),
      };
      const id = await imports.preview(HR, file);
      const { rows } = await batches.listSuspicions(id, { page: 1, pageSize: 20 });
      expect(rows.map((row) => `${row.kind} ${row.subject}`)).toEqual([
        'same_name_new_number 101 山田　太郎',
        'unit_abolished_with_people 20 乙課',
        'several_heads 10 甲課',
        'unit_name_differs 101 山田　太郎',
        'person_missing 001 山田　太郎',
        'person_missing 002 佐藤　花子',
        'person_missing 003 鈴木　一郎',
      ]);
      await imports.apply(HR, id, { ...PLAIN, leavings: 3, alarmsAccepted: true });
      expect(await historyOf('003')).toEqual(['20 課長 primary 2026-04-01..2026-07-01']);
      const people = await test
        .get(PeopleQueries)
        .listPeople({ asOf: '2026-07-01', page: 1, pageSize: 10 });
      expect(people.rows.map((row) => row.staffNumber)).toEqual(['101']);
    });

    it('say when a unit would be empty or lose its head', async () => {
      const plan = await imports.planOf({
        postings: staff(
          person('2026/7/1', '001', '山田 太郎,ヤマダ タロウ,10,甲課,主幹,0,正規,,2000/4/1,,在職'),
          person('2026/7/1', '002', '佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,,2010/4/1,,在職'),
          person(
            '2026/7/1',
            '003',
            '鈴木 一郎,スズキ イチロウ,10,甲課,主幹,0,正規,,2011/4/1,,在職',
          ),
        ),
      });
      expect(plan.suspicions.map((row) => `${row.kind} ${row.subject}`)).toEqual([
        'unit_empty 20 乙課',
        'head_disappears 10 甲課',
        'head_disappears 20 乙課',
      ]);
    });

    it('of units are dated too', async () => {
      const file: ImportInput = {
        effectiveOn: '2026-10-01',
        units: unitsFile(
          '10,新甲課,シンコウカ,30,課,2020/4/1,,1',
          '20,乙課,オツカ,,課,2020/4/1,2026/9/30,2',
          '30,丙部,ヘイブ,,部,2026/10/1,,3',
        ),
      };
      // Somebody stays in 乙課.
      const id = await load(file, { ...PLAIN, alarmsAccepted: true });
      const units = test.get(UnitQueries);
      expect((await units.listUnits('2026-09-30')).map((u) => u.name)).toEqual(['甲課', '乙課']);
      expect((await units.listUnits('2026-10-01')).map((u) => `${u.depth} ${u.name}`)).toEqual([
        '0 丙部',
        '1 新甲課',
      ]);
      const { rows } = await batches.listItems(id, 'change', { page: 1, pageSize: 10 });
      expect(
        rows.map((item) => item.changes.map((c) => `${c.field}: ${c.from} → ${c.to}`)),
      ).toEqual([
        ['所属名: 甲課 → 新甲課', '所属カナ: コウカ → シンコウカ', '上位所属コード:  → 30'],
        ['有効終了日: なし → 令和8年9月30日'],
      ]);
      expect((await imports.planOf(file)).summary.units).toMatchObject({ unchanged: 3 });
    });
  });

  describe('applying', () => {
    const one = () =>
      staff('2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,課長,0,正規,,2000/4/1,,在職');
    const unit = () => unitsFile('10,甲課,コウカ,,課,2020/4/1,,1');

    it('refuses a preview whose ground has changed, and one that was already applied or given up', async () => {
      const first = await imports.preview(HR, { units: unit(), postings: one() });
      const second = await imports.preview(HR, { units: unit(), postings: one() });
      const third = await imports.preview(HR, { units: unit(), postings: one() });
      await imports.apply(HR, first, PLAIN);
      await expect(imports.apply(HR, first, PLAIN)).rejects.toMatchObject({
        code: 'import.closed',
      });
      await expect(imports.apply(HR, second, PLAIN)).rejects.toMatchObject({
        code: 'import.base_changed',
      });
      await imports.discard(HR, third);
      await expect(imports.apply(HR, third, PLAIN)).rejects.toMatchObject({
        code: 'import.closed',
      });
      await expect(imports.apply(HR, 'no-such-batch', PLAIN)).rejects.toMatchObject({
        kind: 'not_found',
      });
    });

    it('applies once when pressed twice at the same moment', async () => {
      const id = await imports.preview(HR, { units: unit(), postings: one() });
      const results = await Promise.allSettled([
        imports.apply(HR, id, PLAIN),
        imports.apply(HR, id, PLAIN),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await count('persons')).toBe(1);
    });

    it('writes all or nothing, with its event and its audit entries in the same transaction', async () => {
      const id = await imports.preview(HR, { units: unit(), postings: one() });
      const entries = await count('audit_entries');
      const seen: string[] = [];
      let isFailing = true;
      test.get(DomainEvents).on(OrganizationImported, async (event) => {
        seen.push(event.effectiveOn);
        expect(test.get(Database).isInTransaction).toBe(true);
        if (isFailing) await Promise.reject(new Error('a listener fails'));
      });
      await expect(imports.apply(HR, id, PLAIN)).rejects.toThrow('a listener fails');
      expect([
        await count('persons'),
        await count('org_units'),
        await count('audit_entries'),
      ]).toEqual([0, 0, entries]);
      expect((await batches.findBatch(id))?.state).toBe('previewed');
      isFailing = false;
      await imports.apply(HR, id, PLAIN);
      expect(seen).toEqual(['2026-04-01', '2026-04-01']);
      const written = await rowsOf<{ action: string; fields: unknown; members: number | null }>(
        test.database,
        `SELECT action, detail -> 'memberFields' AS fields, jsonb_array_length(detail -> 'members') AS members
         FROM audit_entries ORDER BY id`,
      );
      expect(written).toEqual([
        { action: 'organization_import.previewed', fields: null, members: null },
        {
          action: 'organization_import.applied',
          fields: [expect.stringMatching(/^新規/), expect.stringMatching(/^新規/)],
          members: 2,
        },
      ]);
      expect((await test.get(AuditCheck).run()).problem).toBeNull();
    });

    it('at once: keeps nothing when a row is refused, and names the rows', async () => {
      await expect(imports.importAtOnce(HR, { postings: one() })).rejects.toMatchObject({
        code: 'import.rows_refused',
        fields: { 'postings:2:所属コード': expect.stringContaining('「10」は登録されていません') },
      });
      expect(await count('import_batches')).toBe(0);
      await imports.importAtOnce(
        { accountId: null, label: 'cli' },
        { units: unit(), postings: one() },
      );
      expect(await count('persons')).toBe(1);
    });
  });
});
