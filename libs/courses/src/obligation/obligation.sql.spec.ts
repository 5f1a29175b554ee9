import { addDays, col, instantAt, type LocalDate, OfficeCalendars, statement } from '@app/platform';
import {
  addRecorder,
  type LibTest,
  startLibTest,
  type TestCourse,
  TestCourses,
  TestFigures,
  rewriteHistory,
  rowsOf,
} from '@app/testing';
import { randomUUID } from 'node:crypto';
import { CoursesModule } from '../courses.module';
import { LEARNING_STATES, lastDueDateOver } from '../enrollment/enrollment.rules';
import { MandatoryQueries } from '../enrollment/mandatory.queries';
import { obligationsSql } from './obligation.sql';
import { courseName, obligationTitle } from './obligation-title.sql';

const OF_PERSON = statement({
  name: 'courses.spec-obligations',
  sql: `WITH RECURSIVE ${obligationsSql({ person: (personId) => `${personId} = :personId` })}
    SELECT o.cycle, o.fiscal_year AS "fiscalYear", o.state, o.due_on AS "dueOn", o.is_carried_over AS "isCarriedOver",
      o.is_mandatory AS "isMandatory", v.title
    FROM obligation o JOIN course_versions v ON v.id = o.edition_id ORDER BY o.fiscal_year, o.due_on, v.title`,
  parameters: { personId: 'uuid', asOf: 'date', asOfEnd: 'timestamptz', lastOver: 'date' },
  row: {
    cycle: col.int,
    fiscalYear: col.int,
    state: col.oneOf(LEARNING_STATES),
    dueOn: col.date,
    isCarriedOver: col.bool,
    isMandatory: col.bool,
    title: col.text,
  },
});

interface Audience {
  readonly kind: 'all_staff' | 'managers' | 'org_unit';
  readonly orgUnitId?: string;
}

interface Assigned {
  readonly fiscalYear?: number;
  readonly dueOn?: LocalDate;
  readonly at?: string;
  readonly isMandatory?: boolean;
  readonly repeats?: boolean;
}

/** The turn of the fiscal year: the last day, the first, an office day after it, and a day in summer. */
const DAYS = ['2027-03-31', '2027-04-01', '2027-04-02', '2027-06-01'] as const;
const ALL: Audience = { kind: 'all_staff' };

describe('The obligations', () => {
  let test: LibTest;
  let courses: TestCourses;
  let course: TestCourse;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
  });

  beforeEach(async () => {
    course = await courses.addCourse({ fiscalYear: 2026, title: '8年度版' });
  });

  /** An assignment to everybody would reach the people of the next case, too; a year is closed once. */
  afterEach(async () => {
    await rewriteHistory(test.database, 'TRUNCATE course_assignments, cycle_closings CASCADE');
  });

  afterAll(() => test.close());

  async function assign(of: TestCourse, audience: Audience, facts: Assigned = {}): Promise<string> {
    const id = randomUUID();
    await test.database.execute(
      `INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, org_unit_id, is_mandatory, due_on, reason,
         repeats_yearly, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10)`,
      [
        id,
        of.courseId,
        facts.fiscalYear ?? 2026,
        audience.kind,
        audience.orgUnitId ?? null,
        facts.isMandatory ?? true,
        facts.dueOn ?? '2026-12-18',
        facts.repeats ?? false,
        facts.at ?? '2026-05-01T09:00:00+09:00',
        (await addRecorder(test.database)).accountId,
      ],
    );
    return id;
  }

  async function begin(personId: string, completedAt: string | null = null): Promise<void> {
    await test.database.execute(
      `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at, completed_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 2026, '2026-06-01T09:00:00+09:00', $4)`,
      [personId, course.courseId, course.versionId, completedAt],
    );
  }

  async function exempt(
    personId: string,
    from: LocalDate,
    to: LocalDate | null = null,
  ): Promise<void> {
    await test.database.execute(
      `INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, valid_to, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, 2026, '理由', $3, $4, now())`,
      [personId, course.courseId, from, to],
    );
  }

  async function close(personId: string, on: LocalDate): Promise<void> {
    await test.database.execute(
      `WITH closing AS (
         INSERT INTO cycle_closings (id, fiscal_year, reason, closed_on, closed_at, closed_by)
         VALUES (gen_random_uuid(), 2026, '', $3, $3::date, $4) RETURNING id
       ) INSERT INTO closed_obligations (closing_id, person_id, course_id, cycle, reason)
         SELECT id, $1, $2, 2026, 'not_started' FROM closing`,
      [personId, course.courseId, on, (await addRecorder(test.database)).accountId],
    );
  }

  async function absence(personId: string, from: LocalDate, to: LocalDate | null): Promise<void> {
    await test.city.addAbsence(personId, 'parental_leave', { from, to });
  }

  async function on(personId: string, asOf: LocalDate) {
    const lastOver = lastDueDateOver(await test.get(OfficeCalendars).current(), asOf);
    const asOfEnd = instantAt(addDays(asOf, 1));
    return test.database.all(OF_PERSON, { personId, asOf, asOfEnd, lastOver });
  }

  /** On each of the four days the states, what is carried over marked by the year it belongs to. */
  async function turn(personId: string): Promise<string[]> {
    const days = [];
    for (const day of DAYS) {
      const rows = await on(personId, day);
      days.push(
        rows
          .map((it) => (it.isCarriedOver ? `${String(it.fiscalYear)} ${it.state}` : it.state))
          .join(', '),
      );
    }
    return days;
  }

  const dueOf = async (personId: string, asOf: LocalDate) => (await on(personId, asOf))[0]?.dueOn;

  it.each<[string, (personId: string) => Promise<void>, string[]]>([
    [
      'nothing',
      () => Promise.resolve(),
      ['overdue', '2026 overdue', '2026 overdue', '2026 overdue'],
    ],
    ['begun', (it) => begin(it), ['overdue', '2026 overdue', '2026 overdue', '2026 overdue']],
    [
      'completed on 31 March',
      (it) => begin(it, '2027-03-31T23:59:59+09:00'),
      ['completed', '', '', ''],
    ],
    [
      'completed on 1 April',
      (it) => begin(it, '2027-04-01T00:00:00+09:00'),
      ['overdue', '2026 completed', '2026 completed', '2026 completed'],
    ],
    [
      'completed on 2 April',
      (it) => begin(it, '2027-04-02T12:00:00+09:00'),
      ['overdue', '2026 overdue', '2026 completed', '2026 completed'],
    ],
    ['exempted in its year', (it) => exempt(it, '2026-10-01'), ['exempted', '', '', '']],
    [
      'exempted in its year until 2 April',
      (it) => exempt(it, '2026-10-01', '2027-04-02'),
      ['exempted', '', '2026 overdue', '2026 overdue'],
    ],
    [
      'exempted on 2 April',
      (it) => exempt(it, '2027-04-02'),
      ['overdue', '2026 overdue', '2026 exempted', '2026 exempted'],
    ],
    [
      'closed on 2 April',
      (it) => close(it, '2027-04-02'),
      ['overdue', '2026 overdue', '2026 closed', '2026 closed'],
    ],
    [
      'closed on 2 April, and finished afterwards',
      async (it) => {
        await begin(it, '2027-05-10T12:00:00+09:00');
        await close(it, '2027-04-02');
      },
      ['overdue', '2026 overdue', '2026 closed', '2026 closed'],
    ],
  ])('carries over what was open when the year turned: %s', async (_what, happen, expected) => {
    const personId = await test.city.addPerson();
    await assign(course, ALL);
    await happen(personId);
    expect(await turn(personId)).toEqual(expected);
  });

  it('asks for the next edition in a cycle of its own: neither completion satisfies the other', async () => {
    const personId = await test.city.addPerson();
    await assign(course, ALL);
    await assign(course, ALL, { fiscalYear: 2027, dueOn: '2027-12-17' });
    await courses.addVersion(course.courseId, 2, {
      key: course.key,
      fiscalYear: 2027,
      title: '9年度版',
    });
    expect(await turn(personId)).toEqual([
      'overdue',
      '2026 overdue, not_started',
      '2026 overdue, not_started',
      '2026 overdue, not_started',
    ]);
    await begin(personId, '2027-04-02T12:00:00+09:00');
    expect(await on(personId, '2027-06-01')).toMatchObject([
      { cycle: 2026, title: '8年度版', state: 'completed', isCarriedOver: true },
      { cycle: 2027, title: '9年度版', state: 'not_started', isCarriedOver: false },
    ]);
  });

  it('is empty without an edition of the year, before the assignment, and from the withdrawal on', async () => {
    const personId = await test.city.addPerson();
    const id = await assign(course, ALL);
    await assign(course, ALL, { fiscalYear: 2027, dueOn: '2027-12-17' });
    expect(await on(personId, '2026-04-30')).toEqual([]);
    expect(await on(personId, '2026-05-01')).toMatchObject([{ state: 'not_started' }]);
    await test.database.execute(
      `INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at)
       VALUES (gen_random_uuid(), $1, '2027-04-01', '2027-04-01')`,
      [id],
    );
    expect(await turn(personId)).toEqual(['overdue', '', '', '']);
  });

  it('names the year of what was carried over once', async () => {
    const titles = await rowsOf<{ title: string }>(
      test.database,
      `SELECT ${obligationTitle('v.title', 'v')} AS title
       FROM (VALUES (1, '研修', 2026, true), (2, '研修 令和8年度版', 2026, true), (3, '令和18年度の研修', 2026, true), (4, '研修', 2026, false))
         v (nr, title, fiscal_year, is_carried_over) ORDER BY v.nr`,
    );
    expect(titles.map((row) => row.title)).toEqual([
      '研修(令和8年度分)',
      '研修 令和8年度版',
      '令和18年度の研修(令和8年度分)',
      '研修',
    ]);
  });

  it('calls a course by its name without the year of an edition', async () => {
    const titles = await rowsOf<{ name: string }>(
      test.database,
      `SELECT ${courseName('v.title')} AS name FROM unnest($1::text[]) WITH ORDINALITY v (title, nr) ORDER BY v.nr`,
      [
        [
          ...[
            '研修 令和8年度版',
            '研修(令和8年度版)',
            '研修（令和８年度・改訂版）',
            '令和元年度の研修',
          ],
          ...['研修 2026年度', '研修　R8年度分', '研修', '令和8年度版'],
        ],
      ],
    );
    expect(titles.map((row) => row.name)).toEqual([
      ...['研修', '研修', '研修', '研修', '研修', '研修', '研修', '令和8年度版'],
    ]);
  });

  it('repeats every year by itself, with the due date moved by years', async () => {
    const [personId, newcomer] = [
      await test.city.addPerson(),
      await test.city.addPerson({ employedFrom: '2027-04-01' }),
    ];
    await assign(course, ALL, { repeats: true, dueOn: '2027-02-28' });
    await courses.addVersion(course.courseId, 2, { key: course.key, fiscalYear: 2027 });
    expect(await turn(newcomer)).toEqual(['', 'not_started', 'not_started', 'not_started']);
    // 2027-02-28 is a Sunday: due until 1 March.
    expect(await on(personId, '2027-03-01')).toMatchObject([{ state: 'not_started' }]);
    expect(await on(personId, '2027-04-01')).toMatchObject([
      { cycle: 2026, dueOn: '2027-02-28', state: 'overdue' },
      { cycle: 2027, dueOn: '2028-02-28', state: 'not_started' },
    ]);
  });

  it('evaluates a unit with those below it on the day, and on 31 March for what is carried over', async () => {
    const [department, other] = [await test.city.addUnit(), await test.city.addUnit()];
    const section = await test.city.addUnit({ parentId: department });
    const [stays, leavesOnTheFirst, leavesInAutumn, comes] = [
      await test.city.addPerson({ unitId: section }),
      await test.city.addPerson({ unitId: section }),
      await test.city.addPerson({ unitId: department }),
      await test.city.addPerson({ unitId: other }),
    ];
    await assign(course, { kind: 'org_unit', orgUnitId: department });
    await test.city.transfer(leavesOnTheFirst, other, '2027-04-01');
    await test.city.transfer(leavesInAutumn, other, '2026-10-01');
    await test.city.transfer(comes, section, '2027-04-01');
    const open = ['overdue', '2026 overdue', '2026 overdue', '2026 overdue'];
    expect(await turn(stays)).toEqual(open);
    expect(await turn(leavesOnTheFirst)).toEqual(open);
    expect(await turn(leavesInAutumn)).toEqual(['', '', '', '']);
    expect(await on(leavesInAutumn, '2026-09-30')).toHaveLength(1);
    expect(await turn(comes)).toEqual(['', '', '', '']);
  });

  it('keeps what was finished before somebody moved away', async () => {
    const [unit, other] = [await test.city.addUnit(), await test.city.addUnit()];
    const personId = await test.city.addPerson({ unitId: unit });
    await assign(course, { kind: 'org_unit', orgUnitId: unit });
    await begin(personId, '2026-07-01T09:00:00+09:00');
    await test.city.transfer(personId, other, '2026-10-01');
    expect(await on(personId, '2026-12-01')).toMatchObject([{ state: 'completed' }]);
  });

  it('reaches managers while they are, and nobody who is not employed', async () => {
    const unit = await test.city.addUnit();
    const head = await test.city.addPerson({ unitId: unit, isManagerial: true });
    const retired = await test.city.addPerson({
      unitId: unit,
      isManagerial: true,
      employedTo: '2027-04-01',
    });
    const clerk = await test.city.addPerson({ unitId: unit });
    await assign(course, { kind: 'managers' });
    expect(await turn(head)).toEqual(['overdue', '2026 overdue', '2026 overdue', '2026 overdue']);
    expect(await turn(retired)).toEqual(['overdue', '', '', '']);
    expect(await turn(clerk)).toEqual(['', '', '', '']);
  });

  it('gives thirty days from the day on which somebody came into the audience', async () => {
    const unit = await test.city.addUnit();
    const elsewhere = await test.city.addUnit();
    const hired = await test.city.addPerson({ unitId: unit, employedFrom: '2026-12-01' });
    const moved = await test.city.addPerson({ unitId: elsewhere });
    await test.city.transfer(moved, unit, '2026-12-10');
    await assign(course, { kind: 'org_unit', orgUnitId: unit });
    expect(await dueOf(hired, '2026-12-15')).toBe('2026-12-31');
    expect(await dueOf(moved, '2026-12-15')).toBe('2027-01-09');
    // A new kind of employment without a gap is no new beginning.
    await rewriteHistory(
      test.database,
      `UPDATE employments SET valid_to = '2027-01-01' WHERE person_id = $1`,
      [moved],
    );
    await new TestFigures(test.database).addEmployment(moved, 'reappointed', {
      from: '2027-01-01',
    });
    expect(await dueOf(moved, '2027-01-05')).toBe('2027-01-09');
    const early = await test.city.addPerson({ unitId: unit, employedFrom: '2026-05-01' });
    expect(await dueOf(early, '2026-12-15')).toBe('2026-12-18');
  });

  it('gives thirty days after an absence that overlaps the time to learn, also after two with little between', async () => {
    const person = () => test.city.addPerson();
    const [during, before, after, twice, unknown] = [
      await person(),
      await person(),
      await person(),
      await person(),
      await person(),
    ];
    await assign(course, ALL);
    await absence(during, '2026-12-01', '2027-01-12');
    await absence(before, '2026-03-01', '2026-05-01');
    await absence(after, '2026-12-19', '2027-02-01');
    await absence(twice, '2026-12-01', '2027-01-12');
    await absence(twice, '2027-02-01', '2027-03-01');
    await absence(unknown, '2026-12-01', null);
    const dues = [];
    for (const it of [during, before, after, twice, unknown])
      dues.push(await dueOf(it, '2027-03-31'));
    expect(dues).toEqual(['2027-02-11', '2026-12-18', '2026-12-18', '2027-03-31', '2026-12-18']);
    // On the day nobody knew of the second absence yet.
    expect(await dueOf(twice, '2027-01-20')).toBe('2027-02-11');
  });

  it('asks nothing on the days of an absence; what is finished stays finished, and after it the due date decides', async () => {
    const [away, finished, later] = [
      await test.city.addPerson(),
      await test.city.addPerson(),
      await test.city.addPerson(),
    ];
    await assign(course, ALL);
    await absence(away, '2026-12-01', '2027-02-01');
    await absence(finished, '2026-07-01', null);
    await absence(later, '2027-01-15', '2027-02-01');
    await begin(finished, '2026-06-30T12:00:00+09:00');
    const days: readonly LocalDate[] = [
      ...(['2026-11-30', '2026-12-01', '2027-01-31', '2027-02-01', '2027-03-04'] as const),
    ];
    const statesOf = async (personId: string) => {
      const states = [];
      for (const day of days) states.push((await on(personId, day))[0]?.state);
      return states;
    };
    expect(await statesOf(away)).toEqual([
      ...['not_started', 'absent', 'absent', 'not_started', 'overdue'],
    ]);
    expect(await statesOf(finished)).toEqual(days.map(() => 'completed'));
    // Whoever went away after the due date comes back to what was overdue before.
    expect(await statesOf(later)).toEqual([
      ...['not_started', 'not_started', 'absent', 'overdue', 'overdue'],
    ]);
  });

  it('lets a mandatory assignment count first, then the earliest due date', async () => {
    const personId = await test.city.addPerson();
    await assign(course, ALL, { isMandatory: false, dueOn: '2026-10-01' });
    expect(await on(personId, '2026-09-01')).toMatchObject([{ isMandatory: false }]);
    await assign(course, ALL, { dueOn: '2027-03-01' });
    await assign(course, ALL, { dueOn: '2026-12-01' });
    expect(await on(personId, '2026-09-01')).toMatchObject([
      { isMandatory: true, dueOn: '2026-12-01' },
    ]);
  });

  it('knows one cycle, 0, of a course without years, until it becomes a yearly one', async () => {
    const once = await courses.addCourse({ title: '一度の講座' });
    const personId = await test.city.addPerson();
    await assign(once, ALL, { repeats: true });
    expect((await on(personId, '2027-06-01')).map((it) => [it.cycle, it.fiscalYear])).toEqual([
      [0, 2026],
    ]);
    await courses.addVersion(once.courseId, 2, { key: once.key, fiscalYear: 2027 });
    await assign(once, ALL, { fiscalYear: 2027, dueOn: '2027-12-01' });
    expect((await on(personId, '2027-06-01')).map((it) => [it.cycle, it.fiscalYear])).toEqual([
      [0, 2026],
      [2027, 2027],
    ]);
  });

  /** Two dozen people of every kind, in every state. */
  async function fillCity(units: readonly string[]): Promise<void> {
    for (let index = 0; index < 24; index++) {
      const unitId = units[index % 3];
      const personId = await test.city.addPerson({
        ...(unitId !== undefined && index % 5 > 0 && { unitId }),
        isManagerial: index % 7 === 0,
        employedTo: index % 11 === 0 ? '2027-04-02' : null,
      });
      await live(personId, index);
      if (index % 9 === 3) await test.city.transfer(personId, units[0] ?? '', '2027-04-01');
    }
  }

  async function live(personId: string, index: number): Promise<void> {
    if (index % 4 === 0)
      await begin(personId, index % 8 === 0 ? '2027-04-01T09:00:00+09:00' : null);
    if (index % 6 === 1) await exempt(personId, index % 12 === 1 ? '2026-08-01' : '2027-04-02');
    if (index % 6 === 2) await absence(personId, '2027-04-01', null);
  }

  it('adds up on every day, over units as over the city', async () => {
    const units = [await test.city.addUnit(), await test.city.addUnit(), await test.city.addUnit()];
    const other = await courses.addCourse();
    await assign(course, ALL);
    await assign(other, { kind: 'org_unit', orgUnitId: units[0] ?? '' }, { dueOn: '2027-03-19' });
    await assign(course, { kind: 'managers' }, { fiscalYear: 2027, dueOn: '2027-09-01' });
    await courses.addVersion(course.courseId, 2, { key: course.key, fiscalYear: 2027 });
    await fillCity(units);
    for (const asOf of DAYS) {
      const queries = test.get(MandatoryQueries);
      const [city, byUnit, rows] = [
        await queries.count({ asOf }),
        await queries.countByUnit({ asOf }),
        await queries.listStates({ asOf }),
      ];
      const { total, people, ...parts } = city;
      expect(rows).toHaveLength(total);
      expect(new Set(rows.map((it) => it.personId)).size).toBe(people);
      expect(new Set(rows.map((it) => it.id)).size).toBe(total);
      const { notStarted, inProgress, completed, overdue, exempted, absent } = parts;
      expect(notStarted + inProgress + completed + overdue + exempted + absent).toBe(total);
      expect(parts.finishedPeople + parts.openPeople + parts.leftOutPeople).toBe(people);
      for (const name of ['total', 'people', 'completed', 'overdue', 'absent'] as const)
        expect(byUnit.reduce((sum, it) => sum + it[name], 0)).toBe(city[name]);
    }
  });
});
