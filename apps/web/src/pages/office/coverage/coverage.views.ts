import {
  type CityCoverage,
  coveredWords,
  forecastSentence,
  type HolderPromise,
  LEFT_OUT_OF_RATE,
  type PeopleFigure,
  ruleLabel,
  type UnitCoverage,
  vacantWords,
  PEOPLE_FIGURE_WORDS,
  LEFT_OUT_WORDS,
} from '@app/coverage';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import { address, breadcrumb } from '../../../shell/view-parts';
import { numberText, peopleHref } from './coverage-links';
import { matrixRow, vacancyText } from './matrix.views';
import { stackView } from './stack.views';
import { announcedRisk } from '../../../shared/announced-risk.rules';

const PART_NAMES: Readonly<Partial<Record<PeopleFigure, string>>> = {
  holders: '確認済み',
  higher_only: '(参考)上位の試験だけ',
};

export interface CoverageFrame {
  /** Whether what is not announced yet may be shown. */
  readonly seesAhead: boolean;
  /** The day that was asked for could not be shown. */
  readonly isClipped: boolean;
  readonly canAppoint: boolean;
}

/** The two promises, the empty units and the matrix; every number opens what is behind it. */
export function coverageView(city: CityCoverage, frame: CoverageFrame) {
  const { asOf, leader, holder } = city;
  return {
    title: '充足状況',
    breadcrumb: breadcrumb(['充足状況']),
    asOf,
    asOfText: formatDateShort(asOf),
    clippedNote: frame.isClipped
      ? '公表前の人事異動を含むため、先の日は表示できません。今日の状況を表示しています。'
      : '',
    summary: summaryText(city),
    ruleLabel: ruleLabel(city.rule),
    rulesHref: address('/coverage/rules', { asOf }),
    csvHref: address('/coverage.csv', { asOf }),
    leader: {
      covered: numberText(leader.covered),
      counting: numberText(leader.counting),
      coveredCount: leader.covered,
      countingCount: Math.max(1, leader.counting),
      barText: `${numberText(leader.counting)}${words.unit}のうち${numberText(leader.covered)}${words.unit}が充足`,
      coveredHref: peopleHref('units_covered', asOf),
      countingHref: peopleHref('units', asOf),
      vacantWords: vacantWords(city.rule),
      missing: numberText(leader.missing),
      missingHref: peopleHref('units_vacant', asOf),
      due: dueText(leader.target?.dueOn ?? null, leader.daysLeft),
      vacant: city.vacant.map((unit) => vacantItem(unit, asOf, frame)),
      risks: city.units.filter((unit) => announcedRisk(unit, frame.seesAhead) !== null).length,
      riskHref: peopleHref('units_at_risk', asOf),
      apart: city.apart.length,
      apartHref: peopleHref('units_apart', asOf),
      leaders: numberText(city.leaders),
      leadersHref: peopleHref('leaders', asOf),
      supporters: numberText(city.supporters),
      supportersHref: peopleHref('supporters', asOf),
    },
    holder: holderView(holder, asOf),
    mandatory: mandatoryView(city),
    matrix: city.units.map((unit) => matrixRow(unit, asOf, frame.seesAhead)),
  };
}

function summaryText({ leader, holder, rule }: CityCoverage): string {
  const units = `${numberText(leader.counting)}${words.unit}のうち${numberText(leader.covered)}${words.unit}に${coveredWords(rule)}。`;
  const now = `ITパスポート取得者は${numberText(holder.now)}名`;
  if (holder.targetValue === null || holder.missing === null) return `${units}${now}です。`;
  const gap =
    holder.missing === 0
      ? '目標に達しています'
      : `目標の${numberText(holder.targetValue)}名まであと${numberText(holder.missing)}名です`;
  return `${units}${now}で、${gap}。`;
}

function dueText(dueOn: LocalDate | null, daysLeft: number | null): string {
  if (dueOn === null || daysLeft === null) return 'この基準日に有効な目標はありません。';
  if (daysLeft < 0) return `期限の${formatDateShort(dueOn)}を過ぎています。`;
  return `期限は${formatDateShort(dueOn)}(あと${numberText(daysLeft)}日)`;
}

function vacantItem(unit: UnitCoverage, asOf: LocalDate, frame: CoverageFrame) {
  const coveredFrom = frame.seesAhead ? unit.coveredFrom : null;
  return {
    name: unit.name,
    href: peopleHref('leaders', asOf, unit.code),
    since: vacancyText(unit),
    next: coveredFrom === null ? '' : `${formatDateShort(coveredFrom)}に充足の予定`,
    appointHref: frame.canAppoint
      ? address('/appointments/new', { unit: unit.code, role: 'leader' })
      : '',
  };
}

function holderView(holder: HolderPromise, asOf: LocalDate) {
  const { now, targetValue, missing, target } = holder;
  return {
    now: numberText(now),
    nowHref: peopleHref('holders', asOf),
    target: targetValue === null ? '' : numberText(targetValue),
    missing: missing === null ? '' : numberText(missing),
    due: dueText(target?.dueOn ?? null, holder.daysLeft),
    stack: stackView(holder),
    parts: partsView(holder, asOf),
    forecast:
      target === null || targetValue === null
        ? ''
        : forecastSentence({
            asOf,
            dueOn: target.dueOn,
            now,
            target: targetValue,
            passedLastYear: holder.passedLastYear,
          }),
  };
}

function partsView(holder: HolderPromise, asOf: LocalDate) {
  const part = (figure: PeopleFigure, count: number, tone: string) => ({
    label: PART_NAMES[figure] ?? PEOPLE_FIGURE_WORDS[figure],
    count: numberText(count),
    href: peopleHref(figure, asOf),
    tone,
  });
  return [
    part('holders', holder.now, 'verified'),
    part('provisional', holder.provisional, 'provisional'),
    part('reported', holder.reported, 'reported'),
    part('booked', holder.booked, 'booked'),
    part('higher_only', holder.higherOnly, 'none'),
  ];
}

function mandatoryView({ asOf, counts, leftOut }: CityCoverage) {
  const reasons = LEFT_OUT_OF_RATE.filter((reason) => leftOut[reason] > 0);
  return {
    hasTarget: counts.mandatory > 0,
    done: numberText(counts.mandatory_done),
    doneHref: peopleHref('mandatory_done', asOf),
    target: numberText(counts.mandatory),
    targetHref: peopleHref('mandatory', asOf),
    open: numberText(counts.mandatory_open),
    openHref: peopleHref('mandatory_open', asOf),
    leftOut: reasons
      .map((reason) => `${LEFT_OUT_WORDS[reason]}${numberText(leftOut[reason])}名`)
      .join('、'),
  };
}
