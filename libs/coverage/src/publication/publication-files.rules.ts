import type { LocalDate } from '@app/platform';

/** What a publication consists of, in the order in which it is made: the packages hold what was made before. */
export const FILE_KINDS = [
  'sheet',
  'workbook',
  'figures',
  'definitions',
  'manifest',
  'package',
  'sheet_named',
  'workbook_named',
  'figures_units',
  'frozen',
  'manifest_named',
  'package_named',
  'open_data',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** With names of people, or numbers so small that they tell of one. */
const NAMED: readonly FileKind[] = [
  'sheet_named',
  'workbook_named',
  'figures_units',
  'frozen',
  'manifest_named',
  'package_named',
];

/** What stands in a package besides its manifest. */
export const PACKED: Readonly<Record<'package' | 'package_named', readonly FileKind[]>> = {
  package: ['sheet', 'workbook', 'figures', 'definitions'],
  package_named: ['sheet_named', 'workbook_named', 'figures_units', 'definitions', 'frozen'],
};

export function isFileKind(text: string): text is FileKind {
  return (FILE_KINDS as readonly string[]).includes(text);
}

export function isNamed(kind: FileKind): boolean {
  return NAMED.includes(kind);
}

export const FILE_WORDS: Readonly<Record<FileKind, string>> = {
  sheet: '一枚もの(PDF)',
  workbook: '表(Excel)',
  figures: '数値(CSV)',
  definitions: '定義書と数え方(PDF)',
  manifest: '目録',
  package: 'まとめ(ZIP)',
  sheet_named: '一枚もの(PDF)',
  workbook_named: '表(Excel)',
  figures_units: '所属ごとの数値(CSV)',
  frozen: '確定した内容(JSON)',
  manifest_named: '目録',
  package_named: 'まとめ(ZIP)',
  open_data: 'オープンデータに載せる行(CSV)',
};

const NAMES: Readonly<Record<FileKind, readonly [stem: string, ending: string]>> = {
  sheet: ['一枚もの', 'pdf'],
  workbook: ['表', 'xlsx'],
  figures: ['数値', 'csv'],
  definitions: ['定義書', 'pdf'],
  manifest: ['目録', 'txt'],
  package: ['確定した数字', 'zip'],
  sheet_named: ['一枚もの_氏名あり', 'pdf'],
  workbook_named: ['表_氏名あり', 'xlsx'],
  figures_units: ['所属ごとの数値', 'csv'],
  frozen: ['確定した内容', 'json'],
  manifest_named: ['目録_氏名あり', 'txt'],
  package_named: ['確定した数字_氏名あり', 'zip'],
  open_data: ['オープンデータ', 'csv'],
};

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  zip: 'application/zip',
};

/** 「一枚もの_2027-03-31_第3号.pdf」 */
export function fileName(
  kind: FileKind,
  { asOf, number }: { readonly asOf: LocalDate; readonly number: number },
): string {
  const [stem, ending] = NAMES[kind];
  return `${stem}_${asOf}_第${String(number)}号.${ending}`;
}

export function mediaType(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
