import type { Actor } from '@app/access';
import type { ReviewDetail } from '@app/certifications';
import type { FormView } from '../../../shell/forms';
import { fact } from '../../../shell/parts/facts';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { confirm, type ConfirmView } from '../../../shell/parts/notices';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { canAnnul, canRevoke, factsOf, personOf, REVIEWS, stateSentence } from './review.views';

/** What is asked before something is taken back: the same page for both ways. */
function takingBackView(
  review: ReviewDetail,
  title: string,
  form: FormView<'reason'>,
  question: ConfirmView,
) {
  const self = `${REVIEWS}/${review.id}`;
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['資格の確認', REVIEWS], [review.personName, self], [title]),
      sentence(stateSentence(review), { chip: stateChip(`record.${review.state}`) }),
    ),
    facts: [
      fact('氏名(職員番号)', '', { person: personOf(review) }),
      ...factsOf(review).map(({ label, value }) => fact(label, value)),
      fact('確認した人', review.deciderName),
    ],
    form,
    confirm: question,
  };
}

const refused = (self: string, why: string): ConfirmView =>
  confirm({ action: '', button: '', happens: [why] }, self, '報告に戻る');

/** The question before a verification is revoked, with what it does. */
export function revocationView(actor: Actor, review: ReviewDetail, form: FormView<'reason'>) {
  const self = `${REVIEWS}/${review.id}`;
  const question = canRevoke(actor, review)
    ? confirm(
        {
          action: `${self}/revoke`,
          button: '確認を取り消す',
          happens: [
            '確認を取り消すと、今日から取得者として数えません。取消しは元に戻せません。',
            '正しい内容であれば、本人がもう一度報告し、担当者が確認します。',
          ],
          stays: [
            '昨日までの日を基準日にした数字では、そのとき分かっていたとおり取得者として数え続けます。',
          ],
        },
        self,
      )
    : refused(
        self,
        'この報告の確認は、あなたには取り消せません。取り消せるのは、確認済みの報告で、確認した人と本人のほかの担当者です。',
      );
  return takingBackView(review, '確認の取消し', form, question);
}

/** The question before a record that should never have been verified is annulled. */
export function annulmentView(actor: Actor, review: ReviewDetail, form: FormView<'reason'>) {
  const self = `${REVIEWS}/${review.id}`;
  const question = canAnnul(actor, review)
    ? confirm(
        {
          action: `${self}/annul`,
          button: '誤りとして取り消す',
          happens: [
            '誤りとして取り消すと、どの日の数字にも取得者として数えません。確認した日から昨日までの日を基準日にした数字も変わります。取消しは元に戻せません。',
          ],
          stays: ['記録は、取り消した人と理由とともに残ります。'],
          notes: ['今日から数えないだけでよいときは、「確認を取り消す」を使ってください。'],
        },
        self,
      )
    : refused(
        self,
        'この報告は、あなたには取り消せません。取り消せるのは、一度確認した報告で、確認した人と本人のほかの担当者です。',
      );
  return takingBackView(review, '誤りとして取り消す', form, question);
}
