import type { DraftReader, TransferDraft } from '@app/organization';
import { formatDateTime, people } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { draftCrumbs, draftHref } from './draft-words';
import { frameOf } from './draft.views';

interface ReadersFrame {
  readonly ownId: string;
  readonly mayEdit: boolean;
  readonly form: FormView<'staffNumber'>;
}

export function readersView(
  draft: TransferDraft,
  readers: readonly DraftReader[],
  { ownId, mayEdit, form }: ReadersFrame,
) {
  return {
    ...frameOf(draft, 'readers'),
    title: `${draft.name}を開ける人`,
    breadcrumb: draftCrumbs(draft, '開ける人'),
    summary: `この案を開けるのは${people(readers.length)}です。ほかの人には、案があることも分かりません。`,
    ...{ form, mayEdit, action: draftHref(draft.id, 'readers') },
    table: listTable(readersList(draft.id, mayEdit, ownId), readers, {
      ...{ caption: '開ける人', hidesCaption: true, path: '', query: {} },
    }),
  };
}

function readersList(draftId: string, mayEdit: boolean, ownId: string): List<DraftReader> {
  return {
    name: '開ける人',
    columns: [
      {
        ...{ key: 'name', heading: '氏名', isRowHeading: true },
        value: ({ staffNumber, name }) => `${staffNumber} ${name}`,
      },
      { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '' },
      {
        ...{ key: 'namedAt', heading: '加えた日時', keepsLabel: true },
        value: ({ namedAt }) => formatDateTime(namedAt),
      },
      ...(mayEdit
        ? [
            {
              ...{ key: 'out', heading: '操作' },
              value: () => '',
              slot: ({ accountId, staffNumber, name }: DraftReader) => ({
                action: draftHref(draftId, `readers/${accountId}/remove`),
                about: `${staffNumber} ${name}`,
                isOwn: accountId === ownId,
              }),
            },
          ]
        : []),
    ],
  };
}
