import type { FigurePlace } from '@app/exports';
import {
  type CityCoverage,
  END_OF_PRESENCE_WORDS,
  endOfSole,
  type FiguresOfPeople,
  type FrozenFigures,
  lacksLeaders,
  LEFT_OUT_OF_RATE,
  NO_UNIT,
  type OutsideRow,
  type PeopleFigure,
  RATE_WORDS,
  type RateName,
  rateOf,
  type RoleHolder,
  type RoleVacancy,
  type SoleMonths,
  UNIT_STATE_WORDS,
  type UnitCoverage,
} from '@app/coverage';
import type { DxRole } from '@app/appointments';
import { addDays, formatDateShort, type LocalDate, words } from '@app/platform';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';
import { rateText } from '../../../shell/view-parts';
import { announcedEnd, announcedRisk } from '../../../shared/announced-risk.rules';
import { type FigureLink, numberText, peopleHref, unitPageHref } from './coverage-links';

/** What may be shown in the rows, and of which day. */
export interface MatrixFrame {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly seesAhead: boolean;
  /** False for a fiscal year that has not begun: nobody can have learnt anything of it. */
  readonly hasRates: boolean;
  /** For how many months ahead somebody without a substitute is looked for. */
  readonly within: SoleMonths;
  /** What was written down at the end of the month before, to tell what has changed since; null: nothing was. */
  readonly before?: FrozenFigures | null;
}

/** One line of 課 × requirement. */
export function matrixRow(unit: UnitCoverage, frame: MatrixFrame) {
  return {
    name: unit.name,
    parentName: unit.parentName ?? '',
    inside: unit.insideName === null ? '' : `${unit.insideName}の内数`,
    href: unitPageHref(unit.code, frame),
    leaderChip: leaderChip(unit, frame.seesAhead),
    leaderNames: unit.leaders.map((holder) => ({
      person: personName(holder, { asOf: frame.asOf, hasNumberColumn: true }),
      term: termText(holder),
    })),
    ...unitNotes(unit, frame),
    changed: changedText(unit, frame.before ?? null),
    late: lateUnitText(unit),
    ...rolesCells(unit.name, { unit: unit.code }, frame, {
      leaders: unit.leaders.length,
      supporters: unit.supporters.length,
    }),
    ...peopleCells(unit, unit.name, { unit: unit.code }, frame),
  };
}

export function outsideRow(row: OutsideRow, frame: MatrixFrame) {
  const name = outsideName(row);
  return {
    name,
    parentName: row.code === null ? '' : `どの${words.unit}にも属さない職員`,
    ...peopleCells(row, name, { outside: row.code ?? NO_UNIT }, frame),
  };
}

export function outsideName({ code, name }: OutsideRow): string {
  return code === null ? '主務の所属がない職員' : (name ?? code);
}

/** With a rule that counts second posts a person stands in two rows, and is one person in the total. */
export function severalUnitsNote({ units, leaders, supporters }: CityCoverage): string {
  const rows = units.filter((unit) => unit.insideCode === null);
  const sum = (of: (unit: UnitCoverage) => number) =>
    rows.reduce((total, unit) => total + of(unit), 0);
  const isOne =
    sum((unit) => unit.leaders.length) === leaders &&
    sum((unit) => unit.supporters.length) === supporters;
  return isOne
    ? ''
    : `兼務で2つの${words.unit}に数えた${words.leader}・${words.supporter}は、合計では1人です。`;
}

export function rolesCells(
  name: string,
  place: FigurePlace,
  { asOf }: MatrixFrame,
  { leaders, supporters }: { readonly leaders: number; readonly supporters: number },
) {
  const link = (figure: PeopleFigure, count: number, label: string): FigureLink => ({
    text: `${numberText(count)}名`,
    href: peopleHref(figure, asOf, place),
    label: `${name}の${label}`,
  });
  return {
    leader: link('leaders', leaders, words.leaderTitle),
    supporter: link('supporters', supporters, words.supporterTitle),
  };
}

/** The columns that count people: the same for a unit, for those outside of all units, and for the city. */
export function peopleCells(
  figures: FiguresOfPeople,
  name: string,
  place: FigurePlace,
  frame: MatrixFrame,
) {
  const { counts } = figures;
  const link = (figure: PeopleFigure, text: string, label: string): FigureLink => ({
    text,
    href: peopleHref(figure, frame.asOf, place),
    label: `${name}の${label}`,
  });
  const rate = (rateName: RateName) => {
    const { must, done, leftOut } = rateOf(figures, rateName);
    const left = leftOutCount(leftOut);
    return {
      chip: frame.hasRates ? rateChip(must, done) : null,
      link: frame.hasRates ? link(rateName, rateText(done, must), RATE_WORDS[rateName]) : null,
      // Of a rate that is asked of nobody the link tells why.
      leftOut: left > 0 && must > 0 ? `除外${numberText(left)}名` : '',
    };
  };
  const people = (figure: 'mandatory_open' | 'carried_over', before: string, label: string) =>
    counts[figure] > 0 ? link(figure, `${before}${numberText(counts[figure])}名`, label) : null;
  return {
    holders: link('holders', `${numberText(counts.holders)}名`, 'ITパスポート取得者'),
    security: rate('security'),
    ai: rate('ai'),
    // Stands below the rate of the year, which is told with its denominator.
    aiEver: {
      link: frame.hasRates
        ? link('ai_ever_done', `${numberText(counts.ai_ever_done)}名`, RATE_WORDS.ai_ever)
        : null,
    },
    open: people('mandatory_open', '未修了', '必修の未修了'),
    carriedOver: people('carried_over', 'うち前年度まで', '前年度までの必修が残っている人'),
    regular: link('regular_staff', `${numberText(counts.regular_staff)}名`, '正規職員'),
  };
}

/** Without whom the unit would have too few within the months, and what else is said of its vacancy: each once. */
function unitNotes(unit: UnitCoverage, { asOf, seesAhead, within }: MatrixFrame) {
  const end = announcedEnd(endOfSole(unit, asOf, within), seesAhead);
  return {
    sole: end && {
      until: `${formatDateShort(addDays(end.on, -1))}まで`,
      by: END_OF_PRESENCE_WORDS[end.by],
    },
    note: end !== null && end.on === unit.risk?.on ? '' : noteText(unit, seesAhead),
  };
}

/** 「前の月末は空白」: only where it was another state, or was not there. */
function changedText({ code, state }: UnitCoverage, before: FrozenFigures | null): string {
  if (before === null) return '';
  const then = before.units.find((unit) => unit.code === code)?.state;
  if (then === undefined) return '前の月末にはまだない';
  if (then === state) return '';
  return `前の月末は${UNIT_STATE_WORDS[then]}`;
}

/**
 * What a unit misses: 「令和8年4月1日から空白(229日)」; 「一度も置いたことがない」 where there never was one, as the rules page
 * explains; 「リーダー1名(2名に満たない)」 where there are some.
 */
export function vacancyText(unit: UnitCoverage): string {
  const { state, vacantSince, daysVacant } = unit;
  if (state === 'short') return tooFewText(unit);
  return sinceText({ since: vacantSince, days: daysVacant });
}

/** The same of any role that the unit has nobody for; empty where it has somebody, or stands apart. */
export function roleVacancyText({ vacancies }: UnitCoverage, role: DxRole): string {
  const found = vacancies.find((it) => it.role === role);
  return found ? sinceText(found) : '';
}

function sinceText({ since, days }: Pick<RoleVacancy, 'since' | 'days'>): string {
  if (since === null || days === null) return '一度も置いたことがない';
  return `${formatDateShort(since)}から空白${days === 0 ? '' : `(${numberText(days)}日)`}`;
}

/** 「リーダー1名(2名に満たない)」, with the day since when as far as there once were enough. */
function tooFewText({ leaders, leadersNeeded, shortSince, daysShort }: UnitCoverage): string {
  const text = `${words.leader}${numberText(leaders.length)}名(${numberText(leadersNeeded)}名に満たない)`;
  if (shortSince === null || daysShort === null) return text;
  return `${text}、${formatDateShort(shortSince)}から${numberText(daysShort)}日`;
}

export function holderText(holder: RoleHolder): string {
  return `${holder.name}(${termText(holder)})`;
}

/** Until when; 後から登録 of a role that nobody knew of on the day itself. */
function termText({ termEnd, recordedLateOn }: RoleHolder): string {
  const late = recordedLateOn === null ? '' : `、後から登録 ${formatDateShort(recordedLateOn)}`;
  return `${formatDateShort(termEnd)}まで${late}`;
}

/** The state of a unit as a sign and a word, the same on every page. */
export function leaderChip(unit: UnitCoverage, seesAhead: boolean): ChipView {
  const isAtRisk = unit.state === 'covered' && announcedRisk(unit, seesAhead) !== null;
  return stateChip(isAtRisk ? 'unit.at_risk' : `unit.${unit.state}`);
}

/** 「後から登録 2名」: how many people are told of the unit otherwise than on the day. */
export function lateUnitText({ changedLater }: UnitCoverage): string {
  return changedLater === 0 ? '' : `後から登録 ${numberText(changedLater)}名`;
}

export function noteText(unit: UnitCoverage, seesAhead: boolean): string {
  if (unit.state === 'apart') return '正規職員がいません';
  if (lacksLeaders(unit)) return vacancyText(unit);
  const risk = announcedRisk(unit, seesAhead);
  return risk === null
    ? ''
    : `${formatDateShort(risk.on)}に${UNIT_STATE_WORDS[risk.state]}の見込み(${END_OF_PRESENCE_WORDS[risk.by]})`;
}

function rateChip(must: number, done: number): ChipView | null {
  if (must === 0) return null;
  return done === must ? stateChip('learning.all_completed') : null;
}

function leftOutCount(leftOut: Readonly<Record<(typeof LEFT_OUT_OF_RATE)[number], number>>) {
  return LEFT_OUT_OF_RATE.reduce((sum, reason) => sum + leftOut[reason], 0);
}
