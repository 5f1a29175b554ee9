import { CoursesModule } from '@app/courses';
import { anActor, type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { TeamQueries } from '../team/team.queries';
import { CoverageQueries } from './coverage.queries';
import { MandatoryFigureQueries } from './mandatory-figures.queries';

const TODAY = '2026-11-16';
const TYPES = [
  'regular',
  'fiscal_year_appointee',
  'reappointed',
  'fixed_term',
  'part_time',
  'special',
  'dispatched_in',
] as const;

/** Home, the unit head's page and the coverage page must name one number of people, whoever is employed and how. */
describe('The number of people with open mandatory learning', () => {
  let lib: LibTest;
  let unitId: string;

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule, CoursesModule);
    const facts = new TestFigures(lib.database);
    unitId = await lib.city.addUnit({ code: 'A' });
    const courses = [
      await facts.addCourse('情報セキュリティ'),
      await facts.addCourse('生成AI活用'),
    ];
    for (const employmentType of TYPES) {
      for (const change of [
        {},
        { completedAt: '2026-10-01' },
        { exemptedAt: '2026-10-01' },
        { absent: 'parental_leave' },
        { absent: 'seconded' },
      ] as const) {
        const personId = await lib.city.addPerson({ unitId, employmentType });
        for (const courseId of courses)
          await facts.addEnrollment({ personId, courseId, ...change });
        if ('absent' in change)
          await facts.addAbsence(personId, change.absent, { from: '2026-06-01' });
      }
    }
  });

  afterAll(() => lib.close());

  it.each([
    ['the rule of the city', {}, 1],
    [
      'a rule with more employment types',
      { mandatoryEmploymentTypes: ['regular', 'special', 'part_time'] },
      3,
    ],
    ['a rule that expects the absent to learn, too', { excludeAbsent: false }, 3],
  ])('is the same on every page under %s', async (_name, change, open) => {
    await rewriteHistory(
      lib.database,
      'UPDATE counting_rules SET definition = definition || $1::jsonb',
      [JSON.stringify({ mandatoryEmploymentTypes: ['regular'], excludeAbsent: true, ...change })],
    );
    const { counts, units } = await lib.get(CoverageQueries).coverageAsOf(TODAY);
    expect(counts.mandatory_open).toBe(open);
    expect(units[0]?.counts.mandatory_open).toBe(open);
    for (const ids of [undefined, [unitId]]) {
      expect(await lib.get(MandatoryFigureQueries).countOn(TODAY, ids)).toMatchObject({
        openPeople: counts.mandatory_open,
        finishedPeople: counts.mandatory_done,
      });
    }
    const head = anActor({ roles: ['staff', 'unit_head'], headedUnitIds: [unitId] });
    const { members } = await lib.get(TeamQueries).getTeam(head, 'A');
    expect(members.filter((it) => it.mandatoryState === 'open')).toHaveLength(open);
  });
});
