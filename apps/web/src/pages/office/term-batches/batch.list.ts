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

const baseOf = (batch: AppointmentBatch): readonly ListColumn<BatchRow>[] => [
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
    value: (row) => memberChip(row, batch).label,
    show: (row) => ({ text: '', chip: memberChip(row, batch) }),
  },
  {
    key: 'what',
    heading: '役割と任期',
    value: (row) => whatText(row, batch),
    show: (row) => whatCell(row, batch),
  },
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
  return name ?? (proposal === null ? UNREAD : typedName(proposal));
}

const UNREAD = '読めません';

/** As far as the list says it. */
function typedName({ name, staffNumber }: BatchProposal): string {
  if (staffNumber === '') return name === '' ? UNREAD : name;
  const number = `職員番号 ${staffNumber}`;
  return name === '' ? number : `${name}(${number})`;
}

function memberChip(
  { resultId, isAnnulled, problem, refusal, warnings, isLooked }: BatchRow,
  { undoneAt, cancelledAt }: AppointmentBatch,
) {
  if (resultId !== null)
    return stateChip(
      undoneAt === null && !isAnnulled ? 'batch_member.done' : 'batch_member.undone',
    );
  if (problem !== null) return stateChip('batch_member.not_done');
  if (refusal !== null) return stateChip('batch_member.refused');
  if (cancelledAt !== null) return stateChip('batch_member.stopped');
  if (!isLooked) return stateChip('batch_member.waiting');
  return stateChip(warnings.length > 0 ? 'batch_member.warned' : 'batch_member.ready');
}

/** Whom it makes what, and from when to when; 「再任」 where it follows a term. */
function whatText(row: BatchRow, batch: AppointmentBatch): string {
  const { term, proposal, isRenewal } = row;
  const days = term === null ? '' : formatRange(term.from, term.to);
  if (proposal === null) return [heldText(row, batch), days].filter((it) => it !== '').join(' ');
  const role = `${roleName(proposal.role)}${isRenewal ? '(再任)' : ''}`;
  return [role, days, proposal.documentNumber].filter((it) => it !== '').join(' ');
}

/** The term that is decided of, and until when it goes on where it is extended. */
function heldText({ role, oldEnd }: BatchRow, { act, termEnd }: AppointmentBatch): string {
  const until = oldEnd === null ? '' : `${formatDateShort(oldEnd)}まで`;
  const later =
    act === 'extend' && termEnd !== null ? `。${formatDateShort(termEnd)}までに延ばす` : '';
  return role === null ? `${until}${later}` : `${roleTitle(role)}(いまの任期は${until}${later})`;
}

function roleName(role: string): string {
  return dxRoles().includes(role) ? roleTitle(role) : role;
}

function whatCell(row: BatchRow, batch: AppointmentBatch) {
  const id = row.resultId ?? row.appointmentId;
  const text = whatText(row, batch);
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
  return [wholeRow(why)];
}

/** What is said of a row as a whole; without a reason it was stopped before its turn. */
function wholeRow(reason: string | null): Found {
  const whole = { column: '', value: '' };
  return reason === null
    ? { ...whole, reason: '途中で止めたため、登録していません。', remedy: SEND_AGAIN }
    : { ...whole, reason, remedy: AGAIN };
}
const AGAIN = '理由を確かめて、もう一度まとめて任命するか、一人ずつ任命してください。';
const SEND_AGAIN = '任命するときは、この行をもう一度送ってください。';

/** The rows of what is done for many: where the row itself says what is wanted, with what stands against each value. */
export function membersList(batch: AppointmentBatch): List<BatchRow> {
  const base = baseOf(batch);
  const columns =
    batch.act === 'appoint' ? [LINE, ...base, ...foundColumns(findingsOf)] : [...base, WHY];
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
      findings.length > 0 ? findings : [wholeRow(reason)],
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
