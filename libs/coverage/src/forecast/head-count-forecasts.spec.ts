import { addDays, type LocalDate } from '@app/platform';
import { type LibTest, rewriteHistory, startLibTest, TEST_DAY, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { HeadCountFactsQueries } from './head-count-facts.queries';
import { HeadCountForecastQueries } from './head-count-forecasts.queries';
import { HeadCountForecastsService } from './head-count-forecasts.service';

const ago = (days: number): LocalDate => addDays(TEST_DAY, -days);
const noon = (day: LocalDate): string => `${day}T12:00:00+09:00`;

/** Twelfths of a year, the newest first, in some of which one booked. */
function monthsWith(of: Readonly<Record<number, 'passed' | 'failed' | 'open'>>) {
  return Array.from({ length: 24 }, (_, back) => ({
    booked: Number(of[back] !== undefined),
    passed: Number(of[back] === 'passed'),
    failed: Number(of[back] === 'failed'),
  }));
}

describe('Forecasts of the number of holders', () => {
  let lib: LibTest;
  let figures: TestFigures;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
  });

  afterEach(() => lib.close());

  async function facts(on: LocalDate = TEST_DAY) {
    const rule = await lib.get(CountingRuleQueries).getRuleOn(on);
    const target = { target: 50, dueOn: '2031-03-31' } as const;
    return lib.get(HeadCountFactsQueries).factsOn(on, rule, target);
  }

  const attempt = (
    personId: string,
    state: 'booked' | 'provisional_pass' | 'passed' | 'failed' | 'cancelled',
    [booked, exam]: readonly [number, number],
  ) => figures.addAttempt({ personId, state, examOn: ago(exam), createdAt: noon(ago(booked)) });

  it('begin with where everybody stands and with what happened', async () => {
    const unitId = await lib.city.addUnit();
    const person = (staff: object = {}) => lib.city.addPerson({ unitId, ...staff });
    // A holder who stays, one who is known to leave, one who is asked again each year; one who left.
    await figures.addCertificate({ personId: await person(), ...decided(300, 290) });
    await figures.addCertificate({
      ...{ personId: await person({ employedTo: '2027-04-01' }), ...decided(900, 880) },
    });
    const yearly = { employmentType: 'fiscal_year_appointee', employedTo: '2027-04-01' };
    await figures.addCertificate({ personId: await person(yearly), ...decided(800, 790) });
    await figures.addCertificate({
      ...{ personId: await person({ employedTo: ago(100) }), ...decided(500, 490) },
    });
    // Failed and booked again; failed lately; called off; sat long ago without a word; passed by the screen.
    const again = await person();
    await attempt(again, 'failed', [400, 350]);
    await attempt(again, 'booked', [200, -20]);
    await attempt(await person(), 'failed', [120, 90]);
    await attempt(await person(), 'failed', [600, 560]);
    await attempt(await person(), 'cancelled', [60, -10]);
    await attempt(await person(), 'booked', [300, 250]);
    await attempt(await person(), 'provisional_pass', [40, 5]);

    expect(await facts()).toEqual({
      ...{ on: TEST_DAY, dueOn: '2031-03-31', target: 50 },
      ...{ holders: 3, holdersLeaving: ['2027-03-31'], waiting: 1, failedLately: 1 },
      booked: [{ examOn: ago(-20), chance: null }],
      others: 9 - 3 - 1 - 1 - 1,
      past: {
        ...{ days: 730, firstBookings: 5, reportedWithout: 2, passes: 1, failures: 3 },
        ...{ failuresFollowed: 2, bookedAgain: 1, verified: 2, refused: 0, leavers: 1 },
        staffYears: expect.closeTo((9 * 730 + 630) / 365.25, 1) as number,
        months: monthsWith({ 1: 'passed', 3: 'failed', 9: 'open', 13: 'failed', 19: 'failed' }),
        ...{ toExam: [35, 30, 220, 50, 50, 40], toVerification: [10, 10], toNextExam: [370] },
      },
    });
  });

  it('take the passes of certificates where books are young', async () => {
    const unitId = await lib.city.addUnit();
    const personId = await lib.city.addPerson({ unitId });
    await figures.addCertificate({ personId, ...decided(300, 20) });
    await attempt(await lib.city.addPerson({ unitId }), 'booked', [10, -20]);
    await rewriteHistory(lib.database, 'UPDATE postings_history SET recorded_at = $1', [
      noon(ago(50)),
    ]);
    expect((await facts()).past).toMatchObject({
      ...{ days: 730, firstBookings: 0, reportedWithout: 1 },
    });
  });

  it('are kept once a day, made again from the same facts, and answer a past day as of then', async () => {
    const unitId = await lib.city.addUnit();
    for (let nth = 0; nth < 6; nth++) {
      const personId = await lib.city.addPerson({ unitId });
      if (nth < 3) await figures.addCertificate({ personId, ...decided(300 - nth, 280) });
    }
    const service = lib.get(HeadCountForecastsService);
    const queries = lib.get(HeadCountForecastQueries);
    expect(await service.run()).toBe(true);
    const kept = await queries.newestUntil(TEST_DAY);
    expect(kept).toMatchObject({ madeOn: TEST_DAY, target: 50, dueOn: '2031-03-31', runs: 10_000 });
    expect(kept?.forecast.fan.at(-1)?.day).toBe('2031-03-31');
    expect(await service.run()).toBe(true);
    lib.clock.set(`${addDays(TEST_DAY, 1)}T10:00:00+09:00`);
    await service.run();
    expect((await queries.newestUntil(addDays(TEST_DAY, 9)))?.madeOn).toBe(addDays(TEST_DAY, 1));
    expect(await queries.newestUntil(TEST_DAY)).toEqual(kept);
    expect(await queries.newestUntil(ago(1))).toBeNull();
    const months = await queries.listMonthly(addDays(TEST_DAY, 1), { limit: 9, offset: 0 });
    expect(months.map(({ madeOn }) => madeOn)).toEqual([TEST_DAY]);
  });

  it('are not made where nothing is promised any more', async () => {
    lib.clock.set('2031-03-31T10:00:00+09:00');
    expect(await lib.get(HeadCountForecastsService).run()).toBe(false);
  });

  function decided(passed: number, verified: number) {
    return {
      passedOn: ago(passed),
      reportedAt: noon(ago(verified)),
      decidedAt: noon(ago(verified)),
    };
  }
});
