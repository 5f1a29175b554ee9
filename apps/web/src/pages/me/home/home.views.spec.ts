import type { WaitingIn } from '@app/access';
import type { OwnLearningRow } from '@app/courses';
import { OfficeCalendar } from '@app/platform';
import { homeView } from './home.views';
import type { FactView } from './office-facts.views';
import type { WorkView } from './work.views';

const day = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;
const person = { name: '富山　花子', isOffice: false };
const office = { ...person, isOffice: true };

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

const learning = (rows: readonly OwnLearningRow[], waiting: readonly WaitingIn[] = []) => ({
  ...{ rows, closed: [], waiting, facts: [] },
});

function thing(facts: Partial<WaitingIn>): WaitingIn {
  return {
    area: 'certifications',
    title: 'ITパスポート',
    count: 1,
    oldest: null,
    sentence: '報告が差し戻されました。',
    verb: 'もう一度報告する',
    href: '/certifications/new?again=1',
    turn: 'mine',
    ...facts,
  };
}

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
    const view = homeView(person, { ...learning([late]), closed: [ended, old] }, day);
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
    const { today, others } = homeView(person, learning([left, row({ dueOn: '2026-12-25' })]), day);
    expect(labelled(today)).toEqual([[], ['必修', '前の年度から']]);
    expect(labelled(others[0])).toEqual([[], ['必修']]);
  });

  it('asks nothing of whoever is on leave, and lets them learn', () => {
    const view = homeView(
      person,
      learning([row({ dueOn: '2026-11-12', absence: 'parental_leave' })]),
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
    expect(view.urgent.map((work) => work.title)).toEqual(['後', '推奨']);
    expect(view.urgent.map(labelled)).toEqual([
      [[], ['必修']],
      [[], ['推奨']],
    ]);
    expect(view.others).toEqual([]);
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
    expect([view.today, view.hasToday]).toEqual([null, false]);
    expect(view.sentence).toBe(
      '今日、急ぐものはありません。必修はすべて済んでいます。おつかれさまでした。',
    );
    expect(view.finished).toMatchObject([
      { title: '後', day: '令和8年11月16日(月)' },
      { title: '先' },
    ]);
    expect(homeView(person, learning([]), day).sentence).toBe(
      '今日、急ぐものはありません。いま受けるように決められている講座はありません。',
    );
  });

  it.each([
    // 10 open days from 16 November, over the holiday of the 23rd.
    ['2026-12-01', true],
    ['2026-12-02', false],
    // A Saturday holds until the Monday after.
    ['2026-11-28', true],
    ['2026-11-13', true],
  ] as const)('counts what is due on %s as of today: %s', (dueOn, isToday) => {
    const view = homeView(person, learning([row({ dueOn })]), day);
    expect([view.today !== null, view.others.length]).toEqual([isToday, isToday ? 0 : 1]);
  });

  it('says of what is not urgent only when it is due', () => {
    const view = homeView(
      person,
      learning([row({ dueOn: '2027-02-25' }), row({ dueOn: '2027-03-20' })]),
      day,
    );
    expect(view.sentence).toBe('今日、急ぐものはありません。次の期限は2月25日(木)です。');
    expect(view.others).toHaveLength(2);
  });

  it('has beside the learning what waits for the person, and apart what does not', () => {
    const back = thing({ state: 'record.returned' });
    const booked = thing({ area: 'exams', sentence: '受験日は…', turn: 'others' });
    const alone = homeView(person, learning([], [back, booked]), day);
    expect(alone.sentence).toBe('今日やることは1件です。');
    expect(alone.mine).toMatchObject([
      { title: 'ITパスポート', chip: { label: '差戻し済み' }, isFirst: true, since: '' },
    ]);
    expect(alone.own).toMatchObject([{ sentence: '受験日は…', isFirst: false, chip: null }]);
    const both = homeView(person, learning([row({})], [back]), day);
    expect([both.today?.title, both.mine[0]?.isFirst]).toEqual(['生成AI活用', false]);
    const later = homeView(person, learning([row({ dueOn: '2027-02-25' })], [back]), day);
    expect([later.today, later.hasToday, later.others.length]).toEqual([null, true, 1]);
  });

  it('shows an office its queues first, what is empty in a sentence, and the own learning last', () => {
    const reviews = thing({
      ...{ area: 'reviews', title: '資格の確認', count: 3, oldest: '2026-11-09' },
      sentence: '3件の報告が確認を待っています。',
    });
    const imports = thing({
      ...{ area: 'imports', count: 0, turn: 'others' },
      sentence: '反映を待っている取込みはありません。',
    });
    const known = thing({ area: 'people', count: 5, turn: 'others', sentence: '5名です。' });
    const view = homeView(office, learning([row({})], [reviews, imports, known]), day);
    expect(view.sentence).toBe(
      'あなたの対応を待っているものが3件あります。自分の学びに、急ぐものが1件あります。',
    );
    expect(view.queues).toMatchObject([
      { title: '資格の確認', since: 'いちばん古いものは11月9日(月)です。', isFirst: true },
    ]);
    expect(view.facts).toMatchObject([{ sentence: '5名です。', isFirst: false }]);
    expect(view.quiet).toBe('反映を待っている取込みはありません。');
    expect([view.today, view.others.length]).toEqual([null, 1]);
    expect(view.ownSentence).toBe(
      '必修が1件残っています。いちばん早い期限は11月20日(金)です。あと4開庁日です。',
    );
    const one = homeView(office, learning([], [{ ...reviews, count: 1 }]), day);
    expect(one.queues).toMatchObject([{ since: '11月9日(月)から待っています。' }]);
    const none = homeView(office, learning([], [imports]), day);
    expect([none.sentence, none.queues]).toEqual(['対応を待っているものはありません。', []]);
    const fact = { ...one.queues[0], isUrgent: true, isFirst: false } as FactView;
    const warned = homeView(office, { ...learning([]), facts: [fact] }, day);
    expect([warned.sentence, warned.facts[0]?.isFirst]).toEqual([
      '気をつけたいことが1件あります。',
      true,
    ]);
  });
});
