import { addDays, addMonths, diffDays, type LocalDate, seededNumbers } from '@app/platform';
import { Draws, meanGroupSize } from './draws.rules';
import { type MonthOfBookings, type Togetherness, togethernessOf } from './togetherness.rules';

/** What is known on a day of those on the way and of the past; numbers only, nobody is named in it. */
export interface HeadCountFacts {
  readonly on: LocalDate;
  readonly dueOn: LocalDate;
  readonly target: number;
  readonly holders: number;
  /** The last days of holders who are known to leave. */
  readonly holdersLeaving: readonly LocalDate[];
  /** Employed and neither holding, waiting nor booked. */
  readonly others: number;
  /** Passed by the screen of the exam, or reported, and not verified yet. */
  readonly waiting: number;
  /** Failed lately and has not booked again yet. */
  readonly failedLately: number;
  /** Exams ahead, with the chance to pass where something can be said of it. */
  readonly booked: readonly { readonly examOn: LocalDate; readonly chance: number | null }[];
  readonly past: PastOfHeadCount;
}

/** What happened in the days before; from it the rates are learnt, with their own uncertainty. */
export interface PastOfHeadCount {
  readonly days: number;
  /** First exams of people, booked in these days. */
  readonly firstBookings: number;
  /** The same by twelfths of a year, the newest first; only whole ones. */
  readonly months: readonly MonthOfBookings[];
  /** Certificates reported by people who had booked nothing. */
  readonly reportedWithout: number;
  readonly passes: number;
  readonly failures: number;
  /** Failed exams of long enough ago to know whether somebody booked again, and after how many somebody did. */
  readonly failuresFollowed: number;
  readonly bookedAgain: number;
  readonly verified: number;
  readonly refused: number;
  readonly leavers: number;
  /** Days of employment of everybody, in years. */
  readonly staffYears: number;
  /** In days, one of each case: from booking to the exam, from the exam to the verification, from a failed exam to the next. */
  readonly toExam: readonly number[];
  readonly toVerification: readonly number[];
  readonly toNextExam: readonly number[];
}

/** What is different from going on as before. */
export interface WhatIf {
  /** All who newly come, with a booking or with a report alone, as a multiple of those of the past. */
  readonly bookingsTimes?: number;
  /** As many first exams in each quarter, instead of those of the past. */
  readonly perQuarter?: number;
  /** As many more exams, spread over the next half year. */
  readonly more?: number;
}

export interface HeadCountQuestion extends WhatIf {
  readonly runs: number;
  readonly seed: number;
}

/** One day of the fan: a tenth of the runs stands below `low` and a tenth above `high`, a quarter outside of the inner two. */
export interface FanDay {
  readonly day: LocalDate;
  readonly low: number;
  readonly innerLow: number;
  readonly middle: number;
  readonly innerHigh: number;
  readonly high: number;
}

export interface HeadCountRuns {
  readonly fan: readonly FanDay[];
  /** The share of the runs that have the target on the day it is due. */
  readonly reached: number;
}

/** With less of a past no rate can be learnt. */
export const FEWEST_DAYS = 180;

const YEAR = 365.25;
const QUARTER = YEAR / 4;
const HALF_YEAR = YEAR / 2;
/** Where no case was seen; from the days that the exam's operator names. */
const USUAL = { toExam: [45], toVerification: [21], toNextExam: [90] };
/** Nobody tries for ever. */
const MOST_EXAMS = 5;

/**
 * Plays the time until the due day `runs` times. In each run the rates are drawn first, from what the past says of them:
 * arrivals by Gamma–Poisson with Jeffreys' prior, in groups where the past shows groups (`togethernessOf`), the chance to
 * pass by Beta–binomial with a prior of five in ten (about half of those who sit ITパスポート pass), leaving by Gamma–Poisson
 * with a prior of one in fifty years; then the people: those booked, waiting and holding one by one, and those to come.
 * Leavers take their certificate with them; known last days are kept. The same facts and seed give the same numbers.
 */
export function simulateHeadCount(
  facts: HeadCountFacts,
  question: HeadCountQuestion,
): HeadCountRuns {
  const days = daysOfFan(facts);
  const run = new Run(facts, question, days);
  const counts = days.map((day) => ({ day, ofRuns: new Uint32Array(question.runs) }));
  for (let nth = 0; nth < question.runs; nth++) {
    run.play();
    counts.forEach(({ ofRuns }, at) => (ofRuns[nth] = run.counts[at] ?? 0));
  }
  const last = counts.at(-1)?.ofRuns ?? new Uint32Array();
  return {
    reached: last.filter((count) => count >= facts.target).length / question.runs,
    fan: counts.map(({ day, ofRuns }) => fanDay(day, ofRuns.sort())),
  };
}

/** The first of each month, and the day it is due. */
export function daysOfFan({
  on,
  dueOn,
}: Pick<HeadCountFacts, 'on' | 'dueOn'>): readonly LocalDate[] {
  const days: LocalDate[] = [];
  let day = addMonths(`${on.slice(0, 7)}-01` as LocalDate, 1);
  for (; day < dueOn; day = addMonths(day, 1)) days.push(day);
  return [...days, dueOn];
}

function fanDay(day: LocalDate, sorted: Uint32Array): FanDay {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return {
    ...{ day, low: at(0.1), innerLow: at(0.25), middle: at(0.5) },
    ...{ innerHigh: at(0.75), high: at(0.9) },
  };
}

/** One way in which the years may go, again and again. Times are days after the day of the facts. */
class Run {
  /** Holders at the end of each day of the fan. */
  readonly counts: Uint32Array;
  private readonly draws: Draws;
  private readonly ends: readonly number[];
  private readonly until: number;
  private readonly changes: Int32Array;
  private readonly leaving: readonly number[];
  private readonly bookings: readonly { readonly at: number; readonly chance: number | null }[];
  private readonly lags: typeof USUAL;
  private readonly together: Togetherness;
  private leaveRate = 0;
  private passes = 0;
  private triesAgain = 0;
  private isVerified = 0;

  constructor(
    private readonly facts: HeadCountFacts,
    private readonly question: HeadCountQuestion,
    days: readonly LocalDate[],
  ) {
    this.draws = new Draws(seededNumbers(question.seed));
    this.ends = days.map((day) => diffDays(facts.on, day) + 1);
    this.until = this.ends.at(-1) ?? 0;
    this.counts = new Uint32Array(days.length);
    this.changes = new Int32Array(days.length);
    // From the day after the last one somebody is no longer employed.
    this.leaving = facts.holdersLeaving.map((day) => diffDays(facts.on, addDays(day, 1)));
    this.bookings = facts.booked.map(({ examOn, chance }) => {
      return { at: diffDays(facts.on, examOn), chance };
    });
    this.together = togethernessOf(facts.past.months);
    this.lags = {
      toExam: seenOrUsual(facts.past.toExam, USUAL.toExam),
      toVerification: seenOrUsual(facts.past.toVerification, USUAL.toVerification),
      toNextExam: seenOrUsual(facts.past.toNextExam, USUAL.toNextExam),
    };
  }

  play(): void {
    this.changes.fill(0);
    this.drawRates();
    for (const at of this.leaving) this.change(at, -1);
    for (let left = this.facts.holders - this.leaving.length; left > 0; left--)
      this.change(this.draws.exponential(this.leaveRate), -1);
    for (let left = this.facts.waiting; left > 0; left--) this.verify(0, 0);
    for (const { at, chance } of this.bookings) this.sit(0, at, chance ?? this.passes);
    for (let left = this.facts.failedLately; left > 0; left--) this.tryAgain(0, 0, 2);
    this.playArrivals();
    this.sumUp();
  }

  private drawRates(): void {
    const { past } = this.facts;
    const { draws } = this;
    this.leaveRate = draws.gamma(past.leavers + 0.5, past.staffYears + 25) / YEAR;
    const { crowding, likeness } = this.together;
    // Where people pass or fail together, each of them says less of those to come.
    const asOne = 1 + (crowding - 1) * likeness;
    this.passes = draws.beta(past.passes / asOne + 5, past.failures / asOne + 5);
    const gaveUp = past.failuresFollowed - past.bookedAgain;
    this.triesAgain = draws.beta(past.bookedAgain + 1, gaveUp + 1);
    this.isVerified = draws.beta(past.verified + 9.5, past.refused + 0.5);
  }

  private playArrivals(): void {
    const { past } = this.facts;
    const { bookingsTimes = 1, perQuarter, more = 0 } = this.question;
    const { draws } = this;
    if (perQuarter === undefined) {
      const { crowding } = this.together;
      const groups = past.firstBookings / crowding;
      const bookings = crowding * draws.gamma(groups + 0.5, past.days) * bookingsTimes;
      this.arrive(bookings, crowding, (at, chance) => {
        this.sit(at, at + draws.pick(this.lags.toExam), chance);
      });
    } else {
      this.sitByQuarter(perQuarter);
    }
    const without = draws.gamma(past.reportedWithout + 0.5, past.days) * bookingsTimes;
    this.arrive(without, 1, (at) => this.verify(at, at));
    this.inGroups(more, (size, chance) => {
      const at = draws.even() * HALF_YEAR;
      for (let left = size; left > 0; left--) this.sit(at, at, chance);
    });
  }

  /** As long as there is somebody left. */
  private sitByQuarter(perQuarter: number): void {
    let left = this.facts.others;
    for (let at = QUARTER / 2; at < this.until && left > 0; at += QUARTER) {
      const sitting = Math.min(perQuarter, left);
      const day = at;
      this.inGroups(sitting, (size, chance) => {
        for (let nth = 0; nth < size; nth++) this.sit(day, day, chance);
      });
      left -= sitting;
    }
  }

  /** As many people, in the groups in which people come here. */
  private inGroups(people: number, come: (size: number, chance: number) => void): void {
    for (let left = people; left > 0;) {
      const size = Math.min(left, this.draws.groupSize(this.together.crowding));
      come(size, this.chanceOfGroup());
      left -= size;
    }
  }

  /** People who come at this rate and in groups, fewer the more of the staff have come already. */
  private arrive(
    rate: number,
    crowding: number,
    comes: (at: number, chance: number) => void,
  ): void {
    const { draws, until } = this;
    const { others } = this.facts;
    const expected = rate * until;
    for (let left = draws.poisson(expected / meanGroupSize(crowding)); left > 0; left--) {
      const share = draws.even();
      const chance = this.chanceOfGroup();
      for (let size = draws.groupSize(crowding); size > 0; size--)
        if (draws.even() * others > expected * share) comes(share * until, chance);
    }
  }

  /** One for all of a group; the more alike its results, the nearer to all or none. */
  private chanceOfGroup(): number {
    const { likeness } = this.together;
    if (likeness === 0) return this.passes;
    const strength = 1 / likeness - 1;
    return this.draws.beta(this.passes * strength, (1 - this.passes) * strength);
  }

  /** Somebody who may leave from `since` on sits an exam, and again as long as they fail and try. */
  private sit(since: number, at: number, chance: number, nth = 1): void {
    if (at >= this.until) return;
    if (this.draws.even() < chance) this.verify(since, at);
    else this.tryAgain(since, at, nth + 1);
  }

  private tryAgain(since: number, failedAt: number, nth: number): void {
    if (nth > MOST_EXAMS || this.draws.even() >= this.triesAgain) return;
    this.sit(since, failedAt + this.draws.pick(this.lags.toNextExam), this.passes, nth);
  }

  private verify(since: number, passedAt: number): void {
    const { draws } = this;
    if (draws.even() >= this.isVerified) return;
    const at = passedAt + draws.pick(this.lags.toVerification);
    const leaves = since + draws.exponential(this.leaveRate);
    if (leaves <= at) return;
    this.change(at, 1);
    this.change(leaves, -1);
  }

  private change(at: number, by: number): void {
    if (at >= this.until) return;
    const first = this.ends.findIndex((end) => at < end);
    this.changes[first] = (this.changes[first] ?? 0) + by;
  }

  private sumUp(): void {
    let count = this.facts.holders;
    this.changes.forEach((by, nth) => {
      count += by;
      this.counts[nth] = count;
    });
  }
}

function seenOrUsual(seen: readonly number[], usual: number[]): number[] {
  return seen.length === 0 ? usual : [...seen];
}
