import {
  countingText,
  type CountingRule,
  type EnteredValue,
  enteredText,
  type KpiTarget,
  METRIC_CODES,
  METRIC_WORDS,
  type Metric,
  metricFacts,
  milestoneText,
  ruleLabel,
  type TargetStanding,
  targetName,
  targetValueText,
  type ToldTarget,
} from '@app/coverage';
import {
  addDays,
  fiscalYearOf,
  formatDateShort,
  formatDateTime,
  formatFiscalYear,
  formatRange,
  type LocalDate,
  thingsSentence,
} from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { validityChip } from '../../../shared/validity-chip';
import { fact } from '../../../shell/parts/facts';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { address, breadcrumb } from '../../../shell/view-parts';
import { coverageHref } from '../coverage/coverage-links';
import { type NoRecords, noRecordsView } from '../coverage/before-records';
import { aheadNote } from '../coverage/coverage.views';
import { milestoneOfYear, standingView } from './standing.views';
import { targetCrumbs, targetHref, TARGETS, targetsHref } from './target-links';
import { targetsList } from './targets.list';

interface Day {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}

/** Whoever may change a target does so of today: a past day is over, one ahead has not come. */
interface Frame extends Day {
  readonly canManage: boolean;
}

/** Every promise of the day, and those of which nothing is promised. */
export function targetsView(standings: readonly TargetStanding[], frame: Frame) {
  const { asOf } = frame;
  const held = new Set(standings.map(({ target }) => target.code));
  const open = METRIC_CODES.filter((code) => !held.has(code));
  return {
    title: '目標',
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], ['目標']),
    summary: targetsSentence(standings),
    ...day(frame),
    table: listTable(targetsList(asOf), standings, {
      caption: '市の計画の目標',
      ...{ hidesCaption: true, path: '', query: {} },
    }),
    isEmpty: standings.length === 0,
    others: open.map((code) => ({
      name: METRIC_WORDS[code],
      href: acts(frame) ? changeHref(code) : targetHref(code, asOf),
    })),
    othersTitle: acts(frame) ? '目標を登録していない項目' : 'この日に目標のない項目',
    files: fileLinks(`${TARGETS}/list`, { asOf }),
    rulesHref: address('/coverage/rules', { asOf }),
  };
}

/** 「目標は16件です。達成5件、節目に不足1件、未入力8件。」: the states that ask for something first in their order. */
export function targetsSentence(standings: readonly TargetStanding[]): string {
  const all = thingsSentence('目標', standings.length);
  const count = (...states: readonly TargetStanding['state'][]) =>
    standings.filter(({ state }) => states.includes(state)).length;
  const parts = [
    ['達成', count('met')],
    ['節目に不足・未達', count('behind', 'missed')],
    ['数や状態が未入力', count('not_entered')],
  ] as const;
  const told = parts.filter(([, number]) => number > 0);
  if (told.length === 0) return all;
  return `${all}そのうち${told.map(([what, number]) => `${what}が${String(number)}件`).join('、')}です。`;
}

interface TargetFound {
  readonly code: Metric;
  /** Null: nothing is promised on the day. */
  readonly standing: TargetStanding | null;
  readonly rule: CountingRule;
  readonly told: readonly ToldTarget[];
  readonly values: readonly EnteredValue[];
}

/** One promise: how it stands, what it asked for when, and what was typed in for it. */
export function targetView(found: TargetFound, frame: Frame) {
  const { code, standing, told, values, rule } = found;
  const { asOf } = frame;
  const known = told.filter(({ supersededAt }) => supersededAt === null);
  const newest = newestOf(known);
  const isEntered = metricFacts(code).facts === 'entered';
  const name = METRIC_WORDS[code];
  return {
    title: name,
    head: pageHead(
      name,
      targetCrumbs(asOf, [name]),
      standing === null
        ? noneText(newest, frame)
        : sentence(sentenceOf(standing, asOf), { chip: standingView(standing, asOf).chip }),
    ),
    ...day(frame),
    action: targetHref(code),
    facts: standing === null ? [] : factsOf(standing, rule, asOf),
    ruleNote: ruleNote(standing, rule),
    milestones: standing === null ? [] : milestonesOf(standing, values),
    hasEnteredYears: isEntered,
    isEntered,
    values: values.map((value) => valueRow(value, frame)),
    versions: known.toSorted(byFirstDay).map((it) => versionRow(it, frame)),
    corrections: told.flatMap(correctionRow),
    ...(acts(frame) ? actsOf(code, newest, frame.today) : {}),
    listHref: targetsHref(asOf),
    withdrawAction: `${targetHref(code)}/withdraw`,
    valueWithdrawAction: `${targetHref(code)}/value/withdraw`,
  };
}

/** What can be done today. */
function actsOf(code: Metric, newest: KpiTarget | undefined, today: LocalDate) {
  const { kind, facts } = metricFacts(code);
  const endAction = `${targetHref(code)}/end`;
  return {
    changeHref: changeHref(code),
    changeLabel: newest === undefined ? '目標を登録する' : '目標を変更する',
    valueHref: facts === 'entered' ? valueHref(code) : '',
    valueLabel: kind === 'status' ? '状態を入力する' : '数を入力する',
    endHref: newest && isOpen(newest, today) ? endAction : '',
    endTakenBack: newest && plannedEnd(newest, today, endAction),
  };
}

function plannedEnd({ rowId, validTo }: KpiTarget, today: LocalDate, action: string) {
  if (validTo === null || validTo <= today) return null;
  const lastDay = formatDateShort(addDays(validTo, -1));
  return { action, seen: rowId, text: `この目標は${lastDay}で終わる予定です。` };
}

/** What was said once and is not any more, with how long it stood in the books. */
function correctionRow(target: ToldTarget) {
  const { recordedAt, supersededAt } = target;
  if (supersededAt === null) return [];
  const told = `${formatDateTime(recordedAt)}から${formatDateTime(supersededAt)}まで`;
  return [{ name: targetName(target), period: periodOf(target), due: dueOf(target), told }];
}

/** Of a day of which nothing is known. */
export function noTargetView(code: Metric, asOf: LocalDate, noRecords: NoRecords) {
  const name = METRIC_WORDS[code];
  return {
    ...noRecordsView(name, asOf, noRecords),
    head: pageHead(name, targetCrumbs(asOf, [name])),
    action: targetHref(code),
  };
}

function isOpen({ validTo }: KpiTarget, today: LocalDate): boolean {
  return validTo === null || validTo > today;
}

function acts({ canManage, asOf, today }: Frame): boolean {
  return canManage && asOf === today;
}

function day({ asOf, today }: Day) {
  return { asOf, asOfText: formatDateShort(asOf), aheadNote: aheadNote(asOf, today) };
}

function changeHref(code: Metric): string {
  return `${targetHref(code)}/change`;
}

function valueHref(code: Metric, id?: string): string {
  return address(`${targetHref(code)}/value`, { of: id });
}

export function newestOf(known: readonly KpiTarget[]): KpiTarget | undefined {
  return known.toSorted(byFirstDay)[0];
}

function byFirstDay(a: KpiTarget, b: KpiTarget): number {
  return b.validFrom.localeCompare(a.validFrom);
}

function noneText(newest: KpiTarget | undefined, { asOf }: Day): string {
  if (newest === undefined) return 'この項目の目標は、まだ登録されていません。';
  return `${formatDateShort(asOf)}に有効な目標はありません。`;
}

/** 「ITパスポート取得職員50名以上。この日の数は12名、あと38名です。期限は…」 */
function sentenceOf(standing: TargetStanding, asOf: LocalDate): string {
  const { name, now, missing, due } = standingView(standing, asOf);
  const until = standing.isYearly ? '毎年度の目標です。' : `期限は${due}です。`;
  if (standing.target.targetValue === null)
    return `数のない約束です。${now === '' ? 'この年度の状態は、まだ入力されていません。' : `${formatDateShort(asOf)}の状態は「${now}」です。`}`;
  if (now === '') return `目標は「${name}」です。この年度の数は、まだ入力されていません。${until}`;
  const left = standing.missing === null || standing.missing === 0 ? '' : `、あと${missing}`;
  return `目標は「${name}」、数は${now}${left}です。${until}`;
}

function factsOf(standing: TargetStanding, rule: CountingRule, asOf: LocalDate) {
  const { target } = standing;
  const view = standingView(standing, asOf);
  const row = (label: string, value: string, href = '') =>
    value === '' ? [] : [fact(label, value, { href })];
  return [
    ...row(
      target.targetValue === null ? 'この日の状態' : 'この日の数',
      view.now || 'まだ入力されていません',
      view.nowHref,
    ),
    ...row('数の出所', view.nowNote),
    ...row('目標', targetValueText(target)),
    ...row('あと', view.missing),
    ...row('期限', standing.isYearly ? '毎年度' : view.due),
    ...row('期限までに、1年あたり', view.perYear),
    ...row('この年度の節目', milestoneOfYear(standing)),
    ...row('数え方', countingText(target, rule)),
    ...row(
      '数え方の版',
      metricFacts(target.code).facts === 'counted' ? ruleLabel(rule) : '',
      address('/coverage/rules', { asOf }),
    ),
    ...row('根拠', sourceOf(target)),
    ...row('有効期間', periodOf(target)),
  ];
}

/** Two numbers for the same thing would be two answers: which one counts is said. */
function ruleNote(standing: TargetStanding | null, rule: CountingRule): string {
  const { minimumLeaders } = rule;
  const value = standing?.target.targetValue;
  if (standing?.target.code !== 'leader_coverage' || value === minimumLeaders) return '';
  return `目標は${String(value)}名以上ですが、数え方では${String(minimumLeaders)}名以上を充足と数えています。目標の人数を数え方に合わせてください。`;
}

/** The numbers typed in last in each fiscal year stand beside its milestone. */
function milestonesOf({ target }: TargetStanding, values: readonly EnteredValue[]) {
  const typed = values.filter(({ supersededAt }) => supersededAt === null);
  return target.milestones.map(({ fiscalYear, value }) => {
    const last = typed.find(({ asOf }) => fiscalYearOf(asOf) === fiscalYear);
    return {
      year: formatFiscalYear(fiscalYear),
      value: milestoneText(target.code, value),
      entered: last === undefined ? '―' : enteredText(last),
    };
  });
}

function valueRow(value: EnteredValue, frame: Frame) {
  const { id, code, asOf, document, note, recordedAt, supersededAt } = value;
  const isCurrent = supersededAt === null;
  return {
    id,
    year: formatFiscalYear(fiscalYearOf(asOf)),
    asOf: formatDateShort(asOf),
    text: enteredText(value),
    document,
    note,
    recorded: formatDateTime(recordedAt),
    replaced: isCurrent ? '' : `${formatDateTime(supersededAt)}に訂正・取消し`,
    isCurrent,
    correctHref: isCurrent && acts(frame) ? valueHref(code, id) : '',
  };
}

function versionRow(target: ToldTarget, frame: Frame) {
  const { validFrom, validTo } = target;
  return {
    name: targetName(target),
    due: dueOf(target),
    period: periodOf(target),
    source: sourceOf(target),
    milestones: target.milestones
      .map(
        ({ fiscalYear, value }) =>
          `${formatFiscalYear(fiscalYear)} ${milestoneText(target.code, value)}`,
      )
      .join('、'),
    recorded: formatDateTime(target.recordedAt),
    state: validityChip({ from: validFrom, to: validTo }, frame.today),
    validFrom,
    canWithdraw: acts(frame) && validFrom > frame.today,
  };
}

export function periodOf({ validFrom, validTo }: KpiTarget): string {
  return formatRange(validFrom, validTo && addDays(validTo, -1));
}

export function dueOf({ dueOn }: KpiTarget): string {
  return dueOn === null ? '毎年度' : formatDateShort(dueOn);
}

/** 「第2次DX推進計画(令和8年3月) 12頁」; of the plan's own promises nobody has typed the page yet. */
export function sourceOf({ source, page }: KpiTarget): string {
  return page === '' ? source : `${source} ${page}`;
}
