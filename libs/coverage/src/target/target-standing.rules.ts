import { fiscalYearEnd, fiscalYearOf, type LocalDate } from '@app/platform';
import type { CityCoverage } from '../figures/coverage.queries';
import { type Rate, type RateName, rateOf } from '../figures/figure.rules';
import { neededPerMonth, neededPerYear } from '../forecast/forecast-words.rules';
import { type Metric, metricFacts } from './metrics';
import type { EnteredValue, KpiTarget, Milestone } from './target.queries';

export const TARGET_STATES = [
  'met',
  'on_way',
  'behind',
  'missed',
  'not_entered',
  'not_started',
  'preparing',
  'dropped',
] as const;
/** `behind`: less than the milestone of a fiscal year that is over. `missed`: the due day is over. */
export type TargetState = (typeof TARGET_STATES)[number];

/** Where a target stands on a day. */
export interface TargetStanding {
  readonly target: KpiTarget;
  /** In whole percent, rounded down, of a rate; null: nothing was typed in, or nothing can be counted. */
  readonly now: number | null;
  /** Of how many units; null unless every unit must reach it. */
  readonly outOf: number | null;
  readonly rate: Rate | null;
  readonly entered: EnteredValue | null;
  /** In what `now` counts; of a rate the people. */
  readonly missing: number | null;
  /** The due day, or the last day of the fiscal year of the day. */
  readonly dueOn: LocalDate;
  readonly isYearly: boolean;
  /** Of a target that is due in some years: how much more each of them. */
  readonly perYear: number | null;
  /** Of one that is due every fiscal year: how much more each month of what is left of this one. */
  readonly perMonth: number | null;
  /** What it asks for at the end of the fiscal year of the day. */
  readonly milestone: Milestone | null;
  /** Null where nothing can be meant: a day ahead, a rate that nobody is asked for. */
  readonly state: TargetState | null;
}

interface StandingFacts {
  readonly city: CityCoverage;
  readonly today: LocalDate;
  /** Whether a rate of the fiscal year can be meant (`hasRates`). */
  readonly hasRates: boolean;
  readonly entered: EnteredValue | null;
}

/** A target against the figures of a day; what is counted is read from them and never counted a second time. */
export function standingOf(target: KpiTarget, facts: StandingFacts): TargetStanding {
  const { city, today } = facts;
  const { asOf } = city;
  const counted = numbersOf(target, facts);
  const dueOn = target.dueOn ?? fiscalYearEnd(fiscalYearOf(asOf));
  const isYearly = target.dueOn === null;
  const year = fiscalYearOf(asOf);
  const { missing } = counted;
  const standing = {
    ...{ target, dueOn, isYearly, entered: facts.entered },
    ...counted,
    perYear:
      isYearly || missing === null || missing === 0
        ? null
        : neededPerYear({ asOf, dueOn, missing }),
    perMonth:
      !isYearly || missing === null || missing === 0
        ? null
        : neededPerMonth({ asOf, dueOn, missing }),
    milestone: target.milestones.find(({ fiscalYear }) => fiscalYear === year) ?? null,
  };
  return { ...standing, state: asOf > today ? null : stateOf(standing, asOf) };
}

type Numbers = Pick<TargetStanding, 'now' | 'outOf' | 'rate' | 'missing'>;

/** The rate of learning by which a target of it is measured. */
export const RATE_OF_METRIC: Readonly<Partial<Record<Metric, RateName>>> = {
  information_security: 'security',
  ai_use: 'ai',
  ai_use_ever: 'ai_ever',
};

function numbersOf(target: KpiTarget, facts: StandingFacts): Numbers {
  const name = RATE_OF_METRIC[target.code];
  if (name !== undefined) return rateNumbers(target, name, facts);
  const { leader } = facts.city;
  return target.code === 'leader_coverage'
    ? { now: leader.covered, outOf: leader.counting, rate: null, missing: leader.missing }
    : headCount(target, countOf(target.code, facts));
}

function countOf(metric: Metric, { city, entered }: StandingFacts): number | null {
  if (metric === 'it_passport_holders') return city.counts.holders;
  if (metric === 'supporters') return city.activeSupporters;
  return metric === 'other_certificates' ? city.counts.other_certified : (entered?.value ?? null);
}

function headCount({ targetValue }: KpiTarget, now: number | null): Numbers {
  const missing = now === null || targetValue === null ? null : Math.max(0, targetValue - now);
  return { now, outOf: null, rate: null, missing };
}

function rateNumbers(
  { targetValue }: KpiTarget,
  name: RateName,
  { city, hasRates }: StandingFacts,
): Numbers {
  const rate = hasRates ? rateOf(city, name) : null;
  if (rate === null || rate.must === 0 || targetValue === null) {
    return { now: null, outOf: null, rate, missing: null };
  }
  const asked = Math.ceil((targetValue * rate.must) / 100);
  return {
    // Rounded up, 99.9 % would be told as 100.
    now: Math.floor((rate.done * 100) / rate.must),
    outOf: null,
    rate,
    missing: Math.max(0, asked - rate.done),
  };
}

type WithoutState = Omit<TargetStanding, 'state'>;

function stateOf(standing: WithoutState, asOf: LocalDate): TargetState | null {
  const { target, entered } = standing;
  if (metricFacts(target.code).facts === 'counted') return stateOfNumber(standing, asOf);
  if (entered === null) return 'not_entered';
  const { status } = entered;
  if (status === null) return stateOfNumber(standing, asOf);
  return status === 'carried_out' ? 'met' : status;
}

function stateOfNumber(
  { target, now, missing, dueOn }: WithoutState,
  asOf: LocalDate,
): TargetState | null {
  if (now === null || missing === null) return null;
  if (missing === 0) return 'met';
  if (asOf > dueOn) return 'missed';
  const passed = target.milestones.findLast((it) => fiscalYearEnd(it.fiscalYear) <= asOf);
  return passed !== undefined && now < passed.value ? 'behind' : 'on_way';
}
