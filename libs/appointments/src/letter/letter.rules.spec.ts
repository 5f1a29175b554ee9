import { contentOf, type LetterFacts, placeholderProblem, untoldProblems } from './letter.rules';

const FACTS: LetterFacts = {
  name: '魚津　花子',
  staffNumber: '000123',
  unitName: '税務課',
  postTitle: '',
  roleName: 'DX推進リーダー',
  termStart: '2026-12-01',
  termEnd: '2029-03-31',
  documentNumber: '第12号',
  extensionNumbers: [],
  cityName: 'サンプル市',
  datedOn: '2026-12-01',
};
const WORDS = {
  title: '任命通知書',
  addressee: '{{所属}}\n{{職名}} {{ 氏名 }} 様',
  body: '{{役割}}に任命します。\n\n任期 {{任期}}',
  authorityTitle: '{{市名}}長',
  authorityName: '',
  numberPrefix: 'DX',
  seal: 'omitted',
} as const;

describe('The words of a letter', () => {
  it('are filled with what is so on the first day; a line of which nothing is left is none', () => {
    expect(contentOf(WORDS, FACTS, { number: 1, on: '2026-11-20' })).toEqual({
      number: 'DX第12号',
      day: '令和8年12月1日',
      addressee: ['税務課', '魚津　花子 様'],
      title: '任命通知書',
      body: ['DX推進リーダーに任命します。', '任期 令和8年12月1日から令和11年3月31日まで'],
      authority: 'サンプル市長',
      seal: 'omitted',
      stamp: '',
    });
  });

  it('say by which decisions the term was extended', () => {
    const facts = { ...FACTS, extensionNumbers: ['延第1号', '延第2号'] };
    const extended = contentOf(WORDS, facts, { number: 2, on: '2027-01-10' });
    expect(extended.body.at(-1)).toBe('任期の延長 延第1号、延第2号');
  });

  it('say of an issue that is not the first on what day it was made', () => {
    const again = contentOf(WORDS, FACTS, { number: 2, on: '2027-01-10' });
    expect(again.stamp).toBe('再発行 令和9年1月10日');
  });

  it('take nothing out of what they are filled with for another place', () => {
    const facts = { ...FACTS, name: '{{所属}}' };
    expect(contentOf(WORDS, facts, { number: 1, on: '2026-11-20' }).addressee[1]).toBe(
      '{{所属}} 様',
    );
  });

  it.each([
    [{}, {}],
    [{ body: '貴殿を任命します。' }, { body: expect.stringContaining('「{{役割}}」を入れて') }],
    [{ body: '貴殿を任命します。', title: '{{ 役割 }}任命通知書' }, {}],
    [{ addressee: '各位' }, { addressee: expect.stringContaining('「{{氏名}}」を入れて') }],
    [{ addressee: '各位', body: '{{氏名}}を{{役割}}に任命します。' }, {}],
  ])('%j say of what and to whom the letter is, or it is said at the field', (change, problems) => {
    expect(untoldProblems({ ...WORDS, ...change })).toEqual(problems);
  });

  it.each([
    ['{{氏名}} 様', null],
    ['様', null],
    ['{{氏めい}}', /^\{\{氏めい\}\}は使えません。使えるのは \{\{氏名\}\}/],
    ['{{constructor}}', /^\{\{constructor\}\}は使えません/],
    ['{{氏名', /組にしてください/],
    ['氏名}}', /組にしてください/],
  ])('%s has a place or is refused', (text, problem) => {
    if (problem === null) expect(placeholderProblem(text)).toBeNull();
    else expect(placeholderProblem(text)).toMatch(problem);
  });
});
