import {
  type AppointmentRow,
  APPOINTMENT_STATE_WORDS,
  roleTitle,
  END_REASON_WORDS,
  NOT_ANNOUNCED,
} from '@app/appointments';
import { formatDateTime, type LocalDate } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { lateText, appointmentChip, termText } from './appointment-words';

type Column = ListColumn<AppointmentRow>;

/** The appointments, for the page and its files, whose headings a list to be sent in has; states are those of the day. */
export function appointmentsList(today: LocalDate): List<AppointmentRow> {
  return {
    name: '任命の一覧',
    columns: [
      { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(today) },
      { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      {
        key: 'name',
        heading: '氏名',
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row) }),
      },
      ROLE,
      stateColumn(today),
      TERM,
      ...TERM_IN_FILES,
      UNIT_THEN,
      UNIT_NOW,
      { ...UNIT_NOW, heading: '所属', only: 'file' },
      DOCUMENT,
      { key: 'note', heading: '備考', only: 'file', value: (row) => row.note },
      {
        key: 'recordedLateOn',
        heading: '後から登録した日',
        only: 'file',
        value: (row) => dayCell(row.recordedLateOn),
      },
    ],
  };
}

/** What else one person was appointed to; on the page of an appointment, which has no files. */
export function otherAppointments(today: LocalDate): List<AppointmentRow> {
  return {
    name: 'ほかの任命',
    columns: [ROLE, stateColumn(today), TERM, UNIT_THEN, DOCUMENT],
  };
}

const ROLE: Column = {
  key: 'role',
  heading: '役割',
  value: (row) => roleTitle(row.role),
  show: (row) => ({
    text: roleTitle(row.role),
    href: `/appointments/${row.id}`,
    spoken: `${row.name}さんの任命`,
    isStruck: row.state === 'annulled',
  }),
};

function stateColumn(today: LocalDate): Column {
  return {
    key: 'state',
    heading: '状態',
    value: (row) => APPOINTMENT_STATE_WORDS[row.state],
    show: (row) => ({
      text: '',
      chip: appointmentChip(row, today),
      notes: [lateText(row), annulText(row)].filter((note) => note !== ''),
    }),
  };
}

const TERM: Column = {
  key: 'term',
  heading: '任期',
  only: 'page',
  value: termText,
  show: (row) => ({ text: termText(row), isStruck: row.state === 'annulled' }),
};

const DOCUMENT: Column = {
  key: 'documentNumber',
  heading: '文書番号',
  value: (row) => row.documentNumber,
};

const TERM_IN_FILES: readonly Column[] = [
  {
    key: 'termStart',
    heading: '任期開始',
    only: 'file',
    value: (row) => dayCell(row.termStart),
  },
  { key: 'termEnd', heading: '任期終了', only: 'file', value: (row) => dayCell(row.termEnd) },
  { key: 'endedOn', heading: '終了日', only: 'file', value: (row) => dayCell(row.endedOn) },
  {
    key: 'endReason',
    heading: '終了の理由',
    only: 'file',
    value: (row) => (row.endReason === null ? null : END_REASON_WORDS[row.endReason]),
  },
];

const UNIT_THEN: Column = {
  key: 'unit',
  heading: '任命時の所属',
  value: (row) => row.unitName ?? NOT_ANNOUNCED,
};

const UNIT_NOW: Column = {
  key: 'currentUnit',
  heading: '現在の所属',
  only: 'page',
  value: (row) => row.currentUnitName,
  show: (row) => ({
    text: row.currentUnitName ?? '所属なし',
    notes: row.unitCode !== null && row.unitCode !== row.currentUnitCode ? ['(異動)'] : [],
  }),
};

/** Who took the appointment out of the books, when and why. */
export function annulText({ annulledAt, annulledByName, annulReason }: AppointmentRow): string {
  if (annulledAt === null) return '';
  return `${formatDateTime(annulledAt)} ${annulledByName ?? ''} 理由: ${annulReason ?? ''}`;
}
