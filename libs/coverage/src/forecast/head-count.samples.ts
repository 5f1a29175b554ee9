import { addDays, type LocalDate, seededNumbers } from '@app/platform';
import { Draws } from './draws.rules';
import type { HeadCountFacts } from './head-count.rules';
import type { MonthOfBookings } from './togetherness.rules';

/** How an invented city goes on; rates are per day, `times` a factor on the day. */
export interface Truth {
  readonly bookings: number;
  readonly without: number;
  readonly passes: number;
  readonly triesAgain: number;
  readonly leaves: number;
  /** How many come together, who all pass or all fail. */
  readonly together: number;
  readonly times: (day: number) => number;
}

/** A city of which the past and the future are known: days before 0 are its past. */
export interface InventedCity {
  readonly facts: HeadCountFacts;
  /** Its holders on the day it is due. */
  readonly holdersThen: number;
}

const YEAR = 365.25;
const MONTH = 365 / 12;
const PAST = 730;
const FOLLOWED = 180;
const STAFF = 1000;
const ON: LocalDate = '2026-12-01';
const LAGS = { toExam: [20, 30, 45, 70], toVerification: [7, 14, 40], toNextExam: [50, 90, 170] };

/** What the model assumes: steady rates, everybody on their own. */
export function assumedTruth({ even }: Draws): Truth {
  return {
    bookings: (6 + 24 * even()) / YEAR,
    without: (1 + 3 * even()) / YEAR,
    passes: 0.35 + 0.35 * even(),
    triesAgain: 0.3 + 0.5 * even(),
    leaves: (0.02 + 0.04 * even()) / YEAR,
    together: 1,
    times: () => 1,
  };
}

interface Exam {
  readonly bookedAt: number;
  readonly examAt: number;
  readonly isPass: boolean;
}
interface Person {
  readonly exams: readonly Exam[];
  readonly verifiedAt: number;
  readonly leavesAt: number;
}

/** Lets a city live from two years before the day until `years` after it, and writes down what is known on the day. */
export function inventCity(
  seed: number,
  { years = 4, truth = assumedTruth }: { years?: number; truth?: (draws: Draws) => Truth } = {},
): InventedCity {
  const draws = new Draws(seededNumbers(seed));
  const life = truth(draws);
  const until = Math.round(years * YEAR);
  const people = livesOf(life, draws, until);
  const holds = (day: number): number =>
    people.filter(({ verifiedAt, leavesAt }) => verifiedAt <= day && leavesAt > day).length;
  const facts = factsOf(people, { life, draws, until, holders: holds(0) });
  return { facts, holdersThen: holds(until) };
}

function livesOf(life: Truth, draws: Draws, until: number): Person[] {
  const people: Person[] = [];
  const most = life.bookings * 4;
  for (let at = -PAST; (at += draws.exponential(most / life.together)) < until;) {
    if (draws.even() * 4 >= life.times(at)) continue;
    const passes = life.together === 1 ? life.passes : Number(draws.even() < life.passes);
    for (let nth = 0; nth < life.together; nth++) people.push(learner(at, passes, life, draws));
  }
  for (let at = -PAST; (at += draws.exponential(life.without)) < until;)
    people.push({ ...ends(at + draws.pick(LAGS.toVerification), at, life, draws), exams: [] });
  return people;
}

function ends(verifiedAt: number, since: number, life: Truth, draws: Draws) {
  const leavesAt = since + draws.exponential(life.leaves);
  return { verifiedAt, leavesAt };
}

function learner(at: number, passes: number, life: Truth, draws: Draws): Person {
  const exams: Exam[] = [];
  let bookedAt = at;
  let examAt = at + draws.pick(LAGS.toExam);
  for (let nth = 0; nth < 5; nth++) {
    const isPass = draws.even() < passes;
    exams.push({ bookedAt, examAt, isPass });
    if (isPass)
      return { ...ends(examAt + draws.pick(LAGS.toVerification), at, life, draws), exams };
    if (draws.even() >= life.triesAgain) break;
    const next = draws.pick(LAGS.toNextExam);
    bookedAt = examAt + next / 2;
    examAt += next;
  }
  return { ...ends(Number.POSITIVE_INFINITY, at, life, draws), exams };
}

function factsOf(
  people: readonly Person[],
  { life, draws, until, holders }: { life: Truth; draws: Draws; until: number; holders: number },
): HeadCountFacts {
  const here = people.filter(({ leavesAt }) => leavesAt > 0);
  const booked = here.flatMap(({ exams }) =>
    exams.filter(({ bookedAt, examAt }) => bookedAt <= 0 && examAt > 0),
  );
  const waiting = here.filter(
    (it) => it.verifiedAt > 0 && (it.exams.some((x) => x.isPass && x.examAt <= 0) || came(it)),
  ).length;
  const leavers = draws.poisson(life.leaves * STAFF * PAST);
  return {
    ...{ on: ON, dueOn: addDays(ON, until), target: 50, holders, holdersLeaving: [], waiting },
    others: STAFF - holders - waiting - booked.length,
    failedLately: here.filter(hasFailedLately).length,
    booked: booked.map(({ examAt }) => ({
      examOn: addDays(ON, Math.ceil(examAt)),
      chance: null,
    })),
    past: { ...pastOf(people), leavers },
  };
}

function pastOf(people: readonly Person[]): Omit<HeadCountFacts['past'], 'leavers'> {
  const sat = people.flatMap(({ exams }) => exams).filter(({ examAt }) => examAt <= 0);
  const failures = sat.filter(({ isPass }) => !isPass);
  return {
    days: PAST,
    firstBookings: people.filter(({ exams }) => exams[0] && exams[0].bookedAt <= 0).length,
    months: Array.from({ length: Math.round(PAST / MONTH) }, (_, back) => monthOf(people, back)),
    reportedWithout: people.filter((it) => it.exams.length === 0 && reportedAt(it) <= 0).length,
    passes: sat.length - failures.length,
    failures: failures.length,
    failuresFollowed: failures.filter(({ examAt }) => examAt <= -FOLLOWED).length,
    bookedAgain: people.flatMap(bookedAgain).length,
    verified: people.filter(({ verifiedAt }) => verifiedAt <= 0).length,
    ...{ refused: 0, staffYears: (STAFF * PAST) / YEAR },
    ...LAGS,
  };
}

function monthOf(people: readonly Person[], back: number): MonthOfBookings {
  const firsts = people
    .flatMap(({ exams }) => exams.slice(0, 1))
    .filter(({ bookedAt }) => bookedAt <= 0 && Math.floor(-bookedAt / MONTH) === back);
  const sat = firsts.filter(({ examAt }) => examAt <= 0);
  const passed = sat.filter(({ isPass }) => isPass).length;
  return { booked: firsts.length, passed, failed: sat.length - passed };
}

/** Exams of long enough ago after which the next one was booked soon. */
function bookedAgain({ exams }: Person): readonly Exam[] {
  return exams.filter(({ examAt }, nth) => {
    const next = exams[nth + 1]?.bookedAt ?? Number.POSITIVE_INFINITY;
    return examAt <= -FOLLOWED && next <= examAt + FOLLOWED;
  });
}

function hasFailedLately({ exams }: Person): boolean {
  const last = exams.filter(({ bookedAt }) => bookedAt <= 0).at(-1);
  return last !== undefined && !last.isPass && last.examAt <= 0 && last.examAt > -FOLLOWED;
}

/** Of somebody who booked nothing. */
function reportedAt({ verifiedAt }: Person): number {
  return verifiedAt - Math.max(...LAGS.toVerification);
}

function came(it: Person): boolean {
  return it.exams.length === 0 && reportedAt(it) <= 0 && it.verifiedAt > 0;
}
