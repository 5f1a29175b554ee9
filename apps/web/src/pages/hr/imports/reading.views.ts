import {
  type BatchSummary,
  type FileForm,
  type FileSummary,
  IMPORT_FILE_WORDS,
  MOST_ROWS,
  type UsedWord,
} from '@app/organization';
import { DELIMITER_WORDS, MOST_SHEET_ROWS, numberText } from '@app/platform';
import { STAFF_FILES } from '../../../shared/staff-files';

const ENCODINGS: Readonly<Record<string, string>> = {
  cp932: 'Shift_JIS(CP932)',
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8(BOM付き)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'euc-jp': 'EUC-JP',
  xlsx: 'Excel',
};

/** How the files were read, and what of them was not. */
export function readingView({ id, summary }: BatchSummary) {
  const { units, postings, words } = summary;
  return {
    files: [
      ...(units ? [fileView(units, 'units')] : []),
      ...(postings ? [fileView(postings, 'postings')] : []),
    ],
    readings: [
      ...readingTexts('units', units?.form ?? null),
      ...readingTexts('postings', postings?.form ?? null),
    ],
    unknownWords: words.unknown.length,
    usedWords: usedText(words.used),
    wordsHref: `/imports/${id}/words`,
  };
}

/** What a file may be at most, as the intake and the reading have it. */
export function limitTexts() {
  return { units: limitText('units'), postings: limitText('postings') };
}

function fileView(file: FileSummary, kind: keyof typeof IMPORT_FILE_WORDS) {
  const { rows, create, change, unchanged, refused } = file;
  const encoding = ENCODINGS[file.encoding] ?? file.encoding;
  return {
    word: IMPORT_FILE_WORDS[kind],
    name: file.fileName,
    encoding,
    rows,
    create,
    change,
    unchanged,
    refused,
    sent: sentText(file.form),
  };
}

/** By what a file at hand is known to be the one that was read. */
function sentText(form: FileForm | null): string {
  if (!form?.sent) return '';
  const { byteSize, sha256 } = form.sent;
  return `${numberText(byteSize)}バイト、SHA-256: ${sha256}`;
}

/** 「10MB、200,000行(Excelは20,000行)まで。」, as the reading and the intake have it. */
function limitText(kind: keyof typeof IMPORT_FILE_WORDS): string {
  const megabytes = (STAFF_FILES.fields[kind]?.maximumBytes ?? 0) / (1024 * 1024);
  const rows = (count: number): string => count.toLocaleString('ja-JP');
  const { [kind]: most } = MOST_ROWS;
  const sheet = most > MOST_SHEET_ROWS ? `(Excelは${rows(MOST_SHEET_ROWS)}行)` : '';
  return `${String(megabytes)}MB、${rows(most)}行${sheet}まで。`;
}

function shapeText(file: string, { delimiter, sheet, wideRows }: FileForm): string {
  const shape =
    sheet === null
      ? `${file}の区切り: ${delimiter ? DELIMITER_WORDS[delimiter] : ''}。`
      : `${file}は、シート「${sheet}」を読みました。`;
  return wideRows === null
    ? shape
    : `${shape}1行に上位の所属も並ぶ表として、${String(wideRows)}行から所属を読みました。`;
}

/** In what form a file was read, and what of it was not: lines above the heading, and columns that are none of ours. */
function readingTexts(
  kind: keyof typeof IMPORT_FILE_WORDS,
  form: FileForm | null,
): readonly string[] {
  if (form === null) return [];
  const file = `${IMPORT_FILE_WORDS[kind]}のファイル`;
  const skipped = form.skipped.map(({ line, text }) => `${String(line)}行目「${text}」`);
  return [
    shapeText(file, form),
    ...(skipped.length === 0
      ? []
      : [`${file}の見出しより上の${skipped.join('、')}は読み飛ばしました。`]),
    ...(form.unknownColumns.length === 0
      ? []
      : [`${file}の列「${form.unknownColumns.join('」「')}」は読んでいません。`]),
  ];
}

/** 「産休」を「育休」(3行); headings without a count. */
function usedText(used: readonly UsedWord[]): string {
  return used
    .map(
      ({ word, meaning, count }) =>
        `「${word}」を「${meaning}」${count === 0 ? '' : `(${String(count)}行)`}`,
    )
    .join('、');
}
