import {
  type CalledBy,
  type ColumnNeed,
  otherNameText,
  rowFindings,
  RowReader,
  type SourceRow,
  type TableLayout,
} from '@app/organization';
import { formatDateShort, type LocalDate } from '@app/platform';
import { OUTSIDE_REMEDY, remedyOf } from './entry-remedies';
import { certificateNumberKey, reportProblems } from '../record/certification-record.rules';
import { certificationKey } from '../certification/certification.rules';
import {
  type ExamDays,
  outsideExams,
  type Renewed,
  wrongEnd,
} from '../record/certificate-days.rules';

/** More than a city of some thousand people has to enter at once; further lists follow the first one. */
export const MOST_ENTRY_ROWS = 5_000;
export const MOST_ENTRY_BYTES = 5 * 1024 * 1024;

export const ENTRY_COLUMNS = {
  職員番号: 'value',
  氏名: 'nothing',
  資格: 'value',
  合格日: 'value',
  合格証書番号: 'value',
  有効期限: 'nothing',
} as const satisfies Readonly<Record<string, ColumnNeed>>;
export type EntryColumn = keyof typeof ENTRY_COLUMNS;
export const ENTRY_HEADINGS = Object.keys(ENTRY_COLUMNS) as readonly EntryColumn[];

export const ENTRY_LAYOUT: TableLayout = {
  field: 'entries',
  name: '資格の一覧',
  columns: ENTRY_COLUMNS,
  maximumRows: MOST_ENTRY_ROWS,
  alsoCalled: { 証書番号: '合格証書番号' },
};

export const ENTRY_VERDICTS = ['fits', 'duplicate', 'held', 'refused'] as const;
export type EntryVerdict = (typeof ENTRY_VERDICTS)[number];

/** What is wrong or odd about a value, and what to do about it. */
export interface EntryFinding {
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly remedy: string;
}

export interface ReadEntry {
  readonly line: number;
  readonly verdict: EntryVerdict;
  readonly cells: Readonly<Record<string, string>>;
  readonly findings: readonly EntryFinding[];
  readonly staffNumber: string | null;
  readonly certificationId: string | null;
  readonly passedOn: LocalDate | null;
  readonly certificateNumber: string | null;
  readonly numberKey: string | null;
  readonly validUntil: LocalDate | null;
}

/** A record that stands: of whom, of what, from when. */
export interface StandingRecord {
  readonly staffNumber: string;
  readonly certificationId: string;
  readonly passedOn: LocalDate;
  readonly numberKey: string;
  /** 「確認済み」, 「確認待ち」. */
  readonly stateWord: string;
}

/** How somebody of HR has judged a certificate to be wrong. */
export const REJECTED_STATES = ['returned', 'revoked', 'annulled'] as const;

/** A record that was judged to be wrong: whose, of what, when and why. */
export interface RejectedRecord {
  /** All that its holder ever had. */
  readonly staffNumbers: readonly string[];
  readonly certificationId: string;
  readonly passedOn: LocalDate;
  readonly numberKey: string;
  readonly state: (typeof REJECTED_STATES)[number];
  readonly on: LocalDate;
  readonly reason: string;
}

/** What the rows are compared with. */
export interface EntryBase {
  readonly today: LocalDate;
  /** Numbers that are somebody's. */
  readonly staffNumbers: ReadonlySet<string>;
  /** What is left of them in a spreadsheet that takes them for numbers. */
  readonly withoutZeros: ReadonlyMap<string, string>;
  /** How whoever has a number is called, and was. */
  readonly called: ReadonlyMap<string, CalledBy>;
  /** By every name and by the code, as `certificationKey` writes them. */
  readonly certifications: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  /** By its id, when each could be passed, and whether it ends. */
  readonly exams: ReadonlyMap<string, ExamDays & Renewed>;
  readonly standing: readonly StandingRecord[];
  /** By certificate (`certificateOf`) the staff numbers of whoever has a record with its number. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
  /** The last judgement first. */
  readonly rejected: readonly RejectedRecord[];
}

/** What each row of the list comes to; the first of two that say the same counts. */
export function judgeEntries(rows: readonly SourceRow[], base: EntryBase): readonly ReadEntry[] {
  const seen = new Map<string, number>();
  const standing = new Map(
    base.standing.flatMap((row) => keysOf(row).map((key) => [key, row] as const)),
  );
  const owners = new Map<string, ReadEntry>();
  return rows.map((row) => {
    const read = readEntry(row, base);
    if (read.verdict === 'refused') return read;
    const keys = keysOf(read);
    const known = keys.map((key) => standing.get(key)).find((it) => it !== undefined);
    const obstacle = obstacleOf(read, base, known !== undefined) ?? ofAnotherLine(read, owners);
    if (obstacle !== null) return marked(read, 'refused', obstacle);
    const before = keys.map((key) => seen.get(key)).find((it) => it !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, read.line);
    if (known) return asHeld(read, known);
    return before === undefined ? withRemarks(read, base) : asDuplicate(read, before);
  });
}

/** What one certificate is known by, whoever holds it. */
export function certificateOf({
  certificationId,
  numberKey,
}: {
  readonly certificationId: string | null;
  readonly numberKey: string | null;
}): string {
  return `${certificationId ?? ''} ${numberKey ?? ''}`;
}

/** What stands against a row; what was judged to be wrong does not once it stands after all. */
function obstacleOf(read: ReadEntry, base: EntryBase, isKnown: boolean): Mark | null {
  return heldByAnother(read, base) ?? (isKnown ? null : rejectedBefore(read, base));
}

/** Another line of another person has the certificate; else it is that of this one from here on. */
function ofAnotherLine(read: ReadEntry, owners: Map<string, ReadEntry>): Mark | null {
  const certificate = certificateOf(read);
  const owner = owners.get(certificate) ?? read;
  if (owner.staffNumber !== read.staffNumber)
    return somebodyElses(`${String(owner.line)}行目(ほかの職員)`);
  owners.set(certificate, owner);
  return null;
}

/** Where it stands, what it is, and what to do about it. */
type Mark = readonly [column: EntryColumn, reason: string, remedy: string];

/** A row as far as it says whose which certificate is. */
type Claim = Pick<ReadEntry, 'staffNumber' | 'certificationId' | 'passedOn' | 'numberKey'>;

/** A certificate has one holder: whose it is must be looked up before anybody gets it. */
function somebodyElses(where: string): Mark {
  const reason = `同じ資格の同じ合格証書番号が、${where}にあります。`;
  return [
    '合格証書番号',
    reason,
    'どちらの証書の番号かを確かめ、直してからもう一度送ってください。',
  ];
}

/** Another person has the certificate, reported or verified. */
export function heldByAnother(claim: Claim, { holders }: EntryBase): Mark | null {
  const found = holders.get(certificateOf(claim));
  return found && !found.has(claim.staffNumber ?? '') ? somebodyElses('ほかの職員の記録') : null;
}

const REJECTED_WORDS: Readonly<Record<RejectedRecord['state'], string>> = {
  returned: '報告が差し戻されています',
  revoked: '確認が取り消されています',
  annulled: '誤りとして取り消されています',
};

/**
 * Somebody has looked at the certificate and judged it to be wrong, of this person or, by its number, of another. A report of
 * it needs evidence again and a second person who sees that judgement; a row of a list has neither.
 */
export function rejectedBefore(claim: Claim, { rejected }: EntryBase): Mark | null {
  const { certificationId, passedOn, numberKey } = claim;
  const ofPass = rejected.filter((it) => it.certificationId === certificationId);
  const isOwn = ({ staffNumbers }: RejectedRecord) =>
    staffNumbers.includes(claim.staffNumber ?? '');
  const own = ofPass.find(
    (it) => isOwn(it) && (it.passedOn === passedOn || it.numberKey === numberKey),
  );
  const found = own ?? ofPass.find((it) => it.numberKey === numberKey);
  if (found === undefined) return null;
  const whose = own === undefined ? '同じ合格証書番号のほかの職員の記録' : 'この証書の記録';
  return [
    '合格証書番号',
    `${whose}は、${formatDateShort(found.on)}に${REJECTED_WORDS[found.state]}。理由: ${found.reason}`,
    '一覧では登録できません。登録するときは、証明書類を添えて1件ずつ報告してください。ほかの担当者が、前の判断を見たうえで確認します。',
  ];
}

/** A row that fits, with what to know of it. */
function withRemarks(read: ReadEntry, base: EntryBase): ReadEntry {
  return withOtherName(withExpiry(read, base), base);
}

/** Perhaps another person is meant, or another number. */
function withOtherName(read: ReadEntry, { called }: EntryBase): ReadEntry {
  const typed = (read.cells['氏名'] ?? '').trim();
  const text = otherNameText(typed, called.get(read.staffNumber ?? ''));
  if (text === null) return read;
  return marked(read, 'fits', [
    '氏名',
    text,
    '職員番号か氏名が違わないか、証書で確かめてください。',
  ]);
}

function withExpiry(read: ReadEntry, { today }: EntryBase): ReadEntry {
  if (read.validUntil === null || read.validUntil >= today) return read;
  return marked(read, 'fits', [
    '有効期限',
    '期限切れです。',
    '登録すると記録に残りますが、どの日の取得者にも数えません。',
  ]);
}

/** Of one person and one qualification: the same day, or the same number. */
function keysOf(
  row: Pick<ReadEntry, 'staffNumber' | 'certificationId' | 'passedOn' | 'numberKey'>,
): readonly string[] {
  const of = `${row.staffNumber ?? ''} ${row.certificationId ?? ''}`;
  return [`${of} day ${row.passedOn ?? ''}`, `${of} number ${row.numberKey ?? ''}`];
}

function asHeld(read: ReadEntry, { passedOn, stateWord }: StandingRecord): ReadEntry {
  const reason = `この資格は、${formatDateShort(passedOn)}に合格した記録が、すでに${stateWord}です。`;
  return marked(read, 'held', ['資格', reason, '登録しません。ファイルを直す必要はありません。']);
}

function asDuplicate(read: ReadEntry, line: number): ReadEntry {
  const reason = `${String(line)}行目と同じ合格か、同じ合格証書番号です。`;
  return marked(read, 'duplicate', ['合格証書番号', reason, '先の行だけを登録します。']);
}

function marked(read: ReadEntry, verdict: EntryVerdict, [column, reason, remedy]: Mark): ReadEntry {
  const value = read.cells[column] ?? '';
  return { ...read, verdict, findings: [...read.findings, { column, value, reason, remedy }] };
}

function readEntry(row: SourceRow, base: EntryBase): ReadEntry {
  const reader = new RowReader<EntryColumn>(row);
  const staffNumber = staffNumberOf(reader, base);
  reader.text('氏名');
  const certificationId = certificationOf(reader, base);
  const exam = base.exams.get(certificationId ?? '');
  const passedOn = reader.requiredDate('合格日');
  const certificateNumber = reader.requiredText('合格証書番号').normalize('NFC');
  const validUntil = reader.lastDay('有効期限');
  const outside = exam && passedOn ? outsideExams(exam, passedOn) : null;
  if (passedOn !== null) refuseOdd(reader, { passedOn, certificateNumber, validUntil }, base.today);
  refuse(reader, '合格日', outside);
  refuse(reader, '有効期限', exam && passedOn ? wrongEnd(exam, { passedOn, validUntil }) : null);
  const findings = findingsOf(row, reader.problems, outside);
  return {
    line: row.line,
    verdict: findings.length > 0 ? 'refused' : 'fits',
    cells: row.cells,
    findings,
    staffNumber,
    certificationId,
    passedOn,
    certificateNumber: certificateNumber === '' ? null : certificateNumber,
    numberKey: certificateNumberKey(certificateNumber) || null,
    validUntil,
  };
}

function certificationOf(reader: RowReader<EntryColumn>, base: EntryBase): string | null {
  const name = reader.requiredText('資格');
  const certificationId = base.certifications.get(certificationKey(name)) ?? null;
  if (name !== '' && certificationId === null)
    reader.refuse(
      '資格',
      `「${name}」は資格の一覧にありません。${base.names.join('、')}のどれかです。`,
    );
  return certificationId;
}

function staffNumberOf(reader: RowReader<EntryColumn>, base: EntryBase): string | null {
  const staffNumber = reader.code('職員番号');
  if (staffNumber === '') return null;
  if (!base.staffNumbers.has(staffNumber))
    reader.refuse('職員番号', unknownNumber(staffNumber, base));
  return staffNumber;
}

function findingsOf(
  row: SourceRow,
  problems: SourceRow['problems'],
  outside: string | null,
): readonly EntryFinding[] {
  return rowFindings(row, problems, {
    columns: ENTRY_COLUMNS,
    remedyOf: (column, value, reason) =>
      reason === outside ? OUTSIDE_REMEDY : remedyOf(column, value),
  });
}

function unknownNumber(staffNumber: string, { withoutZeros }: EntryBase): string {
  const full = withoutZeros.get(staffNumber);
  return full === undefined
    ? 'この職員番号の職員はいません。'
    : `先頭の0が失われているようです(「${full}」ではありませんか)。表計算ソフトでは、列を文字列にしてください。`;
}

const COLUMN_OF: Readonly<Record<string, EntryColumn>> = {
  passedOn: '合格日',
  certificateNumber: '合格証書番号',
  validUntil: '有効期限',
};

/** Of one cell what was found first. */
function refuse(reader: RowReader<EntryColumn>, column: EntryColumn, problem: string | null): void {
  if (problem !== null && !isTold(reader, column)) reader.refuse(column, problem);
}

function isTold(reader: RowReader<EntryColumn>, column: EntryColumn): boolean {
  return reader.problems.some((it) => it.column === column);
}

/** The same rules as for a report. */
function refuseOdd(
  reader: RowReader<EntryColumn>,
  facts: {
    readonly passedOn: LocalDate;
    readonly certificateNumber: string;
    readonly validUntil: LocalDate | null;
  },
  today: LocalDate,
): void {
  const problems = reportProblems({ ...facts, validUntil: facts.validUntil ?? '' }, today);
  for (const [field, reason] of Object.entries(problems)) {
    const column = COLUMN_OF[field];
    if (column) refuse(reader, column, reason);
  }
}
