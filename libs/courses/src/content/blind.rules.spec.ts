import { blindPaper, canBeShown, scoreBlind } from './blind.rules';
import { questionFileSchema, type QuestionFile } from './course-files.schema';
import { single } from './single.fixture';

const AUTHORED = { tags: ['t/1'], difficulty: 1, source: 'original', usage: 'lesson' };
const MORE: QuestionFile[] = [
  {
    id: 'b.1',
    kind: 'order',
    stem: '順に。',
    items: ['起案', '決裁', '施行'],
    explanation: '秘密の説明',
  },
  {
    id: 'b.2',
    kind: 'numeric',
    stem: '何件か。',
    answer: 12,
    unit: '件',
    explanation: '秘密の説明',
  },
  {
    id: 'b.3',
    kind: 'sort_into',
    stem: '分ける。',
    groups: { 内: ['強み', '弱み'], 外: ['機会'] },
    explanation: '秘密の説明',
  },
].map((question) => questionFileSchema.parse({ ...AUTHORED, ...question }));
const QUESTIONS = [
  ...['a.1', 'a.2', 'a.3'].map((id) =>
    single(`${id.slice(2)}番の手順はどれか。`, ['正しい手順', '別の手順', '古い手順'], { id }),
  ),
  ...MORE,
];

/** The line that answers a question rightly, read from the text as a solver who knows would. */
function rightLine(text: string): string {
  const number = /^Q\d+/.exec(text)?.[0] ?? '';
  const letter = (word: string): string => new RegExp(`  (.) ${word}`).exec(text)?.[1] ?? '?';
  if (text.includes('順に。')) return `${number}: ${['起案', '決裁', '施行'].map(letter).join('')}`;
  if (text.includes('何件か。')) return `${number}: 12件`;
  if (text.includes('分ける。')) {
    const group = (item: string): string => letter(item === '機会' ? '外' : '内');
    const items = [...text.matchAll(/ {2}\d (.+)/g)].map((match) => group(match[1] ?? ''));
    return `${number}: ${items.join('、')}`;
  }
  return `${number}: ${letter('正しい手順')}`;
}

describe('blindPaper', () => {
  const paper = blindPaper(QUESTIONS, 7);

  it('is the same for the same seed whatever the order of the files, and another for another seed', () => {
    expect(blindPaper([...QUESTIONS].reverse(), 7)).toEqual(paper);
    expect(blindPaper(QUESTIONS, 8).hash).not.toBe(paper.hash);
  });

  it('carries no key, no reason, no explanation and no id', () => {
    expect(paper.text).not.toMatch(/理由|説明|秘密|correct|[ab]\.\d/);
    expect(paper.text.match(/^Q\d+$/gm)).toHaveLength(6);
  });

  it('hands out the alternative text instead of a picture', () => {
    const figure = { asset: 'assets/a.svg', alt: '棒が三本ある図' };
    expect(blindPaper([single('図は。', ['甲', '乙'], { figure })], 1).text).toContain(
      '[図: 棒が三本ある図]',
    );
  });
});

describe('blindPaper of the choices alone', () => {
  const figure = { asset: 'assets/a.svg', alt: '棒が三本ある図' };
  const stem = '一番の手順はどれか。\n\n| 課 | 件 |\n|---|---|\n| 総務 | 3 |';
  const all = [single(stem, ['正しい手順', '別の手順'], { id: 'c.1', figure }), ...QUESTIONS];
  const questions = all.filter((question) => canBeShown(question, 'choices'));
  const paper = blindPaper(questions, 7, 'choices');

  it('is nothing but numbers and lettered choices: no stem, table or figure', () => {
    expect(paper.text.match(/^Q\d+$/gm)).toHaveLength(4);
    expect(
      paper.text.split('\n').filter((line) => !/^(Q\d+| {2}[ア-ウ] \S+手順|)$/.test(line)),
    ).toEqual([]);
  });

  it('shuffles the choices as in the whole paper and is scored as it is', () => {
    const whole = blindPaper(questions, 7);
    expect(paper.entries).toEqual(whole.entries);
    const lines = paper.text.split(/(?=^Q\d)/m).map(rightLine);
    const answers = [`sha256: ${paper.hash}`, ...lines].join('\n');
    expect(scoreBlind(paper, answers)).toMatchObject({ total: 4, right: 4 });
    expect(() => scoreBlind(whole, answers)).toThrow(/違います/);
  });
});

describe('scoreBlind', () => {
  const paper = blindPaper(QUESTIONS, 7);
  const lines = paper.text.split(/(?=^Q\d)/m).map(rightLine);

  it('counts every kind of right answer', () => {
    const answers = [`sha256: ${paper.hash}`, ...lines].join('\n');
    expect(scoreBlind(paper, answers)).toEqual({
      total: 6,
      right: 6,
      unanswered: 0,
      differences: [],
    });
  });

  it('does not read a remark as part of the answer', () => {
    const remarked = lines.map(
      (line, index) => `${line} ${index % 2 ? '#' : '＃'} イもQ3の12件と迷う`,
    );
    const answers = [`sha256: ${paper.hash}`, ...remarked].join('\n');
    expect(scoreBlind(paper, answers)).toMatchObject({ right: 6, differences: [] });
  });

  it('names what differs and what is missing', () => {
    const place = paper.entries.findIndex(({ question }) => question.id === 'b.2');
    const wrong = lines
      .filter((_, index) => index !== (place + 1) % lines.length)
      .map((line) => line.replace('12件', '13件'));
    const score = scoreBlind(paper, [`sha256: ${paper.hash}`, ...wrong].join('\n'));
    expect(score).toMatchObject({ total: 6, right: 4, unanswered: 1 });
    expect(score.differences).toContainEqual({ number: place + 1, id: 'b.2', given: '13件' });
  });

  it('refuses answers to another text, or to none in particular', () => {
    expect(() => scoreBlind(paper, lines.join('\n'))).toThrow(/sha256/);
    expect(() => scoreBlind(paper, `sha256: ${'0'.repeat(64)}`)).toThrow(/違います/);
  });
});
