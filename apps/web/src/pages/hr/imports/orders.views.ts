import type { ImportOrder, ImportOrderState } from '@app/organization';
import { formatDateTime, numberText } from '@app/platform';
import { fact } from '../../../shell/parts/facts';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';

export const ORDERS = '/imports/orders';

const TITLES = { compare: 'ファイルの確認', apply: '反映' } as const;

/** A long file that the worker compares, or a long plan that it carries out. */
export function orderView(order: ImportOrder) {
  const title = TITLES[order.act];
  const isOpen = isOpenOrder(order);
  return {
    title,
    breadcrumb: breadcrumb(['取込み', '/imports'], [title]),
    summary: sentenceOf(order),
    isOpen,
    facts: [
      fact('状態', '', { chip: stateChip(`import_order.${order.state}`) }),
      fact('ファイル', filesOf(order)),
      fact('依頼', [formatDateTime(order.orderedAt), order.orderedByName ?? ''].join(' ')),
      ...(order.finishedAt === null ? [] : [fact('終わり', formatDateTime(order.finishedAt))]),
    ].filter(({ value, chip }) => value !== '' || chip !== null),
    cancelAction: isOpen ? `${ORDERS}/${order.id}/cancel` : '',
    batchHref: order.batchId === null ? '' : `/imports/${order.batchId}`,
  };
}

/** Those that are not over, on the page of imports. */
export function openOrderRows(orders: readonly ImportOrder[]) {
  return orders.map((order) => ({
    href: `${ORDERS}/${order.id}`,
    title: TITLES[order.act],
    text: sentenceOf(order),
    chip: stateChip(`import_order.${order.state}`),
  }));
}

export function isOpenOrder({ state }: { readonly state: ImportOrderState }): boolean {
  return state === 'waiting' || state === 'running';
}

function filesOf({ input }: ImportOrder): string {
  return [input.unitsName, input.postingsName].filter((name) => name !== undefined).join('、');
}

function sentenceOf(order: ImportOrder): string {
  const { act, state, total, doneRows, problem } = order;
  const what = act === 'compare' ? '確認' : '反映';
  switch (state) {
    case 'waiting':
      return `${what}の順番を待っています。`;
    case 'running':
      return act === 'compare'
        ? '登録済みの内容と見比べています。行数によって、数分かかることがあります。'
        : `${numberText(total)}件のうち${numberText(Math.min(doneRows, total))}件を書きました。すべて書き終わるまで、だれにも見えません。`;
    case 'done':
      return act === 'compare'
        ? '確認が終わりました。内容を見て、反映してください。まだ何も反映していません。'
        : '反映が終わりました。';
    case 'cancelled':
      return `${what}を取りやめました。何も反映していません。`;
    case 'failed':
      return `${what}できませんでした。${problem ?? ''}`;
  }
}
