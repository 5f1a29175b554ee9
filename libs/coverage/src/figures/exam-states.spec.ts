import type { LocalDate } from '@app/platform';
import { lazyCity, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import { FigurePeopleQueries } from './figure-people.queries';
import type { PeopleFigure } from './figure.rules';

const TODAY: LocalDate = '2026-11-16';
const GONE_SINCE: LocalDate = '2026-11-01';

/** One person in every state of the exam who is at work, and one who has left: whom does which figure count, and name? */
describe('The figures of the exam', () => {
  let lib: LibTest;
  const names = new Map<string, string>();

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    const unitId = await lazyCity(() => lib).unit('A');
    await new TestFigures(lib.database).endExam('ip', '2026-11-30');
    for (const isGone of [false, true]) {
      for (const state of Object.keys(STATES) as State[]) {
        const staff = { unitId, ...(isGone && { employedTo: GONE_SINCE }) };
        const personId = await lib.city.addPerson(staff);
        names.set(personId, isGone ? `gone ${state}` : state);
        await STATES[state](new TestFigures(lib.database), personId);
      }
    }
  });

  afterAll(async () => {
    await lib.close();
  });

  it.each<[PeopleFigure, readonly string[], Readonly<Record<string, string>>]>([
    [
      'holders',
      ['verified'],
      {
        'gone verified': 'not_employed',
        reported: 'not_verified',
        provisional: 'not_verified',
        higher: 'higher_only',
      },
    ],
    ['reported', ['reported'], { 'gone reported': 'not_employed' }],
    ['provisional', ['provisional'], { 'gone provisional': 'not_employed' }],
    [
      'booked',
      ['booked'],
      {
        ...{ 'gone booked': 'not_employed', past: 'exam_past', 'gone past': 'not_employed' },
        ...{ over: 'exam_outside', 'gone over': 'not_employed' },
      },
    ],
    ['higher_only', ['higher'], { 'gone higher': 'not_employed' }],
  ])('%s', async (figure, counted, leftOut) => {
    const found = await lib.get(FigurePeopleQueries).peopleBehind({ figure, on: TODAY, page: 1 });
    const nameOf = ({ personId }: { readonly personId: string }) => names.get(personId) ?? personId;
    expect(found.people.map(nameOf).sort()).toEqual([...counted].sort());
    expect(Object.fromEntries(found.leftOut.map((it) => [nameOf(it), it.reason]))).toEqual(leftOut);
    expect(found.total).toBe(counted.length);
  });

  it('count what was passed within the twelve months up to the day, both ends told apart', async () => {
    const counted = await lib.get(CoverageQueries).coverageAsOf(TODAY);
    expect(counted.holder).toMatchObject({ now: 1, passedLastYear: 1 });
    for (const [passedOn, passedLastYear] of [
      ['2025-11-16', 1],
      ['2025-11-17', 2],
      ['2026-11-16', 3],
    ] as const) {
      const unitId = await lazyCity(() => lib).unit(`U${passedOn}`);
      const personId = await lib.city.addPerson({ unitId });
      const dates = { passedOn, reportedAt: '2026-11-16', decidedAt: '2026-11-16' };
      await new TestFigures(lib.database).addCertificate({ personId, ...dates });
      const { holder } = await lib.get(CoverageQueries).coverageAsOf(TODAY);
      expect([passedOn, holder.passedLastYear]).toEqual([passedOn, passedLastYear]);
    }
  });
});

const STATES = {
  verified: async (figures, personId) => {
    await figures.addCertificate({ personId, passedOn: '2026-06-01' });
  },
  reported: async (figures, personId) => {
    await figures.addCertificate({ personId, state: 'reported' });
  },
  provisional: (figures, personId) =>
    figures.addAttempt({ personId, state: 'provisional_pass', examOn: '2026-10-01' }),
  booked: (figures, personId) => figures.addAttempt({ personId, state: 'booked', examOn: TODAY }),
  past: (figures, personId) =>
    figures.addAttempt({ personId, state: 'booked', examOn: '2026-11-15' }),
  /** Beyond the last exam, as became known since. */
  over: (figures, personId) =>
    figures.addAttempt({ personId, state: 'booked', examOn: '2026-12-01' }),
  failed: (figures, personId) =>
    figures.addAttempt({ personId, state: 'failed', examOn: '2026-10-01' }),
  cancelled: (figures, personId) =>
    figures.addAttempt({ personId, state: 'cancelled', examOn: '2026-12-01' }),
  higher: async (figures, personId) => {
    await figures.addCertificate({ personId, code: 'fe' });
  },
} as const satisfies Record<string, (figures: TestFigures, personId: string) => Promise<void>>;
type State = keyof typeof STATES;
