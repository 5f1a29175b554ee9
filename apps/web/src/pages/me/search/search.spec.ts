import { isFound, wantedOf } from './search.rules';
import { type GroupView, searchView } from './search.views';

const person = { texts: ['髙橋　花子'], readings: ['タカハシ　ハナコ'], numbers: ['000123'] };
const found = (text: string) => isFound(wantedOf(text), person);

describe('What is found', () => {
  it.each(['高橋', '髙橋花子', 'たかはし', 'ﾀｶﾊｼ', 'はなこ', '0123', '００１'])(
    'is found by %s',
    (text) => {
      expect(found(text)).toBe(true);
    },
  );

  it.each(['', '　', '斎藤', '999', '%', '_'])('is not found by 「%s」', (text) => {
    expect(found(text)).toBe(false);
  });

  it('by one letter only as a beginning of the reading, or as the whole number', () => {
    expect(['た', 'タ', 'ハ', '花', '0'].map(found)).toEqual([true, true, false, false, false]);
    expect(isFound(wantedOf('7'), { texts: ['7'], readings: [], numbers: ['7'] })).toBe(true);
    expect(isFound(wantedOf('𠮷'), { texts: ['𠮷田'], readings: [] })).toBe(false);
  });
});

describe('The page of the search', () => {
  const group = (title: string, total: number): GroupView => ({
    ...{ title, counter: '件', total, allHref: '/all' },
    found: Array.from({ length: total }, (_, at) => ({
      ...{ title: String(at), href: '/', person: null, hint: '' },
    })),
  });

  it('says how to search before anything is asked', () => {
    const view = searchView(wantedOf(' '), []);
    expect(view.head.sentence?.text).toBe('探したいことばを入力してください。');
    expect(view.hint).toContain('異体字の違いは区別しません');
  });

  it('says how much of what was found, ten of each, and leads to the rest', () => {
    const view = searchView(wantedOf('課'.repeat(2)), [
      group('所属', 11),
      group('画面', 0),
      group('講座', 1),
    ]);
    expect(view.head.sentence?.text).toBe('「課課」に合うものは、所属11件、講座1件です。');
    expect(view.groups).toMatchObject([
      { title: '所属', total: '11件', allHref: '/all' },
      { title: '講座', allHref: '' },
    ]);
    expect(view.groups[0]?.found).toHaveLength(10);
    expect(view.hint).toBe('');
  });

  it('says that nothing was found, and what one letter finds', () => {
    expect(searchView(wantedOf('ない'), [group('所属', 0)]).head.sentence?.text).toBe(
      '「ない」に合うものは見つかりませんでした。',
    );
    expect(searchView(wantedOf('タ'), [group('職員', 1)]).hint).toContain('1文字のとき');
  });
});
