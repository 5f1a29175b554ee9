import { type Actor, hasPermission } from '@app/access';
import {
  type CorrectionRow,
  type EndFault,
  passedOutside,
  type RelatedRecord,
  type ReviewDetail,
} from '@app/certifications';
import { type FileDrawing, formatDate, formatDateTime, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { personName, type PersonNameView } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { correctionHistory } from './correction-history';
import { evidenceBeside } from './evidence-beside';
import { REVIEWS } from './review-paths';

export { ENTRIES, REVIEWS } from './review-paths';

const RELATIONS: Readonly<Record<RelatedRecord['relation'], string>> = {
  same_number: '同じ番号の報告',
  same_file: '同じファイルの報告',
  earlier: '本人のほかの報告',
};

interface RelatedView {
  readonly href: string;
  readonly relation: string;
  readonly certification: string;
  readonly person: PersonNameView;
  readonly passedOn: string;
  readonly number: string;
  readonly chip: ChipView;
}

export interface ReviewParts {
  readonly review: ReviewDetail;
  readonly related: readonly RelatedRecord[];
  readonly corrections: readonly CorrectionRow[];
  readonly nextId: string | null;
  readonly drawing: FileDrawing | null;
  readonly form: FormView<'reason'>;
}

/** One report beside its evidence, with what the reviewer should know before deciding, and what they may do. */
export function reviewView(
  actor: Actor,
  { review, related, corrections, nextId, drawing, form }: ReviewParts,
) {
  const self = `${REVIEWS}/${review.id}`;
  const isOwn = review.personId === actor.personId || review.reportedBy === actor.personId;
  const isWaiting = review.state === 'reported';
  return {
    title: `資格の確認: ${review.personName}`,
    crumbs: breadcrumb(['資格の確認', REVIEWS], [review.personName]),
    sentence: stateSentence(review),
    chip: stateChip(`record.${review.state}`),
    person: personOf(review),
    facts: factsOf(review),
    ...evidenceBeside(actor, review, drawing),
    warnings: isWaiting ? warningsOf(review) : wrongEndText(review),
    related: related.map(relatedView),
    canDecide: isWaiting && !isOwn && hasPermission(actor, 'certifications.verify'),
    isOwnWaiting: isWaiting && isOwn,
    verifyAction: `${self}/verify`,
    returnAction: `${self}/return`,
    corrections: corrections.length === 0 ? null : correctionHistory(corrections),
    ...laterActs(actor, review, corrections),
    nextHref: nextId === null ? '' : `${REVIEWS}/${nextId}`,
    form,
  };
}

/** What may still be done with a record that was verified; empty addresses for what may not. */
function laterActs(actor: Actor, review: ReviewDetail, corrections: readonly CorrectionRow[]) {
  const self = `${REVIEWS}/${review.id}`;
  const isOpen = corrections.some(({ state }) => state === 'proposed');
  return {
    revokeHref: canRevoke(actor, review) ? `${self}/revoke` : '',
    annulHref: canAnnul(actor, review) ? `${self}/annul` : '',
    correctHref: canCorrect(actor, review) && !isOpen ? `${self}/correct` : '',
  };
}

/** What comes after a decision. One's own reports wait for others. */
export function followingText(hasNext: boolean, waiting: number): string {
  if (hasNext) return '次の1件を表示しています。';
  return waiting === 0
    ? 'ほかに確認待ちはありません。'
    : `残りの${things(waiting)}は、ほかの担当者が確認します。`;
}

export function stateSentence(review: ReviewDetail): string {
  const when = review.decidedAt === null ? '' : formatDateTime(review.decidedAt);
  switch (review.state) {
    case 'reported':
      return `${formatDateTime(review.reportedAt)}に報告され、確認を待っています。`;
    case 'verified':
      return `${when}に${review.deciderName}が確認しました。市の取得者として数えています。`;
    case 'returned':
      return `${when}に${review.deciderName}が差し戻しました。理由: ${review.returnReason ?? ''}`;
    case 'withdrawn':
      return '報告した本人が取り下げました。';
    case 'revoked':
      return revokedSentence(review);
    case 'annulled':
      return annulledSentence(review);
    case 'set_aside':
      return 'つなぐ前の番号の記録です。同じ合格の報告が今の番号にあるため、確認を待たず、取得者としても数えません。番号を分けると、元の状態に戻ります。';
  }
}

function revokedSentence({ revokedAt, revokerName, revokeReason }: ReviewDetail): string {
  const when = revokedAt === null ? '' : formatDateTime(revokedAt);
  return `${when}に${revokerName}が確認を取り消しました。この日から取得者として数えていません。理由: ${revokeReason ?? ''}`;
}

function annulledSentence({ annulledAt, annullerName, annulReason }: ReviewDetail): string {
  const when = annulledAt === null ? '' : formatDateTime(annulledAt);
  return `${when}に${annullerName}が、誤りとして取り消しました。どの日の数字にも数えません。理由: ${annulReason ?? ''}`;
}

/** Neither who verified it nor whose certificate it is; the service refuses them, too. */
export function canRevoke(actor: Actor, review: ReviewDetail): boolean {
  return review.state === 'verified' && isOtherReviewer(actor, review);
}

/** Also what was revoked: then it still counts on the days before, which annulling ends. */
export function canAnnul(actor: Actor, review: ReviewDetail): boolean {
  return (
    (review.state === 'verified' || review.state === 'revoked') && isOtherReviewer(actor, review)
  );
}

/** What it says can be corrected by everybody of HR whose certificate it is not; a second one confirms. */
export function canCorrect(actor: Actor, { state, personId }: ReviewDetail): boolean {
  return (
    (state === 'verified' || state === 'revoked') &&
    hasPermission(actor, 'certifications.verify') &&
    personId !== actor.personId
  );
}

function isOtherReviewer(actor: Actor, review: ReviewDetail): boolean {
  return (
    hasPermission(actor, 'certifications.verify') &&
    review.decidedBy !== actor.personId &&
    review.personId !== actor.personId
  );
}

type Judged = Pick<
  ReviewDetail,
  | 'isNumberShared'
  | 'employedFrom'
  | 'passedOn'
  | 'certificationName'
  | 'firstExamOn'
  | 'lastExamOn'
  | 'successorName'
> &
  Partial<
    Pick<ReviewDetail, 'isFileShared' | 'isExpired' | 'endFault'> &
      Pick<CorrectionRow, 'laterExamOn'>
  >;

/** Of what is verified and ends otherwise than its qualification: it counts for ever, or no more. */
function wrongEndText({ endFault, state, certificationName: name }: ReviewDetail): string[] {
  if (endFault === null || state !== 'verified') return [];
  return [
    endFault === 'missing'
      ? `${name}は、期限のある資格ですが、有効期限がありません。いつまでも取得者として数えるため、記録の訂正を申し出てください。`
      : `${name}は、無期限の資格ですが、有効期限があります。有効期限のあとの日には取得者として数えないため、有効期限を空欄にする訂正を申し出てください。`,
  ];
}

function wrongEndWaits(name: string, fault: EndFault): string {
  const why =
    fault === 'missing'
      ? 'は、期限のある資格です。有効期限がないため'
      : 'に有効期限はありません。有効期限があるため';
  return `${name}${why}、このままでは確認できません。差し戻してください。`;
}

/** What speaks for a second look, of a report and of a correction. None of it forbids to verify. */
export function warningsOf(review: Judged): string[] {
  const warnings: string[] = [];
  const outside = passedOutside({ ...review, name: review.certificationName }, review.passedOn);
  if (outside !== null) warnings.push(outside);
  if (review.endFault) warnings.push(wrongEndWaits(review.certificationName, review.endFault));
  const { laterExamOn = null } = review;
  if (laterExamOn !== null) {
    warnings.push(
      `合格日が、本人が登録した受験日(${formatDate(laterExamOn)})より前です。合格日と受験日のどちらが違うか、証明書類で確かめてください。`,
    );
  }
  if (review.isExpired === true) {
    warnings.push(
      '有効期限を過ぎています。確認しても、有効期限のあとの日には、取得者として数えません。',
    );
  }
  if (review.isNumberShared) {
    warnings.push(
      '同じ合格証書番号を、ほかの職員も報告しています。下の一覧と証明書類を見比べてください。',
    );
  }
  if (review.isFileShared === true) {
    warnings.push(
      '同じファイルが、ほかの職員かほかの資格の報告でも送られています。下の一覧と証明書類を見比べてください。',
    );
  }
  if (review.employedFrom !== null && review.passedOn < review.employedFrom) {
    warnings.push(
      `合格日は、採用の日(${formatDate(review.employedFrom)})より前です。採用前の合格も取得者として数えます。`,
    );
  }
  return warnings;
}

export function personOf(review: ReviewDetail): PersonNameView {
  return personName({ ...review, name: review.personName });
}

export function factsOf(review: ReviewDetail) {
  const reporter = review.reportedBy === review.personId ? '本人' : review.reporterName;
  return [
    { label: '所属', value: review.unitName === '' ? '所属なし' : review.unitName },
    { label: '資格', value: review.certificationName },
    { label: '合格日', value: formatDate(review.passedOn) },
    { label: '合格証書番号', value: review.certificateNumber },
    ...(review.validUntil === null
      ? []
      : [{ label: '有効期限', value: `${formatDate(review.validUntil)}まで` }]),
    ...(review.nameOnCertificate === null
      ? []
      : [{ label: '証書の氏名', value: `${review.nameOnCertificate}(旧姓などで取得)` }]),
    ...(review.renewsId === null ? [] : [{ label: '区分', value: '更新' }]),
    { label: '報告した人', value: reporter },
    ...(review.state === 'revoked' ? [{ label: '確認した人', value: verifiedText(review) }] : []),
  ];
}

function verifiedText({ decidedAt, deciderName }: ReviewDetail): string {
  return `${deciderName}(${decidedAt === null ? '' : formatDateTime(decidedAt)})`;
}

function relatedView(row: RelatedRecord): RelatedView {
  return {
    href: `${REVIEWS}/${row.id}`,
    relation: RELATIONS[row.relation],
    certification: row.certificationName,
    person: personName({ ...row, name: row.personName }),
    passedOn: formatDate(row.passedOn),
    number: row.certificateNumber,
    chip: stateChip(`record.${row.state}`),
  };
}
