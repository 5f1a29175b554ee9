import {
  type ColumnNeed,
  rowFindings,
  RowReader,
  type SourceRow,
  type TableLayout,
} from '@app/organization';
import {
  type DomainError,
  formatDateShort,
  formulaText,
  InvalidInput,
  type LocalDate,
  type NominationId,
  numberText,
  type PersonId,
  startsAsFormula,
} from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { type BatchProposal, MOST_MEMBERS, type RowFinding } from '../batch/batch.rules';
import { aloneBeside, type TogetherVersion } from '../role/together.rules';
import { dxRoles, roleTitle } from '../vocabulary';

/** As much as a list of that many rows ever takes. */
export const MOST_LIST_BYTES = 1024 * 1024;

/** The list of appointments as it is sent in; the list that is taken along has the same headings. */
export const LIST_COLUMNS = {
  職員番号: 'value',
  氏名: 'nothing',
  役割: 'value',
  所属: 'nothing',
  任期開始: 'value',
  任期終了: 'nothing',
  文書番号: 'value',
  備考: 'nothing',
} as const satisfies Readonly<Record<string, ColumnNeed>>;
export type ListedColumn = keyof typeof LIST_COLUMNS;
export const LIST_HEADINGS = Object.keys(LIST_COLUMNS) as readonly ListedColumn[];

export const LIST_LAYOUT: TableLayout = {
  field: 'list',
  name: '任命の一覧',
  columns: LIST_COLUMNS,
  maximumRows: MOST_MEMBERS,
};

/** As long as what is typed for one appointment. */
export const LIST_BOUNDS = { 文書番号: 100, 備考: 1_000 } as const;

const REMEDIES: Readonly<Partial<Record<string, string>>> = {
  職員番号: '名簿の職員番号に直してください。',
  役割: '任命できる役割の名前を、画面の一覧にあるとおりに入力してください。',
  任期開始: '任期の始まりの日を直してください。',
  任期終了: '任期の終わりの日を直してください。',
  文書番号: '決裁の文書番号に直してください。',
  備考: '長いときは縮め、くわしくは決裁の文書に書いてください。',
};
const OTHERWISE = '内容を直して、もう一度確かめてください。';

/** What is missing is to be filled in; there is nothing to put right. */
function remedyOf(column: string, value: string): string {
  if (column !== '' && value.trim() === '') return `${column}を入力してください。`;
  return REMEDIES[column] ?? OTHERWISE;
}

const OF_ANOTHER = 'この行を外し、ほかの担当者に依頼してください。';
const ONE_TERM =
  '任期が重ならないように直してください。すでに登録した行なら、このままで構いません。';

/** Refusals of appointments and of recommendations that are about the row, by what their codes end with. */
const REFUSALS: Readonly<Partial<Record<string, readonly [column: ListedColumn, remedy: string]>>> =
  {
    overlap: ['任期開始', ONE_TERM],
    not_together: ['役割', ONE_TERM],
    own: ['職員番号', OF_ANOTHER],
  };

/** Where the fields of the form of one appointment stand in the list. */
const COLUMN_OF: Readonly<Partial<Record<string, ListedColumn>>> = {
  staffNumber: '職員番号',
  role: '役割',
  termStart: '任期開始',
  termEnd: '任期終了',
  documentNumber: '文書番号',
  note: '備考',
};

/** At which value somebody has to look before they accept a warning of that kind. */
const WARNED_COLUMNS: Readonly<Partial<Record<string, ListedColumn>>> = {
  other_unit: '所属',
  other_name: '氏名',
  document_used: '文書番号',
  long_term: '任期終了',
  employment_ends: '任期終了',
  recorded_late: '任期開始',
  far_ahead: '任期開始',
  on_leave: '任期開始',
  seconded: '任期開始',
  nomination_running: '役割',
  requirements_missing: '役割',
  steps_to_confirm: '役割',
};
const TO_ACCEPT = '合っていれば、登録するときに「注意のある人も」を選んでください。';

/** What is known of those whom the list names. */
export interface ListBase {
  readonly people: ReadonlyMap<string, PersonId>;
  /** What is left of a number in a spreadsheet that takes it for one. */
  readonly withoutZeros: ReadonlyMap<string, string>;
  /** By the title of today, the short word and the key, as `roleKey` writes them. */
  readonly roles: ReadonlyMap<string, DxRole>;
  readonly titles: readonly string[];
}

/** A row as it was understood. */
export interface ListedRow {
  readonly line: number;
  readonly proposal: BatchProposal;
  readonly personId: PersonId | null;
  readonly findings: readonly RowFinding[];
  readonly nominationId?: NominationId;
}

/** 「ＤＸ推進リーダー」 and "DX 推進リーダー" are one role. */
export function roleKey(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

export function readListed(row: SourceRow, base: ListBase): ListedRow {
  const reader = new RowReader<ListedColumn>(row, undefined, 'counted');
  const staffNumber = reader.code('職員番号');
  const personId = base.people.get(staffNumber) ?? null;
  if (staffNumber !== '' && personId === null)
    reader.refuse('職員番号', unknownNumber(staffNumber, base));
  const typed = reader.requiredText('役割');
  const role = base.roles.get(roleKey(typed));
  if (typed !== '' && role === undefined)
    reader.refuse(
      '役割',
      `「${typed}」という役割はありません。${base.titles.join('、')}のどれかです。`,
    );
  const proposal = {
    staffNumber,
    role: role ?? typed,
    name: reader.text('氏名'),
    unitCode: reader.text('所属'),
    termStart: reader.requiredDate('任期開始'),
    termEnd: reader.date('任期終了'),
    documentNumber: boundedText(reader, '文書番号'),
    note: boundedText(reader, '備考'),
  };
  if (proposal.documentNumber === '') reader.refuse('文書番号', '入力がありません。');
  if (startsAsFormula(proposal.documentNumber)) reader.refuse('文書番号', formulaText('文書番号'));
  const findings = rowFindings(row, reader.problems, { columns: LIST_COLUMNS, remedyOf });
  return { line: row.line, proposal, personId, findings };
}

function boundedText(reader: RowReader<ListedColumn>, column: keyof typeof LIST_BOUNDS): string {
  const text = reader.raw(column);
  const longest = LIST_BOUNDS[column];
  if (text.length > longest) {
    reader.refuse(
      column,
      `${numberText(text.length)}文字あります。${numberText(longest)}文字以内にしてください。`,
    );
  }
  return text;
}

function unknownNumber(staffNumber: string, { withoutZeros }: ListBase): string {
  const full = withoutZeros.get(staffNumber);
  return full === undefined
    ? 'この職員番号の職員はいません。'
    : `先頭の0が失われているようです(「${full}」ではありませんか)。表計算ソフトでは、列を文字列にしてください。`;
}

interface Span {
  readonly line: number;
  readonly role: DxRole;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

interface ListTerms {
  /** Where a term ends that the row leaves open. */
  readonly endOf: (row: ListedRow) => LocalDate | null;
  /** Of every role, the newest first. */
  readonly versions: readonly TogetherVersion[];
}

/**
 * Refuses a row that gives somebody a role which a row before it gives them, or another one that is not held beside it, for days
 * of the same term; a person named by two of their numbers is one.
 */
export function markDoubles(
  rows: readonly ListedRow[],
  { endOf, versions }: ListTerms,
): readonly ListedRow[] {
  const before = new Map<string, Span[]>();
  return rows.map((row) => {
    const { termStart: from, role } = row.proposal;
    const to = endOf(row);
    if (row.personId === null || from === null || to === null || row.findings.length > 0)
      return row;
    const spans = before.get(row.personId) ?? [];
    const span = { line: row.line, role, from, to };
    const finding = conflictOf(row.proposal, span, { spans, versions });
    if (finding !== null) return { ...row, findings: [finding] };
    before.set(row.personId, [...spans, span]);
    return row;
  });
}

function conflictOf(
  proposal: BatchProposal,
  span: Span,
  { spans, versions }: { readonly spans: readonly Span[] } & Pick<ListTerms, 'versions'>,
): RowFinding | null {
  const beside = spans.filter((it) => it.from <= span.to && span.from <= it.to);
  const same = beside.find(({ role }) => role === span.role);
  if (same) return doubled(proposal, same, span);
  for (const other of beside) {
    const alone = aloneBeside(versions, span, other);
    if (alone !== null) return excluded(proposal, other, alone.role);
  }
  return null;
}

function doubled({ staffNumber }: BatchProposal, other: Span, { from, to }: Span): RowFinding {
  const isSame = other.from === from && other.to === to;
  return {
    column: '職員番号',
    value: staffNumber,
    reason: isSame
      ? `${whereOf(other)}と同じ人・同じ役割・同じ任期です。`
      : `${whereOf(other)}でも、この人を同じ役割に任命することになっていて、任期が重なります。`,
    remedy: isSame
      ? '先の行だけを登録します。この行は消してください。'
      : '任期が重ならないように直すか、どちらかの行を消してください。',
  };
}

function excluded(proposal: BatchProposal, other: Span, alone: DxRole): RowFinding {
  return {
    column: '役割',
    value: roleTitle(proposal.role),
    reason: `${roleTitle(alone)}は、ほかの役割と同時には務められません。${whereOf(other)}で、この人を${roleTitle(other.role)}に任命することになっています。`,
    remedy: '任期が重ならないように直すか、どちらかを外してください。',
  };
}

/** Who was ticked stands on no line. */
function whereOf({ line }: Span): string {
  return line === 0 ? '同じ一覧' : `${String(line)}行目`;
}

/** What a single act refused, said of the row that asked for it. */
export function refusalFindings(
  error: DomainError,
  proposal: BatchProposal,
): readonly RowFinding[] {
  if (!(error instanceof InvalidInput)) {
    const [column, remedy] = REFUSALS[error.code.split('.')[1] ?? ''] ?? ['', OTHERWISE];
    return [{ column, value: valueOf(proposal, column), reason: error.message, remedy }];
  }
  return Object.entries(error.fields).map(([field, reason]) => {
    const column = COLUMN_OF[field] ?? '';
    const value = valueOf(proposal, column);
    return { column, value, reason, remedy: remedyOf(column, value) };
  });
}

/** What is to be accepted of a row, as what is wrong with one is told. */
export function warningFindings(
  {
    warnings,
    warningKinds,
  }: {
    readonly warnings: readonly string[];
    readonly warningKinds: readonly string[];
  },
  proposal: BatchProposal,
): readonly RowFinding[] {
  return warnings.map((reason, index) => {
    const column = WARNED_COLUMNS[warningKinds[index] ?? ''] ?? '';
    return { column, value: valueOf(proposal, column), reason, remedy: TO_ACCEPT };
  });
}

/** What the row says in the column, as far as it was understood. */
function valueOf(proposal: BatchProposal, column: string): string {
  const { staffNumber, name, role, unitCode, termStart, termEnd, documentNumber, note } = proposal;
  const cells: Readonly<Record<ListedColumn, string>> = {
    職員番号: staffNumber,
    氏名: name,
    役割: dxRoles().includes(role) ? roleTitle(role) : role,
    所属: unitCode,
    任期開始: termStart === null ? '' : formatDateShort(termStart),
    任期終了: termEnd === null ? '' : formatDateShort(termEnd),
    文書番号: documentNumber,
    備考: note,
  };
  return Object.entries(cells).find(([heading]) => heading === column)?.[1] ?? '';
}
