import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import { EvidenceQueries, type ReviewDetail } from '@app/certifications';
import { type FileDrawing, NotFound, numberText, words } from '@app/platform';
import { evidenceView } from './evidence.views';
import { ENTRIES, REVIEWS } from './review-paths';

/** What a record is compared with, wherever somebody judges it or what is to become of it: the partial `evidence`. */
@Injectable()
export class EvidenceBeside {
  constructor(private readonly evidence: EvidenceQueries) {}

  /** Null: not for this reader, without a file, or deleted by now. */
  async draw(actor: Actor, { id, evidenceKind }: ReviewDetail): Promise<FileDrawing | null> {
    if (evidenceKind !== 'file') return null;
    if (!hasPermission(actor, 'certifications.evidence.read')) return null;
    try {
      return await this.evidence.drawForReview(actor, id);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}

export function evidenceBeside(actor: Actor, review: ReviewDetail, drawing: FileDrawing | null) {
  const mayOpen = hasPermission(actor, 'certifications.evidence.read');
  const href = mayOpen && review.evidenceKind === 'file' ? `${REVIEWS}/${review.id}/evidence` : '';
  return { evidence: evidenceView(review, { href, drawing }), entry: entryOf(actor, review) };
}

/** The list behind a record without a file of its own; its address for who may open it. */
function entryOf(actor: Actor, { entryBatchId, entryLine }: ReviewDetail) {
  if (entryBatchId === null) return null;
  const mayOpen = hasPermission(actor, 'certifications.verify');
  return {
    text: `${words.hr}の記録(一括登録の${numberText(entryLine ?? 0)}行目)から登録しました。この記録に、証明書類のファイルはありません。`,
    href: mayOpen ? `${ENTRIES}/${entryBatchId}` : '',
  };
}
