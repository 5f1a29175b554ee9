import { type AppointmentBatch, BATCH_ACT_WORDS, batchState } from '@app/appointments';
import { formatDateShort, formatDateTime } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { type ChipView, stateChip } from '../../../shell/signs';

export const ENDING_PATH = '/appointments/ending';
export const MANY_PATH = '/appointments/many';
const ENDING_CRUMB = ['任期が終わる人', ENDING_PATH] as const;
const MANY_CRUMB = ['まとめて任命する', MANY_PATH] as const;

/** The page from which it was ordered. */
export function crumbOf({ act }: AppointmentBatch) {
  return act === 'appoint' ? MANY_CRUMB : ENDING_CRUMB;
}

export function batchHref(id: string): string {
  return `/appointments/batches/${id}`;
}

export function batchChip(batch: AppointmentBatch): ChipView {
  const state = batchState(batch);
  const isOfNobody = state === 'done' && batch.done === 0;
  return stateChip(`appointment_batch.${isOfNobody ? 'none' : state}`);
}

/** 「任期の延長(令和10年3月31日まで)」 */
export function actText({ act, termEnd }: Pick<AppointmentBatch, 'act' | 'termEnd'>): string {
  const until = termEnd === null ? '' : `(${formatDateShort(termEnd)}まで)`;
  return `${BATCH_ACT_WORDS[act]}${until}`;
}

/** What was ordered for many lately; null where nothing was. */
export function latestTable(latest: readonly AppointmentBatch[]) {
  if (latest.length === 0) return null;
  return listTable(LATEST, latest, {
    ...{ caption: '最近の一括登録', hidesCaption: true, path: '', query: {} },
  });
}

const LATEST: List<AppointmentBatch> = {
  name: '最近の一括登録',
  columns: [
    {
      key: 'orderedAt',
      heading: '準備した日時',
      isRowHeading: true,
      value: (row) => formatDateTime(row.orderedAt),
      show: (row) => ({ text: formatDateTime(row.orderedAt), href: batchHref(row.id) }),
    },
    { key: 'act', heading: '内容', value: actText },
    {
      key: 'state',
      heading: '状態',
      value: (row) => batchChip(row).label,
      show: (row) => ({ text: '', chip: batchChip(row) }),
    },
    { key: 'done', heading: '登録', isNumber: true, counter: '名', value: (row) => row.done },
    { key: 'by', heading: '準備した人', value: (row) => row.orderedByName },
  ],
};
