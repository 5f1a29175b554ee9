import { randomUUID } from 'node:crypto';
import { AuditCheck, Conflict, DomainEvents, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import type { Answer } from '../question/answer';
import { questionBodySchema } from '../question/question-body';
import { QuestionsService } from '../question/questions.service';
import { AttemptFinished } from '../quizzes.events';
import { QuizzesModule } from '../quizzes.module';
import { AttemptQueries } from './attempts.queries';
import { AttemptsService, type StartAttempt } from './attempts.service';

const BY = { accountId: null, label: 'spec' };
const [TAB, OTHER_TAB] = [randomUUID(), randomUUID()];

describe('AttemptsService', () => {
  let test: LibTest;
  let attempts: AttemptsService;
  let queries: AttemptQueries;
  let questionIds: string[];
  let personId: string;
  const finished: AttemptFinished[] = [];
  let failNext = false;
  let whileFinishing: (() => Promise<void>) | null = null;

  beforeAll(async () => {
    test = await startLibTest(QuizzesModule);
    attempts = test.get(AttemptsService);
    queries = test.get(AttemptQueries);
    const ids = await test.get(QuestionsService).publish([1, 2, 3, 4].map(aQuestion));
    questionIds = [...ids.values()];
    test.get(DomainEvents).on(AttemptFinished, async (event) => {
      if (failNext) throw new Error('the listener fails');
      finished.push(event);
      await whileFinishing?.();
    });
  });

  beforeEach(async () => {
    personId = await test.city.addPerson();
    finished.length = 0;
    failNext = false;
    whileFinishing = null;
  });

  afterAll(async () => {
    await test.close();
  });

  function aQuiz(facts: Partial<StartAttempt> = {}): StartAttempt {
    return {
      personId,
      quizKey: 'quiz:1',
      questionIds,
      draw: 3,
      passRatio: 0.6,
      retakes: null,
      waitMinutes: 0,
      ...facts,
    };
  }

  async function save(
    attemptId: string,
    position: number,
    revision: number,
    answer: Answer | null,
    from: { readonly tab?: string; readonly known?: number } = {},
  ) {
    const page = { tab: TAB, known: 0, ...from };
    return attempts.saveAnswer({ attemptId, personId, position, revision, answer, ...page });
  }

  /** The place on the screen of the choice with this text. */
  async function choose(attemptId: string, position: number, text: string): Promise<Answer> {
    const page = await queries.findPlayerPage(attemptId, personId, position);
    return { kind: 'single', choices: [page.question.choices.indexOf(text)] };
  }

  /** Until a connection waits for a lock that another one holds. */
  async function untilSomebodyWaits(): Promise<void> {
    for (;;) {
      const waiting = await rowsOf(
        test.database,
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  }

  describe('startAttempt', () => {
    it('draws questions without repeating one and shuffles their choices', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const rows = await rowsOf<{ question_id: string; choice_order: number[] }>(
        test.database,
        'SELECT question_id, choice_order FROM quiz_attempt_questions WHERE attempt_id = $1 ORDER BY position',
        [attemptId],
      );
      expect(rows).toHaveLength(3);
      expect(new Set(rows.map((row) => row.question_id)).size).toBe(3);
      for (const row of rows) expect([...row.choice_order].sort()).toEqual([0, 1, 2, 3]);
    });

    it('asks a paper as it was given', async () => {
      const attemptId = await attempts.startAttempt(
        aQuiz({ questionIds: questionIds.toReversed(), draw: 'asGiven' }),
      );
      const rows = await rowsOf<{ id: string }>(
        test.database,
        'SELECT question_id AS id FROM quiz_attempt_questions WHERE attempt_id = $1 ORDER BY position',
        [attemptId],
      );
      expect(rows.map(({ id }) => id)).toEqual(questionIds.toReversed());
    });

    it('resumes the open attempt, also for clicks at the same moment', async () => {
      const ids = await Promise.all([1, 2, 3, 4].map(() => attempts.startAttempt(aQuiz())));
      expect(new Set(ids).size).toBe(1);
      expect(await attempts.startAttempt(aQuiz())).toBe(ids[0]);
    });

    it('lets another person and another quiz have attempts of their own', async () => {
      const mine = await attempts.startAttempt(aQuiz());
      const other = await attempts.startAttempt(aQuiz({ personId: await test.city.addPerson() }));
      const second = await attempts.startAttempt(aQuiz({ quizKey: 'quiz:2' }));
      expect(new Set([mine, other, second]).size).toBe(3);
    });

    it('keeps to the number of retakes and to the wait', async () => {
      const quiz = aQuiz({ retakes: 1, waitMinutes: 30 });
      await attempts.submit(await attempts.startAttempt(quiz), personId, BY);
      await expect(attempts.startAttempt(quiz)).rejects.toMatchObject({ code: 'quiz.wait' });
      test.clock.advance({ minutes: 30 });
      await attempts.submit(await attempts.startAttempt(quiz), personId, BY);
      test.clock.advance({ minutes: 30 });
      await expect(attempts.startAttempt(quiz)).rejects.toMatchObject({
        code: 'quiz.no_retakes_left',
      });
    });

    it('closes an attempt whose time is over before it begins another', async () => {
      const deadlineAt = new Date(test.clock.now().getTime() + 60_000);
      const first = await attempts.startAttempt(aQuiz({ deadlineAt }));
      test.clock.advance({ minutes: 2 });
      const second = await attempts.startAttempt(aQuiz());
      expect(second).not.toBe(first);
      expect((await queries.findResult(first, personId))?.submittedAt).toEqual(deadlineAt);
    });

    it('refuses a quiz without questions and one with an unknown question', async () => {
      await expect(attempts.startAttempt(aQuiz({ questionIds: [] }))).rejects.toMatchObject({
        code: 'quiz.no_questions',
      });
      await expect(
        attempts.startAttempt(aQuiz({ questionIds: [randomUUID()] })),
      ).rejects.toBeInstanceOf(NotFound);
    });
  });

  describe('saveAnswer', () => {
    it('acknowledges with the time, and shows the answer again', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const answer = await choose(attemptId, 2, '正解');
      expect(await save(attemptId, 2, 1, answer)).toEqual({
        savedAt: test.clock.now(),
        revision: 1,
      });
      const page = await queries.findPlayerPage(attemptId, personId, 2);
      expect(page).toMatchObject({ answer, revision: 1, isClosed: false });
      expect(page.states.map((state) => state.isAnswered)).toEqual([false, true, false]);
    });

    it('keeps the highest revision, in whatever order they arrive', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const one: Answer = { kind: 'single', choices: [1] };
      const two: Answer = { kind: 'single', choices: [2] };
      await Promise.allSettled([
        save(attemptId, 1, 3, two),
        save(attemptId, 1, 2, one),
        save(attemptId, 1, 1, null),
      ]);
      expect(await queries.findPlayerPage(attemptId, personId, 1)).toMatchObject({
        answer: two,
        revision: 3,
      });
      await expect(save(attemptId, 1, 3, one)).rejects.toMatchObject({
        code: 'quiz.older_revision',
      });
      await expect(save(attemptId, 1, 2, null)).rejects.toBeInstanceOf(Conflict);
      expect(await queries.findPlayerPage(attemptId, personId, 1)).toMatchObject({
        answer: two,
        revision: 3,
      });
    });

    it('lets no page overwrite what another one saved, however often it was cut off and tried', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const [old, newer]: Answer[] = [
        { kind: 'single', choices: [1] },
        { kind: 'single', choices: [2] },
      ];
      const cutOff = { tab: TAB, known: 0 };
      const other = { tab: OTHER_TAB, known: 0 };
      await save(attemptId, 1, 1, newer ?? null, other);
      for (const revision of [2, 7, 100])
        await expect(save(attemptId, 1, revision, old ?? null, cutOff)).rejects.toMatchObject({
          code: 'quiz.older_revision',
        });
      expect(await queries.findPlayerPage(attemptId, personId, 1)).toMatchObject({
        answer: newer,
        revision: 1,
      });
      // Whoever has seen it may change it, from whichever page.
      await save(attemptId, 1, 2, old ?? null, { tab: TAB, known: 1 });
      await expect(save(attemptId, 1, 3, newer ?? null, other)).rejects.toBeInstanceOf(Conflict);
    });

    it('takes a later answer of the page itself when the acknowledgement of its earlier one was lost', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await save(attemptId, 1, 1, { kind: 'single', choices: [1] });
      const answer: Answer = { kind: 'single', choices: [2] };
      await save(attemptId, 1, 2, answer);
      expect(await queries.findPlayerPage(attemptId, personId, 1)).toMatchObject({
        answer,
        revision: 2,
      });
    });

    it('takes the same answer again, whoever saved it: an acknowledgement was lost', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const answer: Answer = { kind: 'single', choices: [1] };
      const first = await save(attemptId, 1, 1, answer);
      test.clock.advance({ seconds: 5 });
      expect(await save(attemptId, 1, 1, answer)).toEqual({ ...first, revision: 2 });
      expect(await save(attemptId, 1, 9, answer, { tab: OTHER_TAB })).toEqual({
        ...first,
        revision: 9,
      });
      // It was said last by the other page: what the first one had sent before comes too late.
      await expect(save(attemptId, 1, 3, { kind: 'single', choices: [2] })).rejects.toMatchObject({
        code: 'quiz.older_revision',
      });
    });

    it('refuses an answer of another kind and a question that is not in the attempt', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await expect(save(attemptId, 1, 1, { kind: 'numeric', text: '1' })).rejects.toBeInstanceOf(
        InvalidInput,
      );
      for (const position of [0, 4, -1]) {
        await expect(save(attemptId, position, 1, null)).rejects.toBeInstanceOf(NotFound);
      }
    });

    it("does not know anybody else's attempt, nor one that does not exist", async () => {
      const attemptId = await attempts.startAttempt(
        aQuiz({ personId: await test.city.addPerson() }),
      );
      for (const id of [attemptId, randomUUID(), '1', '', "' OR 1=1"]) {
        await expect(save(id, 1, 1, null)).rejects.toBeInstanceOf(NotFound);
        await expect(attempts.submit(id, personId, BY)).rejects.toBeInstanceOf(NotFound);
        await expect(
          attempts.markForLater({ attemptId: id, personId, position: 1 }, true),
        ).rejects.toBeInstanceOf(NotFound);
        await expect(queries.findPlayerPage(id, personId, 1)).rejects.toBeInstanceOf(NotFound);
        await expect(queries.findResult(id, personId)).rejects.toBeInstanceOf(NotFound);
      }
    });

    it('accepts nothing from the deadline on, and keeps what was saved before', async () => {
      const deadlineAt = new Date(test.clock.now().getTime() + 60_000);
      const attemptId = await attempts.startAttempt(
        aQuiz({ deadlineAt, draw: 1, questionIds: questionIds.slice(0, 1) }),
      );
      const right = await choose(attemptId, 1, '正解');
      test.clock.advance({ seconds: 59 });
      await save(attemptId, 1, 1, right);
      test.clock.advance({ seconds: 1 });
      await expect(save(attemptId, 1, 2, null)).rejects.toMatchObject({
        code: 'quiz.attempt_over',
      });
      expect(await attempts.closeOverdueAttempts()).toBe(1);
      expect(await attempts.closeOverdueAttempts()).toBe(0);
      const result = await queries.findResult(attemptId, personId);
      expect(result).toMatchObject({ passed: true, correctCount: 1, submittedAt: deadlineAt });
      expect(finished).toEqual([
        new AttemptFinished(attemptId, personId, 'quiz:1', true, deadlineAt),
      ]);
    });
  });

  describe('submit', () => {
    it('scores what was saved; what is open is wrong', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await save(attemptId, 1, 1, await choose(attemptId, 1, '正解'));
      await save(attemptId, 2, 1, await choose(attemptId, 2, '誤答1'));
      const outcome = await attempts.submit(attemptId, personId, BY);
      expect(outcome).toMatchObject({ passed: false, correctCount: 1, questionCount: 3 });
      const result = await queries.findResult(attemptId, personId);
      expect(
        result?.questions.map((question) => [question.isAnswered, question.isCorrect]),
      ).toEqual([
        [true, true],
        [true, false],
        [false, false],
      ]);
    });

    it('makes one of two submissions at the same moment: one result, one event, one audit entry', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => attempts.submit(attemptId, personId, BY)),
      );
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
      expect(finished).toHaveLength(1);
      const audit = await rowsOf(
        test.database,
        `SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action = 'quiz_attempt.submitted'`,
        [attemptId],
      );
      expect(audit).toHaveLength(1);
      expect((await test.get(AuditCheck).run()).problem).toBeNull();
    });

    it('refuses an answer that arrives while the submission is scored but not yet committed', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const right = await choose(attemptId, 1, '正解');
      const scored = aGate();
      const goOn = aGate();
      whileFinishing = async () => {
        scored.open();
        await goOn.opened;
      };
      const submission = attempts.submit(attemptId, personId, BY);
      await scored.opened;
      const late = expect(save(attemptId, 1, 1, right)).rejects.toMatchObject({
        code: 'quiz.attempt_over',
      });
      await untilSomebodyWaits();
      goOn.open();
      await late;
      expect((await submission).correctCount).toBe(0);
      const row = await rowOf<{ answer: unknown }>(
        test.database,
        'SELECT answer FROM quiz_attempt_questions WHERE attempt_id = $1 AND position = 1',
        [attemptId],
      );
      expect(row?.answer).toBeNull();
    });

    it('waits for an answer that is just being saved, and scores it', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      const right = await choose(attemptId, 1, '正解');
      const saved = aGate();
      const goOn = aGate();
      const saving = test.database.transaction(async () => {
        await save(attemptId, 1, 1, right);
        saved.open();
        await goOn.opened;
      });
      await saved.opened;
      const submission = attempts.submit(attemptId, personId, BY);
      await untilSomebodyWaits();
      goOn.open();
      await saving;
      expect((await submission).correctCount).toBe(1);
    });

    it('accepts no answer and no mark afterwards', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await attempts.submit(attemptId, personId, BY);
      await expect(save(attemptId, 1, 1, null)).rejects.toMatchObject({
        code: 'quiz.attempt_over',
      });
      await expect(
        attempts.markForLater({ attemptId, personId, position: 1 }, true),
      ).rejects.toBeInstanceOf(Conflict);
    });

    it('takes everything back when a listener fails', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      failNext = true;
      await expect(attempts.submit(attemptId, personId, BY)).rejects.toThrow('the listener fails');
      failNext = false;
      expect(await queries.findResult(attemptId, personId)).toBeNull();
      await save(attemptId, 1, 1, await choose(attemptId, 1, '正解'));
      expect(await attempts.submit(attemptId, personId, BY)).toMatchObject({ correctCount: 1 });
    });
  });

  describe('AttemptQueries', () => {
    it('never carries the key before the submission', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await save(attemptId, 1, 1, await choose(attemptId, 1, '正解'));
      const page = await queries.findPlayerPage(attemptId, personId, 1);
      expect(JSON.stringify(page)).not.toMatch(/correct|"why|理由|解説|is_correct/i);
      expect(await queries.findResult(attemptId, personId)).toBeNull();
    });

    it('shows the nearest question for a position beyond the ends', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      expect((await queries.findPlayerPage(attemptId, personId, 99)).position).toBe(3);
      expect((await queries.findPlayerPage(attemptId, personId, -5)).position).toBe(1);
    });

    it('counts a question as answered only when nothing is left to place', async () => {
      const ids = await test.get(QuestionsService).publish([anOrder()]);
      const attemptId = await attempts.startAttempt(aQuiz({ questionIds: [...ids.values()] }));
      const isAnswered = async () =>
        (await queries.findPlayerPage(attemptId, personId, 1)).states[0]?.isAnswered;
      await save(attemptId, 1, 1, { kind: 'order', places: [1, null] });
      expect(await isAnswered()).toBe(false);
      await save(attemptId, 1, 2, { kind: 'order', places: [1, 0] });
      expect(await isAnswered()).toBe(true);
    });

    it('marks and unmarks a question', async () => {
      const attemptId = await attempts.startAttempt(aQuiz());
      await attempts.markForLater({ attemptId, personId, position: 2 }, true);
      expect((await queries.findPlayerPage(attemptId, personId, 2)).isMarked).toBe(true);
      await attempts.markForLater({ attemptId, personId, position: 2 }, false);
      expect((await queries.findPlayerPage(attemptId, personId, 2)).isMarked).toBe(false);
    });

    it('tells where a person stands', async () => {
      expect(await queries.findStanding(personId, 'quiz:1')).toEqual({
        openAttemptId: null,
        lastAttemptId: null,
        finishedCount: 0,
        hasPassed: false,
        bestCorrectCount: null,
        bestQuestionCount: null,
        lastFinishedAt: null,
      });
      const first = await attempts.startAttempt(aQuiz());
      for (const position of [1, 2])
        await save(first, position, 1, await choose(first, position, '正解'));
      await attempts.submit(first, personId, BY);
      test.clock.advance({ minutes: 1 });
      const second = await attempts.startAttempt(aQuiz());
      await attempts.submit(second, personId, BY);
      const third = await attempts.startAttempt(aQuiz());
      expect(await queries.findStanding(personId, 'quiz:1')).toEqual({
        openAttemptId: third,
        lastAttemptId: second,
        finishedCount: 2,
        hasPassed: true,
        bestCorrectCount: 2,
        bestQuestionCount: 3,
        lastFinishedAt: test.clock.now(),
      });
    });
  });
});

function aQuestion(number: number) {
  const texts = ['正解', '誤答1', '誤答2', '誤答3'];
  return {
    key: `q.${String(number)}`,
    difficulty: 1,
    tags: ['t/1'],
    usage: 'lesson',
    body: questionBodySchema.parse({
      kind: 'single',
      stem: `問い${String(number)}`,
      explanation: '解説',
      choices: texts.map((text) => ({ text, correct: text === '正解', why: `理由 ${text}` })),
    }),
  };
}

function anOrder() {
  const body = questionBodySchema.parse({
    kind: 'order',
    stem: '順',
    explanation: '解説',
    items: ['一', '二'],
  });
  return { key: 'q.order', difficulty: 1, tags: ['t/1'], usage: 'lesson', body };
}

/** A promise that the test opens. */
function aGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
