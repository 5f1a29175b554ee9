import {
  APPOINTMENT_STATE_WORDS,
  type AppointmentRow,
  END_REASON_WORDS,
  NOT_ANNOUNCED,
  roleTitle,
} from '@app/appointments';
import type { LocalDate } from '@app/platform';
import { dayCell, type FileList } from '../list/file-list';

/** The appointments, with the headings that a list to be sent in has; states are those of the day. */
export function appointmentsInFiles(today: LocalDate): FileList<AppointmentRow> {
  return {
    name: '任命の一覧',
    columns: [
      { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(today) },
      { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      { key: 'name', heading: '氏名', value: (row) => row.name },
      { key: 'role', heading: '役割', value: (row) => roleTitle(row.role) },
      { key: 'state', heading: '状態', value: (row) => APPOINTMENT_STATE_WORDS[row.state] },
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
      { key: 'unit', heading: '任命時の所属', value: (row) => row.unitName ?? NOT_ANNOUNCED },
      { key: 'currentUnit', heading: '所属', only: 'file', value: (row) => row.currentUnitName },
      { key: 'documentNumber', heading: '文書番号', value: (row) => row.documentNumber },
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
