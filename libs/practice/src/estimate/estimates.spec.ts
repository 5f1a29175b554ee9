import { AttemptsService } from '@app/quizzes';
import { rewriteHistory, rowsOf } from '@app/testing';
import { MocksService } from '../mock/mocks.service';
import { PracticeStage } from '../practice.stage';
import { SyllabusQueries } from '../syllabus/syllabus.queries';
import { EstimateQueries } from './estimates.queries';
import { EstimatesService } from './estimates.service';
import { FitQuestionsService } from './fit-questions.service';

const BY = { accountId: null, label: 'spec' };

interface EstimateRow {
  readonly personId: string;
  readonly chance: number;
  readonly answers: readonly number[];
}

describe('Estimates of readiness', () => {
  let stage: PracticeStage;

  beforeAll(async () => {
    stage = await PracticeStage.start();
  }, 60_000);

  beforeEach(() => {
    stage.test.clock.set('2027-04-02T10:00:00+09:00');
  });

  afterAll(() => stage.close());

  const shownOf = (personId: string) =>
    stage.test.get(EstimateQueries).findShown(personId, 'ip-6.5');
  const estimates = (personId: string) =>
    rowsOf<EstimateRow>(
      stage.test.database,
      `SELECT person_id AS "personId", chance, answers FROM readiness_estimates WHERE person_id = '${personId}' ORDER BY made_at, chance`,
    );

  it('are kept when a session ends, and say nothing before enough was answered', async () => {
    const personId = await stage.test.city.addPerson();
    expect((await shownOf(personId)).shown).toMatchObject({
      kind: 'unknown',
      needed: { total: 20 },
    });
    expect(await estimates(personId)).toEqual([]);
    const underWay = await stage.begin(personId, { size: 10 });
    await stage.answer(underWay, personId, true);
    expect((await shownOf(personId)).shown).toMatchObject({ needed: { total: 19 } });
    await asWorker(personId);
    expect(await estimates(personId)).toHaveLength(1);
    await stage.sessions.stop({ sessionId: underWay, personId, examOn: null });
    await stage.practise(personId, 10, () => true);
    expect((await shownOf(personId)).shown).toMatchObject({ kind: 'unknown' });
    const kept = await estimates(personId);
    const counts = kept.map(({ answers }) => answers.reduce((sum, count) => sum + count, 0));
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 1, 11]);
    expect(kept.every(({ chance }) => chance > 0.5)).toBe(true);
  });

  it('rise with right answers and fall with wrong ones, each within a range', async () => {
    const [able, weak] = [await stage.test.city.addPerson(), await stage.test.city.addPerson()];
    const bands = [];
    for (const [personId, every] of [
      [able, 12],
      [weak, 2],
    ] as const) {
      for (let session = 0; session < 3; session++) {
        stage.test.clock.set(`2027-04-02T1${String(session)}:00:00+09:00`);
        await stage.practise(personId, 20, (at) => at % every !== 0);
      }
      const { shown, middle } = await shownOf(personId);
      if (shown.kind !== 'band') throw new Error('nothing is shown after sixty answers');
      expect(shown.range.from).toBeLessThanOrEqual(shown.from);
      expect(shown.range.to).toBeGreaterThanOrEqual(shown.to);
      if (personId === weak) expect(middle).not.toBeNull();
      bands.push(shown.from);
      expect((await estimates(personId)).length).toBe(3);
    }
    const [high = 0, low = 0] = bands;
    expect(high).toBeGreaterThanOrEqual(80);
    expect(low).toBeLessThanOrEqual(40);
  }, 60_000);

  it('count what was seen for the first time only', async () => {
    const personId = await stage.test.city.addPerson();
    await stage.practise(personId, 10, () => false);
    const again = await stage.begin(personId, { kind: 'wrong' });
    await stage.answer(again, personId, true);
    await stage.sessions.stop({ sessionId: again, personId, examOn: null });
    const rows = await estimates(personId);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.chance).toBeCloseTo(rows[0]?.chance ?? -1, 6);
  });

  /** What waits in the queue, done as the worker does it. */
  async function asWorker(personId: string): Promise<void> {
    const jobs = await rowsOf<{ id: string; data: { personId: string } }>(
      stage.test.database,
      `SELECT id, data FROM bullmq.job WHERE name = 'renew-estimate' AND data ->> 'personId' = '${personId}'`,
    );
    expect(jobs).toHaveLength(1);
    for (const { data } of jobs) await stage.test.get(EstimatesService).renewAlone(data.personId);
    await rewriteHistory(
      stage.test.database,
      `DELETE FROM bullmq.job WHERE name = 'renew-estimate'`,
    );
  }

  it('are made by the worker when a mock exam is over, of what was answered in it and only once of a question', async () => {
    const { test } = stage;
    const personId = await test.city.addPerson();
    const syllabus = await test.get(SyllabusQueries).findOn('2027-04-02');
    if (syllabus === null) throw new Error('no syllabus');
    const choice = { form: 'full', paper: 'mock-1', field: null } as const;
    const sit = async (answered: number) => {
      const attemptId = await test.get(MocksService).start({ personId, syllabus, choice });
      for (let position = 1; position <= answered; position++) {
        const answer = { kind: 'single' as const, choices: [position % 4] };
        const page = { revision: 1, known: 0, tab: attemptId };
        const saved = { attemptId, personId, position, ...page, answer };
        await test.get(AttemptsService).saveAnswer(saved);
      }
      await test.get(AttemptsService).submit(attemptId, personId, BY);
      await asWorker(personId);
    };
    const counted = async () =>
      (await estimates(personId)).map(({ answers }) => answers.reduce((sum, it) => sum + it, 0));
    await sit(30);
    expect(await counted()).toEqual([30]);
    // A paper begins with all of one field.
    expect((await shownOf(personId)).shown).toEqual({
      kind: 'unknown',
      needed: { total: 10, fields: { strategy: 0, management: 5, technology: 5 } },
    });
    test.clock.set('2027-04-03T10:00:00+09:00');
    await sit(40);
    expect(await counted()).toEqual([30, 40]);
    await stage.practise(personId, 5, () => true);
    expect((await counted()).toSorted((a, b) => a - b)).toEqual([30, 40, 45]);
  });

  it('are made anew at night with the difficulties that all answers tell, and stay what they were', async () => {
    const personId = await stage.test.city.addPerson();
    await stage.practise(personId, 20, (at) => at % 3 === 0);
    const before = await estimates(personId);
    stage.test.clock.set('2027-04-03T02:20:00+09:00');
    expect(await stage.test.get(FitQuestionsService).run()).toBeGreaterThan(0);
    const fits = await rowsOf<{ count: number; most: number }>(
      stage.test.database,
      'SELECT count(*)::int AS count, max(answers) AS most FROM exam_question_fits',
    );
    expect(fits[0]?.count).toBeGreaterThanOrEqual(20);
    const after = await estimates(personId);
    expect(after).toHaveLength(2);
    expect(after.map(({ chance }) => chance)).toContain(before[0]?.chance);
    await stage.test.get(FitQuestionsService).run();
    const third = await estimates(personId);
    expect(new Set(third.map(({ chance }) => chance)).size).toBe(2);
    stage.test.clock.set('2027-09-01T02:20:00+09:00');
    await stage.test.get(FitQuestionsService).run();
    expect(await estimates(personId)).toHaveLength(3);
  });
});
