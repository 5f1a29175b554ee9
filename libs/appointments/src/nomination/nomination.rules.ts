import { addDays, type LocalDate, type OfficeCalendar } from '@app/platform';

/**
 * As it is told; `lapsed` also where nobody has written it down: the day is over and nothing was answered. `appointed_directly`:
 * closed by an appointment that was not its own. `annulled` is in no row: what was approved was a mistake, as the appointment says.
 */
export const NOMINATION_STATES = [
  'nominated',
  'consented',
  'returned',
  'declined',
  'lapsed',
  'not_taken',
  'withdrawn',
  'approved',
  'appointed_directly',
  'annulled',
] as const;
export type NominationState = (typeof NOMINATION_STATES)[number];

/** Who recommended: the head of the unit, the person (自薦), or DX推進室. */
export const ORIGINS = ['head', 'self', 'office'] as const;
export type Origin = (typeof ORIGINS)[number];

export const NOMINATION_STEPS = [
  'nominated',
  'self_nominated',
  'consented',
  'declined',
  'lapsed',
  'withdrawn',
  'supported',
  'returned',
  'not_taken',
  'approved',
  'answer_taken_back',
  'support_taken_back',
  'decision_taken_back',
  'appointed_directly',
] as const;
export type NominationStep = (typeof NOMINATION_STEPS)[number];

/** What the office can say besides 任命. */
export const REFUSALS = ['returned', 'not_taken'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** So long a person has to answer. No rule of the city says how long: two weeks, as for what an office asks of its staff. */
const DAYS_TO_ANSWER = 14;

/** A last day on which the office is closed is the next one on which it is open (地方自治法4条の2第4項). */
export function consentDeadline(today: LocalDate, calendar: OfficeCalendar): LocalDate {
  return calendar.nextOfficeDay(addDays(today, DAYS_TO_ANSWER));
}

export interface Waiting {
  readonly state: NominationState;
  readonly consentBy: LocalDate | null;
}

/** The answer can be given on the last day, and not after it. */
export function nominationState({ state, consentBy }: Waiting, today: LocalDate): NominationState {
  const isOver = state === 'nominated' && consentBy !== null && consentBy < today;
  return isOver ? 'lapsed' : state;
}

/** Whose press is waited for. */
export function isOpen(state: NominationState): boolean {
  return state === 'nominated' || state === 'consented';
}
