import type { FigurePlace } from '@app/exports';
import {
  type CityCoverage,
  type CountingRule,
  hasRates,
  isUnitFigure,
  lacksLeaders,
  PEOPLE_PAGE_SIZE,
  type PeopleBehind,
  type PeopleFigure,
  riskWords,
  ruleLabel,
  type UnitCoverage,
  type UnitFigure,
  vacantWords,
  figureName,
  PEOPLE_FIGURE_WORDS,
  LEFT_OUT_WORDS,
  UNIT_FIGURE_WORDS,
} from '@app/coverage';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import { asOfSentence } from '../../../shared/visible-day.rules';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { type NoRecords, noRecordsView } from './before-records';
import { coverageHref, numberText, peopleHref } from './coverage-links';
import { aheadNote } from './coverage.views';
import { figureRuleText, unitFigureRuleText } from './figure-words';
import { USUAL_MONTHS } from './matrix-asked';
import { matrixHeadings } from './matrix-headings';
import { matrixRow } from './matrix.views';
import { countedPeople, leftOutPeople } from './people.list';
import { announcedRisk } from '../../../shared/announced-risk.rules';

/** Neither list sorts. */
const PAGE = { path: '/coverage/people', query: {} };

interface PeopleFrame {
  readonly figure: PeopleFigure;
  readonly place: FigurePlace;
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly page: number;
}

/** The people behind one number, the rule they were counted by, and who was left out and why. */
export function peopleView(found: PeopleBehind, { figure, place: of, ...day }: PeopleFrame) {
  const { asOf, page } = day;
  const name = figureName(figure, found.courseTitle);
  const place = found.unitName ?? '市全体';
  const larger = Math.max(found.total, found.leftOutTotal);
  return {
    ...frame(`${place}の${name}`, day, found.rule),
    isUnits: false,
    action: { figure, place: hiddenFields(of) },
    summary:
      found.total === 0
        ? asOfSentence(day, `${place}の${name}は`, ['いません', 'いませんでした'])
        : asOfSentence(day, `${place}の${name}は${numberText(found.total)}名`),
    total: `${numberText(found.total)}名`,
    rule: figureRuleText(figure, found.rule),
    files: fileLinks('/coverage/people', { ...of, figure, asOf }, { total: found.total }),
    people: listTable(countedPeople(figure), found.people, {
      caption: `${place}の${name}(${numberText(found.total)}名)`,
      ...PAGE,
    }),
    leftOutSummary: found.leftOutByReason.map(
      ({ reason, count }) => `${LEFT_OUT_WORDS[reason]} ${numberText(count)}名`,
    ),
    leftOutTotal: `${numberText(found.leftOutTotal)}名`,
    leftOut: listTable(leftOutPeople(figure), found.leftOut, {
      caption: `数えなかった人(${numberText(found.leftOutTotal)}名)`,
      ...PAGE,
    }),
    pages: pager({ page, pageSize: PEOPLE_PAGE_SIZE, total: larger }, (number) =>
      peopleHref(figure, asOf, of, number),
    ),
  };
}

/** The same page of a day of which nothing is known. */
export function peopleBeforeRecordsView(
  of: {
    readonly figure: PeopleFigure | UnitFigure;
    readonly place: FigurePlace;
    readonly asOf: LocalDate;
  },
  noRecords: NoRecords,
) {
  const { figure, place, asOf } = of;
  const title = isUnitFigure(figure) ? UNIT_FIGURE_WORDS[figure] : PEOPLE_FIGURE_WORDS[figure];
  return {
    ...noRecordsView(title, asOf, noRecords),
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [title]),
    action: { figure, place: hiddenFields(place) },
    backHref: coverageHref(asOf),
  };
}

/** The units behind one number: the same rows as on the coverage page, so that the count is the number there. */
export function unitsView(
  city: CityCoverage,
  figure: UnitFigure,
  { today, seesAhead }: { readonly today: LocalDate; readonly seesAhead: boolean },
) {
  const day = { asOf: city.asOf, today };
  const matrix = {
    ...{ asOf: city.asOf, today, seesAhead, within: USUAL_MONTHS },
    hasRates: hasRates(city.asOf, today),
  };
  const units = city.units.filter((unit) => isIn(unit, figure, seesAhead));
  const name = unitFigureName(figure, city.rule);
  return {
    ...frame(name, day, city.rule),
    summary:
      units.length === 0
        ? asOfSentence(day, `${name}は`, ['ありません', 'ありませんでした'])
        : asOfSentence(day, `${name}は${numberText(units.length)}${words.unit}`),
    total: `${numberText(units.length)}${words.unit}`,
    rule: unitFigureRuleText(city.rule),
    isUnits: true,
    action: { figure, place: [] },
    headings: matrixHeadings(matrix),
    units: units.map((unit) => ({ ...matrixRow(unit, matrix), onPaper: true })),
  };
}

function unitFigureName(figure: UnitFigure, rule: CountingRule): string {
  if (figure === 'units_vacant') return vacantWords(rule);
  return figure === 'units_at_risk' ? riskWords(rule) : UNIT_FIGURE_WORDS[figure];
}

function isIn(unit: UnitCoverage, figure: UnitFigure, seesAhead: boolean): boolean {
  switch (figure) {
    case 'units':
      return unit.state !== 'apart';
    case 'units_covered':
      return unit.state === 'covered';
    case 'units_vacant':
      return lacksLeaders(unit);
    case 'units_apart':
      return unit.state === 'apart';
    case 'units_at_risk':
      return announcedRisk(unit, seesAhead) !== null;
  }
}

/** 「AI活用研修の未修了の人」: of one course under its own title. */
/** The place of a figure as fields of the form that asks for another day. */
function hiddenFields(place: FigurePlace) {
  return Object.entries(place).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}

interface Day {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}

function frame(title: string, { asOf, today }: Day, rule: CountingRule) {
  return {
    title,
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [title]),
    asOf,
    asOfText: formatDateShort(asOf),
    aheadNote: aheadNote(asOf, today),
    ruleLabel: ruleLabel(rule),
    rulesHref: address('/coverage/rules', { asOf }),
    backHref: coverageHref(asOf),
  };
}
