import { kindOf, type WhyNot } from '@app/reminders';
import { reasonsOf, sentenceOf } from './why-not.views';

const PERSON = {
  ...{ personId: 'p', staffNumber: '000101', name: '富山　花子', unitName: '税務課' },
  ...{ hasMailbox: true, isEmployed: true, isAway: false, isSuspended: false },
} as const;
const TOLD = { sent: 0, failed: 0, onPaper: 0, dropped: 0, halted: 0, waiting: 0, lastError: null };
const HALT = {
  ...{ id: 'h', reason: '大雪', startedAt: new Date('2027-01-10T00:00:00Z') },
  startedBy: '富山　花子',
} as const;
const why = (facts: Partial<WhyNot> = {}): WhyNot => ({
  ...{ person: PERSON, told: TOLD, today: 1, isOfficeDay: true, halt: null, off: [] },
  ...facts,
});

describe('Why somebody got no notice', () => {
  it.each([
    ['在職していない', { person: { ...PERSON, isEmployed: false } }],
    ['不在', { person: { ...PERSON, isAway: true } }],
    ['停止', { person: { ...PERSON, isSuspended: true } }],
    ['紙・口頭', { person: { ...PERSON, hasMailbox: false } }],
    ['550 no such user', { told: { ...TOLD, failed: 1, lastError: '550 no such user' } }],
    ['免除', { told: { ...TOLD, dropped: 2 } }],
    ['災害対応モードで、すべての通知を止めています(大雪)', { halt: HALT }],
    ['再開のときに送らない', { told: { ...TOLD, halted: 1 } }],
    ['「送らない」にしています', { off: [kindOf('learning_due')] }],
    ['閉庁日', { isOfficeDay: false }],
    ['伝えることがありません', { today: 0 }],
    ['1件あり、止めているものはありません', {}],
  ])('says %s', (text, facts) => {
    const reasons = reasonsOf(why(facts));
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toContain(text);
  });

  it('begins with what stops everything', () => {
    const person = { ...PERSON, isEmployed: false, hasMailbox: false };
    expect(reasonsOf(why({ person, today: 0 }))[0]).toContain('在職していない');
  });

  it.each([
    ['', 0, '職員番号、氏名、フリガナのどれかで探します。'],
    ['x', 0, '見つかりません。番号か、氏名の一部で探し直してください。'],
    ['x', 1, ''],
    ['x', 3, '3名が見つかりました。選んでください。'],
    ['x', 11, '10名より多く見つかりました。氏名をもう少し長く入力してください。'],
  ])('for 「%s」 with %d found says 「%s」', (typed, count, text) => {
    const found = Array.from({ length: count }, () => PERSON);
    expect(sentenceOf(typed, found)).toBe(text);
  });
});
