import { glossaryView, TERMS_PER_PAGE } from './glossary.views';

const TERM = { term: '改ざん', reading: 'かいざん', meaning: '書き換えること。', see: ['完全性'] };
const FILTER = { text: '', row: null, page: 1, pageSize: TERMS_PER_PAGE };

describe('glossaryView', () => {
  it('leafs through a row of the kana table and keeps the row on every page', () => {
    const view = glossaryView({ rows: [TERM], total: 153 }, [], { ...FILTER, row: 'か', page: 2 });
    expect(view.head.sentence?.text).toBe('読みがか行で始まる用語は153語です。');
    expect(view.rows.filter((row) => row.isCurrent).map((row) => row.label)).toEqual(['か行']);
    expect(view.pages?.numbers.map((page) => page.text)).toEqual(['1', '2', '3', '4']);
    expect(view.pages?.numbers[0]?.href).toBe(`/glossary?row=${encodeURIComponent('か')}&page=1`);
    expect(view.terms[0]?.see[0]?.href).toBe(`/glossary?q=${encodeURIComponent('完全性')}`);
  });

  it('searches all rows', () => {
    const view = glossaryView({ rows: [TERM], total: 60 }, [], {
      ...FILTER,
      text: '書',
      row: 'か',
    });
    expect(view.head.sentence?.text).toBe('「書」に当てはまる用語は60語です。');
    expect(view.rows.some((row) => row.isCurrent)).toBe(false);
    expect(view.pages?.next).toBe(`/glossary?q=${encodeURIComponent('書')}&page=2`);
  });

  it.each([
    [{ text: '書' }, 0, '「書」に当てはまる用語はありません。'],
    [{ text: '書' }, 1, '「書」に当てはまる用語は1語です。'],
    [{ row: 'わ' }, 0, '読みがわ行で始まる用語はありません。'],
    [{}, 1, '講座に出てくる1語の意味を調べられます。'],
  ] as const)('says of %j with %d', (asked, total, sentence) => {
    const view = glossaryView({ rows: [], total }, [], { ...FILTER, ...asked });
    expect(view.head.sentence?.text).toBe(sentence);
  });

  it('says when there are no terms yet', () => {
    const view = glossaryView({ rows: [], total: 0 }, [], FILTER);
    expect(view.head.sentence?.text).toBe('用語はまだ登録されていません。');
    expect(view.rows[0]).toEqual({ label: 'すべて', href: '/glossary', isCurrent: true });
  });
});
