import type { LocalDate } from '@app/platform';
import { undoingRefusal } from '../appointment/undoing-extension.rules';
import type { BatchAct } from './batch.rules';

/** What was registered since on what a batch made, or whose term it was about. */
export interface BuiltUpon {
  readonly hasLetter: boolean;
  readonly isExtended: boolean;
  readonly isEnded: boolean;
}

/** Why an appointment that a batch made cannot be taken back with it; null where it can. */
export function builtText({ hasLetter, isExtended, isEnded }: BuiltUpon): string | null {
  if (hasLetter) return '書面を発行しています。';
  if (isExtended) return '任期を延長しています。';
  return isEnded ? '終了が登録されています。' : null;
}

/** All that stands against it, as far as it is known before it is tried. */
export interface Foreseen extends BuiltUpon {
  readonly isRenewed: boolean;
  readonly isGone: boolean;
  /** The newest extension; null without one. */
  readonly oldEnd: LocalDate | null;
  readonly newEnd: LocalDate | null;
  /** A letter that says the later end. */
  readonly hasLetterSince: boolean;
}

/** The same before anything is tried, for every act; null where nothing stands against it. */
export function foreseenText(act: BatchAct, it: Foreseen, today: LocalDate): string | null {
  if (act === 'let_expire' || it.isGone) return null;
  return act === 'extend' ? extensionText(it, today) : (builtText(it) ?? renewedText(it));
}

function extensionText(it: Foreseen, today: LocalDate): string | null {
  if (it.isEnded) return '終了が登録されています。';
  if (it.isRenewed) return renewedText(it);
  const { oldEnd, newEnd, hasLetterSince: hasLetter } = it;
  if (oldEnd === null || newEnd === null) return 'この任命の任期は延長されていません。';
  return undoingRefusal({ oldEnd, newEnd, hasLetter }, today)?.message ?? null;
}

function renewedText({ isRenewed }: Foreseen): string | null {
  return isRenewed ? '再任が登録されています。' : null;
}

/** As many names as a refusal lists. */
const MOST_NAMED = 10;

/** What is said of those for whom it cannot be taken back, a sentence for each. */
export function keptLines(kept: readonly string[]): readonly string[] {
  return [
    '次の人には、あとから登録したものがあるため、まとめて取り消せません。まだ何も取り消していません。',
    ...kept.slice(0, MOST_NAMED),
    ...(kept.length > MOST_NAMED ? [`ほか${String(kept.length - MOST_NAMED)}名。`] : []),
  ];
}
