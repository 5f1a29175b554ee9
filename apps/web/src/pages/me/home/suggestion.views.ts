import { dayText, type LocalDate, words } from '@app/platform';
import type { OwnSuggestion } from '@app/practice';

/** 受験のすすめ on home: until it is put away, taken back or there is nothing left to suggest. */
export interface SuggestionView {
  readonly title: string;
  readonly sentence: string;
}

export function suggestionView(
  suggestion: OwnSuggestion | null,
  today: LocalDate,
): SuggestionView | null {
  if (suggestion === null) return null;
  return {
    title: `${words.programOffice}から受験のすすめが届いています`,
    sentence: `${dayText(suggestion.suggestedOn, today)}に届きました。ITパスポートは、1日3分の練習から始められます。受けるかどうかは自由で、だれにも知らせません。`,
  };
}
