import {
  type Candidates,
  candidatesSentence,
  type CityCoverage,
  type CountingRule,
  coveredWords,
  type DepartmentRow,
  forecastSentence,
  type FrozenFigures,
  paceSentence,
  type KeptForecast,
  hasRates,
  type HolderPromise,
  type PeopleFigure,
  riskWords,
  ruleLabel,
  type UnitCoverage,
  vacantWords,
  PEOPLE_FIGURE_WORDS,
  type TargetStanding,
} from '@app/coverage';
import {
  formatDateShort,
  type LocalDate,
  people,
  partOf,
  sentenceAsOf,
  spanText,
  tenseOf,
  words,
} from '@app/platform';
import { printHead } from '../../../shell/parts/heads';
import { address, breadcrumb } from '../../../shell/view-parts';
import {
  forecastHref,
  numberText,
  openingsHref,
  peopleHref,
  trendsHref,
  unitsHref,
  vacanciesHref,
} from './coverage-links';
import { responsibleText } from '../../unit/handovers/handover-words';
import { targetsHref } from '../targets/target-links';
import { learningView } from './learning.views';
import { promisesView } from './promises.views';
import { changesView, noMonthText } from './changes.views';
import { askedQuery, type MatrixAsked } from './matrix-asked';
import { isSole, matrixView } from './matrix-groups.views';
import { lateUnitText, vacancyText } from './matrix.views';
import { announcedRisk } from '../../../shared/announced-risk.rules';

const PART_NAMES: Readonly<Partial<Record<PeopleFigure, string>>> = {
  holders: '確認済み',
};

export interface CoverageFrame {
  readonly today: LocalDate;
  /** Whether what is not announced yet may be shown. */
  readonly seesAhead: boolean;
  readonly canAppoint: boolean;
  /** Null: too few to say anything. */
  readonly candidates: Candidates | null;
  /** What was foreseen by the day; null: nothing may be said. */
  readonly forecast: KeptForecast | null;
  /** Every promise of the day. */
  readonly standings: readonly TargetStanding[];
  /** Every 部 with its rows. */
  readonly departments: readonly DepartmentRow[];
  /** Which rows of units the address asks for. */
  readonly asked: MatrixAsked;
  /** What was written down at the end of the month before; null: nothing was. */
  readonly before: FrozenFigures | null;
}

/** The two promises, the empty units and the matrix; every number opens what is behind it. */
export function coverageView(city: CityCoverage, frame: CoverageFrame) {
  const { asOf } = city;
  const rates = hasRates(asOf, frame.today);
  const { asked, before, seesAhead, departments } = frame;
  const changes = changesView(city, before);
  const { today } = frame;
  const rowFrame = { asOf, today, seesAhead, before, hasRates: rates, within: asked.within };
  return {
    title: '充足状況',
    breadcrumb: breadcrumb(['充足状況']),
    asOf,
    asOfText: formatDateShort(asOf),
    print: printHead(`${formatDateShort(asOf)}現在`, { rule: ruleLabel(city.rule) }),
    aheadNote: aheadNote(asOf, frame.today),
    joinedNote: joinedNote(city.joinedLater),
    lateNote: lateNote(city),
    summary: summaryText(city, frame.today),
    ruleLabel: ruleLabel(city.rule),
    rulesHref: address('/coverage/rules', { asOf }),
    trendsHref: asOf > frame.today ? '' : trendsHref(asOf),
    files: {
      links: [
        { href: address('/coverage.csv', { asOf }), label: 'この表をCSVで保存', isFile: true },
        { href: address('/coverage.xlsx', { asOf }), label: 'Excel(XLSX)で保存', isFile: true },
      ],
      others: [],
    },
    asOfKept: Object.entries(askedQuery(asked)).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    changes,
    noMonth: noMonthText(city, before, frame.today),
    leader: leaderView(city, frame),
    holder: holderView(city, frame),
    promises: promisesView(city, frame.standings, { hasRates: rates, changes: changes.rates }),
    targetsHref: targetsHref(asOf),
    targetsLabel: asOf === frame.today ? 'すべての目標と、その変更・入力' : 'すべての目標',
    learning: learningView(city, rates),
    matrix: matrixView(city, rowFrame, { departments, asked }),
  };
}

function leaderView(city: CityCoverage, frame: CoverageFrame) {
  const { asOf, leader } = city;
  return {
    covered: numberText(leader.covered),
    counting: numberText(leader.counting),
    coveredCount: leader.covered,
    countingCount: Math.max(1, leader.counting),
    barText: `${numberText(leader.counting)}${words.unit}のうち${numberText(leader.covered)}${words.unit}が充足`,
    coveredHref: peopleHref('units_covered', asOf),
    countingHref: peopleHref('units', asOf),
    vacantWords: vacantWords(city.rule),
    vacantTitle: vacantTitle(city),
    missing: numberText(leader.missing),
    missingHref: peopleHref('units_vacant', asOf),
    due: dueText(asOf, leader.target?.dueOn ?? null),
    vacanciesHref: vacanciesHref(asOf),
    openingsHref: openingsHref(asOf),
    vacant: city.vacant.map((unit) => vacantItem(unit, asOf, frame)),
    risks: city.units.filter((unit) => announcedRisk(unit, frame.seesAhead) !== null).length,
    riskWords: riskWords(city.rule),
    riskHref: peopleHref('units_at_risk', asOf),
    ...soleView(city, frame),
    apart: city.apart.length,
    apartHref: peopleHref('units_apart', asOf),
    leaders: numberText(city.leaders),
    leadersHref: peopleHref('leaders', asOf),
    activeSupporters: numberText(city.activeSupporters),
    activeHref: peopleHref('active_supporters', asOf),
    supporters: numberText(city.supporters),
    supportersHref: peopleHref('supporters', asOf),
  };
}

/** How many units depend on somebody who will not be there any more within the months that were asked for. */
function soleView(city: CityCoverage, { seesAhead, asked: { within } }: CoverageFrame) {
  const { asOf } = city;
  return {
    sole: city.units.filter((unit) => isSole(unit, { asOf, within, seesAhead })).length,
    soleWords: `代わりのいない${words.leader}が${String(within)}か月以内に終わる${words.unit}`,
    soleHref: unitsHref(asOf, { state: 'sole', within: String(within) }),
  };
}

/** 後から登録: figures of a past day that differ from what was said on it because numbers were joined since. */
function joinedNote(joinedLater: number): string {
  if (joinedLater === 0) return '';
  return `後から登録: この日より後に職員番号をつないだ(または分けた)職員が${people(joinedLater)}います。その分、当時の数字と異なることがあります。数字を開くと、その職員の「根拠」に登録日が出ます。`;
}

/** 後から登録: a past day that is told otherwise than on it, and of which units. */
function lateNote({ changedLater, units }: CityCoverage): string {
  if (changedLater === 0) return '';
  const names = units
    .filter((unit) => unit.insideCode === null && unit.changedLater > 0)
    .map((unit) => unit.name);
  const where = names.length === 0 ? '' : `(${names.join('、')})`;
  return `後から登録: この日の所属・任用・休職・任命のうち${people(changedLater)}の分${where}は、この日より後に登録したか、取り消したものです。当時の数字と異なることがあります。`;
}

/** Of a day ahead: what the numbers are, and what they cannot know. */
export function aheadNote(asOf: LocalDate, today: LocalDate): string {
  return tenseOf(asOf, today) === 'future'
    ? '先の日の数字です。今の登録のまま進んだ場合のもので、これから登録する修了・合格・任命・異動は入っていません。'
    : '';
}

/** 「30課のうち17課にDX推進リーダーがいます。」, in the tense of the day. */
function summaryText({ asOf, leader, holder, rule }: CityCoverage, today: LocalDate): string {
  const day = { asOf, today };
  const isPast = tenseOf(asOf, today) === 'past';
  if (leader.counting === 0)
    return `${words.leader}を置く${words.unit}は、この日の登録にありません。${holderSentence(holder, isPast)}`;
  const covered = coveredWords(rule).replace(/ます$/, '');
  const units =
    leader.covered === 0
      ? sentenceAsOf(day, `${covered}る${words.unit}は`, ['ありません', 'ありませんでした'])
      : sentenceAsOf(day, `${partOf(leader.covered, leader.counting, words.unit)}に${covered}`, [
          'ます',
          'ました',
        ]);
  return `${units}${holderSentence(holder, isPast)}`;
}

function holderSentence({ now, targetValue, missing }: HolderPromise, isPast: boolean): string {
  const is = isPast ? 'でした' : 'です';
  const holders = `ITパスポート取得者は${numberText(now)}名`;
  if (targetValue === null || missing === null) return `${holders}${is}。`;
  if (missing === 0) return `${holders}で、目標に達して${isPast ? 'いました' : 'います'}。`;
  return `${holders}で、目標の${numberText(targetValue)}名まであと${numberText(missing)}名${is}。`;
}

function dueText(asOf: LocalDate, dueOn: LocalDate | null): string {
  if (dueOn === null) return 'この基準日に有効な目標はありません。';
  if (dueOn < asOf) return `期限の${formatDateShort(dueOn)}を過ぎています。`;
  const left = dueOn === asOf ? '基準日が期限です' : `あと${spanText(asOf, dueOn)}`;
  return `期限は${formatDateShort(dueOn)}(${left})`;
}

/** 「リーダーがいない課 10課(空白1、一度もなし9)」, over the list that begins with the longest. */
export function vacantTitle({ rule, vacant }: Pick<CityCoverage, 'rule' | 'vacant'>): string {
  const never = vacant.filter(({ vacantSince }) => vacantSince === null).length;
  const gaps = vacant.length - never;
  const parts = [
    ...(gaps > 0 ? [`空白${numberText(gaps)}`] : []),
    ...(never > 0 ? [`一度もなし${numberText(never)}`] : []),
  ];
  const kinds = parts.length === 0 ? '' : `(${parts.join('、')})`;
  return `${vacantWords(rule)} ${numberText(vacant.length)}${words.unit}${kinds}`;
}

function vacantItem(unit: UnitCoverage, asOf: LocalDate, frame: CoverageFrame) {
  const { today } = frame;
  const coveredFrom =
    frame.seesAhead || (unit.coveredFrom ?? today) <= today ? unit.coveredFrom : null;
  return {
    name: unit.name,
    href: peopleHref('leaders', asOf, { unit: unit.code }),
    since: vacancyText(unit),
    responsible: `担当 ${responsibleText(unit.responsible)}`,
    late: lateUnitText(unit),
    next:
      coveredFrom === null
        ? ''
        : `${formatDateShort(coveredFrom)}に充足${coveredFrom > today ? 'の予定' : ''}`,
    // An appointment is an act of today: it answers a vacancy of today only.
    appointHref:
      frame.canAppoint && asOf === today
        ? address('/appointments/new', { unit: unit.code, role: 'leader' })
        : '',
  };
}

function holderView(city: CityCoverage, frame: CoverageFrame) {
  const { asOf, holder } = city;
  const { today, forecast } = frame;
  const { now, targetValue, missing, target } = holder;
  return {
    now: numberText(now),
    nowHref: peopleHref('holders', asOf),
    target: targetValue === null ? '' : numberText(targetValue),
    missing: missing === null ? '' : numberText(missing),
    due: dueText(asOf, target?.dueOn ?? null),
    parts: partsView(holder, asOf, city.rule),
    candidates: candidatesText(city, frame),
    // Months that nobody has lived through yet say nothing of the pace.
    pace:
      target === null || targetValue === null || asOf > today
        ? ''
        : paceSentence({
            ...{ asOf, dueOn: target.dueOn, now, target: targetValue },
            passedLastYear: holder.passedLastYear,
            isPast: asOf < today,
          }),
    forecast: forecast && missing !== 0 ? forecastSentence(forecast) : '',
    forecastHref: forecastHref(asOf),
  };
}

/** Of days that were there: nobody has practised for a day ahead. */
function candidatesText(
  { asOf, holder }: CityCoverage,
  { candidates, today }: CoverageFrame,
): string {
  const tense = tenseOf(asOf, today);
  if (tense === 'future') return '';
  const { now, targetValue: target } = holder;
  return candidatesSentence(candidates, { now, target, isPast: tense === 'past' });
}

function partsView(holder: HolderPromise, asOf: LocalDate, { holderEquivalents }: CountingRule) {
  const part = (figure: PeopleFigure, count: number) => ({
    label: PART_NAMES[figure] ?? PEOPLE_FIGURE_WORDS[figure],
    count: numberText(count),
    href: peopleHref(figure, asOf),
  });
  return [
    part('holders', holder.now),
    part('provisional', holder.provisional),
    part('reported', holder.reported),
    part('booked', holder.booked),
    {
      ...part('higher_only', holder.higherOnly),
      // Whether they stand in the number or beside it, they are told apart.
      label: holderEquivalents ? '確認済みのうち上位の試験だけ' : '(参考)上位の試験だけ',
    },
  ];
}
