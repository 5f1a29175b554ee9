import { KANA_ROWS, kanaRowOf } from './kana-rows';

describe('kanaRowOf', () => {
  it('knows the ten rows and nothing else', () => {
    expect(Object.keys(KANA_ROWS)).toHaveLength(10);
    expect(kanaRowOf('さ')).toBe('さ');
    expect(kanaRowOf('ざ')).toBeNull();
    expect(kanaRowOf('toString')).toBeNull();
    expect(kanaRowOf(undefined)).toBeNull();
  });
});

describe('KANA_ROWS', () => {
  it('hold every letter once', () => {
    const letters = Object.values(KANA_ROWS).flatMap((row) => Array.from(row));
    expect(new Set(letters).size).toBe(letters.length);
  });
});
