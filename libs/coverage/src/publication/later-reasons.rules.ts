import type {
  Differences,
  DifferingFigure,
  FigureDifference,
  PeopleDifference,
} from '../snapshot/differences.rules';
import type { LaterFact } from './publications.sql';

/** Why a number is another one by now. */
export type WhyDifferent = 'recorded' | 'rule' | 'both';

export interface DifferingNumber extends FigureDifference {
  readonly why: WhyDifferent;
}

const CERTIFICATES: readonly DifferingFigure[] = [
  ...(['holders', 'provisional', 'reported', 'booked', 'higher_only'] as const),
  'other_certified',
];
const ROLES: readonly DifferingFigure[] = ['leaders', 'supporters', 'covered'];
/** Whoever is on leave is employed and keeps what was passed. */
const WHATEVER_ABSENCE: readonly DifferingFigure[] = ['staff', 'regular_staff', ...CERTIFICATES];

/** Whether something of this kind can change a figure of the day at all: nothing else is named as its reason. */
export function changesFigure(what: LaterFact, figure: DifferingFigure): boolean {
  if (what === 'certificate') return CERTIFICATES.includes(figure);
  if (what === 'role') return ROLES.includes(figure);
  return what !== 'absence' || !WHATEVER_ABSENCE.includes(figure);
}

/** The same of the people of a figure of the whole city: another post makes nobody a holder. */
export function changesPeople(what: LaterFact, figure: DifferingFigure): boolean {
  return changesFigure(what, figure) && !(what === 'posting' && CERTIFICATES.includes(figure));
}

/**
 * Each number with its reason: by the rule of then the facts of now say so alone (`recorded`), not at all (`rule`), or something
 * else again (`both`).
 */
export function whyFigures(
  now: readonly FigureDifference[],
  byThen: readonly FigureDifference[],
): DifferingNumber[] {
  return now.map((it) => {
    const facts = byThen.find((other) => isSamePlace(it, other));
    if (facts === undefined) return { ...it, why: 'rule' };
    return { ...it, why: facts.now === it.now ? 'recorded' : 'both' };
  });
}

/** Whether the facts alone, by the rule of then, count or leave out the person as well. */
export function whyPerson(
  byThen: Differences['people'],
  { figure }: Pick<PeopleDifference, 'figure'>,
  personId: string,
): WhyDifferent {
  const facts = byThen.find((it) => it.figure === figure);
  const isRecorded = [...(facts?.entering ?? []), ...(facts?.leaving ?? [])].includes(personId);
  return isRecorded ? 'recorded' : 'rule';
}

function isSamePlace(a: FigureDifference, b: FigureDifference): boolean {
  return (
    a.figure === b.figure &&
    (a.unit === null) === (b.unit === null) &&
    a.unit?.code === b.unit?.code
  );
}
