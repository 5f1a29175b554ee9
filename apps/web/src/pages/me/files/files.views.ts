import {
  FORMAT_WORDS,
  MOST_OPEN_ORDERS,
  MOST_ROWS_AT_ONCE,
  type OrderDraft,
  type OwnOrder,
} from '@app/exports';
import { numberText, type Page, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { confirm } from '../../../shell/parts/notices';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { PATH } from './files-words';
import { OWN_FILES } from './files.list';

export const FILES_PER_PAGE = 30;
const TITLE = '保存したファイル';

type OwnFiles = Page<OwnOrder> & { readonly open: number };

export function filesView({ rows, total, open }: OwnFiles, page: number, days: number) {
  return {
    title: TITLE,
    breadcrumb: breadcrumb([TITLE]),
    summary: sentenceOf(total, open),
    note: `ファイルは、できあがってから${String(days)}日で削除します。ほかの人からは見えません。保存したことは、閲覧の記録に残ります。`,
    isMaking: open > 0,
    table: listTable(OWN_FILES, rows, {
      ...{ caption: `${TITLE}(${things(total)})`, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: FILES_PER_PAGE, total }, (to) => address(PATH, { page: to })),
  };
}

function sentenceOf(total: number, open: number): string {
  if (total === 0) return '保存したファイルは、まだありません。';
  if (open === 0) return '作成中のファイルはありません。';
  return `${things(open)}を作成しています。`;
}

export type AskedFile = Readonly<Record<'list' | 'format' | 'query', string>>;

interface Order {
  readonly asked: AskedFile;
  /** The list that the file is made of, as it was filtered. */
  readonly back: string;
}

/** The question before a long list is made into a file. */
export function orderView(draft: OrderDraft, { asked, back }: Order, form: FormView<never>) {
  const title = 'ファイルの作成';
  const format = FORMAT_WORDS[draft.format];
  return {
    title,
    breadcrumb: breadcrumb([draft.name, back], [title]),
    summary: `${numberText(draft.total)}行あるため、ファイルはあとから作ります。まだ作っていません。`,
    form,
    facts: [fact('内容', draft.title), fact('形式', format), fact('列', draft.columns.join('、'))],
    confirm: confirm(
      {
        action: `${PATH}/new`,
        button: `${format}のファイルを作る`,
        isDangerous: false,
        happens: [
          `${numberText(MOST_ROWS_AT_ONCE)}行を超える一覧は、画面で待たずに済むよう、サーバーが順に作ります。`,
          'できあがると「保存したファイル」に並びます。ほかの画面へ移っても、作成は続きます。',
        ],
        notes: [
          `作成の途中でも取りやめられます。一度に待てるのは、1人${String(MOST_OPEN_ORDERS)}件までです。`,
        ],
        hidden: Object.entries(asked).map(([name, value]) => ({ name, value })),
      },
      back,
    ),
  };
}
