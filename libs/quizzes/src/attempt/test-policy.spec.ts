import { randomUUID } from 'node:crypto';
import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { questionBodySchema } from '../question/question-body';
import { QuestionsService } from '../question/questions.service';
import { QuizzesModule } from '../quizzes.module';
import { AnswerFaults } from './answer-faults';
import { isHurried, type KeysRule } from './attempt.rules';
import { AttemptQueries } from './attempts.queries';
import { AttemptsService } from './attempts.service';
import { FinishedAttemptQueries } from './finished-attempts.queries';
import { RetriesService } from './retries.service';

const TAB = '00000000-0000-4000-8000-000000000001';
const BY = { accountId: null, label: 'spec' };

describe('What a test tells, and when', () => {
  let test: LibTest;
  let attempts: AttemptsService;
  let questionIds: string[];
  let personId: string;

  beforeAll(async () => {
    test = await startLibTest(QuizzesModule);
    attempts = test.get(AttemptsService);
    questionIds = [...(await test.get(QuestionsService).publish(QUESTIONS)).values()];
  });

  beforeEach(async () => {
    personId = await test.city.addPerson();
  });

  afterAll(() => test.close());

  const start = (quizKey: string, keys: KeysRule, retakes: number | null = null) =>
    attempts.startAttempt({
      ...{ personId, quizKey, questionIds, draw: 'asGiven' as const, passRatio: 1 },
      ...{ retakes, waitMinutes: 0, keys },
    });

  /** Answers the first question right, and the others as many as `right` says; hands in. */
  async function finish(attemptId: string, right: number): Promise<void> {
    for (const [index] of QUESTIONS.entries()) {
      const position = index + 1;
      const { question } = await test
        .get(AttemptQueries)
        .findPlayerPage(attemptId, personId, position);
      const wanted = index < right ? '正' : '誤';
      const choices = [question.choices.findIndex((text) => text.startsWith(wanted))];
      const answer = { kind: 'single', choices } as const;
      await attempts.saveAnswer({
        attemptId,
        personId,
        position,
        revision: 1,
        known: 0,
        tab: TAB,
        answer,
      });
    }
    await attempts.submit(attemptId, personId, BY);
  }

  async function resultOf(attemptId: string) {
    const result = await test.get(AttemptQueries).findResult(attemptId, personId);
    if (!result) throw new Error('not submitted');
    return result;
  }

  it('tells at once where its course says so', async () => {
    const id = await start(randomUUID(), 'always');
    await finish(id, 1);
    const { showsKeys, questions } = await resultOf(id);
    expect(showsKeys).toBe(true);
    expect(questions[1]?.choices.map(({ why }) => why)).toContain('理由 正2');
  });

  it('keeps the key of what was wrong until the test is passed, also of earlier tries', async () => {
    const quizKey = randomUUID();
    const first = await start(quizKey, 'passed_or_last');
    await finish(first, 1);
    const closed = await resultOf(first);
    expect(closed.showsKeys).toBe(false);
    expect(closed.questions.map(({ isCorrect }) => isCorrect)).toEqual([true, false]);
    const [right, wrong] = closed.questions;
    expect(right?.explanation).toBe('解説 1');
    expect(wrong).toMatchObject({ isKeyClosed: true, explanation: '' });
    expect(wrong?.choices).toEqual([
      { text: expect.stringMatching(/^誤2/) as string, isChosen: true, isCorrect: false, why: '' },
    ]);
    expect(JSON.stringify(closed)).not.toMatch(/正2|解説 2|理由 誤2/);

    const second = await start(quizKey, 'passed_or_last');
    await finish(second, 2);
    expect((await resultOf(second)).showsKeys).toBe(true);
    expect((await resultOf(first)).questions[1]?.explanation).toBe('解説 2');
  });

  it('opens it after the last try, and not before', async () => {
    const quizKey = randomUUID();
    const first = await start(quizKey, 'passed_or_last', 1);
    await finish(first, 0);
    expect((await resultOf(first)).showsKeys).toBe(false);
    const last = await start(quizKey, 'passed_or_last', 1);
    expect((await resultOf(first)).showsKeys).toBe(false);
    await finish(last, 0);
    expect((await resultOf(last)).showsKeys).toBe(true);
    expect((await resultOf(first)).showsKeys).toBe(true);
    await expect(start(quizKey, 'passed_or_last', 1)).rejects.toThrow(Conflict);
  });

  it('lets practise what was wrong, for nothing, and tells no more by it than the test does', async () => {
    const quizKey = randomUUID();
    const id = await start(quizKey, 'passed_or_last', 1);
    await finish(id, 1);
    const practice = await test.get(RetriesService).start(id, personId);
    expect(await test.get(RetriesService).start(id, personId)).toBe(practice);
    const page = await test.get(AttemptQueries).findPlayerPage(practice, personId, 1);
    expect(page).toMatchObject({ originKey: quizKey, basedOn: id, questionCount: 1 });
    expect(page.question.stem).toBe('問い 2');

    await attempts.submit(practice, personId, BY);
    expect(await resultOf(practice)).toMatchObject({ showsKeys: false, basedOn: id });
    const again = await test.get(RetriesService).start(practice, personId);
    const wrong = page.question.choices.findIndex((text) => text.startsWith('正'));
    const onceMore = await test.get(AttemptQueries).findPlayerPage(again, personId, 1);
    expect(onceMore.basedOn).toBe(id);
    expect(wrong).toBeGreaterThanOrEqual(0);

    const standing = await test.get(AttemptQueries).findStanding(personId, quizKey);
    expect(standing).toMatchObject({ finishedCount: 1, hasPassed: false, openAttemptId: null });
    const finished = await test.get(FinishedAttemptQueries).listFinished(personId, quizKey);
    expect(finished.map(({ attemptId }) => attemptId)).toEqual([id]);
  });

  it('has no such practice of what is right, of a mock, of what is open, and of somebody else', async () => {
    const retries = test.get(RetriesService);
    const right = await start(randomUUID(), 'always');
    await expect(retries.start(right, personId)).rejects.toThrow(NotFound);
    await finish(right, 2);
    await expect(retries.start(right, personId)).rejects.toThrow(Conflict);
    const mock = await attempts.startAttempt({
      ...{ personId, quizKey: randomUUID(), questionIds, draw: null, passRatio: 1 },
      ...{ retakes: null, waitMinutes: 0, isPrivate: true },
    });
    await attempts.submit(mock, personId, BY);
    await expect(retries.start(mock, personId)).rejects.toThrow(NotFound);
    const wrong = await start(randomUUID(), 'always');
    await finish(wrong, 0);
    const other = await test.city.addPerson();
    await expect(retries.start(wrong, other)).rejects.toThrow(NotFound);
  });

  it('refuses what is no answer, of the person’s own attempt', async () => {
    const [numeric = ''] = (
      await test.get(QuestionsService).publish([
        {
          ...{ key: 'policy.number', difficulty: 1, tags: [], usage: 'lesson' },
          body: questionBodySchema.parse({
            kind: 'numeric',
            stem: '何円',
            answer: 3,
            explanation: '解',
          }),
        },
      ])
    ).values();
    const attemptId = await attempts.startAttempt({
      ...{ personId, quizKey: randomUUID(), questionIds: [numeric], draw: null, passRatio: 1 },
      ...{ retakes: null, waitMinutes: 0 },
    });
    const faults = test.get(AnswerFaults);
    const asked = { attemptId, personId, position: 1 };
    const typed = (text: string) => ({ kind: 'numeric', text }) as const;
    await expect(faults.refuseFaulty(asked, typed('abc'))).rejects.toThrow(InvalidInput);
    await faults.refuseFaulty(asked, typed('3'));
    await faults.refuseFaulty(asked, null);
    const other = await test.city.addPerson();
    await faults.refuseFaulty({ ...asked, personId: other }, typed('abc'));
    await expect(test.get(QuestionsService).checkAnswer(numeric, typed('abc'))).rejects.toThrow(
      InvalidInput,
    );
  });

  it('notes haste from less than three seconds a question on', () => {
    const startedAt = new Date('2026-11-16T01:00:00Z');
    const after = (seconds: number) => ({
      ...{ startedAt, questionCount: 10 },
      submittedAt: new Date(startedAt.getTime() + seconds * 1000),
    });
    expect([2, 29, 30, 300].map((seconds) => isHurried(after(seconds)))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
  });
});

const QUESTIONS = ['1', '2'].map((number) => ({
  ...{ key: `policy.${number}`, difficulty: 1, tags: ['t/1'], usage: 'lesson' },
  body: questionBodySchema.parse({
    kind: 'single',
    stem: `問い ${number}`,
    explanation: `解説 ${number}`,
    choices: ['正', '誤', '誤'].map((text, index) => ({
      text: `${text}${number}${'あいう'.charAt(index)}`,
      correct: index === 0,
      why: `理由 ${text}${number}`,
    })),
  }),
}));
