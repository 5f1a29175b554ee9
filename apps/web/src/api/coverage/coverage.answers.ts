import {
  type Candidates,
  type CityCoverage,
  type CourseLine,
  type FiguresOfPeople,
  forecastSentence,
  type KeptForecast,
  hasRates,
  type OutsideRow,
  type Rate,
  rateOf,
  type RoleHolder,
  metricFacts,
  targetName,
  type TargetStanding,
  type UnitCoverage,
} from '@app/coverage';
import { announcedRisk } from '../../shared/announced-risk.rules';
import type { LocalDate } from '@app/platform';
import type { CoverageAnswer } from './coverage.schemas';

export interface CoverageView {
  readonly today: LocalDate;
  /** Whether what is not announced yet may be shown. */
  readonly seesAhead: boolean;
  /** Null: too few to say anything, or a day ahead. */
  readonly candidates: Candidates | null;
  /** What was foreseen by the day; null: nothing may be said. */
  readonly forecast: KeptForecast | null;
  /** Every promise of the day. */
  readonly standings: readonly TargetStanding[];
}

/** The figures of the coverage page, from the same rows. */
export function coverageAnswer(
  city: CityCoverage,
  { today, seesAhead, candidates, forecast, standings }: CoverageView,
): CoverageAnswer {
  const { asOf, rule, leader } = city;
  const rates = hasRates(asOf, today);
  return {
    asOf,
    isAhead: asOf > today,
    joinedLater: city.joinedLater,
    changedLater: city.changedLater,
    rule: { version: rule.version, validFrom: rule.validFrom, validUntil: rule.validUntil },
    leaderCoverage: {
      covered: leader.covered,
      counting: leader.counting,
      missing: leader.missing,
      apart: city.apart.length,
      dueOn: leader.target?.dueOn ?? null,
      daysLeft: leader.daysLeft,
      leaders: city.leaders,
      supporters: city.supporters,
    },
    holders: {
      ...holdersAnswer(city, forecast),
      candidates: candidates && candidatesAnswer(candidates),
    },
    targets: standings.map(targetAnswer),
    courses: rates ? city.courses.map(courseAnswer) : [],
    units: city.units.map((unit) => unitAnswer(unit, { seesAhead, rates })),
    outside: city.outside.map((row) => outsideAnswer(row, rates)),
    total: peopleAnswer(city, rates),
  };
}

/** How many of them have booked may tell of a person, and stands on no page in numbers. */
function candidatesAnswer({ count, expected, low, high }: Candidates) {
  return { count, expected, low, high };
}

function holdersAnswer(
  { holder }: CityCoverage,
  forecast: KeptForecast | null,
): Omit<CoverageAnswer['holders'], 'candidates'> {
  const { now, target, targetValue, missing, provisional, reported, booked, higherOnly, daysLeft } =
    holder;
  const dueOn = target?.dueOn ?? null;
  return {
    now,
    target: targetValue,
    missing,
    provisional,
    reported,
    booked,
    higherOnly,
    dueOn,
    daysLeft,
    forecast: forecast && forecastSentence(forecast),
  };
}

function targetAnswer(standing: TargetStanding): CoverageAnswer['targets'][number] {
  const { target, now, outOf, rate, entered, missing, dueOn, isYearly, perYear, state } = standing;
  const { kind, scope, facts } = metricFacts(target.code);
  return {
    metric: target.code,
    name: targetName(target),
    ...{ kind, scope, facts, now, outOf, missing, dueOn, isYearly, state },
    rate: rate && rateAnswer(rate),
    status: entered?.status ?? null,
    enteredAsOf: entered?.asOf ?? null,
    target: target.targetValue,
    neededPerYear: perYear === null ? null : Number(perYear.toFixed(1)),
    milestones: [...target.milestones],
    validFrom: target.validFrom,
    source: target.source,
  };
}

type PeopleAnswer = CoverageAnswer['total'];
type RateAnswer = NonNullable<PeopleAnswer['informationSecurity']>;

/** The columns that count people: the same of a unit, of those outside of all units, and of the city. */
function peopleAnswer(figures: FiguresOfPeople, rates: boolean): PeopleAnswer {
  const { counts } = figures;
  const rate = (name: Parameters<typeof rateOf>[1]) =>
    rates ? rateAnswer(rateOf(figures, name)) : null;
  return {
    staff: counts.staff,
    regularStaff: counts.regular_staff,
    holders: counts.holders,
    informationSecurity: rate('security'),
    aiUse: rate('ai'),
    aiUseEver: rate('ai_ever'),
    mandatoryOpen: counts.mandatory_open,
    carriedOver: counts.carried_over,
  };
}

function rateAnswer({ done, must, open, leftOut }: Rate): RateAnswer {
  return {
    done,
    target: must,
    open,
    leftOut: {
      exempt: leftOut.exempt,
      onLeave: leftOut.on_leave,
      seconded: leftOut.seconded,
      notEmployed: leftOut.not_employed,
      employmentType: leftOut.employment_type,
      earlierAssignment: leftOut.earlier_assignment,
      settledBefore: leftOut.settled_before,
      notAssigned: leftOut.not_assigned,
    },
  };
}

function courseAnswer(line: CourseLine): CoverageAnswer['courses'][number] {
  const { key, title, fiscalYear, isCarriedOver } = line;
  return { key, title, fiscalYear, isCarriedOver, ...rateAnswer(line) };
}

function outsideAnswer(row: OutsideRow, rates: boolean): CoverageAnswer['outside'][number] {
  return { code: row.code, name: row.name, ...peopleAnswer(row, rates) };
}

function unitAnswer(
  unit: UnitCoverage,
  { seesAhead, rates }: { readonly seesAhead: boolean; readonly rates: boolean },
): CoverageAnswer['units'][number] {
  return {
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    parentName: unit.parentName,
    insideCode: unit.insideCode,
    state: unit.state,
    leadersNeeded: unit.leadersNeeded,
    leaders: unit.leaders.map(roleHolderAnswer),
    supporters: unit.supporters.map(roleHolderAnswer),
    ...peopleAnswer(unit, rates),
    vacantSince: unit.vacantSince,
    daysVacant: unit.daysVacant,
    risk: announcedRisk(unit, seesAhead),
    changedLater: unit.changedLater,
  };
}

function roleHolderAnswer({ staffNumber, name, termEnd, recordedLateOn }: RoleHolder) {
  return { staffNumber, name, termEnd, recordedLateOn };
}
