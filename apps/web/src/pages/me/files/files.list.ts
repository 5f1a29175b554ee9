import { FORMAT_WORDS, isOpenOrder, isRowFormat, type OwnOrder } from '@app/exports';
import { formatDateTime, numberText } from '@app/platform';
import { type CellView, instantCell, type List } from '../../../shell/lists/list';
import { type ChipView, stateChip } from '../../../shell/signs';
import { fileHref, PATH } from './files-words';

/** What can be done with an order. */
export interface OrderActs {
  readonly download: string;
  readonly act: string;
  readonly label: string;
  /** Which one, for those who only hear the button. */
  readonly name: string;
}

/** Somebody's own files, for the page. */
export const OWN_FILES: List<OwnOrder> = {
  name: '保存したファイル',
  columns: [
    {
      key: 'title',
      heading: '内容',
      isRowHeading: true,
      value: (row) => row.title,
      show: (row) => ({ text: row.title, hint: row.problem ?? row.fileName ?? '' }),
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => chipOf(row).label,
      show: (row) => ({ text: '', chip: chipOf(row) }),
    },
    {
      key: 'format',
      heading: '形式',
      value: (row) => (isRowFormat(row.format) ? FORMAT_WORDS[row.format] : 'PDF'),
    },
    {
      key: 'rows',
      heading: '行数',
      keepsLabel: true,
      value: (row) => row.total,
      show: rowsCell,
    },
    {
      key: 'orderedAt',
      heading: '作成を始めた日時',
      keepsLabel: true,
      value: (row) => instantCell(row.orderedAt),
      show: (row) => ({ text: formatDateTime(row.orderedAt) }),
    },
    {
      key: 'expiresAt',
      heading: '保存の期限',
      keepsLabel: true,
      value: (row) => instantCell(row.expiresAt),
      show: ({ state, expiresAt }) => ({
        text: state === 'ready' && expiresAt ? formatDateTime(expiresAt) : '―',
      }),
    },
    { key: 'acts', heading: '操作', only: 'page', value: () => null, slot: actsOf },
  ],
};

function chipOf({ state, isAllowed }: OwnOrder): ChipView {
  return stateChip(state === 'ready' && !isAllowed ? 'file.withheld' : `file.${state}`);
}

/** 「4,000/12,345行」 while it is made. */
function rowsCell({ state, doneRows, total }: OwnOrder): CellView {
  if (total === 0) return { text: '―' };
  if (state !== 'running') return { text: `${numberText(total)}行` };
  return {
    text: `${numberText(doneRows)}/${numberText(total)}行`,
    bar: { value: doneRows, max: total },
  };
}

function actsOf(row: OwnOrder): OrderActs {
  const isReady = row.state === 'ready';
  const acts = { name: row.title, download: isReady && row.isAllowed ? fileHref(row.id) : '' };
  if (isOpenOrder(row)) return { ...acts, act: `${PATH}/${row.id}/cancel`, label: '取りやめる' };
  if (isReady) return { ...acts, act: `${PATH}/${row.id}/delete`, label: '削除する' };
  return { ...acts, act: '', label: '' };
}
