import { FEWEST_PEOPLE } from '@app/practice';

/** How far somebody is on the way to a certificate, in the order of the way. */
export const STAGES = [
  'intention',
  'studying',
  'ready',
  'applied',
  'sitting',
  'provisional',
  'failed',
  'passed',
  'reported',
  'verified',
] as const;
export type Stage = (typeof STAGES)[number];

/** Named only of whoever wishes it: what somebody intends, practises or did not reach is theirs. */
export const OWN_STAGES = ['intention', 'studying', 'ready', 'failed'] as const satisfies Stage[];

/** Fewer unnamed people than this could tell of one of them. */
export const FEWEST_UNNAMED = FEWEST_PEOPLE;

/** So many days in a stage are too many; none: where nothing is waited for. */
export const STUCK_AFTER: Readonly<Partial<Record<Stage, number>>> = {
  intention: 90,
  studying: 90,
  ready: 90,
  sitting: 0,
  provisional: 30,
  passed: 30,
  reported: 14,
};

/** A try that was failed is told for a year; then it is nobody's stage any more. */
export const FAILED_DAYS = 365;
