import type { LetterContent } from '@app/appointments';
import { SEAL_NOTES } from '@app/appointments';

/** A letter as text, line by line as on the paper: the model of the partial `letter-paper`. */
export interface LetterPaperView extends Omit<LetterContent, 'seal'> {
  readonly hasSeal: boolean;
  /** 「(公印省略)」 below the sender. */
  readonly sealNote: string;
  /** Said across what counts for nothing any more; empty otherwise. */
  readonly cancelled: string;
}

export function letterPaperView(
  { seal, ...content }: LetterContent,
  cancelled = '',
): LetterPaperView {
  return { ...content, hasSeal: seal === 'sealed', sealNote: SEAL_NOTES[seal], cancelled };
}
