import type { TransferDraft } from '@app/organization';
import { formatDateShort, formatDateTime, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { breadcrumb } from '../../../shell/view-parts';
import { draftHref, PATH, STATE_WORDS, TITLE } from './draft-words';

export function draftsView(rows: readonly TransferDraft[], mayEdit: boolean) {
  return {
    title: TITLE,
    breadcrumb: breadcrumb([TITLE]),
    summary:
      rows.length === 0
        ? 'あなたが開ける異動案はありません。'
        : `あなたが開ける異動案は${things(rows.length)}です。`,
    newHref: mayEdit ? `${PATH}/new` : '',
    count: rows.length,
    table: listTable(DRAFTS, rows, { caption: TITLE, hidesCaption: true, path: '', query: {} }),
  };
}

const DRAFTS: List<TransferDraft> = {
  name: '異動案',
  columns: [
    {
      ...{ key: 'name', heading: '案', isRowHeading: true },
      value: ({ name }) => name,
      show: ({ id, name }) => ({ text: name, href: draftHref(id) }),
    },
    {
      ...{ key: 'effectiveOn', heading: '発令日', keepsLabel: true },
      value: ({ effectiveOn }) => effectiveOn,
      show: ({ effectiveOn }) => ({ text: formatDateShort(effectiveOn) }),
    },
    {
      key: 'people',
      heading: '職員',
      isNumber: true,
      counter: '名',
      value: ({ people }) => people,
    },
    { key: 'units', heading: '組織', isNumber: true, counter: '件', value: ({ units }) => units },
    { key: 'state', heading: '状態', isState: true, value: ({ state }) => STATE_WORDS[state] },
    {
      ...{ key: 'made', heading: '作成', keepsLabel: true },
      value: ({ createdAt, createdBy }) => `${formatDateTime(createdAt)} ${createdBy ?? ''}`.trim(),
    },
  ],
};

export function newDraftView(
  form: FormView<'name' | 'effectiveOn' | 'postings' | 'units' | 'source'>,
) {
  const title = '異動案を作る';
  return {
    title,
    breadcrumb: breadcrumb([TITLE, PATH], [title]),
    summary: '作った案を開けるのは、はじめはあなただけです。開ける人は、あとから加えられます。',
    form,
    action: `${PATH}/new`,
    back: PATH,
  };
}
