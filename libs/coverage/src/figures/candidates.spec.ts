import { randomUUID } from 'node:crypto';
import { type LocalDate } from '@app/platform';
import { type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { CandidateFigureQueries } from './candidates.queries';

const TODAY: LocalDate = '2026-11-16';

/** Each of whom figures are made, and each who is none: what is counted is the others. */
describe('Candidates for ITパスポート', () => {
  let lib: LibTest;
  let figures: TestFigures;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    await lib.database.execute(
      `INSERT INTO syllabi VALUES ('ip-6.5', '', '', '2026-01-01', NULL, 120, 600, 300)`,
    );
  });

  afterEach(() => lib.close());

  async function estimate(
    personId: string,
    chance: number,
    facts: { readonly at?: string; readonly answers?: readonly number[] } = {},
  ): Promise<string> {
    const { at = `${TODAY}T09:00:00+09:00`, answers = [8, 6, 6] } = facts;
    await lib.database.execute(
      `INSERT INTO readiness_estimates (id, person_id, syllabus_key, made_at, answers, chance, low, high, fit, settings)
       VALUES ($1, $2, 'ip-6.5', $3, $4, $5, 0, 1, '{}', '{}')`,
      [randomUUID(), personId, at, answers, chance],
    );
    return personId;
  }

  async function people(count: number, chance: number): Promise<string[]> {
    const made: string[] = [];
    for (let nth = 0; nth < count; nth++)
      made.push(await estimate(await lib.city.addPerson(), chance));
    return made;
  }

  async function candidates(on: LocalDate = TODAY) {
    const rule = await lib.get(CountingRuleQueries).getRuleOn(on);
    return lib.get(CandidateFigureQueries).candidatesOn(on, rule);
  }

  it('are counted from five on, each with the newest estimate', async () => {
    const four = await people(4, 0);
    expect(await candidates()).toBeNull();
    await people(1, 1);
    expect(await candidates()).toMatchObject({ count: 5, expected: 1, booked: 0 });
    for (const personId of four) await estimate(personId, 1, { at: `${TODAY}T10:00:00+09:00` });
    expect(await candidates()).toMatchObject({ count: 5, expected: 5 });
    expect(await candidates('2026-11-15')).toBeNull();
  });

  it('are none who passed, who report it, who left, who stopped or of whom nothing can be said', async () => {
    await people(5, 1);
    const [holder, reporter, passed, ...others] = await people(3, 1);
    await figures.addCertificate({ personId: holder ?? '', state: 'verified' });
    await figures.addCertificate({ personId: reporter ?? '', state: 'reported' });
    await figures.addAttempt({
      ...{ personId: passed ?? '', state: 'provisional_pass', examOn: '2026-11-10' },
    });
    expect(others).toEqual([]);
    await estimate(await lib.city.addPerson({ employedTo: TODAY }), 1);
    await estimate(await lib.city.addPerson(), 1, { at: '2026-08-01T09:00:00+09:00' });
    await estimate(await lib.city.addPerson(), 1, { answers: [20, 20, 4] });
    await estimate(await lib.city.addPerson(), 1, { answers: [7, 6, 6] });
    expect(await candidates()).toMatchObject({ count: 5 });
  });

  it('say who has booked as a number', async () => {
    const [first] = await people(5, 0.5);
    await figures.addAttempt({ personId: first ?? '', state: 'booked', examOn: '2026-12-01' });
    expect(await candidates()).toMatchObject({ count: 5, booked: 1 });
  });
});
