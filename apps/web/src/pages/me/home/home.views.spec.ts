import type { OwnLearningRow } from '@app/courses';
import { OfficeCalendar } from '@app/platform';
import { cityDutyView, homeView, reviewDutyView, teamDutyView, type WorkView } from './home.views';

const day = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;
const person = { name: '富山　花子', duties: [] };

function row(facts: Partial<OwnLearningRow>): OwnLearningRow {
  return {
    enrollmentId: 'e1',
    courseKey: 'ai-use',
    year: null,
    title: '生成AI活用',
    minutes: 70,
    isMandatory: true,
    isCarriedOver: false,
    fiscalYear: 2026,
    dueOn: '2026-11-20',
    absence: null,
    reason: null,
    closedOn: null,
    startedAt: null,
    completedAt: null,
    lastActivityAt: new Date('2026-11-01T00:00:00Z'),
    lessonCount: 6,
    completedLessons: 0,
    hasQuiz: true,
    hasOpenAttempt: false,
    nextLesson: { key: '01', title: '最初のレッスン', position: 1, minutes: 10 },
    ...facts,
  };
}

const learning = (rows: readonly OwnLearningRow[]) => ({ rows, closed: [] });

/** Its states as they are seen, then its categories. */
const labelled = (work: WorkView | null | undefined) => [
  work?.chips.map(({ sign, label }) => `${sign} ${label}`),
  work?.tags.map(({ label }) => label),
];

describe('homeView', () => {
  it('tells what a closing has ended, until its fiscal year is over, and what was finished after it', () => {
    const ended = {
      courseKey: 'infosec',
      year: 2025,
      title: '研修 令和7年度版',
      fiscalYear: 2025,
      closedOn: '2026-04-20',
    } as const;
    const old = { ...ended, year: 2024, fiscalYear: 2024, closedOn: '2025-04-20' } as const;
    const late = row({ completedAt: new Date('2026-05-10T00:00:00Z'), closedOn: '2026-04-20' });
    const view = homeView(person, { rows: [late], closed: [ended, old] }, day);
    expect(view.closed).toEqual([
      {
        title: '研修 令和7年度版',
        href: '/courses/infosec?year=2025',
        text: '令和7年度分は令和8年4月20日(月)に締めました。もう求められません。いまから修了することもでき、受講記録に実際の修了日が残りますが、令和7年度の集計では未修了のままです。',
      },
    ]);
    expect(view.finished).toMatchObject([{ remark: '締めた後に修了' }]);
  });

  it('says of what is left of an earlier fiscal year that it is', () => {
    const left = row({ title: '研修 令和7年度版', isCarriedOver: true, fiscalYear: 2025 });
    const { today, others } = homeView(person, learning([left, row({ dueOn: '2026-12-01' })]), day);
    expect(labelled(today)).toEqual([[], ['必修', '前の年度から']]);
    expect(labelled(others[0])).toEqual([[], ['必修']]);
  });

  it('asks nothing of whoever is on leave, and lets them learn', () => {
    const view = homeView(
      person,
      { rows: [row({ dueOn: '2026-11-12', absence: 'parental_leave' })], closed: [] },
      day,
    );
    expect([view.today, view.others, view.continuing]).toEqual([null, [], []]);
    expect(view.sentence).toBe('育休中のため、残っている講座は対象外です。学ぶこともできます。');
    const [card] = view.putOff;
    expect(labelled(card)).toEqual([['― 対象外(育休)'], ['必修']]);
    expect(card?.due).toEqual({ remaining: '', day: '' });
    expect(card?.action?.label).toBe('第1回を読む(10分)');
  });

  it('puts the mandatory course with the earliest due date first, what is overdue before all', () => {
    const view = homeView(
      person,
      learning([
        row({
          title: '任意',
          isMandatory: false,
          dueOn: null,
          startedAt: new Date('2026-11-10T00:00:00Z'),
        }),
        row({ title: '推奨', isMandatory: false, dueOn: '2026-11-17' }),
        row({ title: '後', dueOn: '2026-12-01' }),
        row({ title: '超過', dueOn: '2026-11-12' }),
      ]),
      day,
    );
    expect(view.today).toMatchObject({
      title: '超過',
      due: { remaining: '期限は11月12日(木)でした' },
    });
    expect(labelled(view.today)).toEqual([['× 期限超過'], ['必修']]);
    expect(view.others.map((work) => work.title)).toEqual(['後', '推奨']);
    expect(view.others.map(labelled)).toEqual([
      [[], ['必修']],
      [[], ['推奨']],
    ]);
    expect(view.continuing.map(labelled)).toEqual([[[], ['任意']]]);
    expect(view.continuing.map((work) => work.title)).toEqual(['任意']);
    expect(view.sentence).toBe(
      '必修が2件残っています。いちばん早い期限は11月12日(木)でした。いまからでも受講できます。',
    );
  });

  it.each([
    [{}, '第1回を読む(10分)', '6つのレッスンとテスト、全部で約70分です。'],
    [{ startedAt: new Date(0) }, '第1回から続ける', '次は第1回「最初のレッスン」、約10分です。'],
    [{ startedAt: new Date(0), nextLesson: null }, 'テストを受ける', 'あとはテストだけです。'],
    [
      { startedAt: new Date(0), nextLesson: null, hasOpenAttempt: true },
      'テストの続き',
      'テストの途中です。',
    ],
  ])('offers one thing to do for %j', (facts, label, next) => {
    expect(homeView(person, learning([row(facts)]), day).today).toMatchObject({
      action: { label },
      next,
    });
  });

  it('is quiet when everything is done, and lists the newest completion first', () => {
    const view = homeView(
      person,
      learning([
        row({ title: '先', completedAt: new Date('2026-05-01T00:00:00Z') }),
        row({ title: '後', completedAt: new Date('2026-11-15T15:00:00Z') }),
      ]),
      day,
    );
    expect(view.today).toBeNull();
    expect(view.sentence).toBe('必修はすべて済んでいます。おつかれさまでした。');
    expect(view.finished).toMatchObject([
      { title: '後', day: '令和8年11月16日(月)' },
      { title: '先' },
    ]);
    expect(homeView(person, learning([]), day).sentence).toBe(
      'いま受けるように決められている講座はありません。',
    );
  });

  it('tells HR how many reports wait', () => {
    expect(reviewDutyView(3)).toMatchObject({
      href: '/certification-reviews',
      sentence: '3件の報告が確認を待っています。',
    });
    expect(reviewDutyView(0).sentence).toBe('確認を待っている報告はありません。');
  });

  it('tells a head and DX推進室 about people, not about courses', () => {
    const count = { openPeople: 3, overdue: 2, overduePeople: 1, absent: 4 };
    expect(teamDutyView(count)).toMatchObject({
      href: '/team',
      sentence:
        '必修の未修了は3名です(うち期限を過ぎた人は1名、受講は2件)。休職・派遣中の人は含みません。',
    });
    const none = { ...count, overdue: 0, overduePeople: 0, absent: 0 };
    expect(teamDutyView(none).sentence).toBe('必修の未修了は3名です。');
    expect(teamDutyView({ ...none, openPeople: 0 }).sentence).toBe(
      '必修を終えていない人はいません。',
    );
    const promises = {
      ...none,
      security: { done: 7, must: 10 },
      ai: { done: 0, must: 0 },
      carriedOver: 2,
    };
    expect(cityDutyView(promises)).toMatchObject({
      href: '/assignments',
      sentence:
        '情報セキュリティ研修の修了は7 / 10(70.0%)です。AI活用研修(この年度)の対象者は、この年度にはまだいません。必修の未修了は3名です。前年度までの必修が残っている人は2名です。',
    });
  });
});
