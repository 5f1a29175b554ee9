import {
  ACTIVITY_KINDS,
  ACTIVITY_WORDS,
  type ActivitySums,
  MOST_MINUTES,
  type OwnActivity,
} from '@app/appointments';
import type { UnitRow } from '@app/organization';
import { formatDateShort } from '@app/platform';
import { unitOptions } from '../../../shared/unit-options';
import type { FormView } from '../../../shell/forms';
import { tableFrame } from '../../../shell/parts/tables';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const MY_ACTIVITIES = '/my-role/activities';
export const ACTIVITIES_PER_PAGE = 50;

interface OwnActivities {
  readonly rows: readonly OwnActivity[];
  readonly sums: ActivitySums;
}

export function myActivitiesView(
  { rows, sums }: OwnActivities,
  {
    page,
    units,
    form,
  }: {
    readonly page: number;
    readonly units: readonly UnitRow[];
    readonly form: FormView<'doneOn' | 'what' | 'unit' | 'minutes' | 'note'>;
  },
) {
  const title = '活動の記録';
  const shown = { page, pageSize: ACTIVITIES_PER_PAGE, total: sums.total };
  return {
    title,
    breadcrumb: breadcrumb(['わたしの役割', '/my-role'], [title]),
    summary: summaryOf(sums),
    action: MY_ACTIVITIES,
    canLog: sums.isInOffice,
    form,
    minutesHint: `1〜${String(MOST_MINUTES)}分`,
    kinds: [
      { value: '', label: '選んでください' },
      ...ACTIVITY_KINDS.map((value) => ({ value, label: ACTIVITY_WORDS[value] })),
    ],
    units: [{ value: '', label: '特定の所属ではない' }, ...unitOptions(units)],
    frame: tableFrame('これまでの記録', { hidesCaption: true, columns: 6, rows: rows.length }),
    rows: rows.map((row) => ({
      day: formatDateShort(row.doneOn),
      what: ACTIVITY_WORDS[row.what],
      unit: row.unitName ?? '―',
      minutes: String(row.minutes),
      note: row.note,
      takeBack: `${MY_ACTIVITIES}/${row.id}/take-back`,
      spoken: `${formatDateShort(row.doneOn)} ${ACTIVITY_WORDS[row.what]}`,
    })),
    pages: pager(shown, (number) => address(MY_ACTIVITIES, { page: number })),
  };
}

function summaryOf({ isInOffice, ofMonth, minutesOfMonth, total }: ActivitySums): string {
  const month = `今月は${String(ofMonth)}件、${String(minutesOfMonth)}分です。`;
  if (isInOffice) return total === 0 ? 'まだ記録がありません。1件30秒で記録できます。' : month;
  return total === 0
    ? '役割の任期中に、人を手伝ったことなどを記録します。いま、任期中の役割はありません。'
    : `いま、任期中の役割はありません。${month}`;
}
