import type { Publication } from '@app/coverage';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { COVERAGE_CRUMB, LIST_CRUMB, publicationHref, publicationName } from './publication-words';

/** The question before it is withdrawn. */
export function withdrawView(row: Publication, form: FormView<'reason'>) {
  const self = publicationHref(row.id);
  const isGone = row.withdrawnAt !== null;
  return {
    title: '確定した数字を取り下げる',
    head: pageHead(
      '確定した数字を取り下げる',
      breadcrumb(COVERAGE_CRUMB, LIST_CRUMB, [`第${String(row.number)}号`, self], ['取り下げる']),
      `${publicationName(row)}を、誤りとして取り下げます。`,
    ),
    form,
    isGone,
    confirm: isGone
      ? confirm({ action: '', button: '', happens: ['すでに取り下げられています。'] }, self, '戻る')
      : confirm(
          {
            action: `${self}/withdraw`,
            button: '確定した数字を取り下げる',
            happens: [
              '一覧とこの画面に、取り下げた日・人・理由の印が付きます。オープンデータからは外れます。取下げは元に戻せません。',
            ],
            stays: ['確定した内容とファイルは、そのまま残ります。'],
            notes: [
              ...(row.followsNumber === null
                ? []
                : ['この日の前の号が取り下げられていなければ、その号がまた有効になります。']),
              '正しい数字で示し直すときは、同じ日をもう一度確定すると、訂正になります。',
            ],
          },
          self,
        ),
  };
}
