import readXlsxFile from 'read-excel-file/node';
import { decodeText, parseCsv } from '@app/platform';
import { stateChip } from '../signs';
import type { List } from './list';
import { fileLinks, type ListFormat, listFile, listFormat, listReply } from './list-file';
import { listTable } from './list-table';

interface Row {
  readonly staffNumber: string;
  readonly name: string;
  readonly posts: number;
  readonly since: `${number}-${number}-${number}` | null;
}

const LIST: List<Row> = {
  name: '職員名簿',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      sort: 'name',
      value: (row) => row.name,
      show: (row) => ({ text: row.name, href: `/people/${row.staffNumber}`, hint: 'フリガナ' }),
    },
    { key: 'staffNumber', heading: '職員番号', sort: 'number', value: (row) => row.staffNumber },
    { key: 'posts', heading: '兼務', isNumber: true, counter: '件', value: (row) => row.posts },
    {
      key: 'since',
      heading: '発令日',
      value: (row) => (row.since === null ? null : { day: row.since }),
    },
    {
      key: 'state',
      heading: '状態',
      only: 'page',
      value: () => '',
      show: () => ({ text: '', chip: stateChip('presence.active') }),
    },
    { key: 'id', heading: 'ID', only: 'file', value: () => 'x1' },
    { key: 'unit', heading: '所属', dropsWhenConstant: true, value: () => '税務課' },
    { key: 'remark', heading: '備考', dropsWhenConstant: true, value: () => '' },
  ],
};
const ROWS: readonly Row[] = [
  { staffNumber: '000123', name: '=富山', posts: 2, since: '2026-04-01' },
  { staffNumber: '000124', name: '魚津', posts: 0, since: null },
];
const FRAME = { title: '令和8年4月1日現在', suffix: '2026-04-01' };

async function bytesOf(format: Exclude<ListFormat, 'html'>): Promise<Buffer> {
  const stream = (await listFile(LIST, ROWS, format, FRAME)).getStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('A list', () => {
  it('shows its columns on the page, with links, days in words and numbers at the right', () => {
    const table = listTable(LIST, ROWS, {
      caption: '職員の一覧',
      path: '/people',
      query: { q: '富', page: 3 },
      sort: 'name',
    });
    expect(table.headings.map((it) => it.text)).toEqual([
      '氏名',
      '職員番号',
      '兼務(件)',
      '発令日',
      '状態',
    ]);
    expect(table.headings[0]).toMatchObject({
      ariaSort: 'ascending',
      href: '/people?q=%E5%AF%8C&sort=-name',
    });
    expect(table.headings[1]).toMatchObject({
      ariaSort: '',
      href: '/people?q=%E5%AF%8C&sort=number',
    });
    expect(table.headings[2]?.href).toBe('');
    expect(table.rows[0]?.cells.map((it) => it.text)).toEqual([
      '=富山',
      '000123',
      '2',
      '令和8年4月1日',
      '',
    ]);
    expect(table.rows[0]?.cells[0]).toMatchObject({
      href: '/people/000123',
      hint: 'フリガナ',
      isRowHeading: true,
    });
    expect(table.rows[1]?.cells[3]?.text).toBe('');
  });

  it('says once what all rows have in common, unless they are sorted by it or there is one row', () => {
    const frame = { caption: '職員の一覧', path: '/people', query: {} };
    const headings = (rows: readonly Row[]) =>
      listTable(LIST, rows, frame).headings.map((it) => it.text);
    expect(headings(ROWS)).not.toContain('所属');
    expect(listTable(LIST, ROWS, frame).constants).toEqual([{ heading: '所属', text: '税務課' }]);
    expect(headings(ROWS.slice(0, 1))).toContain('所属');
    expect(headings(ROWS.slice(0, 1))).not.toContain('備考');
    const sorted = {
      ...LIST,
      columns: LIST.columns
        .filter(({ key }) => key !== 'remark')
        .map((it) => ({ ...it, sort: it.key })),
    };
    expect(listTable(sorted, ROWS, { ...frame, sort: '-unit' }).constants).toEqual([]);
  });

  it('tells where a phone puts each cell, and which stay on one line', () => {
    const table = listTable(LIST, ROWS, { caption: '', path: '', query: {} });
    const classes = table.rows.map(({ cells }) => cells.map((cell) => cell.classes));
    expect(classes).toEqual([
      [
        '',
        'nowrap fact fact--more',
        'number nowrap fact fact--more labelled',
        'nowrap fact labelled',
        '',
      ],
      ['', 'nowrap fact fact--more', 'number nowrap fact labelled', 'is-empty', ''],
    ]);
    expect(table.rows[0]?.cells[3]).toMatchObject({ day: '2026-04-01', text: '令和8年4月1日' });
    expect(table.headings.every((it) => it.href === '')).toBe(true);
  });

  it('stands closer where it is long, and is not stretched where it has two columns', () => {
    const frame = { caption: '', path: '', query: {} };
    const many = Array.from({ length: 10 }, () => ROWS).flat();
    expect(listTable(LIST, many, frame).classes).toBe('table--dense');
    const two = { ...LIST, columns: LIST.columns.slice(0, 2) };
    expect(listTable(two, ROWS, frame).classes).toBe('table--two');
  });

  it('is printed whole, without links to sort by; more than some thousand rows are not', async () => {
    const reply = await listReply(LIST, ROWS, 'html', FRAME);
    expect(reply).toMatchObject({ rowCount: 2, view: { title: '令和8年4月1日現在' } });
    const many = Array.from({ length: 1001 }, () => ROWS).flat();
    await expect(listReply(LIST, many, 'html', FRAME)).rejects.toThrow('2,000件まで');
    const labels = (total: number) =>
      fileLinks('/people/list', {}, { total }).links.map((it) => it.label);
    expect(labels(743)[2]).toBe('全743件を印刷');
    expect([labels(0).length, labels(2001).length]).toEqual([2, 2]);
  });

  it('gives the same columns as CSV with sortable days and guarded formulas', async () => {
    const parsed = parseCsv(new TextDecoder().decode(await bytesOf('csv')), { maxRows: 10 });
    expect(JSON.stringify(parsed)).toContain("'=富山");
    expect(JSON.stringify(parsed)).toContain('2026-04-01');
  });

  it('gives the same columns as XLSX with zeros kept', async () => {
    const read: unknown = await readXlsxFile(await bytesOf('xlsx'));
    const text = JSON.stringify(read);
    expect(text).toContain('000123');
    expect(text).toContain('令和8年4月1日現在');
    expect(text).toContain('"ID"');
  });

  it('gives the same columns in Shift_JIS, and refuses where a name would be another one', async () => {
    const { text, encoding } = decodeText(await bytesOf('cp932'));
    expect([encoding, text.split('\r\n')[1]]).toEqual(['cp932', expect.stringContaining('税務課')]);
    const [row] = ROWS;
    const other = row && { ...row, name: '𠮷田　葛\u{E0100}' };
    await expect(listReply(LIST, other ? [other] : [], 'cp932', FRAME)).rejects.toThrow('𠮷');
  });

  it('gives the same columns as PDF, with a sign for what the font lacks', async () => {
    const lines = (await bytesOf('pdf')).subarray(0, 5).toString();
    expect(lines).toBe('%PDF-');
    const [row] = ROWS;
    const unprinted = row ? [{ ...row, name: '\u{2A6D6}田' }] : [];
    expect(await listReply(LIST, unprinted, 'pdf', FRAME)).toMatchObject({ rowCount: 1 });
    const many = Array.from({ length: 1001 }, () => ROWS).flat();
    await expect(listReply(LIST, many, 'pdf', FRAME)).rejects.toThrow('2,000件まで');
  });

  it('gives the same columns as JSON, by their keys', async () => {
    const { rows } = JSON.parse((await bytesOf('json')).toString()) as { rows: unknown[] };
    expect(rows[0]).toEqual({
      name: '=富山',
      staffNumber: '000123',
      posts: 2,
      since: '2026-04-01',
      id: 'x1',
      unit: '税務課',
      remark: '',
    });
  });

  it('does not know a format that nobody writes', () => {
    expect(() => listFormat('exe')).toThrow('見つかりません');
  });
});
