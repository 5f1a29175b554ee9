import { type KpiTarget, targetValueText } from '@app/coverage';
import { fillLessonWords, formatDateShort, type GoalWords, type LessonWords } from '@app/platform';

export type CityWords = LessonWords;

/** Puts the words into rendered HTML, escaped: a setting is text and never markup. */
export function fillHtml(html: string, words: CityWords): string {
  const escaped = Object.entries(words).map(([name, word]) => [name, escapeHtml(word)] as const);
  return fillLessonWords(html, Object.fromEntries(escaped));
}

/** What the city has promised, as it stands today; what is not set keeps the words without a number. */
export function goalWords(targets: readonly KpiTarget[]): Partial<GoalWords> {
  const leaders = targets.find(({ code }) => code === 'leader_coverage');
  const holders = targets.find(({ code }) => code === 'it_passport_holders');
  return {
    ...(leaders && {
      goal_leaders: targetValueText(leaders),
      ...(leaders.dueOn !== null && { goal_leaders_due: formatDateShort(leaders.dueOn) }),
    }),
    ...(holders && {
      goal_holders: targetValueText(holders),
      ...(holders.dueOn !== null && { goal_holders_due: formatDateShort(holders.dueOn) }),
    }),
  };
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
