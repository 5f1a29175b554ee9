import {
  countingText,
  type CountingRule,
  type EnteredValue,
  enteredText,
  type KpiTarget,
  METRIC_WORDS,
  type Metric,
  metricFacts,
  TARGET_STATUSES,
  TARGET_STATUS_WORDS,
  targetName,
} from '@app/coverage';
import {
  fiscalYearOf,
  formatDateShort,
  formatFiscalYear,
  type LocalDate,
  maxDate,
  words,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { targetCrumbs, targetHref } from './target-links';
import { MILESTONE_YEARS, milestoneField } from './targets.forms';
import { dueOf } from './targets.views';

/** As many fiscal years are asked for where no due day ends them. */
const YEARS_AHEAD = 5;

/** The newest target of the metric, to be changed from today; blank where there is none. */
export function initialTarget(
  newest: KpiTarget | undefined,
  today: LocalDate,
): Readonly<Record<string, string>> {
  const steps = Object.fromEntries(
    MILESTONE_YEARS.map((year): [string, string] => [milestoneField(year), stepText(newest, year)]),
  );
  const blank = { targetValue: '', dueOn: '', source: '', page: '', counting: '' };
  if (newest === undefined) return { ...blank, validFrom: today, ...steps };
  const { targetValue, dueOn, source, page, counting, validFrom } = newest;
  return {
    ...{ targetValue: String(targetValue ?? ''), dueOn: dueOn ?? '', source, page, counting },
    validFrom: maxDate(today, validFrom),
    ...steps,
  };
}

function stepText(newest: KpiTarget | undefined, year: number): string {
  const step = newest?.milestones.find(({ fiscalYear }) => fiscalYear === year);
  return String(step?.value ?? '');
}

interface ChangeFrame {
  readonly code: Metric;
  readonly newest: KpiTarget | undefined;
  readonly rule: CountingRule;
  readonly today: LocalDate;
}

const VALUE_LABELS = {
  per_unit: () => `各${words.unit}の人数(名以上)`,
  head_count: () => '目標の人数(名以上)',
  percent: () => '目標の割合(%)',
  cases: () => '目標の件数(件以上)',
  hours: () => '目標の時間(時間以上)',
  status: () => '',
} as const;

export function changeView({ code, newest, rule, today }: ChangeFrame, form: FormView<string>) {
  const { kind, facts, isDated } = metricFacts(code);
  const title = newest === undefined ? '目標を登録する' : '目標を変更する';
  const name = METRIC_WORDS[code];
  return {
    title: `${name}の${title}`,
    breadcrumb: targetCrumbs(today, [name, targetHref(code)], [title]),
    summary:
      newest === undefined
        ? 'この項目の目標は、まだ登録されていません。'
        : `いまの登録は「${targetName(newest)}」(期限 ${dueOf(newest)})です。選んだ日より前は、いまの目標で示します。`,
    action: `${targetHref(code)}/change`,
    button: title,
    back: targetHref(code),
    // What the page tells of is what was looked at, also when it is shown again.
    seen: newest?.rowId ?? '',
    form,
    valueLabel: VALUE_LABELS[kind](),
    dueHint: isDated ? '' : '毎年度の約束では空欄にします。',
    isDated,
    countingHint:
      facts === 'counted'
        ? `数え方は市の設定の「数え方」によります: ${countingText({ code, counting: '' }, rule)}補うことがあれば入力します。`
        : '手で入力する数の数え方を入力します。',
    milestones: kind === 'status' ? [] : shownYears(newest, today).map(stepField),
    milestoneUnit: kind === 'per_unit' ? `充足している${words.unit}の数` : '',
  };

  function stepField(year: number) {
    return { field: form.fields[milestoneField(year)], label: `${formatFiscalYear(year)}末` };
  }
}

/** Those of the target, and from this one up to its last. */
function shownYears(newest: KpiTarget | undefined, today: LocalDate): number[] {
  const first = fiscalYearOf(today);
  const last = newest?.dueOn ? fiscalYearOf(newest.dueOn) : first + YEARS_AHEAD - 1;
  const held = new Set(newest?.milestones.map(({ fiscalYear }) => fiscalYear));
  return MILESTONE_YEARS.filter((year) => held.has(year) || (year >= first && year <= last));
}

export function endView(
  { code, newest, today }: { code: Metric; newest: KpiTarget; today: LocalDate },
  form: FormView<'lastDay'>,
) {
  const name = METRIC_WORDS[code];
  return {
    title: `${name}の目標を終える`,
    breadcrumb: targetCrumbs(today, [name, targetHref(code)], ['目標を終える']),
    summary: `「${targetName(newest)}」(期限 ${dueOf(newest)})を終えます。`,
    confirm: {
      action: `${targetHref(code)}/end`,
      happens: ['最後の日の翌日から、この項目に目標はありません。充足状況にも出なくなります。'],
      stays: ['最後の日までの達成状況は、この目標で示します。', 'これまでに入力した数は残ります。'],
      notes: [],
      hidden: [{ name: 'seen', value: newest.rowId }],
      button: '目標を終える',
      isDangerous: true,
      back: { href: targetHref(code), label: '終えずに戻る' },
    },
    form,
  };
}

/** A correction begins with what was typed in; the day is that of the number. */
export function initialValue(corrected: EnteredValue | undefined, today: LocalDate) {
  if (corrected === undefined)
    return { asOf: today as string, value: '', status: '', document: '', note: '' };
  const { asOf, value, status, document, note } = corrected;
  return { asOf, value: String(value ?? ''), status: status ?? '', document, note };
}

interface ValueFrame {
  readonly code: Metric;
  readonly corrected: EnteredValue | undefined;
  readonly counting: string;
  readonly today: LocalDate;
}

export function valueView(
  { code, corrected, counting, today }: ValueFrame,
  form: FormView<keyof ReturnType<typeof initialValue>>,
) {
  const { kind } = metricFacts(code);
  const isStatus = kind === 'status';
  const name = METRIC_WORDS[code];
  const what = isStatus ? '状態' : '数';
  const act = corrected === undefined ? `${what}を入力する` : `${what}を訂正する`;
  return {
    title: `${name}の${act}`,
    breadcrumb: targetCrumbs(today, [name, targetHref(code)], [act]),
    summary:
      corrected === undefined
        ? `${name}の事実は、まだこのシステムで記録していません。${words.programOffice}が年度ごとに${what}を入力します。`
        : `${formatDateShort(corrected.asOf)}現在の入力「${enteredText(corrected)}」(${corrected.document})を訂正します。もとの入力は残ります。`,
    action: `${targetHref(code)}/value`,
    seen: corrected?.id ?? '',
    back: targetHref(code),
    button: act,
    isStatus,
    isCorrection: corrected !== undefined,
    valueLabel: VALUE_WORDS[kind],
    valueHint: `年度の初めから、下で選ぶ日までの数です。${counting}`,
    dayHint: `${what}がいつの時点のものかを選びます。年度は、この日で決まります。`,
    statuses: TARGET_STATUSES.map((value) => ({ value, label: TARGET_STATUS_WORDS[value] })),
    form,
  };
}

const VALUE_WORDS = {
  per_unit: '数',
  head_count: '人数(名)',
  percent: '割合(%)',
  cases: '件数(件)',
  hours: '時間(時間)',
  status: '状態',
} as const;
