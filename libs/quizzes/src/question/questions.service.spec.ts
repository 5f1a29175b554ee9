import { randomUUID } from 'node:crypto';
import { InvalidInput, NotFound } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { QuizzesModule } from '../quizzes.module';
import { questionBodySchema } from './question-body';
import { QuestionQueries } from './questions.queries';
import { type PublishedQuestion, QuestionsService } from './questions.service';

describe('QuestionsService', () => {
  let test: LibTest;
  let questions: QuestionsService;

  beforeAll(async () => {
    test = await startLibTest(QuizzesModule);
    questions = test.get(QuestionsService);
  });

  afterAll(async () => {
    await test.close();
  });

  it('adds a question once, and another text under the same key as another question', async () => {
    const first = (await questions.publish([aQuestion('一')])).get('q.1');
    expect((await questions.publish([aQuestion('一')])).get('q.1')).toBe(first);
    const second = (await questions.publish([aQuestion('二')])).get('q.1');
    expect(second).not.toBe(first);
    const shown = await test
      .get(QuestionQueries)
      .findForDisplay([second ?? '', first ?? '', randomUUID()]);
    expect(shown.map((question) => question.display.stem)).toEqual(['二', '一']);
  });

  it('checks an answer against what was shown', async () => {
    const id = (await questions.publish([aQuestion('三')])).get('q.1') ?? '';
    const [shown] = await test.get(QuestionQueries).findForDisplay([id]);
    expect(JSON.stringify(shown)).not.toMatch(/correct|理由|解説/);
    const places = shown?.display.items.map((item) => ['起案', '決裁', '施行'].indexOf(item)) ?? [];
    expect(await questions.checkAnswer(id, { kind: 'order', places })).toMatchObject({
      isCorrect: true,
      explanation: '解説',
    });
    expect(
      await questions.checkAnswer(id, { kind: 'order', places: places.map((at) => 2 - at) }),
    ).toMatchObject({ isCorrect: false });
    await expect(
      questions.checkAnswer(id, { kind: 'order', places: places.map(() => 0) }),
    ).rejects.toBeInstanceOf(InvalidInput);
    expect(await questions.checkAnswer(id, null)).toMatchObject({
      isAnswered: false,
      isCorrect: false,
    });
    await expect(questions.checkAnswer(randomUUID(), null)).rejects.toBeInstanceOf(NotFound);
  });
});

function aQuestion(stem: string): PublishedQuestion {
  const body = questionBodySchema.parse({
    kind: 'order',
    stem,
    explanation: '解説',
    items: ['起案', '決裁', '施行'],
  });
  return { key: 'q.1', difficulty: 1, tags: ['t/1'], usage: 'lesson', body };
}
