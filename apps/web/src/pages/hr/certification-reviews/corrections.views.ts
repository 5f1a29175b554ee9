import { type Actor, hasPermission } from '@app/access';
import {
  CORRECTION_STATE_WORDS,
  CORRECTION_STATES,
  type CertificationRow,
  type CorrectionRow,
  type ReviewDetail,
  type SameNumberRow,
  changesOf,
} from '@app/certifications';
import { type FileDrawing, formatDate, formatDateTime, type Page, things } from '@app/platform';
import { certificationOptions } from '../../me/certifications/certifications.views';
import type { FormView } from '../../../shell/forms';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { tableFrame } from '../../../shell/parts/tables';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { ALL_CORRECTIONS, type CorrectionFilter } from './corrections.forms';
import { evidenceBeside } from './evidence-beside';
import { CORRECTIONS, CORRECTIONS_LIST } from './corrections.list';
import { canCorrect, factsOf, personOf, REVIEWS, warningsOf } from './review.views';

export const CORRECTIONS_PER_PAGE = 50;
const WAY = ['資格の確認', REVIEWS] as const;

export function correctionsView(
  { rows, total }: Page<CorrectionRow>,
  { state, page }: CorrectionFilter,
) {
  const tab = (value: string, label: string) => ({
    href: address(CORRECTIONS, { state: value }),
    label,
    isCurrent: value === state,
  });
  return {
    title: '資格の訂正',
    head: pageHead('資格の訂正', breadcrumb(WAY, ['訂正']), listSentence(state, total)),
    tabs: [
      ...CORRECTION_STATES.map((value) => tab(value, CORRECTION_STATE_WORDS[value])),
      tab(ALL_CORRECTIONS, 'すべて'),
    ],
    table: listTable(CORRECTIONS_LIST, rows, {
      caption: `資格の訂正(${things(total)})`,
      path: CORRECTIONS,
      query: { state },
    }),
    pages: pager({ page, pageSize: CORRECTIONS_PER_PAGE, total }, (number) =>
      address(CORRECTIONS, { state, page: number }),
    ),
  };
}

function listSentence(state: CorrectionFilter['state'], total: number): string {
  if (state !== 'proposed') return `訂正は${things(total)}です。古い順に並んでいます。`;
  return total === 0
    ? '確認を待っている訂正はありません。'
    : `${things(total)}の訂正が、二人目の確認を待っています。古い順に並んでいます。`;
}

export type CorrectionField =
  | 'certificationCode'
  | 'passedOn'
  | 'certificateNumber'
  | 'validUntil'
  | 'reason';

/** What the form starts with: the record as it stands. */
export function correctionInitial(review: ReviewDetail): Record<CorrectionField, string> {
  const { certificationCode, passedOn, certificateNumber, validUntil } = review;
  return {
    ...{ certificationCode, passedOn, certificateNumber },
    validUntil: validUntil ?? '',
    reason: '',
  };
}

/** The question what should read otherwise; who may not ask is told why and shown the way back. */
export function proposalView(
  actor: Actor,
  review: ReviewDetail,
  {
    form,
    certifications,
    hasOpen,
    drawing,
  }: {
    readonly drawing: FileDrawing | null;
    readonly form: FormView<CorrectionField>;
    readonly certifications: readonly CertificationRow[];
    readonly hasOpen: boolean;
  },
) {
  const self = `${REVIEWS}/${review.id}`;
  const isPossible = canCorrect(actor, review) && !hasOpen;
  return {
    title: '記録の訂正',
    head: pageHead(
      '記録の訂正',
      breadcrumb(WAY, [review.personName, self], ['訂正']),
      '証書を見て、違っているところだけを直してください。直したところが、二人目の担当者の確認のあとで記録になります。',
    ),
    facts: [
      fact('氏名(職員番号)', '', { person: personOf(review) }),
      ...factsOf(review).map(({ label, value }) => fact(label, value)),
    ],
    ...evidenceBeside(actor, review, drawing),
    form,
    options: certificationOptions(certifications, form.fields.certificationCode.value),
    confirm: confirm(
      {
        action: `${self}/correct`,
        button: isPossible ? '訂正を申し出る' : '',
        isDangerous: false,
        happens: isPossible ? [] : [refusal(review, hasOpen)],
        notes: isPossible
          ? [
              '申し出た人、報告した人、本人のほかの担当者が確定するまで、記録も数字も変わりません。確定までは取り下げられます。',
            ]
          : [],
      },
      self,
      isPossible ? 'やめて戻る' : '報告に戻る',
    ),
  };
}

function refusal({ state }: ReviewDetail, hasOpen: boolean): string {
  if (hasOpen)
    return '確認を待っている訂正があります。先にその訂正を確定するか、取り下げてください。';
  return state === 'verified' || state === 'revoked'
    ? 'ご自身の資格は訂正できません。ほかの担当者に依頼してください。'
    : '訂正できるのは、一度確認した報告だけです。';
}

interface CorrectionFrame {
  /** The record as it stands, with what it is compared with. */
  readonly review: ReviewDetail;
  readonly drawing: FileDrawing | null;
  readonly sameNumber: readonly SameNumberRow[];
  readonly form: FormView<'reason'>;
}

/** One correction beside what it changes: for the second person, and afterwards for everybody who may read. */
export function correctionView(
  actor: Actor,
  row: CorrectionRow,
  { review, drawing, sameNumber, form }: CorrectionFrame,
) {
  const self = `${CORRECTIONS}/${row.id}`;
  const record = `${REVIEWS}/${row.recordId}`;
  return {
    title: `資格の訂正: ${row.personName}`,
    head: pageHead(
      `資格の訂正: ${row.personName}`,
      breadcrumb(WAY, ['訂正', CORRECTIONS], [row.personName]),
      sentence(correctionSentence(row), { chip: stateChip(`correction.${row.state}`) }),
    ),
    changeTable: tableFrame('訂正前と訂正後', { staysTable: true, columns: 3 }),
    changes: changesOf(row),
    facts: [
      fact('氏名(職員番号)', '', { person: personName({ ...row, name: row.personName }) }),
      fact('理由', row.reason),
      fact('申し出た人', `${row.proposerName}(${formatDateTime(row.proposedAt)})`),
      fact('記録', '記録を見る', { href: record }),
    ],
    ...evidenceBeside(actor, review, drawing),
    form,
    warnings: waits(row) ? warningsOf(row) : [],
    sameNumber: sameNumber.map(sameNumberView),
    confirmText: confirmText(row),
    seen: row.recordState,
    ...actsOf(actor, row, self),
  };
}

/** What this reader may do with it; empty addresses for what they may not. */
function actsOf(actor: Actor, row: CorrectionRow, self: string) {
  const isOpen = waits(row) && hasPermission(actor, 'certifications.verify');
  const isFirst = [row.proposedBy, row.personId, row.reportedBy].includes(actor.personId);
  const mayDecide = isOpen && !isFirst;
  return {
    confirmAction: mayDecide ? `${self}/confirm` : '',
    declineAction: mayDecide ? `${self}/decline` : '',
    withdrawAction: isOpen && row.proposedBy === actor.personId ? `${self}/withdraw` : '',
    firstText:
      isOpen && isFirst
        ? '申し出た人、報告した人、本人は、この訂正を確定できません。ほかの担当者が確認します。'
        : '',
  };
}

/** What of an annulled record was proposed, or of one that was set aside, is settled with it. */
function waits({ state, recordState }: CorrectionRow): boolean {
  return state === 'proposed' && recordState !== 'annulled' && recordState !== 'set_aside';
}

function sameNumberView(row: SameNumberRow) {
  return {
    href: `${REVIEWS}/${row.id}`,
    text: `${row.personName}(${row.staffNumber}): ${row.certificationName}、${formatDate(row.passedOn)}合格`,
    chip: stateChip(`record.${row.state}`),
  };
}

function confirmText({ recordState }: CorrectionRow): string {
  const what =
    recordState === 'revoked'
      ? 'この記録は確認が取り消されています。確定しても、取消しの日からは取得者として数えません。取消しの前の日の数え方だけが、訂正後の内容に変わります。'
      : '確定すると、取得者や有効期限の数え方が訂正後の内容に変わります。';
  return `証明書類と訂正後の内容が合っているとき。${what}もとの内容は、経過として残ります。`;
}

/** Whether the record counts, which is not the correction's doing. */
function countedText({ recordState }: CorrectionRow): string {
  switch (recordState) {
    case 'revoked':
      return '記録は訂正後の内容です。確認は取り消されているため、取消しの日からは数えていません。';
    case 'annulled':
      return '記録は、誤りとして取り消されているため、どの日にも数えていません。';
    case 'set_aside':
      return '記録は、つなぐ前の番号のものです。同じ合格を今の番号の記録で数えるため、こちらは数えていません。';
    case 'reported':
    case 'verified':
    case 'returned':
    case 'withdrawn':
      return '記録と数字は、訂正後の内容です。';
  }
}

/** Who decided what, in one sentence. */
export function correctionSentence(row: CorrectionRow): string {
  const when = row.decidedAt === null ? '' : formatDateTime(row.decidedAt);
  switch (row.state) {
    case 'proposed':
      return waits(row)
        ? '二人目の担当者の確認を待っています。記録も数字も、まだ変わっていません。'
        : 'この記録は誤りとして取り消されたため、訂正は確定できません。することはありません。';
    case 'confirmed':
      return `${when}に${row.deciderName}が確定しました。${countedText(row)}`;
    case 'declined':
      return `${when}に${row.deciderName}が差し戻しました。理由: ${row.declineReason ?? ''}`;
    case 'withdrawn':
      return `${when}に、申し出た人が取り下げました。`;
  }
}
