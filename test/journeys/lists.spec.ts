import { decodeText, parseCsv, unguardCell } from '@app/platform';
import readXlsxFile from 'read-excel-file/node';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { unescapeHtml } from '../support/http-crawl';
import type { Visitor } from '../support/web';

/** A page with a list, who reads it, and columns that stand in the same words on the page and in its files. */
interface ListPage {
  readonly part: Part;
  readonly page: string;
  readonly file: string;
  readonly columns: readonly string[];
}

const LISTS: readonly ListPage[] = [
  {
    part: 'hr',
    page: '/people?sort=-number',
    file: '職員の一覧',
    columns: ['職員番号', '所属', '任用区分', '状態'],
  },
  { part: 'hr', page: '/units', file: '所属の一覧', columns: ['コード', '種別'] },
  {
    part: 'programOffice',
    page: '/appointments',
    file: '任命の一覧',
    columns: ['文書番号', '任命時の所属'],
  },
  {
    part: 'programOffice',
    page: '/assignments/:id',
    file: '所属ごとの状況',
    columns: ['修了'],
  },
  {
    part: 'programOffice',
    page: '/assignments/:id?view=people',
    file: '受講指定の対象者',
    columns: ['職員番号', '所属', '状態', '備考'],
  },
  {
    part: 'auditor',
    page: '/units/0100',
    file: '総務部の職員',
    columns: ['職員番号', '所属', '任用区分'],
  },
  {
    part: 'hr',
    page: '/certification-reviews?state=all',
    file: '資格の報告',
    columns: ['所属', '資格'],
  },
  {
    part: 'administrator',
    page: '/accounts',
    file: 'アカウントの一覧',
    columns: ['職員番号', '所属', '状態', '権限'],
  },
  {
    part: 'programOffice',
    page: '/coverage/people?figure=holders',
    file: '数えた人と除いた人_市全体のITパスポート取得者(確認済み)',
    columns: ['職員番号', '所属', '職名', '根拠'],
  },
  { part: 'auditor', page: '/audit', file: '監査記録', columns: ['内容'] },
  { part: 'programOffice', page: '/reminders', file: '通知の記録', columns: ['種類', '内容'] },
  {
    part: 'programOffice',
    page: '/reminders/upcoming',
    file: '通知の予定',
    columns: ['種類', '内容', '理由'],
  },
  {
    part: 'programOffice',
    page: '/reminders/by-hand',
    file: '紙・口頭で伝える一覧',
    columns: ['種類', '内容', '理由'],
  },
];

describe('The lists of the product', () => {
  let demo: DemoTest;
  const visitors = new Map<Part, Visitor>();

  beforeAll(async () => {
    demo = await startDemoTest();
    for (const part of new Set(LISTS.map((list) => list.part)))
      visitors.set(part, await demo.signInAs(part));
    await visitorOf('programOffice').submit('/reminders/plan', {}, '/reminders');
  }, 120_000);

  afterAll(() => demo.close());

  const visitorOf = (part: Part): Visitor => {
    const visitor = visitors.get(part);
    if (!visitor) throw new Error(`nobody is ${part}`);
    return visitor;
  };

  /** A page below another one: the first that is linked there. */
  const addressOf = async (visitor: Visitor, address: string): Promise<string> => {
    const [list = '', query] = address.split('/:id');
    if (query === undefined) return address;
    const { text } = await visitor.get(list);
    return `${new RegExp(`href="(${list}/[0-9a-f-]{36})"`).exec(text)?.[1] ?? ''}${query}`;
  };

  it.each(LISTS.map((list) => [list.page, list] as const))(
    'come with the same rows in the same order as page, CSV, XLSX and JSON: %s',
    async (_page, { part, page: address, file, columns }) => {
      const visitor = visitorOf(part);
      const page = await addressOf(visitor, address);
      const html = (await visitor.get(page)).text;
      const shown = rowsOnPage(html, columns);
      expect(shown.length).toBeGreaterThan(0);
      const [csvHref = '', xlsxHref = ''] = fileLinksOf(html);

      const csv = await visitor.get(csvHref).buffer(true);
      expect(nameOf(csv.headers)).toBe(`${file}_2026-11-16.csv`);
      const table = readCsv(csv.text);
      expect(pick(table.rows, columns).slice(0, shown.length)).toEqual(shown);

      const xlsx = await visitor.get(xlsxHref).responseType('blob');
      expect(nameOf(xlsx.headers)).toBe(`${file}_2026-11-16.xlsx`);
      const sheet = await readSheet(xlsx.body as Buffer);
      expect(sheet.title).toContain(file.split('_').at(-1));
      expect(sheet.headings).toEqual(table.headings);
      expect(sheet.rows).toEqual(table.rows);

      const json = await visitor.get(xlsxHref.replace('.xlsx', '.json'));
      const { rows } = json.body as { rows: object[] };
      // Totals stand in tables only.
      const isTotalled = table.rows.at(-1)?.[table.headings[0] ?? '']?.startsWith('合計') ?? false;
      expect(rows).toHaveLength(table.rows.length - (isTotalled ? 1 : 0));
    },
    30_000,
  );

  it('keep zeros and real days, and add up what can be added', async () => {
    const hr = visitorOf('hr');
    const people = await sheetAt(hr, '/people/list.xlsx');
    const [first = []] = people.cells;
    expect(first[0]).toEqual(new Date('2026-11-16T00:00:00Z'));
    expect(first[people.headings.indexOf('職員番号')]).toMatch(/^0\d+$/);

    const units = await sheetAt(hr, '/units/list.xlsx');
    const own = units.headings.indexOf('職員');
    const counts = units.cells.map((row) => Number(row[own]));
    expect(units.rows.at(-1)?.基準日).toBe('合計(兼務を含む延べ人数)');
    expect(counts.at(-1)).toBe(counts.slice(0, -1).reduce((sum, count) => sum + count, 0));
    const page = (await hr.get('/units')).text;
    const total = /<tfoot>([^]*?)<\/tfoot>/.exec(page)?.[1] ?? '';
    expect(page).toContain('>職員(名)</th>');
    expect(total).toContain(`>${(counts.at(-1) ?? 0).toLocaleString('ja-JP')}</td>`);
  });

  it('sort by their headings, and the files with them', async () => {
    const hr = visitorOf('hr');
    const page = unescapeHtml((await hr.get('/people?type=regular')).text);
    expect(page).toMatch(/aria-sort="ascending"><a href="[^"]*&sort=-name">氏名/);
    const link = /<a href="([^"]*)">職員番号<\/a>/.exec(page)?.[1] ?? '';
    expect(link).toBe('/people?type=regular&asOf=2026-11-16&sort=number');
    const sorted = (await hr.get(link)).text;
    expect(sorted).toContain('職員番号の順');
    const numbers = rowsOnPage(sorted, ['職員番号']).map((row) => row.職員番号 ?? '');
    expect(numbers).toEqual([...numbers].sort());
    const [csvHref = ''] = fileLinksOf(sorted);
    const all = readCsv((await hr.get(csvHref).buffer(true)).text).rows;
    expect(all.map((row) => row.職員番号)).toEqual(all.map((row) => row.職員番号).toSorted());
    expect(new Set(all.map((row) => row.任用区分)).size).toBe(1);
    expect((await hr.get('/people?sort=password')).text).toContain('フリガナの順');
  });

  it('are there for old programs in Shift_JIS, and for paper as PDF', async () => {
    const hr = visitorOf('hr');
    const old = await hr.get('/people/list.cp932?unit=0201').responseType('blob');
    const { text, encoding } = decodeText(old.body as Buffer);
    expect([encoding, nameOf(old.headers)]).toEqual(['cp932', expect.stringMatching(/\.csv$/)]);
    const same = readCsv((await hr.get('/people/list.csv?unit=0201')).text);
    expect(readCsv(text)).toEqual(same);
    const paper = await hr.get('/people/list.pdf?unit=0201').responseType('blob');
    expect(nameOf(paper.headers)).toMatch(/\.pdf$/);
    expect((paper.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('are written in no other format, and to nobody who may not open the page', async () => {
    expect((await visitorOf('hr').get('/people/list.exe')).status).toBe(404);
    const staff = await demo.signInAs('staff');
    for (const address of ['/people/list.xlsx', '/accounts/list.json', '/audit/entries.xlsx'])
      expect([address, (await staff.get(address)).status]).toEqual([address, 403]);
  });
});

type Row = Readonly<Record<string, string>>;

function rowsOnPage(html: string, columns: readonly string[]): Row[] {
  const body = /<tbody>([^]*?)<\/tbody>/.exec(html)?.[1] ?? '';
  return (body.match(/<tr\b[^]*?<\/tr>/g) ?? []).map((row) =>
    Object.fromEntries(
      columns.map((column) => [column, constantOf(html, column) ?? cellOf(row, column)]),
    ),
  );
}

/** What all rows of a page have in common stands in the caption instead of a column. */
function constantOf(html: string, column: string): string | undefined {
  const text = new RegExp(`data-constant="${column}">[^<:]*: ([^<]*)<`).exec(html)?.[1];
  if (text !== undefined) expect(html).not.toContain(`data-label="${column}"`);
  return text === undefined ? undefined : unescapeHtml(text);
}

/** The text of a cell as it is read: without signs, links and what is quiet beside them. */
function cellOf(row: string, column: string): string {
  const [, html = ''] = new RegExp(`data-label="${column}"[^>]*>([^]*?)</td>`).exec(row) ?? [];
  const text = html
    .replace(/<span class="(?:visually-hidden|muted)[^"]*">[^]*?<\/span>/g, '')
    .replace(/<[^>]*>/g, '');
  return unescapeHtml(text)
    .replace(/^[●→□▲×―] (?=.)/, '')
    .trim();
}

function fileLinksOf(html: string): string[] {
  const [, links = ''] = /<div class="list-files[^>]*>([^]*?)<\/div>/.exec(html) ?? [];
  return [...links.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => unescapeHtml(href));
}

function nameOf(headers: Readonly<Record<string, string>>): string {
  const [, name = ''] = /filename\*=UTF-8''(.*)$/.exec(headers['content-disposition'] ?? '') ?? [];
  return decodeURIComponent(name);
}

function readCsv(text: string) {
  const parsed = parseCsv(text.replace(/^\uFEFF/, ''), { maxRows: 50_000 });
  const headings = [...parsed.header];
  const rows = parsed.rows.map(({ cells }) =>
    Object.fromEntries(headings.map((name) => [name, unguardCell(cells[name] ?? '')])),
  );
  return { headings, rows };
}

async function sheetAt(visitor: Visitor, address: string) {
  return readSheet((await visitor.get(address).responseType('blob')).body as Buffer);
}

async function readSheet(bytes: Buffer) {
  const read: unknown[] = await readXlsxFile(bytes);
  const lines = (
    Array.isArray(read[0]) ? read : (read[0] as { data: unknown[] }).data
  ) as unknown[][];
  const [[title] = [], names = [], ...cells] = lines;
  const headings = names.map(String);
  const rows = cells.map((row) =>
    Object.fromEntries(headings.map((name, at) => [name, textOf(row[at])])),
  );
  return { title: String(title), headings, rows, cells };
}

/** A cell of a sheet as CSV writes it. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}

function pick(rows: readonly Row[], columns: readonly string[]): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? ''])));
}
