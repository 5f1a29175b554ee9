import type { Actor } from '@app/access';
import { type AuditActor, type LocalDate, seededNumbers } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { ImportQueries } from '../import/imports.queries';
import { OrganizationImports } from '../import/imports.service';
import { RosterQueries } from '../import/roster.queries';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { UnitQueries } from '../unit/units.queries';
import { BatchUndo } from './batch-undo.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (lines: readonly string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});

const DAYS: readonly LocalDate[] = [
  ...(['2025-04-01', '2025-09-30', '2025-10-01', '2026-03-31'] as const),
  ...([
    '2026-04-01',
    '2026-07-01',
    '2026-11-16',
    '2027-04-01',
    '2027-04-02',
    '2028-01-01',
  ] as const),
];
/** Days of orders, forwards and backwards. */
const ORDERS: readonly LocalDate[] = ['2025-10-01', '2026-04-01', '2027-04-01', '2026-07-01'];
const CODES = ['10', '20', '30', '40'];
const NUMBERS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(3, '0'));

/** Files as they come: most lines as before, some otherwise, some gone, some new. */
class RandomFiles {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = seededNumbers(seed);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  units(): readonly string[] {
    const below = (code: string) => (code === '10' || this.chance(0.7) ? '' : '10');
    const lines = CODES.slice(0, 4).map((code) => {
      const end = code !== '10' && this.chance(0.15) ? '2029/3/31' : '';
      return `${code},課${code}${this.chance(0.3) ? '新' : ''},カ,${below(code)},課,2020/4/1,${end},${code}`;
    });
    return [UNIT_HEADER, ...lines];
  }

  people(day: LocalDate): readonly string[] {
    const lines = NUMBERS.flatMap((number) => {
      if (this.chance(0.15)) return [];
      const name = this.chance(0.1) ? `改名 ${number}` : `職員 ${number}`;
      const type = this.oneOf(['正規', '正規', '正規', '再任用', '会計年度任用']);
      const state = this.oneOf(['在職', '在職', '在職', '育休', '休職']);
      const mail = this.chance(0.2) ? '' : `${number}@x.jp`;
      const end = this.chance(0.15) ? '2028/3/31' : '';
      const line = (unit: string, title: string, kind: string) =>
        [
          day,
          number,
          name,
          'カナ',
          unit,
          '',
          title,
          kind,
          type,
          mail,
          '2020/4/1',
          end,
          state,
        ].join();
      const primary = this.oneOf(CODES);
      const other = this.oneOf(CODES.filter((code) => code !== primary));
      const title = this.oneOf(['課長', '主任', '主事']);
      return [line(primary, title, '0'), ...(this.chance(0.2) ? [line(other, title, '1')] : [])];
    });
    return [HEADER, ...lines];
  }

  private oneOf<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }
}

const VIEWS = [
  ['org_unit_periods', 'org_unit_id'],
  ['person_details', 'person_id'],
  ['staff_numbers', 'person_id'],
  ['employments', 'person_id'],
  ['employment_statuses', 'person_id'],
  ['postings', 'person_id'],
] as const;

describe('Whatever is imported and taken back', () => {
  let test: LibTest;
  let actor: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
  });

  afterEach(() => test.close());

  /** All that the tables say, and all that is read of it on each day. */
  const organisation = async () => {
    const tables = [];
    for (const [view, subject] of VIEWS)
      tables.push(
        await rowsOf(
          test.database,
          `SELECT to_jsonb(t) - '{id,recorded_at,recorded_by}'::text[] AS row FROM ${view} t ORDER BY ${subject}, valid_from, to_jsonb(t) - '{id,recorded_at,recorded_by}'::text[]`,
        ),
      );
    const read = [];
    for (const day of DAYS) {
      const units = test.get(UnitQueries);
      read.push(
        await units.listUnits(day),
        await units.countStaff(day),
        await units.listHeads(day),
      );
      read.push(await test.get(RosterQueries).listRoster(actor, day));
      for (const number of NUMBERS) {
        read.push(await test.get(PeopleQueries).findPerson(number, day));
      }
    }
    return JSON.parse(JSON.stringify({ tables, read })) as unknown;
  };

  const importRandomly = async (files: RandomFiles, day: LocalDate): Promise<string | null> => {
    const imports = test.get(OrganizationImports);
    test.clock.advance(60_000);
    const units = files.chance(0.6) ? { units: csv(files.units()) } : {};
    const id = await imports.preview(HR, { ...units, postings: csv(files.people(day)) });
    const batch = await test.get(ImportQueries).findBatch(id);
    const leavings = files.chance(0.3) ? (batch?.summary.missingPeople ?? null) : null;
    await imports.apply(HR, id, {
      ...{ withoutRefused: true, alarmsAccepted: true },
      leavings: leavings === 0 ? null : leavings,
    });
    const [rows] = await rowsOf<{ n: number }>(
      test.database,
      'SELECT count(*)::int AS n FROM import_rows WHERE batch_id = $1',
      [id],
    );
    return rows?.n === 0 ? null : id;
  };

  it.each([1, 2, 3])(
    'leaves the organisation as it was, as read by every query as of any day (%i)',
    async (seed) => {
      const files = new RandomFiles(seed);
      const days = seed % 2 === 0 ? ORDERS : ORDERS.toReversed();
      await test
        .get(OrganizationImports)
        .importAtOnce(
          HR,
          { units: csv(files.units()), postings: csv(files.people('2025-04-01')) },
          { alarmsAccepted: true },
        );
      const applied: { readonly id: string; readonly before: unknown }[] = [];
      for (const day of days) {
        const before = await organisation();
        const id = await importRandomly(files, day);
        if (id !== null) applied.push({ id, before });
      }
      expect(applied.length).toBeGreaterThan(1);
      for (const { id, before } of applied.toReversed()) {
        const { people, obstacle, dependents } = await test.get(BatchUndo).preview(actor, id);
        expect([obstacle, dependents]).toEqual(['', []]);
        await test.get(BatchUndo).undo(actor, id, { reason: '取り違え', people });
        expect(await organisation()).toEqual(before);
      }
    },
  );
});
