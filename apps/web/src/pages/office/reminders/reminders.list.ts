import {
  dueDayOf,
  LEDGER_IN_FILES,
  PREVIEW_IN_FILES,
  stateNote,
  PAPER_IN_FILES,
} from '@app/exports';
import { formatDate } from '@app/platform';
import type { LedgerRow, PaperNotice, ReminderRow } from '@app/reminders';
import { type List, type PageColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

/** How a page shows what every list of reminders says; whose reader heads the unit of everybody in it. */
function reminderColumns(isOfOwnUnit = false): Readonly<Record<string, PageColumn<ReminderRow>>> {
  return {
    person: {
      isRowHeading: true,
      show: (row) => ({
        text: '',
        person: personName({ ...row, name: row.personName }, { isOfOwnUnit }),
        hint: row.unitName ?? '所属なし',
      }),
    },
    plannedFor: {
      dropsWhenConstant: true,
      show: (row) => ({ text: formatDate(row.plannedFor) }),
    },
    kind: { dropsWhenConstant: true },
    text: { dropsWhenConstant: true },
    dueOn: {
      dropsWhenConstant: true,
      show: (row) => {
        const due = dueDayOf(row);
        return { text: due === null ? '―' : formatDate(due) };
      },
    },
    reason: { dropsWhenConstant: true },
  };
}

/** What was planned and what became of it. */
export const LEDGER_LIST: List<LedgerRow> = shownList(LEDGER_IN_FILES, {
  ...reminderColumns(),
  state: {
    show: (row) => ({
      text: '',
      chip: stateChip(`reminder.${row.state}`),
      hint: stateNote(row),
    }),
  },
});

/** What will be sent if nothing changes. */
export const PREVIEW_LIST: List<ReminderRow> = shownList(PREVIEW_IN_FILES, reminderColumns());

/** What people without a mail address are to be told; to a head it shows the people of the own units only. */
export const PAPER_LIST: List<PaperNotice> = shownList(PAPER_IN_FILES, reminderColumns(true));

/** The sheet of a head, who ticks off what was told; or what was told, which can be taken back. */
export function paperSheet({ isTold, canTell }: PaperShown): List<PaperNotice> {
  const told: List<PaperNotice>['columns'] = isTold
    ? [
        {
          ...{ key: 'told', heading: '伝えた', keepsLabel: true },
          value: ({ toldOn, toldBy }) =>
            toldOn === null ? '' : `${formatDate(toldOn)} ${toldBy ?? ''}`,
        },
      ]
    : [];
  const acts: List<PaperNotice>['columns'] = canTell
    ? [
        {
          ...{ key: 'acts', heading: isTold ? '操作' : '選ぶ', only: 'page' },
          value: () => null,
          slot: ({ id, personName: name, text }) => ({ id, isTold, spoken: `${name}、${text}` }),
        },
      ]
    : [];
  return { ...PAPER_LIST, columns: [...PAPER_LIST.columns, ...told, ...acts] };
}

interface PaperShown {
  readonly isTold: boolean;
  readonly canTell: boolean;
}
