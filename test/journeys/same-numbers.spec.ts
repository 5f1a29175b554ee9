import {
  type CityCoverage,
  CoverageModule,
  CoverageQueries,
  FigurePeopleQueries,
  type FiguresOfPeople,
  NO_UNIT,
  type PeopleFigure,
} from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf as read, startLibTest, TestFigures } from '@app/testing';
import { demoCity } from '../support/demo-city';
import { type DemoParts, withParts } from '../support/demo';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PLAYED_FOR = '2026-11-16';
const DAYS = ['2026-04-01', PLAYED_FOR, '2027-03-31', '2027-04-01', '2027-04-02'] as const;

/** The rows that make the total: every unit that is in no other, and everybody outside of them. */
function rowsOf(city: CityCoverage): readonly FiguresOfPeople[] {
  return [...city.units.filter((unit) => unit.insideCode === null), ...city.outside];
}

function sumOf(rows: readonly FiguresOfPeople[], of: (row: FiguresOfPeople) => object): object {
  const sums: Record<string, number> = {};
  for (const row of rows)
    for (const [name, value] of numbersIn(of(row))) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}

/** `security.exempt` → 3: every number of a tree under its path. */
function numbersIn(tree: object, above = ''): [string, number][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? numbersIn(value, `${above}${name}.`)
      : typeof value === 'number'
        ? [[`${above}${name}`, value] as [string, number]]
        : [],
  );
}

function expectToAddUp(city: CityCoverage): void {
  const figures = ({ counts, leftOut, leftOutOf }: FiguresOfPeople) => ({
    counts,
    leftOut,
    leftOutOf,
  });
  expect([city.asOf, sumOf(rowsOf(city), figures)]).toEqual([city.asOf, sumOf([city], figures)]);
  const units = city.units.filter((unit) => unit.insideCode === null);
  expect(units.flatMap((unit) => unit.leaders)).toHaveLength(city.leaders);
  expect(units.flatMap((unit) => unit.supporters)).toHaveLength(city.supporters);
}

/** The people behind the figures of every row are as many as the row says. */
async function expectPeopleBehind(
  people: FigurePeopleQueries,
  city: CityCoverage,
  figures: readonly (keyof FiguresOfPeople['counts'])[],
): Promise<void> {
  const on = city.asOf;
  const places = [
    { place: {}, row: city as FiguresOfPeople },
    ...city.units.map((row) => ({ place: { unitCode: row.code }, row })),
    ...city.outside.map((row) => ({ place: { outsideOf: row.code ?? NO_UNIT }, row })),
  ];
  for (const { place, row } of places)
    for (const figure of figures) {
      const { total } = await people.peopleBehind({ ...place, figure, on, page: 1 });
      expect([on, place, figure, total]).toEqual([on, place, figure, row.counts[figure]]);
    }
}

describe('A city with every kind of place', () => {
  let lib: LibTest;
  let city: (on: LocalDate) => Promise<CityCoverage>;

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    city = (on) => lib.get(CoverageQueries).coverageAsOf(on);
    const facts = new TestFigures(lib.database);
    const place = (code: string, name: string, parentId?: string, counts = false) =>
      lib.city.addUnit({
        ...{ code, name, countsForLeaderKpi: counts },
        ...(parentId !== undefined && { parentId }),
      });
    const department = await place('01', '総務部');
    const division = await place('0101', '税務課', department, true);
    const office = await place('010101', '納税室', division, true);
    const section = await place('010102', '市民税係', division);
    const inner = await place('01010101', '徴収係', office);
    const other = await place('0102', '総務課', department, true);
    const centre = await place('09', '文化センター');
    const security = await facts.addCourse('情報セキュリティ', 'sec', 'information_security');
    const ai = await facts.addCourse('生成AI', 'ai', 'ai_use');
    const extra = await facts.addCourse('一つの課の講座');
    const places = [department, division, office, section, inner, other, centre];
    for (const [index, unitId] of places.entries()) {
      for (let n = 0; n < 4; n++) {
        const personId = await lib.city.addPerson({
          unitId,
          employmentType: n === 3 ? 'special' : 'regular',
        });
        const done = n % 2 === 0 ? '2026-10-01' : null;
        await facts.addEnrollment({ personId, courseId: security, completedAt: done });
        await facts.addEnrollment({ personId, courseId: ai, cycle: 0, completedAt: done });
        if (n === 1) await facts.addEnrollment({ personId, courseId: security, cycle: 2025 });
        if (n === 1 && index % 2 === 0)
          await facts.addAbsence(personId, 'parental_leave', { from: '2026-06-01' });
        if (n === 2) await facts.addEnrollment({ personId, courseId: extra });
        if (n === 0) {
          await facts.addAppointment({ personId, unitId });
          await facts.addCertificate({ personId });
          await lib.city.addPosting({ personId, unitId: other, kind: 'concurrent' });
        }
      }
    }
    const nowhere = await lib.city.addPerson({});
    await facts.addEnrollment({ personId: nowhere, courseId: security });
    await facts.addEnrollment({
      personId: await lib.city.addPerson({ unitId: other, employedTo: '2026-09-01' }),
      courseId: security,
    });
  });

  afterAll(() => lib.close());

  it.each([...DAYS])('adds up on %s', async (on) => {
    expectToAddUp(await city(on));
  });

  it('marks what stands inside what, and has rows of their own for everybody else', async () => {
    const { units, outside, counts } = await city(PLAYED_FOR);
    expect(units.map((unit) => [unit.code, unit.insideName, unit.counts.staff])).toEqual([
      ['0101', null, 16],
      ['0102', null, 4],
      ['010101', '税務課', 8],
    ]);
    expect(outside.map((row) => [row.code, row.name])).toEqual([
      ['01', '総務部'],
      ['09', '文化センター'],
      [null, null],
    ]);
    expect(counts.staff).toBe(16 + 4 + 8 + 1);
    expect(counts.carried_over).toBeGreaterThan(0);
  });

  it('has as many people behind each figure of each row', async () => {
    const people = lib.get(FigurePeopleQueries);
    const figures = ['staff', 'security', 'ai_open', 'ai_ever_done', 'carried_over'] as const;
    await expectPeopleBehind(people, await city(PLAYED_FOR), figures);
    await expectPeopleBehind(people, await city('2027-04-02'), ['carried_over', 'security']);
  });

  it('opens the people of one course of one fiscal year', async () => {
    const people = lib.get(FigurePeopleQueries);
    const { courses } = await city(PLAYED_FOR);
    expect(courses.map((line) => [line.key, line.fiscalYear, line.isCarriedOver])).toContainEqual([
      'sec',
      2025,
      true,
    ]);
    for (const line of courses) {
      const course = { key: line.key, fiscalYear: line.fiscalYear };
      const total = async (figure: PeopleFigure) =>
        (await people.peopleBehind({ figure, course, on: PLAYED_FOR, page: 1 })).total;
      expect([
        line.key,
        await total('course'),
        await total('course_done'),
        await total('course_open'),
      ]).toEqual([line.key, line.must, line.done, line.open]);
      const { leftOutByReason } = await people.peopleBehind({
        ...{ figure: 'course', course, on: PLAYED_FOR, page: 1 },
      });
      const named = Object.fromEntries(leftOutByReason.map((it) => [it.reason, it.count]));
      const expected = Object.entries(line.leftOut).filter(([, count]) => count > 0);
      expect([line.key, named]).toEqual([line.key, Object.fromEntries(expected)]);
    }
    const unknown = { key: 'nothing', fiscalYear: 2026 };
    await expect(
      people.peopleBehind({ figure: 'course', course: unknown, on: PLAYED_FOR, page: 1 }),
    ).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('does not let a new course of one unit, or what is left of last year, change a promise', async () => {
    const { counts, leftOutOf } = await city(PLAYED_FOR);
    const before = { counts, leftOutOf };
    const facts = new TestFigures(lib.database);
    const courseId = await facts.addCourse('急に加わった講座');
    const rows = await read<{ personId: string }>(
      lib.database,
      `SELECT person_id AS "personId" FROM postings WHERE kind = 'primary' LIMIT 20`,
    );
    for (const { personId } of rows) await facts.addEnrollment({ personId, courseId });
    const after = await city(PLAYED_FOR);
    expect(after.counts.mandatory_open).toBeGreaterThan(before.counts.mandatory_open);
    for (const figure of ['security', 'security_done', 'ai', 'ai_done', 'ai_ever_done'] as const)
      expect([figure, after.counts[figure]]).toEqual([figure, before.counts[figure]]);
    expect(after.leftOutOf).toEqual(before.leftOutOf);
  });
});

describe('The demo city', () => {
  let web: WebTest;
  let demo: DemoParts;
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest({ template: demoCity(PLAYED_FOR) });
    demo = withParts(web, PLAYED_FOR);
    office = await demo.signInAs('programOffice');
  }, 120_000);

  afterAll(() => web.close());

  it.each([...DAYS])(
    'adds up on %s: in the figures, the API, the file and on the page',
    async (day) => {
      const city = await web.app.get(CoverageQueries).coverageAsOf(day);
      expectToAddUp(city);
      expect(city.units.some((unit) => unit.insideCode !== null)).toBe(true);
      expect(city.outside.length).toBeGreaterThan(3);
      const { body } = await office.get(`/api/v1/coverage?asOf=${day}`);
      const answer = body as ApiAnswer;
      const rows = [...answer.units.filter((unit) => unit.insideCode === null), ...answer.outside];
      const names = numbersIn(answer.total).map(([name]) => name);
      expect([day, ...names.map((name) => [name, total(rows, name)])]).toEqual([
        day,
        ...numbersIn(answer.total),
      ]);
      expect(answer.total.staff).toBe(city.counts.staff);
      await expectFileToAddUp(day);
      const page = (await office.get(`/coverage?asOf=${day}`)).text;
      const foot = /<tfoot>.*<\/tfoot>/s.exec(page)?.[0] ?? '';
      expect(foot).toContain(`>${String(city.holder.now)}名<`);
      expect(foot).toContain(`>${String(city.leaders)}名<`);
      expect(foot).toContain(`>${String(city.counts.regular_staff)}名<`);
    },
    60_000,
  );

  it('has as many people behind the figures of each row', async () => {
    const city = await web.app.get(CoverageQueries).coverageAsOf('2027-04-02');
    expect(city.counts.carried_over).toBeGreaterThan(100);
    const people = web.app.get(FigurePeopleQueries);
    await expectPeopleBehind(people, city, ['carried_over', 'holders']);
  }, 60_000);

  it('has a figure of its own for each promise, whatever else is mandatory', async () => {
    const { counts, courses } = await web.app.get(CoverageQueries).coverageAsOf(PLAYED_FOR);
    const line = (promise: string) => courses.find((it) => it.promise === promise);
    expect([counts.security_done, counts.security]).toEqual([
      line('information_security')?.done,
      line('information_security')?.must,
    ]);
    expect([counts.ai_done, counts.ai]).toEqual([line('ai_use')?.done, line('ai_use')?.must]);
    expect(courses.length).toBeGreaterThan(2);
    const home = (await office.get('/')).text;
    expect(home).toContain(
      `情報セキュリティ研修の修了は${String(counts.security_done)} / ${String(counts.security)}`,
    );
    for (const address of ['/', '/coverage', '/team', '/api/v1/coverage'])
      expect([address, (await office.get(address)).text]).not.toEqual([
        address,
        expect.stringContaining('必修の修了<'),
      ]);
  });

  it('has no rate of a fiscal year that has not begun', async () => {
    const ahead = await office.get('/coverage?asOf=2027-04-02');
    expect(ahead.text).toContain('この年度はまだ始まっていません');
    expect(ahead.text).toContain('今の登録のまま進んだ場合');
    expect(ahead.text).not.toContain('>任命する');
    const { body } = await office.get('/api/v1/coverage?asOf=2027-04-02');
    expect(body).toMatchObject({
      isAhead: true,
      courses: [],
      total: { informationSecurity: null, aiUse: null, aiUseEver: null },
      holders: { forecast: null },
    });
    const csv = (await office.get('/coverage.csv?asOf=2027-04-02').buffer(true)).text;
    const [header = [], ...lines] = csv.split('\r\n').map((it) => it.split(','));
    const at = header.indexOf('情報セキュリティ_対象者');
    expect(new Set(lines.filter((it) => it.length > 1).map((it) => it[at]))).toEqual(new Set(['']));
  });

  it.each(['2026-11-16', '2027-02-01', '2027-04-02'] as const)(
    'says the same of what is overdue on home, in the list, in its filter and to a head on %s',
    async (day) => {
      web.clock.set(`${day}T10:00:00+09:00`);
      const visitor = await demo.signInAs('programOffice');
      const [home, list] = [
        (await visitor.get('/')).text,
        (await visitor.get('/assignments')).text,
      ];
      const overdue = numberIn(list, /期限を過ぎた必修の受講は([\d,]+)件/);
      expect([day, overdue]).toEqual([day, numberIn(home, /受講は([\d,]+)件\)/)]);
      expect(home).toContain('休職・派遣中の人は含みません。');
      let sum = 0;
      for (const row of list.match(
        /<tr>\s*<th scope="row"[^>]*><a href="\/assignments\/.*?<\/tr>/gs,
      ) ?? []) {
        const href = /href="(\/assignments\/[0-9a-f-]{36})"/.exec(row)?.[1] ?? '';
        const shown = numberIn(row, /data-label="期限超過" data-unit="名"[^>]*>([\d,]+)</);
        const filtered = (await visitor.get(`${href}?state=overdue`)).text;
        expect([href, numberIn(filtered, /class="filter__found">([\d,]+)名</)]).toEqual([
          href,
          shown,
        ]);
        // What all of them are is said once, above the table.
        const isMandatory =
          row.includes('必修') || list.includes('data-constant="区分">区分: 必修');
        if (isMandatory) sum += shown;
      }
      expect([day, sum]).toEqual([day, overdue]);
      for (const part of ['head', 'otherHead'] as const) {
        const head = await demo.signInAs(part);
        const onHome = numberIn((await head.get('/')).text, /期限を過ぎた人は([\d,]+)名/);
        const inTeam = numberIn((await head.get('/team')).text, /期限を過ぎた人が([\d,]+)名/);
        expect([day, part, inTeam]).toEqual([day, part, onHome]);
      }
    },
    60_000,
  );

  async function expectFileToAddUp(day: LocalDate): Promise<void> {
    const csv = (await office.get(`/coverage.csv?asOf=${day}`).buffer(true)).text;
    const [header = [], ...lines] = csv
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const from = header.indexOf('在職者');
    const kinds = lines.map((line) => line[2]);
    expect(kinds.at(-1)).toBe('合計');
    expect(kinds).toContain('内数');
    const rows = lines.filter((line) => line[2] !== '内数' && line[2] !== '合計');
    for (let at = from; at < header.length; at++) {
      const added = rows.reduce((sum, row) => sum + Number(row[at]), 0);
      expect([day, header[at], added]).toEqual([day, header[at], Number(lines.at(-1)?.[at])]);
    }
  }
});

interface ApiAnswer {
  readonly units: readonly (object & { readonly insideCode: string | null })[];
  readonly outside: readonly object[];
  readonly total: object & { readonly staff: number };
}

function total(rows: readonly object[], name: string): number {
  return rows.reduce((sum, row) => sum + (new Map(numbersIn(row)).get(name) ?? 0), 0);
}

function numberIn(text: string, pattern: RegExp): number {
  return Number((pattern.exec(text)?.[1] ?? '0').replaceAll(',', ''));
}
