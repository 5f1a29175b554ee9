import {
  type CityCoverage,
  forecastSentence,
  type RoleHolder,
  type UnitCoverage,
} from '@app/coverage';
import { announcedRisk } from '../../shared/announced-risk.rules';
import type { CoverageAnswer } from './coverage.schemas';

/** The figures of the coverage page, from the same rows. */
export function coverageAnswer(city: CityCoverage, seesAhead: boolean): CoverageAnswer {
  const { asOf, rule, leader } = city;
  return {
    asOf,
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
    holders: holdersAnswer(city),
    mandatory: mandatoryAnswer(city),
    units: city.units.map((unit) => unitAnswer(unit, seesAhead)),
  };
}

function holdersAnswer({ asOf, holder }: CityCoverage): CoverageAnswer['holders'] {
  const {
    now,
    target,
    targetValue,
    missing,
    provisional,
    reported,
    booked,
    higherOnly,
    daysLeft,
    passedLastYear,
  } = holder;
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
    forecast:
      dueOn === null || targetValue === null
        ? null
        : forecastSentence({ asOf, dueOn, now, target: targetValue, passedLastYear }),
  };
}

function mandatoryAnswer({
  counts,
  leftOut,
}: Pick<CityCoverage, 'counts' | 'leftOut'>): CoverageAnswer['mandatory'] {
  return {
    done: counts.mandatory_done,
    target: counts.mandatory,
    open: counts.mandatory_open,
    leftOut: {
      exempt: leftOut.exempt,
      onLeave: leftOut.on_leave,
      seconded: leftOut.seconded,
      notEmployed: leftOut.not_employed,
      employmentType: leftOut.employment_type,
      notAssigned: leftOut.not_assigned,
    },
  };
}

function unitAnswer(unit: UnitCoverage, seesAhead: boolean): CoverageAnswer['units'][number] {
  return {
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    parentName: unit.parentName,
    state: unit.state,
    leaders: unit.leaders.map(roleHolderAnswer),
    supporters: unit.supporters.map(roleHolderAnswer),
    regularStaff: unit.counts.regular_staff,
    holders: unit.counts.holders,
    mandatory: mandatoryAnswer(unit),
    vacantSince: unit.vacantSince,
    daysVacant: unit.daysVacant,
    risk: announcedRisk(unit, seesAhead),
  };
}

function roleHolderAnswer({ staffNumber, name, termEnd }: RoleHolder) {
  return { staffNumber, name, termEnd };
}
