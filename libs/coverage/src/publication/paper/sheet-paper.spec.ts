import type { PublishedContent } from '../published-content.rules';
import type { PaperFrame } from './cells';
import { sheetPaper } from './sheet-paper';

const COUNTS = new Proxy({}, { get: () => 1 });
const FRAME: PaperFrame = {
  ...{ number: 1, documentNumber: '', reason: '議会のため', publishedOn: '2027-04-02' },
  ...{ followsNumber: null, sha256: 'x', hasGeta: false },
};

/** So many 部 with so many 課 each. */
function contentOf(departments: number, units: number): PublishedContent {
  const codes = Array.from({ length: departments * units }, (_, at) => String(at));
  const city = { counts: COUNTS, leftOut: {}, leftOutOf: new Proxy({}, { get: () => ({}) }) };
  return {
    ...{ city: '市', office: '室', plan: '計画', leaderTarget: null, holderTarget: null },
    ...{ people: [], compared: null, recordedLate: { changed: 0, joined: 0 } },
    rule: { label: '数え方', sentences: [] },
    figures: {
      ...{ asOf: '2027-03-31', city, covered: 1, counting: 1, leaders: 1, supporters: 1 },
      units: codes.map((code) => ({ code, state: 'covered', insideCode: null, ...city })),
      ...{ outside: [], courses: [] },
    },
    departments: Array.from({ length: departments }, (_, at) => ({
      ...{ code: `D${String(at)}`, name: '部', outside: [] },
      units: codes.slice(at * units, (at + 1) * units),
    })),
  } as unknown as PublishedContent;
}

const drawn = (content: PublishedContent, frame = FRAME) =>
  JSON.stringify(sheetPaper(content, frame, null).content);
const isOnePage = (content: PublishedContent, frame = FRAME) => {
  const text = drawn(content, frame);
  expect(text.includes('2枚目にあります')).toBe(text.includes('pageBreak'));
  return !text.includes('pageBreak');
};

describe('The sheet for the assembly', () => {
  it('is one page as long as the table of 部 leaves room, else says on the first that it stands on the second', () => {
    expect(isOnePage(contentOf(9, 8))).toBe(true);
    expect(isOnePage(contentOf(10, 1))).toBe(false);
    expect(isOnePage(contentOf(5, 9))).toBe(false);
    expect(drawn(contentOf(30, 2)).match(/pageBreak/g)).toHaveLength(1);
  });

  it('counts notes that are not always there as lines', () => {
    expect(isOnePage(contentOf(9, 1), { ...FRAME, hasGeta: true })).toBe(false);
    expect(isOnePage(contentOf(9, 1), { ...FRAME, reason: '長'.repeat(90) })).toBe(false);
  });
});
