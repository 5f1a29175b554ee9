import type { Actor } from '@app/access';
import { Conflict, DomainEvents, InvalidInput, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { AttemptQueries } from '../attempt/attempts.queries';
import { AttemptsService } from '../attempt/attempts.service';
import type { Answer } from '../question/answer';
import { type QuestionBody, questionBodySchema } from '../question/question-body';
import { QuestionsService } from '../question/questions.service';
import { AttemptRescored } from '../quizzes.events';
import { QuizzesModule } from '../quizzes.module';
import { WithdrawalQueries } from '../withdrawal/withdrawals.queries';
import { WithdrawalsService } from '../withdrawal/withdrawals.service';
import { RescoringService } from './rescoring.service';

const BY = { accountId: null, label: 'spec' };
const WHY = { treatment: 'all_right', reason: '正解が2つある' } as const;

function aBody(right: string): QuestionBody {
  return questionBodySchema.parse({
    ...{ kind: 'single', stem: 'どれですか。', explanation: '説明です。' },
    choices: ['甲', '乙', '丙'].map((text) => ({ text, correct: text === right })),
  });
}

describe('Withdrawing a question and scoring again', () => {
  let test: LibTest;
  let office: Actor;
  let ids: readonly string[];
  let made = 0;
  const rescored: AttemptRescored[] = [];

  beforeAll(async () => {
    test = await startLibTest(QuizzesModule);
    test.get(DomainEvents).on(AttemptRescored, (event) => {
      rescored.push(event);
      return Promise.resolve();
    });
    const personId = await test.city.addPerson();
    const accountId = await test.city.addAccount(personId, 'program_office');
    office = anActor({ personId, accountId, roles: ['program_office'] });
  });

  beforeEach(async () => {
    test.clock.set('2027-04-01T10:00:00+09:00');
    rescored.length = 0;
    made += 1;
    ids = await publish([1, 2, 3].map((at) => [`q${String(made)}-${String(at)}`, '甲']));
  });

  afterAll(() => test.close());

  it('is done once by two officers at the same moment, and the second is told', async () => {
    const outcomes = await Promise.allSettled([
      withdrawals().withdraw(office, first(), WHY),
      withdrawals().withdraw(office, first(), WHY),
    ]);
    const refused = outcomes.flatMap((it) =>
      it.status === 'rejected' ? [it.reason as unknown] : [],
    );
    expect(refused).toEqual([expect.objectContaining({ code: 'question.withdrawn' })]);
    expect((await historyOf(first())).text.withdrawalId).not.toBeNull();
  });

  const withdrawals = () => test.get(WithdrawalsService);
  const rescoring = () => test.get(RescoringService);
  const historyOf = (id: string) => test.get(WithdrawalQueries).getHistory(office, id);

  async function publish(keys: readonly (readonly [key: string, right: string])[]) {
    const questions = keys.map(([key, right]) => {
      return { key, difficulty: 1, tags: [], usage: 'practice', body: aBody(right) };
    });
    return [...(await test.get(QuestionsService).publish(questions)).values()];
  }

  /** Somebody's choices at three questions, 「甲」 being right everywhere. */
  async function begin(...texts: readonly string[]) {
    const personId = await test.city.addPerson();
    const attemptId = await test.get(AttemptsService).startAttempt({
      ...{ personId, quizKey: 'quiz:1', questionIds: ids, draw: 'asGiven' },
      ...{ passRatio: 0.6, retakes: null, waitMinutes: 0 },
    });
    for (const [at, text] of texts.entries()) {
      const position = at + 1;
      const page = await test.get(AttemptQueries).findPlayerPage(attemptId, personId, position);
      const answer: Answer = {
        kind: 'single',
        choices: [page.question.choices.indexOf(text)],
      };
      await test.get(AttemptsService).saveAnswer({
        attemptId,
        personId,
        position,
        revision: 1,
        answer,
        known: 0,
        tab: attemptId,
      });
    }
    return { attemptId, personId };
  }

  async function sit(...texts: readonly string[]) {
    const begun = await begin(...texts);
    await test.get(AttemptsService).submit(begun.attemptId, begun.personId, BY);
    return begun;
  }

  const resultOf = ({ attemptId, personId }: { attemptId: string; personId: string }) =>
    test.get(AttemptQueries).findResult(attemptId, personId);

  const first = () => ids[0] ?? '';

  it('changes nothing until it is ordered, and then nobody for the worse, with the result before beside it', async () => {
    const passes = await sit('乙', '甲', '乙');
    const stays = await sit('甲', '甲', '乙');
    const fails = await sit('乙', '乙', '乙');
    await withdrawals().withdraw(office, first(), WHY);
    expect(await resultOf(passes)).toMatchObject({ passed: false, correctCount: 1 });
    const changes = await rescoring().preview(office, first());
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual(
      expect.objectContaining({ ...passes, correctBefore: 1, correctAfter: 2, passedAfter: true }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ ...fails, correctAfter: 1, passedAfter: false }),
    );

    await rescoring().order(office, first(), '誤りが分かったため');
    await expect(rescoring().order(office, first(), 'もう一度')).rejects.toThrow(Conflict);
    test.clock.set('2027-04-02T10:00:00+09:00');
    expect(await rescoring().run()).toBe(2);
    expect(await rescoring().run()).toBe(0);

    const result = await resultOf(passes);
    expect(result).toMatchObject({ passed: true, correctCount: 2 });
    expect(result?.rescorings).toEqual([
      { rescoredAt: test.clock.now(), position: 1, correctBefore: 1, passedBefore: false },
    ]);
    expect(result?.questions[0]).toMatchObject({
      isCorrect: true,
      withdrawal: { treatment: 'all_right', reason: WHY.reason, withdrawnOn: '2027-04-01' },
    });
    expect(result?.questions[1]).toMatchObject({ withdrawal: null });
    expect(await resultOf(stays)).toMatchObject({ correctCount: 2, rescorings: [] });
    expect(rescored.filter(({ isNewlyPassed }) => isNewlyPassed)).toEqual([
      new AttemptRescored(passes.attemptId, passes.personId, 'quiz:1', true, test.clock.now()),
    ]);
    const [done] = (await historyOf(first())).rescorings;
    expect(done).toMatchObject({ people: 2, doneAt: test.clock.now() });
    await expect(rescoring().order(office, first(), '変わらない')).rejects.toThrow(Conflict);
    await expect(withdrawals().takeBack(office, first())).rejects.toThrow('元に戻せません');
  });

  it('holds for attempts that were under way, which keep their questions', async () => {
    const open = await begin('乙', '甲');
    await withdrawals().withdraw(office, first(), WHY);
    const page = await test.get(AttemptQueries).findPlayerPage(open.attemptId, open.personId, 1);
    expect(page.questionId).toBe(first());
    await test.get(AttemptsService).submit(open.attemptId, open.personId, BY);
    expect(await resultOf(open)).toMatchObject({ passed: true, correctCount: 2, rescorings: [] });
    expect(await rescoring().preview(office, first())).toEqual([]);
  });

  it('counts the old and the corrected key where the text was published anew', async () => {
    const byNew = await sit('乙', '甲', '丙');
    const byNone = await sit('丙', '甲', '丙');
    const either = { treatment: 'either_key', reason: '正解の誤り' } as const;
    await expect(withdrawals().withdraw(office, first(), either)).rejects.toThrow(InvalidInput);
    test.clock.set('2027-04-01T11:00:00+09:00');
    const [corrected] = await publish([[`q${String(made)}-1`, '乙']]);
    expect((await historyOf(first())).corrected?.id).toBe(corrected);
    await withdrawals().withdraw(office, first(), either);
    await rescoring().order(office, first(), '正解の誤り');
    await rescoring().run();
    expect(await resultOf(byNew)).toMatchObject({ passed: true, correctCount: 2 });
    expect(await resultOf(byNone)).toMatchObject({ passed: false, correctCount: 1 });
    expect((await historyOf(corrected ?? '')).text.withdrawalId).toBeNull();
  });

  it('is taken back as long as nothing was scored by it, and both stay written', async () => {
    await withdrawals().withdraw(office, first(), WHY);
    await expect(withdrawals().withdraw(office, first(), WHY)).rejects.toThrow(Conflict);
    await withdrawals().takeBack(office, first());
    const history = await historyOf(first());
    expect(history.text.withdrawalId).toBeNull();
    expect(history.withdrawals).toMatchObject([{ takenBackAt: test.clock.now() }]);
    await expect(withdrawals().takeBack(office, first())).rejects.toThrow(Conflict);
    await expect(rescoring().order(office, first(), '理由')).rejects.toThrow(Conflict);
  });

  it('holds for the same text published again with another tag', async () => {
    await withdrawals().withdraw(office, first(), WHY);
    const again = { key: `q${String(made)}-1`, difficulty: 2, tags: ['x'], usage: 'practice' };
    const [id] = [
      ...(await test.get(QuestionsService).publish([{ ...again, body: aBody('甲') }])).values(),
    ];
    expect((await historyOf(id ?? '')).text).toMatchObject({ withdrawnId: first() });
  });

  it('is an act of the office with a reason, about a question that there is', async () => {
    const staff = anActor({ personId: office.personId });
    await expect(withdrawals().withdraw(staff, first(), WHY)).rejects.toThrow(NotAllowed);
    await expect(withdrawals().takeBack(staff, first())).rejects.toThrow(NotAllowed);
    await expect(rescoring().preview(staff, first())).rejects.toThrow(NotAllowed);
    await expect(rescoring().order(staff, first(), 'x')).rejects.toThrow(NotAllowed);
    for (const reason of [' ', 'あ'.repeat(501)])
      await expect(withdrawals().withdraw(office, first(), { ...WHY, reason })).rejects.toThrow(
        InvalidInput,
      );
    const nobody = '5b0c7a1e-2f5d-4c3e-9a57-0f6f4f4c2d11';
    await expect(withdrawals().withdraw(office, nobody, WHY)).rejects.toThrow(NotFound);
    const logged = await rowsOf<{ action: string }>(
      test.database,
      `SELECT DISTINCT action FROM audit_entries WHERE action LIKE 'question.%' OR action = 'quiz_attempt.rescored' ORDER BY 1`,
    );
    expect(logged.map(({ action }) => action)).toEqual([
      'question.rescored',
      'question.withdrawal_undone',
      'question.withdrawn',
      'quiz_attempt.rescored',
    ]);
  });
});
