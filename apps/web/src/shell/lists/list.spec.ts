import readXlsxFile from 'read-excel-file/node';
import { parseCsv } from '@app/platform';
import { stateChip } from '../signs';
import type { List } from './list';
import { listFile, listFormat } from './list-file';
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
    { key: 'posts', heading: '兼務', isNumber: true, value: (row) => row.posts },
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
  ],
};
const ROWS: readonly Row[] = [
  { staffNumber: '000123', name: '=富山', posts: 2, since: '2026-04-01' },
  { staffNumber: '000124', name: '魚津', posts: 0, since: null },
];
const FRAME = { title: '令和8年4月1日現在', suffix: '2026-04-01' };

async function bytesOf(format: 'csv' | 'xlsx' | 'json'): Promise<Buffer> {
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
      '兼務',
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

  it('gives the same columns as JSON, by their keys', async () => {
    const { rows } = JSON.parse((await bytesOf('json')).toString()) as { rows: unknown[] };
    expect(rows[0]).toEqual({
      name: '=富山',
      staffNumber: '000123',
      posts: 2,
      since: '2026-04-01',
      id: 'x1',
    });
  });

  it('does not know a format that nobody writes', () => {
    expect(() => listFormat('exe')).toThrow('見つかりません');
  });
});
