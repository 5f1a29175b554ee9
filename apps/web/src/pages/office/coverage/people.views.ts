import {
  type CityCoverage,
  type CountingRule,
  PEOPLE_PAGE_SIZE,
  type PeopleBehind,
  type PeopleFigure,
  type PersonBehind,
  ruleLabel,
  type UnitCoverage,
  type UnitFigure,
  vacantWords,
  PEOPLE_FIGURE_WORDS,
  LEFT_OUT_WORDS,
  UNIT_FIGURE_WORDS,
} from '@app/coverage';
import { formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pageLinks } from '../../../shell/view-parts';
import { coverageHref, numberText } from './coverage-links';
import { figureRuleText, unitFigureRuleText } from './figure-words';
import { matrixRow } from './matrix.views';
import { announcedRisk } from '../../../shared/announced-risk.rules';

interface PeopleFrame {
  readonly figure: PeopleFigure;
  readonly unitCode: string | undefined;
  readonly asOf: LocalDate;
  readonly page: number;
}

/** The people behind one number, the rule they were counted by, and who was left out and why. */
export function peopleView(found: PeopleBehind, { figure, unitCode, asOf, page }: PeopleFrame) {
  const name = PEOPLE_FIGURE_WORDS[figure];
  const place = found.unitName ?? '市全体';
  const larger = Math.max(found.total, found.leftOutTotal);
  return {
    ...frame(`${place}の${name}`, asOf, found.rule),
    isUnits: false,
    action: { figure, unit: unitCode ?? '' },
    summary: `${formatDateShort(asOf)}現在、${place}の${name}は${numberText(found.total)}名です。`,
    total: `${numberText(found.total)}名`,
    rule: figureRuleText(figure, found.rule),
    people: found.people.map(personRow),
    leftOutSummary: found.leftOutByReason.map(
      ({ reason, count }) => `${LEFT_OUT_WORDS[reason]} ${numberText(count)}名`,
    ),
    leftOutTotal: `${numberText(found.leftOutTotal)}名`,
    leftOut: found.leftOut.map((row) => ({
      ...personRow(row),
      reason: row.reason === null ? '' : LEFT_OUT_WORDS[row.reason],
    })),
    pages: pageLinks({ page, pageSize: PEOPLE_PAGE_SIZE, total: larger }, (number) =>
      address('/coverage/people', { figure, unit: unitCode, asOf, page: number }),
    ),
  };
}

/** The units behind one number: the same rows as on the coverage page, so that the count is the number there. */
export function unitsView(city: CityCoverage, figure: UnitFigure, seesAhead: boolean) {
  const units = city.units.filter((unit) => isIn(unit, figure, seesAhead));
  const name = figure === 'units_vacant' ? vacantWords(city.rule) : UNIT_FIGURE_WORDS[figure];
  return {
    ...frame(name, city.asOf, city.rule),
    summary: `${formatDateShort(city.asOf)}現在、${name}は${numberText(units.length)}${words.unit}です。`,
    total: `${numberText(units.length)}${words.unit}`,
    rule: unitFigureRuleText(city.rule),
    isUnits: true,
    action: { figure, unit: '' },
    units: units.map((unit) => matrixRow(unit, city.asOf, seesAhead)),
  };
}

function isIn(unit: UnitCoverage, figure: UnitFigure, seesAhead: boolean): boolean {
  switch (figure) {
    case 'units':
      return unit.state !== 'apart';
    case 'units_covered':
      return unit.state === 'covered';
    case 'units_vacant':
      return unit.state === 'vacant';
    case 'units_apart':
      return unit.state === 'apart';
    case 'units_at_risk':
      return announcedRisk(unit, seesAhead) !== null;
  }
}

function frame(title: string, asOf: LocalDate, rule: CountingRule) {
  return {
    title,
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [title]),
    asOf,
    asOfText: formatDateShort(asOf),
    ruleLabel: ruleLabel(rule),
    rulesHref: address('/coverage/rules', { asOf }),
    backHref: coverageHref(asOf),
  };
}

function personRow(row: PersonBehind) {
  return {
    person: personName(row, { hasNumberColumn: true }),
    staffNumber: row.staffNumber,
    unitName: row.unitName ?? '所属なし',
    postTitle: row.postTitle ?? '',
    detail: detailText(row),
  };
}

function detailText({
  termStart,
  termEnd,
  passedOn,
  examOn,
  dueCount,
  doneCount,
  recordedLateOn,
}: PersonBehind): string {
  const parts: string[] = [];
  if (termStart !== null) parts.push(`任期 ${formatRange(termStart, termEnd)}`);
  if (recordedLateOn !== null) parts.push(`後から登録 ${formatDateShort(recordedLateOn)}`);
  if (passedOn !== null) parts.push(`合格 ${formatDateShort(passedOn)}`);
  else if (examOn !== null) parts.push(`受験 ${formatDateShort(examOn)}`);
  if (dueCount !== null && dueCount > 0)
    parts.push(`必修 ${String(doneCount ?? 0)} / ${String(dueCount)}${words.course}修了`);
  return parts.join('、');
}
