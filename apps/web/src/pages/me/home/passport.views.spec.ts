import type { WaitingIn } from '@app/access';
import type { AttemptRow } from '@app/certifications';
import type { OwnLearningRow } from '@app/courses';
import { idOf, OfficeCalendar } from '@app/platform';
import type { OwnSuggestion, PracticeGlance } from '@app/practice';
import { firstSteps } from './first-steps.views';
import { homeView } from './home.views';
import { passportView } from './passport.views';

const day = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;

const booked = {
  id: 'e1',
  certificationCode: 'ip',
  certificationName: 'ITパスポート',
  examOn: '2026-12-04',
  state: 'booked',
  place: null,
  payment: null,
  ...{ isReported: false, isVerified: false, isReportWaiting: false, aheadOn: null },
  ...{ outside: null, isOver: false },
} as AttemptRow;

function waits(turn: WaitingIn['turn']): WaitingIn {
  return {
    area: 'exams',
    title: 'ITパスポート',
    count: 1,
    oldest: null,
    sentence: '',
    verb: '',
    href: '',
    turn,
  };
}

const homeOf = (
  isOffice: boolean,
  turn: WaitingIn['turn'],
  exams: readonly AttemptRow[],
  practice: PracticeGlance | null = null,
  suggestion: OwnSuggestion | null = null,
) =>
  homeView(
    { name: '魚津　花子', isOffice },
    {
      rows: [],
      closed: [],
      facts: [],
      waiting: [waits(turn)],
      suggestion,
      passport: passportView([], exams, { today: day.today, practice }),
    },
    day,
  );

describe('ITパスポートまで', () => {
  it('says how many days there are, and then it is not said again', () => {
    const home = homeOf(false, 'others', [booked]);
    expect(home.passport?.sentence).toBe('ITパスポートの受験日は12月4日(金)です。あと18日です。');
    expect(home.own).toEqual([]);
  });

  it('leads to practice: to the first question, to today’s, or on with what was begun', () => {
    const of = (practice: PracticeGlance | null) =>
      homeOf(false, 'others', [booked], practice).passport?.practice;
    expect(of(null)).toEqual({
      ...{ sentence: '', href: '/itpassport', label: 'ITパスポートの問題を解いてみる' },
    });
    const begun = { answered: 42, right: 30, due: 0, openSessionId: null, openMockId: null };
    expect(of(begun)).toMatchObject({
      sentence: 'これまでに42問を解き、30問が正解でした。',
      label: '今日の10問へ',
    });
    const open = { ...begun, due: 5, openSessionId: 's' as PracticeGlance['openSessionId'] };
    expect(of(open)).toEqual({
      sentence: 'これまでに42問を解き、30問が正解でした。復習の時期が来た問題が5問あります。',
      href: '/itpassport/practice/s',
      label: '練習の続きから',
    });
    const sitting = { ...open, openMockId: 'm' as PracticeGlance['openMockId'] };
    expect(of(sitting)).toMatchObject({ href: '/quiz-attempts/m', label: '模擬試験に戻る' });
  });

  it('is for whoever has begun, and leaves what is known of other certificates alone', () => {
    const home = homeOf(false, 'others', [{ ...booked, certificationCode: 'sg' }]);
    expect([home.passport, home.own.length]).toEqual([null, 1]);
    const practised = { answered: 1, right: 0, due: 0, openSessionId: null, openMockId: null };
    expect(homeOf(false, 'others', [], practised).passport).not.toBeNull();
  });

  it('says how to begin to whom the exam was suggested, also in an office', () => {
    const suggestion: OwnSuggestion = {
      id: idOf<'exam_suggestion'>('11111111-1111-4111-8111-111111111111'),
      suggestedOn: '2026-11-13',
    };
    const home = homeOf(false, 'others', [], null, suggestion);
    expect(home.passport?.act?.label).toBe('受験予定を登録する');
    expect(home.suggestion).toMatchObject({
      title: 'DX推進室から受験のすすめが届いています',
      sentence: expect.stringContaining('11月13日(金)に届きました。') as string,
    });
    expect(homeOf(true, 'others', [], null, suggestion)).toMatchObject({
      passport: null,
      suggestion: { title: 'DX推進室から受験のすすめが届いています' },
    });
    expect(homeOf(false, 'others', []).suggestion).toBeNull();
  });

  it('gives way to what is to be done today, and to the queues of an office', () => {
    const today = homeOf(false, 'mine', [booked]);
    expect([today.passport, today.mine.length]).toEqual([null, 1]);
    const office = homeOf(true, 'others', [booked]);
    expect([office.passport, office.own.length]).toEqual([null, 1]);
  });
});

describe('The first day', () => {
  const fresh = { startedAt: null, completedAt: null } as OwnLearningRow;
  const labels = (owesSecondFactor: boolean, rows: readonly OwnLearningRow[], isOffice = false) =>
    firstSteps({ owesSecondFactor, isOffice }, rows)?.steps.map(
      ({ label, state }) => `${label} ${state}`,
    );

  it('asks for a password, for a second factor where it is due, and for a first lesson', () => {
    expect(labels(false, [fresh])).toEqual([
      '自分のパスワードを決める 済み',
      '最初の1回を読む いまここ',
    ]);
    expect(labels(true, [fresh])).toEqual([
      '自分のパスワードを決める 済み',
      '二段階認証を登録する いまここ',
      '最初の1回を読む これから',
    ]);
  });

  it('is over with the first lesson, and asks nothing where nothing is to be learnt or queues wait', () => {
    expect(labels(false, [fresh, { ...fresh, startedAt: new Date() }])).toBeUndefined();
    expect(labels(false, [])).toBeUndefined();
    expect(labels(false, [fresh], true)).toBeUndefined();
  });
});
