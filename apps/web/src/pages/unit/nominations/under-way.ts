import { NOMINATION_STATE_WORDS, type NominationUnderWay } from '@app/appointments';
import { dayText, type LocalDate } from '@app/platform';

/** 「推薦中: 桜井 陽介(同意待ち、4月16日まで)」; empty where nothing is under way. */
export function underWayText(open: readonly NominationUnderWay[], today: LocalDate): string {
  if (open.length === 0) return '';
  return `推薦中: ${open.map((it) => `${it.name}(${stateText(it, today)})`).join('、')}。`;
}

function stateText({ state, consentBy }: NominationUnderWay, today: LocalDate): string {
  const until =
    state === 'nominated' && consentBy !== null ? `、${dayText(consentBy, today)}まで` : '';
  return `${NOMINATION_STATE_WORDS[state]}${until}`;
}

/** Where it is followed: the one, or the list of all. */
export function underWayHref(open: readonly NominationUnderWay[]): string {
  const [only, ...others] = open;
  return only && others.length === 0 ? `/nominations/${only.id}` : '/team/nominations';
}
