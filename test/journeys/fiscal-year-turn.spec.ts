import type { LocalDate } from '@app/platform';
import { CityObligations } from '../support/city-obligations';
import { AnybodysPages, isOpenNow, obligationsOn } from '../support/obligation-sets';
import { OwnObligations } from '../support/own-obligations';
import { PROOF } from '../support/proof';
import { type RunningDemo, startDemoAt } from '../support/running-demo';

const TIME_LIMIT_MS = 120_000;
const LAST_DAY = '2027-03-31';
const FIRST_DAY = '2027-04-01';
const PEOPLE = PROOF ? 12 : 4;

describe('The product that runs over the end of a fiscal year', () => {
  let demo: RunningDemo;
  let pages: AnybodysPages;

  beforeAll(async () => {
    demo = await startDemoAt(`${LAST_DAY}T23:59:50+09:00`, { playedFor: '2026-11-16' });
    await demo.database.execute('UPDATE accounts SET must_change_password = false');
    pages = new AnybodysPages(demo);
  }, 180_000);

  afterAll(async () => {
    await demo.close();
  });

  /** The same sessions, the same processes: only the clock goes on. */
  async function expectOneSet(day: LocalDate): Promise<number> {
    const truth = await obligationsOn(demo, day);
    const known = await pages.whoCanSignIn();
    const people = [...truth.people().values()].filter((row) => known.has(row.personId));
    const visitors = {
      office: await demo.signInAs('programOffice'),
      head: await demo.signInAs('head'),
    };
    const own = new OwnObligations(pages, truth);
    const city = new CityObligations(demo, visitors, truth, day);
    for (const person of people.slice(0, PEOPLE)) {
      await own.expectHome(person);
      await own.expectApi(person);
    }
    await city.expectCounts();
    await city.expectTeam();
    await city.expectCoverage();
    await city.expectAssignments();
    const left = truth.asked.filter((row) => row.isCarriedOver && isOpenNow(row));
    // Once, by the title of the edition or behind it.
    for (const { title } of left) expect(title.match(/令和8年度/g)).toHaveLength(1);
    return left.length;
  }

  it(
    'shows the pages of the old year, and after midnight those of the new one, with what was left of the old',
    async () => {
      demo.clock.set(`${LAST_DAY}T23:55:00+09:00`);
      const office = await demo.signInAs('programOffice');
      expect((await office.get('/coverage')).text).toContain('令和9年3月31日');
      expect(await expectOneSet(LAST_DAY)).toBe(0);
      demo.clock.set(`${LAST_DAY}T23:59:58+09:00`);
      await demo.clock.reaches(`${FIRST_DAY}T00:00:00+09:00`);
      expect((await office.get('/coverage')).text).toContain('令和9年4月1日');
      expect(await expectOneSet(FIRST_DAY)).toBeGreaterThan(100);
    },
    TIME_LIMIT_MS,
  );
});
