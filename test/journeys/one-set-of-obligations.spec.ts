import { AssignmentsService, lastDueDateOver, type NewAssignment } from '@app/courses';
import { CoverageQueries } from '@app/coverage';
import { knownStatements, type LocalDate, OfficeCalendars, toLocalDate } from '@app/platform';
import { anActor, rewriteHistory } from '@app/testing';
import { CityObligations } from '../support/city-obligations';
import { type DemoParts, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import {
  AnybodysPages,
  isOpenNow,
  isPutOff,
  type Obligations,
  obligationsOn,
  type Obliged,
} from '../support/obligation-sets';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';
import { OwnObligations } from '../support/own-obligations';
import { startWebTest, type WebTest } from '../support/web';

const PLAYED_FOR: LocalDate = '2026-11-16';
const FIRST_DAY: LocalDate = '2027-04-01';

/** The days, and 14 office days after each (by hand: the office is closed at weekends, no holiday lies between). */
const LAST_REMINDED: Readonly<Record<LocalDate, LocalDate>> = {
  '2027-03-31': '2027-04-20',
  '2027-04-01': '2027-04-21',
  '2027-04-02': '2027-04-22',
  '2027-06-01': '2027-06-21',
};
/** The day after the turn is one like the first of April: npm run proof looks at it as well. */
const DAYS = Object.keys(LAST_REMINDED)
  .map(toLocalDate)
  .filter((day) => PROOF || day !== '2027-04-02');

/** On the first of April the home of every twentieth is looked at, on the other days that of another part of the people. */
const ONE_IN_ON_FIRST = 20;
const ONE_IN = 64;
/** Of the other pages of one's own, a part of the people on each day. */
const SOME_IN = 80;

interface Surroundings {
  readonly day: LocalDate;
  readonly people: readonly Obliged[];
  readonly own: OwnObligations;
  readonly city: CityObligations;
  readonly truth: Obligations;
}

/** What every page says of the same people on the days around 1 April is the same set. */
describe('What is asked for, around the turn of the fiscal year', () => {
  let web: WebTest;
  let demo: DemoParts;
  let pages: AnybodysPages;

  beforeAll(async () => {
    web = await startWebTest({ template: demoCity(PLAYED_FOR) });
    demo = withParts(web, PLAYED_FOR);
    await web.database.execute('UPDATE accounts SET must_change_password = false');
    pages = new AnybodysPages(web);
  }, TIME_LIMIT_MS);

  afterAll(() => web.close());

  async function goTo(day: LocalDate): Promise<Surroundings> {
    web.clock.set(`${day}T10:00:00+09:00`);
    const visitors = {
      office: await demo.signInAs('programOffice'),
      head: await demo.signInAs('head'),
    };
    await rewriteHistory(web.database, 'TRUNCATE reminder_ledger, reminder_digests CASCADE');
    const truth = await obligationsOn(web, day);
    const known = await pages.whoCanSignIn();
    const people = [...truth.people().values()].filter((row) => known.has(row.personId));
    expect(truth.asked.filter(isOpenNow).length).toBeGreaterThan(100);
    expect(people.length).toBeGreaterThan(100);
    // On every day somebody on leave is looked at from all sides, for whom something would be overdue.
    const lastOver = lastDueDateOver(await web.app.get(OfficeCalendars).current(), day);
    expect(
      truth.asked.some((row) => isPutOff(row) && row.dueOn <= lastOver && known.has(row.personId)),
    ).toBe(true);
    return {
      day,
      truth,
      own: new OwnObligations(pages, truth),
      city: new CityObligations(web, visitors, truth, day),
      people,
    };
  }

  describe.each(DAYS)('on %s', (day) => {
    let on: Surroundings;
    const until = LAST_REMINDED[day] ?? day;
    const oneIn = (part: number) =>
      on.people.filter(
        (person, index) => index % part === DAYS.indexOf(day) || person.absence !== null,
      );

    beforeAll(async () => {
      on = await goTo(day);
    });

    it(
      'is one set on every home',
      async () => {
        const people = PROOF ? on.people : oneIn(day === FIRST_DAY ? ONE_IN_ON_FIRST : ONE_IN);
        for (const person of people) await on.own.expectHome(person);
      },
      TIME_LIMIT_MS,
    );

    it(
      'is the same in the API, in 学ぶ, on the pages of the courses and in 受講記録',
      async () => {
        for (const person of PROOF ? on.people : oneIn(SOME_IN)) {
          await on.own.expectApi(person);
          await on.own.expectCatalogue(person);
          await on.own.expectCoursePages(person);
          await on.own.expectRecord(person);
        }
      },
      TIME_LIMIT_MS,
    );

    it(
      'is the same in the assignments, on the page of a head and in 充足状況',
      async () => {
        // Every page of every assignment: on the first of April, and on all days by `npm run proof`.
        if (PROOF || day === FIRST_DAY) await on.city.expectAssignments();
        if (PROOF || day === FIRST_DAY) await on.city.expectUnits();
        await on.city.expectTeam();
        await on.city.expectCoverage();
        await on.city.expectCounts();
      },
      TIME_LIMIT_MS,
    );

    it(
      'is what is left for the closing of the year, once that is over',
      async () => {
        if (day >= FIRST_DAY) await on.city.expectClosing();
        else expect(on.truth.asked.every((row) => row.fiscalYear === 2026)).toBe(true);
      },
      TIME_LIMIT_MS,
    );

    it(
      'is what reminders are previewed for, and planned',
      async () => {
        // Every page of the preview is worked out anew: npm run proof looks at it on all days.
        if (PROOF || day === FIRST_DAY) await on.city.expectPreview(until);
        await on.city.expectPlanned(until);
      },
      TIME_LIMIT_MS,
    );
  });

  /** Every statement over obligations, and what notices that one row of it is missing. */
  const CONSUMERS: Readonly<Record<string, (on: Surroundings) => Promise<void>>> = {
    'courses.own-learning': async ({ own, people, truth }) => {
      await own.expectHome(behind(people, truth));
    },
    'courses.catalogue': ({ own, people, truth }) => own.expectCatalogue(behind(people, truth)),
    'courses.course-page': ({ own, people, truth }) => own.expectCoursePages(behind(people, truth)),
    'courses.learning-record': ({ own, people, truth }) => own.expectRecord(done(people, truth)),
    'courses.assignments': async ({ city }) => {
      await city.expectAssignments();
    },
    'courses.assignment-people': async ({ city }) => {
      await city.expectAssignments();
    },
    'courses.assignment-units': ({ city }) => city.expectUnits(),
    'courses.mandatory-states': ({ city }) => city.expectCounts(),
    'courses.mandatory-count': ({ city }) => city.expectCounts(),
    'courses.mandatory-count-by-unit': ({ city }) => city.expectCounts(),
    'courses.open-of-year': ({ city }) => city.expectClosing(),
    'reminders.preview': ({ city, day }) => city.expectPreview(LAST_REMINDED[day] ?? day),
    'reminders.write-entries': ({ city, day }) => city.expectPlanned(LAST_REMINDED[day] ?? day),
    'coverage.staff-behind': ({ city }) => city.expectCoverage(),
    'coverage.team-members': ({ city }) => city.expectTeam(),
    'coverage.team-members-by-due': ({ city }) => city.expectTeam(),
    'coverage.team-asked': ({ city }) => city.expectTeam(),
  };

  /** These ask about one course or one mail of one person, or about lists and figures that have specs of their own. */
  const NOT_A_SET = [
    // Which courses a head may know of somebody: roles.service.spec and the candidates of a unit.
    'appointments.mandated-courses',
    // When a course that is missing is due; whether it is asked for is not told from it: paths.queries.spec.
    'appointments.outlook',
    // A number that one-asks.spec compares with what the closing leaves asked for.
    'courses.asked-again-after-closing',
    'courses.assignment',
    'courses.assignment-preview',
    // One course of one person, before it is dropped: course-drops.service.spec.
    'courses.begun-course',
    'courses.completed-by-person',
    'courses.figures-of-year',
    'courses.course-of-enrollment',
    'courses.lesson-page',
    'courses.obligation-state',
    // What a closing has ended is asked of nobody: closings.service.spec and after-the-closing.spec tell who misses it.
    'courses.own-closed',
    'courses.own-turn',
    'courses.withdrawal-preview',
    // Of what was open, what a head asked for: learning-asked.spec.
    'reminders.candidates-learning-asked',
    'reminders.candidates-learning-due',
    'reminders.candidates-learning-overdue',
    // Of what was told, what still holds: own-notices.spec.
    'reminders.notice-holds-learning-asked',
    'reminders.notice-holds-learning-due',
    'reminders.notice-holds-learning-overdue',
    'reminders.paper-notices',
    'coverage.city',
    'coverage.counted-people',
    'coverage.promises',
    // The same people in other orders, and how many they are: team.queries.spec.
    'coverage.team-counts',
    'coverage.team-members-by-due-down',
    'coverage.team-members-by-name',
    'coverage.team-members-by-name-down',
    'coverage.team-members-by-unit-down',
    'coverage.units',
  ];

  it('is compared for every statement that reads obligations', () => {
    const readers = knownStatements()
      .filter(({ name, text }) => text.includes('ob_reached AS') && !name.startsWith('testing.'))
      .map(({ name }) => name);
    expect(readers.toSorted()).toEqual([...Object.keys(CONSUMERS), ...NOT_A_SET].toSorted());
  });

  describe('with a fault', () => {
    let on: Surroundings;

    /** Planning writes and returns a number: its missing row is one of the ledger, told to somebody else. The product's role deletes none. */
    const forgetOneEntry = async () => {
      await web.database.execute(
        `UPDATE reminder_ledger SET recipient_person_id =
           (SELECT id FROM person_identities WHERE id NOT IN (SELECT recipient_person_id FROM reminder_ledger) LIMIT 1)
         WHERE id = (SELECT id FROM reminder_ledger WHERE kind LIKE 'learning%' LIMIT 1)`,
      );
    };

    beforeAll(async () => {
      on = await goTo(FIRST_DAY);
    }, 60_000);

    it.each(Object.keys(CONSUMERS))(
      'is seen to differ when %s misses one row',
      async (name) => {
        const compare = CONSUMERS[name] ?? (() => Promise.resolve());
        // Without a fault they were the same on this day: seen above.
        if (PROOF) await compare(on);
        const all = web.database.all.bind(web.database);
        const spy = jest.spyOn(web.database, 'all').mockImplementation(async (statement, given) => {
          const rows = await all(statement, given);
          if (statement.name !== name) return rows;
          if (name === 'reminders.write-entries') await forgetOneEntry();
          return oneLess(rows);
        });
        await expect(compare(on)).rejects.toThrow();
        spy.mockRestore();
      },
      120_000,
    );
  });

  describe('with assignments of the same course beside each other', () => {
    let on: Surroundings;

    beforeAll(async () => {
      web.clock.set('2027-03-31T10:00:00+09:00');
      await assignOnceMore('infosec', { fiscalYear: 2026, dueOn: '2027-03-31' });
      await assignOnceMore('ai-use', { fiscalYear: 2027, dueOn: '2027-10-29' });
      on = await goTo(FIRST_DAY);
    }, TIME_LIMIT_MS);

    /** All staff, whatever is assigned already. */
    async function assignOnceMore(
      courseKey: string,
      when: Pick<NewAssignment, 'fiscalYear' | 'dueOn'>,
    ): Promise<void> {
      const office = anActor({ roles: ['staff', 'program_office'] });
      await web.city.register(office);
      const assignments = web.app.get(AssignmentsService);
      const all = {
        ...when,
        courseKey,
        audience: { kind: 'all_staff' },
        isMandatory: true,
      } as const;
      const { overlaps } = await assignments.preview(office, { ...all, reason: '重ねて' });
      const acceptedOverlaps = overlaps.map(({ id }) => id);
      expect(acceptedOverlaps.length).toBeGreaterThan(0);
      await assignments.assign(office, { ...all, reason: '重ねて', acceptedOverlaps });
    }

    it(
      'is one set with one due date for everybody, in every list and figure',
      async () => {
        for (const person of on.people.filter(
          (_person, index) => index % (PROOF ? SOME_IN : 2 * SOME_IN) === 0,
        )) {
          await on.own.expectHome(person);
          await on.own.expectApi(person);
          await on.own.expectCoursePages(person);
          await on.own.expectRecord(person);
        }
        expect(await on.city.expectAssignments()).toBeGreaterThan(100);
        await on.city.expectTeam();
        await on.city.expectCoverage();
        await on.city.expectCounts();
        await on.city.expectClosing();
        await on.city.expectPlanned(LAST_REMINDED[FIRST_DAY] ?? FIRST_DAY);
      },
      TIME_LIMIT_MS,
    );

    it('has one denominator in the promise and in the line of its course', async () => {
      const { counts, courses } = await web.app.get(CoverageQueries).coverageAsOf(FIRST_DAY);
      const line = courses.find((it) => it.promise === 'ai_use' && !it.isCarriedOver);
      expect([counts.ai_done, counts.ai]).toEqual([line?.done ?? 0, line?.must ?? 0]);
    });
  });
});

function behind(people: readonly Obliged[], truth: Obligations): Obliged {
  const open = people.find(({ staffNumber }) =>
    truth.of(staffNumber).some((row) => row.isMandatory && isOpenNow(row)),
  );
  if (!open) throw new Error('Nobody is behind');
  return open;
}

function done(people: readonly Obliged[], truth: Obligations): Obliged {
  const found = people.find(({ staffNumber }) =>
    truth.ever.some((row) => row.staffNumber === staffNumber && row.state === 'completed'),
  );
  if (!found) throw new Error('Nobody has finished anything');
  return found;
}

/** Without the first row that matters: mandatory where rows tell; a row of sums is one less in each. */
function oneLess<Row>(rows: readonly Row[]): readonly Row[] {
  const index = rows.findIndex((row) => (row as { isMandatory?: boolean }).isMandatory !== false);
  const row: unknown = rows[index];
  if (isPage(row)) return [{ ...row, rows: withoutLearning(row.rows) }] as Row[];
  if (rows.length === 1 && isSum(row)) {
    return [
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value - 1])),
    ] as Row[];
  }
  return rows.filter((_row, at) => at !== index);
}

interface PageOfReminders {
  readonly rows: readonly { readonly kind: string }[];
}

function isPage(row: unknown): row is PageOfReminders {
  return typeof row === 'object' && row !== null && 'rows' in row && Array.isArray(row.rows);
}

/** Without the first of the rows that are compared. */
function withoutLearning(rows: PageOfReminders['rows']): PageOfReminders['rows'] {
  const index = rows.findIndex(({ kind }) => kind.startsWith('learning'));
  return rows.filter((_row, at) => at !== index);
}

function isSum(row: unknown): row is Record<string, number> {
  return (
    typeof row === 'object' &&
    row !== null &&
    Object.values(row).every((value) => typeof value === 'number')
  );
}
