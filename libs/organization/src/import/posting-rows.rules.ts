import {
  composeText,
  type LocalDate,
  normalizeCode,
  normalizeKana,
  normalizeName,
  searchKey,
} from '@app/platform';
import {
  type Absence,
  type EmploymentType,
  findEmploymentType,
  findPostingKind,
  findStatus,
  type PostingKind,
} from '../vocabulary';
import { type CityWords, NO_WORDS } from './city-words';
import type { PostingColumn } from './layout';
import { OFFERED_WORDS } from './offered-words';
import type { SourceRow } from './read-files';
import { RowReader } from './row-reader';
import { type ReadRow, refused } from './unit-rows.rules';

/** One row: a person and one of their posts. The day of effect is checked when all rows are known. */
export interface PostingFact {
  readonly line: number;
  readonly effectiveOn: LocalDate;
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  /** Empty for whoever has left. */
  readonly unitCode: string;
  readonly unitName: string;
  readonly title: string;
  readonly kind: PostingKind;
  readonly employmentType: EmploymentType;
  /** Not given when the file has no such column. */
  readonly email: string | null | undefined;
  readonly hiredOn: LocalDate | null;
  /** The last day in office. */
  readonly lastDay: LocalDate | null;
  readonly status: Absence | 'active' | 'retired';
}

/** A row with its staff number, also when the row is refused: such a person is not missing from the file. */
export interface ReadPostingRow extends ReadRow<PostingFact> {
  readonly staffNumber: string;
  /** As it stands there. */
  readonly name: string;
  /** As far as it can be read; a refused row names it as well. */
  readonly effectiveOn: LocalDate | null;
}

const EMAIL = /^[\x21-\x7e]+$/;
const EMAIL_FORM = /^[^@,;:<>()[\]\\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const LONGEST_EMAIL = 254;

/** Normalises and checks every row by itself. */
export function readPostingRows(
  rows: readonly SourceRow[],
  words: CityWords = NO_WORDS,
): readonly ReadPostingRow[] {
  return rows.map((source) => {
    const reader = new RowReader<PostingColumn>(source, { words, dayKind: 'posting_day' });
    const isReadable = Object.keys(source.cells).length > 0;
    const fact = isReadable ? readFact(reader) : null;
    const { guessed = {} } = source;
    const staffNumber = normalizeCode(reader.raw('職員番号') || (guessed['職員番号'] ?? ''));
    const name = reader.raw('氏名') || (guessed['氏名'] ?? '');
    const subject = [staffNumber, name].filter(Boolean).join(' ');
    const { problems } = reader;
    const accepted = problems.length === 0 ? fact : null;
    const effectiveOn = reader.readableDay('発令日');
    return { line: source.line, staffNumber, name, effectiveOn, subject, fact: accepted, problems };
  });
}

/** The day of effect that most rows name (the earliest of equals); null when no row names one. */
export function mostFrequentDay(days: readonly LocalDate[]): LocalDate | null {
  const counts = new Map<LocalDate, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

function readFact(reader: RowReader<PostingColumn>): PostingFact | null {
  const effectiveOn = reader.requiredDate('発令日');
  const staffNumber = reader.code('職員番号');
  const name = reader.requiredText('氏名', normalizeName);
  const kana = reader.text('フリガナ', normalizeKana);
  const kind = reader.word('兼務区分', findPostingKind, {
    kind: 'posting_kind',
    words: ['0(主務)', '1(兼務)', '併任', '充て職', '事務取扱'],
  });
  const employmentType = reader.word('任用区分', findEmploymentType, {
    ...{ kind: 'employment_type', words: OFFERED_WORDS.employment_type.words },
  });
  const status = reader.word('状態', findStatus, {
    ...{ kind: 'status', words: OFFERED_WORDS.status.words },
  });
  const unitCode = status === 'retired' ? '' : reader.code('所属コード');
  const unitName = reader.text('所属名', composeText);
  const title = reader.text('職名', (text) => composeText(text).replace(/\s+/g, ''));
  const email = readEmail(reader);
  const days = readDays(reader);
  if (status === 'retired' && reader.isEndless('退職年月日')) {
    reader.refuse(
      '退職年月日',
      `状態は「退職」ですが、終わりのない日(${reader.raw('退職年月日')})です。状態か日付を直してください。`,
    );
  }
  if (effectiveOn === null || kind === null || employmentType === null || status === null)
    return null;
  const fact = {
    line: reader.line,
    effectiveOn,
    staffNumber,
    name,
    kana,
    unitCode,
    unitName,
    title,
  };
  return { ...fact, kind, employmentType, email, ...days, status };
}

function readEmail(reader: RowReader<PostingColumn>): string | null | undefined {
  if (!reader.has('メールアドレス')) return undefined;
  const email = normalizeCode(reader.raw('メールアドレス'));
  if (email === '') return null;
  const isGood = EMAIL.test(email) && EMAIL_FORM.test(email) && email.length <= LONGEST_EMAIL;
  if (!isGood)
    reader.refuse('メールアドレス', `メールアドレスとして正しくありません(「${email}」)。`);
  return email;
}

function readDays(reader: RowReader<PostingColumn>) {
  const hiredOn = reader.date('採用年月日');
  const lastDay = reader.lastDay('退職年月日');
  if (hiredOn !== null && lastDay !== null && lastDay < hiredOn) {
    reader.refuse('退職年月日', '採用年月日より前の日です。');
  }
  return { hiredOn, lastDay };
}

export const SAME_IN_EVERY_ROW: readonly (readonly [
  PostingColumn,
  (fact: PostingFact) => string,
])[] = [
  ['氏名', (fact) => searchKey(fact.name)],
  ['フリガナ', (fact) => searchKey(fact.kana)],
  ['任用区分', (fact) => fact.employmentType],
  ['メールアドレス', (fact) => fact.email ?? ''],
  ['採用年月日', (fact) => fact.hiredOn ?? ''],
  ['退職年月日', (fact) => fact.lastDay ?? ''],
  ['状態', (fact) => fact.status],
];

/**
 * Checks the rows of one person against each other. One refused row refuses them all: with a row missing, the
 * others would say that the person had given up that post.
 */
export function checkPerson(rows: readonly ReadPostingRow[]): readonly ReadPostingRow[] {
  const checked = requireOnePrimary(refuseRepeats(refuseContradictions(rows)));
  const bad = checked.find((row) => row.fact === null);
  if (!bad) return checked;
  const reason = `この職員の${bad.line}行目を反映できないため、この行も反映しません。`;
  return checked.map((row) =>
    row.fact ? asPostingRow(row, refused(row, { column: null, reason })) : row,
  );
}

function asPostingRow(row: ReadPostingRow, changed: ReadRow<PostingFact>): ReadPostingRow {
  const { staffNumber, name, effectiveOn } = row;
  return { ...changed, staffNumber, name, effectiveOn };
}

export function refusedPosting(
  row: ReadPostingRow,
  column: PostingColumn,
  reason: string,
): ReadPostingRow {
  return asPostingRow(row, refused(row, { column, reason }));
}

function refuseContradictions(rows: readonly ReadPostingRow[]): readonly ReadPostingRow[] {
  const first = rows.find((row) => row.fact)?.fact;
  return rows.map((row) => {
    if (!first || !row.fact) return row;
    const { fact } = row;
    const differing = SAME_IN_EVERY_ROW.find(([, value]) => value(fact) !== value(first));
    if (!differing) return row;
    const [column] = differing;
    return refusedPosting(row, column, `同じ職員番号の${first.line}行目と${column}が違います。`);
  });
}

/** What a person has once. */
export function repeatKey({ kind, unitCode }: PostingFact): string {
  return kind === 'primary' ? 'primary' : `${kind} ${unitCode}`;
}

function refuseRepeats(rows: readonly ReadPostingRow[]): readonly ReadPostingRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const { fact } = row;
    if (!fact) return row;
    const key = repeatKey(fact);
    const earlier = lines.get(key);
    lines.set(key, earlier ?? row.line);
    if (earlier === undefined) return row;
    return fact.kind === 'primary'
      ? refusedPosting(
          row,
          '兼務区分',
          `この職員の主務は${earlier}行目にもあります。主務は1行にしてください。`,
        )
      : refusedPosting(row, '所属コード', `この職員の同じ兼務が${earlier}行目にもあります。`);
  });
}

function requireOnePrimary(rows: readonly ReadPostingRow[]): readonly ReadPostingRow[] {
  const isComplete = rows.some(
    (row) => row.fact === null || row.fact.kind === 'primary' || row.fact.status === 'retired',
  );
  if (isComplete) return rows;
  const reason = 'この職員の主務(兼務区分 0)の行がありません。';
  return rows.map((row) => (row.fact ? refusedPosting(row, '兼務区分', reason) : row));
}
