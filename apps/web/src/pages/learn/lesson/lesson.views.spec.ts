import { fillLessonWords, Words } from '@app/platform';
import type { LessonPageRow } from '@app/courses';
import { fillHtml, goalWords } from './city-words';
import { addressAfter, lessonView } from './lesson.views';

const CHECK = '11111111-1111-4111-8111-111111111111';
const GONE = '22222222-2222-4222-8222-222222222222';

function lesson(facts: Partial<LessonPageRow> = {}): LessonPageRow {
  return {
    courseKey: 'ai-use',
    year: null,
    courseTitle: '生成AI活用',
    key: '01-what',
    title: '生成AIとは',
    minutes: 12,
    takeaway: '',
    html: `<p>前</p><!--check:${CHECK}--><p>後</p><!--check:${GONE}-->`,
    position: 1,
    lessonCount: 2,
    previousKey: null,
    nextKey: '02-how',
    hasQuiz: true,
    isStarted: false,
    isCompleted: false,
    note: '',
    checkQuestionIds: [CHECK],
    answers: [],
    ...facts,
  };
}

const question = {
  kind: 'single',
  stem: '問い',
  choices: ['あ', 'い'],
  items: [],
  targets: [],
  unit: '',
  parts: [],
} as const;
const around = {
  checks: [{ id: CHECK, question, answer: null, feedback: null }],
  words: {},
  refused: null,
};

describe('lessonView', () => {
  it('keeps a check where the author put it and leaves out one that is not known', () => {
    const { parts } = lessonView(lesson(), around);
    expect(parts.map((part) => part.check?.anchor ?? part.html)).toEqual([
      '<p>前</p>',
      `check-${CHECK}`,
      '<p>後</p>',
      '',
      '',
    ]);
  });

  it('shows a refusal at its check only', () => {
    const refused = { questionId: CHECK, message: '選んでください。' };
    expect(lessonView(lesson(), { ...around, refused }).parts[1]?.check?.error).toBe(
      '選んでください。',
    );
  });

  it.each([
    [{}, '読みました・次へ'],
    [{ nextKey: null }, '読みました・テストへ'],
    [{ nextKey: null, hasQuiz: false }, '読みました・終わる'],
    [{ isCompleted: true }, '次へ'],
  ])('names the way on for %j: %s', (facts, button) => {
    expect(lessonView(lesson(facts), around).button).toBe(button);
  });

  it('leads to the next lesson, at the end to the test or the course, in the year that is being learnt', () => {
    const course = { courseKey: 'ai-use', year: null };
    expect(
      addressAfter(course, {
        nextLessonKey: '02-how',
        isCourseCompleted: false,
        isQuizNext: false,
      }),
    ).toBe('/courses/ai-use/lessons/02-how');
    expect(
      addressAfter(course, { nextLessonKey: null, isCourseCompleted: false, isQuizNext: false }),
    ).toBe('/courses/ai-use');
    expect(
      addressAfter(course, { nextLessonKey: '02-how', isCourseCompleted: true, isQuizNext: false }),
    ).toBe('/courses/ai-use');
    const read = { nextLessonKey: null, isCourseCompleted: false, isQuizNext: true };
    expect(addressAfter(course, read)).toBe('/courses/ai-use/quiz');
    expect(addressAfter(course, { ...read, isCourseCompleted: true })).toBe('/courses/ai-use');
    const yearly = { courseKey: 'infosec', year: 2026 };
    expect(
      addressAfter(yearly, {
        nextLessonKey: '02-how',
        isCourseCompleted: false,
        isQuizNext: false,
      }),
    ).toBe('/courses/infosec/lessons/02-how?year=2026');
    expect(lessonView(lesson({ ...yearly, previousKey: '00' }), around)).toMatchObject({
      completeAction: '/courses/infosec/lessons/01-what/complete?year=2026',
      previousHref: '/courses/infosec/lessons/00?year=2026',
      courseHref: '/courses/infosec?year=2026',
    });
  });
});

describe('The words of the city', () => {
  const words = new Words({
    city_name: { word: '魚津市', short: '魚津市' },
    ai_rule: { word: '規程 "A" <1>', short: '規程' },
  }).inLessons;

  it('are text in HTML, whatever was set', () => {
    expect(
      fillHtml('<p title="{{city.ai_rule}}">{{ city.name }}の{{city.dx_office}}</p>', words),
    ).toBe('<p title="規程 &quot;A&quot; &lt;1&gt;">魚津市のDX推進室</p>');
  });

  it('stay as they are in plain text, and an unknown name shows that it is not set', () => {
    expect(fillLessonWords('{{city.ai_rule}} {{city.other}}', words)).toBe('規程 "A" <1> (未設定)');
  });

  it('name what the city has promised today, and no number while nothing is set', () => {
    const target = { name: '', source: '', validFrom: '2026-04-01', validTo: null } as const;
    const holders = {
      ...target,
      code: 'it_passport_holders',
      targetValue: 12,
      dueOn: '2028-03-31',
    } as const;
    const told = '{{city.goal_holders}}を{{city.goal_holders_due}}までに、{{city.goal_leaders}}';
    expect(fillLessonWords(told, { ...words, ...goalWords([holders] as never) })).toBe(
      '12名以上を令和10年3月31日までに、計画で定める数',
    );
  });
});
