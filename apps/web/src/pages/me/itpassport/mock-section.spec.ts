import type { MockOfPerson } from '@app/practice';
import { secondsText } from '../../../shared/seconds-text';
import { SAMPLE_MOCK, SAMPLE_TREE } from './mock.samples';
import { mockSection } from './mock-section';
import { newMockView } from './mock-new.views';

const PAPERS = [
  { paper: 'mock-1', questions: 4 },
  { paper: 'mock-2', questions: 4 },
];
const OPEN: MockOfPerson = { ...SAMPLE_MOCK, submittedAt: null, answers: [] };
const section = (mocks: readonly MockOfPerson[]) =>
  mockSection({ papers: PAPERS, mocks, syllabus: SAMPLE_TREE });

describe('模擬試験 on the page of ITパスポート', () => {
  it('offers the papers in their order, one that is drawn, a short one and the fields', () => {
    const { papers, taken } = section([]);
    expect(papers.rows.map(({ title, since, verb }) => [title, since, verb])).toEqual([
      ['模擬試験1', '未受験', '受ける'],
      ['模擬試験2', '未受験', '受ける'],
      ['組み直した模擬試験', '未受験', '受ける'],
      ['短い模擬試験', '未受験', '受ける'],
      ['分野の模擬試験(strategy)', '未受験', '受ける'],
      ['分野の模擬試験(management)', '未受験', '受ける'],
      ['分野の模擬試験(technology)', '未受験', '受ける'],
    ]);
    expect(taken).toBeNull();
  });

  it('says what the last one came to', () => {
    const { papers, taken } = section([SAMPLE_MOCK]);
    expect(papers.rows[0]?.sentence).toMatch(
      /^4問・120分。前回\(令和9年4月2日\)は目安で665点\(\d+〜\d+点\)でした。$/,
    );
    expect(papers.rows[1]?.since).toBe('未受験');
    expect(taken?.rows).toHaveLength(1);
  });

  it('leads into the one that is open, and begins no other meanwhile', () => {
    const { rows } = section([OPEN]).papers;
    expect(rows[0]).toMatchObject({
      chip: { label: '受験中' },
      sentence: '12:00までです。離れていても時間は進みます。',
      verb: '続ける',
      href: `/quiz-attempts/${OPEN.attemptId}`,
    });
    expect(rows.slice(1).map(({ verb }) => verb)).toEqual(['', '', '', '', '', '']);
  });
});

describe('Before the start of a mock', () => {
  const FACTS = {
    choice: { form: 'full', paper: null, field: null },
    syllabus: SAMPLE_TREE,
    preview: { questions: 100, minutes: 120, extraMinutes: 30, seenCount: 0, leftOut: 0 },
    open: null,
    now: new Date('2027-04-02T10:00:00+09:00'),
  } as const;

  it('says until when it would last, and nothing of questions seen where there are none', () => {
    const view = newMockView(FACTS);
    expect(view.summary).toBe('いま始めると、12:30までです。まだ始まっていません。');
    expect(view.facts.map(({ value }) => value)).toContain('150分(延長30分を含む)');
    expect(view.confirm.notes.join('')).not.toContain('前の模擬試験');
  });

  it('says how many were asked before, and of a drawn paper why', () => {
    const preview = { ...FACTS.preview, seenCount: 12 };
    const notes = (choice: typeof FACTS.choice | { form: 'full'; paper: string; field: null }) =>
      newMockView({ ...FACTS, preview, choice }).confirm.notes.join('');
    expect(notes(FACTS.choice)).toContain('100問のうち12問は、前の模擬試験で解いた問題です(新しい');
    expect(notes({ ...FACTS.choice, paper: 'mock-1' })).toContain('解いた問題です。');
  });

  it('leads back to the one that is open', () => {
    const { confirm, summary } = newMockView({ ...FACTS, open: OPEN });
    expect(summary).toContain('受けている途中の模擬試験1があります');
    expect([confirm.button, confirm.back.href]).toEqual(['', `/quiz-attempts/${OPEN.attemptId}`]);
  });
});

describe('secondsText', () => {
  it.each([
    [0, '0秒'],
    [59, '59秒'],
    [60, '1分'],
    [72, '1分12秒'],
  ])('%i', (seconds, text) => {
    expect(secondsText(seconds)).toBe(text);
  });
});
