import type { Actor } from '@app/access';
import { NotAllowed } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { PracticeModule } from '../practice.module';
import { PastEstimateQueries, type RealResult } from './past-estimates.queries';

const EXAM = '2027-03-10';

describe('Past estimates against results', () => {
  let test: LibTest;
  let office: Actor;

  beforeAll(async () => {
    test = await startLibTest(PracticeModule);
    await test.database.execute(
      `INSERT INTO syllabi (key, title, source, valid_from, minutes, pass_total, pass_field) VALUES ('s', 's', '', '2026-01-01', 120, 600, 300)`,
    );
    const personId = await test.city.addPerson();
    office = anActor({ personId, roles: ['program_office'] });
  });

  afterAll(() => test.close());

  async function told(personId: string, chance: number, madeAt: string, answers = [20, 10, 20]) {
    await test.database.execute(
      `INSERT INTO readiness_estimates (id, person_id, syllabus_key, made_at, answers, chance, low, high, fit, settings)
       VALUES (gen_random_uuid(), $1, 's', $2, $3, $4, $4, $4, '{}', '{}')`,
      [personId, madeAt, answers, chance],
    );
  }

  /** So many people who were told the same; the first `passed` of them passed. */
  async function people(count: number, chance: number, passed: number): Promise<RealResult[]> {
    const results = [];
    for (let at = 0; at < count; at++) {
      const personId = await test.city.addPerson();
      await told(personId, chance, '2027-03-01T10:00:00+09:00');
      results.push({ personId, examOn: EXAM, passed: at < passed } as const);
    }
    return results;
  }

  const score = (results: readonly RealResult[]) =>
    test.get(PastEstimateQueries).score(office, results);

  it('say nothing of few, and no number below five', async () => {
    expect(await score([])).toEqual({ kind: 'few', people: null });
    expect(await score(await people(4, 0.5, 2))).toEqual({ kind: 'few', people: null });
    expect(await score(await people(19, 0.5, 9))).toEqual({ kind: 'few', people: 19 });
  });

  it('are scored over all that was shown before each exam', async () => {
    const results = [...(await people(10, 0.25, 2)), ...(await people(12, 0.85, 10))];
    const past = await score(results);
    expect(past).toMatchObject({ kind: 'score', score: { people: 22, estimates: 22 } });
    const bands = past.kind === 'score' ? past.score.bands : [];
    expect(bands.map(({ from, to, passRate }) => [from, to, passRate.toFixed(2)])).toEqual([
      [20, 30, '0.20'],
      [80, 90, '0.83'],
    ]);
  });

  it('are those of before the day, since the exam before it, the last of a day, and only what was shown', async () => {
    const results = await people(20, 0.45, 9);
    const [one] = results;
    if (one === undefined) throw new Error('nobody');
    await told(one.personId, 0.95, `${EXAM}T08:00:00+09:00`);
    await told(one.personId, 0.95, '2027-03-02T10:00:00+09:00', [4, 4, 30]);
    await told(one.personId, 0.95, '2027-03-01T09:00:00+09:00');
    expect(await score(results)).toMatchObject({ score: { estimates: 20 } });
    const again = { ...one, examOn: '2027-03-20', passed: true } as const;
    await told(one.personId, 0.95, '2027-03-15T09:00:00+09:00');
    // The one of the morning of the first exam belongs to the second.
    expect(await score([...results, again])).toMatchObject({
      score: { people: 20, estimates: 22 },
    });
  });

  it('are for the office', async () => {
    const staff = anActor({ personId: office.personId });
    await expect(test.get(PastEstimateQueries).score(staff, [])).rejects.toThrow(NotAllowed);
  });
});
