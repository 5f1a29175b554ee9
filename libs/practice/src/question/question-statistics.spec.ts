import type { Actor } from '@app/access';
import { NotAllowed, NotFound } from '@app/platform';
import { WithdrawalsService } from '@app/quizzes';
import { anActor, rowOf, rowsOf } from '@app/testing';
import { FitQuestionsService } from '../estimate/fit-questions.service';
import { MockQueries } from '../mock/mock.queries';
import { MocksService } from '../mock/mocks.service';
import { PracticeStage } from '../practice.stage';
import { SyllabusQueries } from '../syllabus/syllabus.queries';
import { QUESTION_SORTS, type QuestionSort } from './listed-questions.sql';
import { QuestionStatisticsQueries } from './question-statistics.queries';
import { QuestionStatisticsService } from './question-statistics.service';

const ALL = { place: '', flag: '', words: '' } as const;
const WHY = { treatment: 'all_right', reason: '正解が2つある' } as const;

describe('Statistics of questions', () => {
  let stage: PracticeStage;
  let office: Actor;

  beforeAll(async () => {
    stage = await PracticeStage.start();
    stage.test.clock.set('2027-04-02T02:40:00+09:00');
    const personId = await stage.test.city.addPerson();
    const accountId = await stage.test.city.addAccount(personId, 'program_office');
    office = anActor({ personId, accountId, roles: ['program_office'] });
  }, 60_000);

  afterAll(() => stage.close());

  const count = () => stage.test.get(QuestionStatisticsService).run();
  const list = (filter: object = {}, sort: QuestionSort = '-answers', number = 1) =>
    stage.test
      .get(QuestionStatisticsQueries)
      .list(office, { ...ALL, ...filter }, { sort, number, size: 50 });

  async function aQuestion(paper: string | null): Promise<string> {
    const row = await rowOf<{ id: string }>(
      stage.test.database,
      `SELECT question_id AS id FROM exam_questions WHERE retired_at IS NULL AND paper IS NOT DISTINCT FROM $1
         AND NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = exam_questions.question_id)
       ORDER BY position, question_key LIMIT 1`,
      [paper],
    );
    return row?.id ?? '';
  }

  /** Everybody had it in practice: the first `right` of them took the key, the others the choice after it. */
  async function answeredBy(questionId: string, people: number, right: number): Promise<void> {
    for (let at = 0; at < people; at++) {
      const personId = await stage.test.city.addPerson();
      await stage.test.database.execute(
        `WITH s AS (INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
           VALUES (gen_random_uuid(), $1, 'ip-6.5', 'mixed', '{}', '2027-04-01', '2027-04-01') RETURNING id)
         INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, shown_at, answer, answered_at,
           is_correct, is_first)
         SELECT gen_random_uuid(), s.id, 1, $1, $2, '{3,2,1,0}', '2027-04-01T10:00:00Z',
           jsonb_build_object('kind', 'single', 'choices', jsonb_build_array(3 - (k.key + $3::int) % 4)), '2027-04-01T10:00:30Z', $3 = 0, true
         FROM s, (SELECT (c.place - 1)::int AS key FROM questions q, jsonb_array_elements(q.body -> 'choices') WITH ORDINALITY c (choice, place)
           WHERE q.id = $2 AND (c.choice ->> 'correct')::boolean) k`,
        [personId, questionId, at < right ? 0 : 1],
      );
    }
  }

  it('are counted at night from first answers, and no number of fewer than five people is told', async () => {
    const before = await list();
    expect(before).toMatchObject({ countedAt: null, flagged: 0 });
    expect(before.rows).toHaveLength(50);
    const [many, few] = [await aQuestion(null), await aQuestion('mock-1')];
    await answeredBy(many, 60, 45);
    await answeredBy(few, 4, 2);
    expect(await count()).toBe(2);
    expect(await count()).toBe(2);
    const { rows, countedAt } = await list();
    expect(countedAt).toEqual(stage.test.clock.now());
    expect(rows[0]).toMatchObject({
      questionId: many,
      answers: 60,
      facility: 0.75,
      medianSeconds: 30,
    });
    const shown = await stage.test.get(QuestionStatisticsQueries).get(office, few);
    expect(shown).toMatchObject({ answers: null, hasAnswers: true, facility: null, place: 'mock' });
    const one = await stage.test.get(QuestionStatisticsQueries).get(office, many);
    expect(one.choices?.find(({ isKey }) => isKey)?.share).toBe(0.75);
    expect(one.choices?.map(({ share }) => share).toSorted((a, b) => a - b)).toEqual([
      0, 0, 0.25, 0.75,
    ]);
    expect(one.flags).toContain('distractor_unused');
  });

  it('are sorted, narrowed and paged', async () => {
    const { total } = await list();
    for (const sort of Object.keys(QUESTION_SORTS) as QuestionSort[])
      expect([sort, (await list({}, sort)).rows.length]).toEqual([sort, 50]);
    const flagged = await list({ flag: 'any' }, 'trouble');
    expect(flagged.total).toBe(1);
    expect((await list({ flag: 'distractor_unused' })).total).toBe(1);
    expect((await list({ flag: 'drifting' })).total).toBe(0);
    const places = [];
    for (const place of ['practice', 'mock', 'course'] as const)
      places.push((await list({ place })).total);
    expect(places.reduce((sum, one) => sum + one, 0)).toBe(total);
    const [first] = (await list({}, 'trouble')).rows;
    expect((await list({ words: first?.key })).rows[0]?.key).toBe(first?.key);
    expect((await list({ words: '100%_' })).total).toBe(0);
    const last = Math.ceil(total / 50);
    expect((await list({}, 'trouble', last)).rows).toHaveLength(total - (last - 1) * 50);
  });

  it('stay as they were of a question that is withdrawn, which is neither practised nor drawn nor fitted any more', async () => {
    const withdrawn = await aQuestion(null);
    const inPaper = await aQuestion('mock-1');
    await stage.test.get(FitQuestionsService).run();
    const fits = () =>
      rowsOf(stage.test.database, 'SELECT 1 FROM exam_question_fits WHERE fitted_at = $1', [
        stage.test.clock.now(),
      ]);
    expect(await fits()).toHaveLength(2);
    for (const id of [withdrawn, inPaper])
      await stage.test.get(WithdrawalsService).withdraw(office, id, WHY);
    stage.test.clock.set('2027-04-03T02:40:00+09:00');
    expect(await count()).toBe(0);
    await stage.test.get(FitQuestionsService).run();
    expect(await fits()).toHaveLength(0);
    const kept = await stage.test.get(QuestionStatisticsQueries).get(office, withdrawn);
    expect(kept).toMatchObject({ answers: 60, countedAt: new Date('2027-04-02T02:40:00+09:00') });
    expect(
      (await list({ flag: 'withdrawn' })).rows.map(({ questionId }) => questionId).toSorted(),
    ).toEqual([withdrawn, inPaper].toSorted());
    expect((await list({ flag: 'any' })).total).toBe(0);

    const personId = await stage.test.city.addPerson();
    const item = await rowOf<{ item: number; left: number }>(
      stage.test.database,
      `SELECT b.item_number AS item, (SELECT count(*)::int FROM exam_questions o WHERE o.item_number = b.item_number
         AND o.paper IS NULL AND o.retired_at IS NULL) - 1 AS left FROM exam_questions b WHERE b.question_id = $1`,
      [withdrawn],
    );
    const sessionId = await stage.begin(personId, {
      ...{ kind: 'chosen', scope: { item: item?.item ?? 0 }, size: null },
    });
    const key = { sessionId, personId, examOn: null };
    for (let at = 0; at < (item?.left ?? 0); at++) {
      await stage.answer(sessionId, personId, true);
      await stage.sessions.goOn(key);
    }
    const asked = await rowsOf<{ id: string }>(
      stage.test.database,
      'SELECT DISTINCT question_id AS id FROM practice_answers WHERE person_id = $1',
      [personId],
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.map(({ id }) => id)).not.toContain(withdrawn);

    const syllabus = await stage.test.get(SyllabusQueries).findOn('2027-04-03');
    if (syllabus === null) throw new Error('no syllabus');
    const choice = { form: 'full', paper: 'mock-1', field: null } as const;
    const mock = { personId, syllabus, choice };
    expect(await stage.test.get(MocksService).preview(mock)).toMatchObject({
      questions: 99,
      leftOut: 1,
    });
    expect(await stage.test.get(MockQueries).listPapers('ip-6.5')).toContainEqual({
      paper: 'mock-1',
      questions: 99,
    });
  });

  it('are for those who write questions', async () => {
    const staff = anActor({ personId: office.personId });
    const queries = stage.test.get(QuestionStatisticsQueries);
    const page = { sort: 'trouble', number: 1, size: 50 } as const;
    await expect(queries.list(staff, ALL, page)).rejects.toThrow(NotAllowed);
    await expect(queries.get(staff, 'x')).rejects.toThrow(NotAllowed);
    await expect(queries.get(office, '5b0c7a1e-2f5d-4c3e-9a57-0f6f4f4c2d11')).rejects.toThrow(
      NotFound,
    );
  });
});
