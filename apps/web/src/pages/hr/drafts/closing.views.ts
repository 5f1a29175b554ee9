import type { TransferDraft } from '@app/organization';
import { formatDateShort, people, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { BANNER, draftCrumbs, draftHref } from './draft-words';

type Form = FormView<never>;

/** The question before a draft is given up. */
export function discardView(draft: TransferDraft, form: Form) {
  const title = '異動案を取りやめる';
  return {
    ...{ title, form, banner: BANNER },
    head: pageHead(title, draftCrumbs(draft, '取りやめる'), `${draft.name}を取りやめます。`),
    confirm: confirm(
      {
        action: draftHref(draft.id, 'discard'),
        button: '異動案を取りやめる',
        happens: [
          'この案は変えられなくなり、発令として取り込むこともできなくなります。元に戻せません。',
        ],
        stays: ['職員・組織の記録は変わりません。案の内容は、開ける人に残ります。'],
      },
      draftHref(draft.id),
    ),
  };
}

/** The question before a draft becomes an import, which is looked at by itself. */
export function handOverView(draft: TransferDraft, form: Form, isOwn: boolean) {
  const title = '発令として取り込む';
  return {
    ...{ title, form, banner: BANNER },
    head: pageHead(
      title,
      draftCrumbs(draft, title),
      `${draft.name}(${formatDateShort(draft.effectiveOn)}発令、職員 ${people(draft.people)}、組織 ${things(draft.units)})を取込みへ渡します。`,
    ),
    confirm: isOwn
      ? ownConfirm(draft)
      : confirm(
          {
            action: draftHref(draft.id, 'hand-over'),
            button: '取込みへ渡す',
            isDangerous: false,
            happens: [
              '取込みの画面が開きます。人事のほかの担当者にも、取込みとして見えるようになります。',
              '内容を確かめて「反映する」を押すまで、職員・組織の記録は変わりません。反映すると、この案は反映済みになります。',
            ],
            stays: ['取込みを取りやめると、この案をもう一度変えられます。'],
          },
          draftHref(draft.id),
        ),
  };
}

/** Nobody fills in what will be refused. */
function ownConfirm({ id }: TransferDraft) {
  const happens = ['この案には自分の異動が含まれます。人事のほかの担当者に依頼してください。'];
  return confirm({ action: '', button: '', happens }, draftHref(id), '戻る');
}
