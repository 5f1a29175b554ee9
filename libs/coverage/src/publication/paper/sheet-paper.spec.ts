import { PDFiumLibrary } from '@hyzyla/pdfium';
import { writePdf } from '@app/platform';
import type { PublishedContent } from '../published-content.rules';
import type { NamedPerson } from './names-table';
import type { PaperFrame } from './cells';
import { nameLines } from './department-table';
import { sheetPaper } from './sheet-paper';

const COUNTS = new Proxy({}, { get: () => 1 });
const FRAME: PaperFrame = {
  ...{ number: 1, documentNumber: '', reason: '議会のため', publishedOn: '2027-04-02' },
  ...{ followsNumber: null, sha256: 'x', hasGeta: false },
};

/** So many 部 with so many 課 each. */
function contentOf(departments: number, units: number, name = '部'): PublishedContent {
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
      ...{ code: `D${String(at)}`, name, outside: [] },
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

  it('counts the lines of long names, and breaks them where two words meet', () => {
    expect(isOnePage(contentOf(5, 8, 'デジタル行政推進・地域づくり協働部'))).toBe(false);
    expect(nameLines('デジタル行政推進・地域づくり協働部')).toEqual([
      ...['デジタル行政推進・', '地域づくり協働部'],
    ]);
    expect(nameLines('教育委員会事務局')).toEqual(['教育委員会事務局']);
    expect(nameLines('あ'.repeat(12))).toEqual(['あ'.repeat(6), 'あ'.repeat(6)]);
    const long = nameLines('あ'.repeat(40));
    expect(Math.max(...long.map((line) => line.length))).toBeLessThanOrEqual(11);
    expect(long.join('')).toBe('あ'.repeat(40));
  });

  it('never breaks a heading, a number or a day, whatever the words of the city are', async () => {
    const named = [
      { figure: 'leaders', staffNumber: '001234', name: '富山　花子', unitName: '長い'.repeat(20) },
    ].map((it) => ({ ...it, postTitle: '主任'.repeat(20), termEnd: '2029-03-31', passedOn: null }));
    const pdf = await writePdf(
      sheetPaper(contentOf(20, 9, '部'.repeat(11)), FRAME, named as unknown as NamedPerson[]),
      '2027-04-02',
    );
    const whole = (await textOf(pdf)).split(/\s+/);
    for (const word of [
      'リーダー',
      'サポーター',
      '在職者',
      '取得者',
      'セキュリティ',
      'AI(一度でも)',
    ])
      expect(whole).toContain(word);
    for (const word of ['職員番号', '令和11年3月31日', '部'.repeat(11)])
      expect(whole).toContain(word);
  });
});

async function textOf(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const texts = [...document.pages()].map((page) => page.getText());
  document.destroy();
  library.destroy();
  return texts.join('\n');
}
