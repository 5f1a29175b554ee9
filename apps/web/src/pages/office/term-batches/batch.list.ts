import {
  type AppointmentBatch,
  type BatchProposal,
  type BatchRow,
  dxRoles,
  type RefusedRow,
  roleTitle,
  warningFindings,
} from '@app/appointments';
import { formatDateShort, formatRange, type SheetCell } from '@app/platform';
import { foundColumns, type Found } from '../../../shared/findings';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

const BASE: readonly ListColumn<BatchRow>[] = [
  {
    key: 'name',
    heading: '氏名',
    isRowHeading: true,
    value: nameOf,
    show: (row) =>
      row.name === null || row.staffNumber === null
        ? { text: nameOf(row) }
        : { text: '', person: personName({ name: row.name, staffNumber: row.staffNumber }) },
  },
  {
    key: 'state',
    heading: '状態',
    isState: true,
    value: (row) => memberChip(row).label,
    show: (row) => ({ text: '', chip: memberChip(row) }),
  },
  { key: 'what', heading: '役割と任期', value: whatText, show: (row) => whatCell(row) },
  { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '' },
];

const WHY: ListColumn<BatchRow> = {
  key: 'why',
  heading: '理由・注意',
  value: (row) => reasonsOf(row).join(' '),
  show: (row) => ({ text: '', lines: reasonsOf(row) }),
};

const LINE: ListColumn<BatchRow> = {
  key: 'line',
  heading: '行',
  isNumber: true,
  dropsWhenConstant: true,
  value: (row) => row.line,
};

export function nameOf({ name, proposal }: BatchRow): string {
  return name ?? `${proposal?.name ?? ''}(職員番号 ${proposal?.staffNumber ?? ''})`;
}

function memberChip({ resultId, problem, refusal, warnings, isLooked }: BatchRow) {
  if (resultId !== null) return stateChip('batch_member.done');
  if (problem !== null) return stateChip('batch_member.not_done');
  if (refusal !== null) return stateChip('batch_member.refused');
  if (!isLooked) return stateChip('batch_member.waiting');
  return stateChip(warnings.length > 0 ? 'batch_member.warned' : 'batch_member.ready');
}

function whatText({ role, oldEnd, proposal }: BatchRow): string {
  if (proposal === null) {
    const until = oldEnd === null ? '' : `${formatDateShort(oldEnd)}まで`;
    return role === null ? until : `${roleTitle(role)}(いまの任期は${until})`;
  }
  const { termStart, termEnd, documentNumber } = proposal;
  const term =
    termStart !== null && termEnd !== null
      ? formatRange(termStart, termEnd)
      : termStart === null
        ? ''
        : `${formatDateShort(termStart)}から`;
  return [roleName(proposal.role), term, documentNumber].filter((it) => it !== '').join(' ');
}

function roleName(role: string): string {
  return dxRoles().includes(role) ? roleTitle(role) : role;
}

function whatCell(row: BatchRow) {
  const id = row.resultId ?? row.appointmentId;
  const text = whatText(row);
  return id === null
    ? { text }
    : { text, href: `/appointments/${id}`, spoken: `${nameOf(row)}さんの任命` };
}

function reasonsOf({ problem, refusal, warnings, resultId }: BatchRow): readonly string[] {
  const why = problem ?? refusal;
  if (why !== null) return [why];
  return resultId === null ? warnings : [];
}

/** Value by value, of a row that a list or a recommendation proposes. */
function findingsOf(row: BatchRow): readonly Found[] {
  const { proposal, problem, refusal, findings, resultId } = row;
  if (proposal === null || resultId !== null) return [];
  if (findings.length > 0) return findings;
  const why = problem ?? refusal;
  if (why === null) return warningFindings(row, proposal);
  return [{ column: '', value: '', reason: why, remedy: AGAIN }];
}
const AGAIN = '理由を確かめて、もう一度まとめて任命するか、一人ずつ任命してください。';

/** The rows of what is done for many: where the row itself says what is wanted, with what stands against each value. */
export function membersList({ act }: AppointmentBatch): List<BatchRow> {
  const columns = act === 'appoint' ? [LINE, ...BASE, ...foundColumns(findingsOf)] : [...BASE, WHY];
  return { name: '一人ずつの内容', columns };
}

/** As it was sent in, with the same headings: once mended, it can be sent again. */
export const REFUSED_LIST: List<RefusedRow> = {
  name: '任命できない行',
  columns: [
    { key: 'line', heading: '行', isNumber: true, value: (row) => row.line },
    sent('staffNumber', '職員番号', ({ staffNumber }) => staffNumber),
    sent('name', '氏名', ({ name }) => name),
    sent('role', '役割', ({ role }) => roleName(role)),
    sent('unit', '所属', ({ unitCode }) => unitCode),
    sent('termStart', '任期開始', ({ termStart }) => dayCell(termStart)),
    sent('termEnd', '任期終了', ({ termEnd }) => dayCell(termEnd)),
    sent('documentNumber', '文書番号', ({ documentNumber }) => documentNumber),
    sent('note', '備考', ({ note }) => note),
    ...foundColumns<RefusedRow>(({ findings, reason }) =>
      findings.length > 0 ? findings : [{ column: '', value: '', reason, remedy: AGAIN }],
    ),
  ],
};

/** A cell that could not be understood stands as it was sent. */
function sent(
  key: string,
  heading: string,
  value: (proposal: BatchProposal) => SheetCell,
): ListColumn<RefusedRow> {
  return {
    ...{ key, heading },
    value: ({ proposal, findings }) => {
      const understood = value(proposal);
      if (understood !== null && understood !== '') return understood;
      return findings.find(({ column }) => column === heading)?.value ?? '';
    },
  };
}
