import type { AppointmentRow } from '@app/appointments';
import { roleTitle } from '@app/appointments';
import { appointmentsInFiles } from '@app/exports';
import { formatDateTime, type LocalDate } from '@app/platform';
import { type List, type ListColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { lateText, appointmentChip, termText } from './appointment-words';

type Column = ListColumn<AppointmentRow>;

/** What a page says in one column beside the one of this key. */
const BESIDE: Readonly<Partial<Record<string, Column>>> = {
  state: {
    key: 'term',
    heading: '任期',
    only: 'page',
    value: termText,
    show: (row) => ({ text: termText(row), isStruck: row.state === 'annulled' }),
  },
  unit: {
    key: 'unitNow',
    heading: '現在の所属',
    only: 'page',
    value: (row) => row.currentUnitName,
    show: (row) => ({
      text: row.currentUnitName ?? '所属なし',
      notes: row.unitCode !== null && row.unitCode !== row.currentUnitCode ? ['(異動)'] : [],
    }),
  },
};

/** The appointments, for the page and its files; states are those of the day. */
export function appointmentsList(today: LocalDate): List<AppointmentRow> {
  const { columns, ...list } = shownList(appointmentsInFiles(today), {
    name: { show: (row) => ({ text: '', person: personName(row) }) },
    role: {
      show: (row) => ({
        text: roleTitle(row.role),
        href: `/appointments/${row.id}`,
        spoken: `${row.name}さんの任命`,
        isStruck: row.state === 'annulled',
      }),
    },
    state: {
      show: (row) => ({
        text: '',
        chip: appointmentChip(row, today),
        notes: [lateText(row), annulText(row)].filter((note) => note !== ''),
      }),
    },
  });
  const both = columns.flatMap((column) => [column, BESIDE[column.key] ?? []].flat());
  return { ...list, columns: both };
}

const OF_ANOTHER = ['role', 'state', 'term', 'unit', 'documentNumber'];

/** What else one person was appointed to; on the page of an appointment, which has no files. */
export function otherAppointments(today: LocalDate): List<AppointmentRow> {
  const columns = appointmentsList(today).columns.filter(({ key }) => OF_ANOTHER.includes(key));
  return { name: 'ほかの任命', columns };
}

/** Who took the appointment out of the books, when and why. */
export function annulText({ annulledAt, annulledByName, annulReason }: AppointmentRow): string {
  if (annulledAt === null) return '';
  return `${formatDateTime(annulledAt)} ${annulledByName ?? ''} 理由: ${annulReason ?? ''}`;
}
