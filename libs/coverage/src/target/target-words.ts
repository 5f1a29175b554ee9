import { numberText, words } from '@app/platform';
import {
  aiEverText,
  aiText,
  type CountingRule,
  holdersText,
  leadersText,
  otherCertificatesText,
  securityText,
  supportersText,
  activeText,
} from '../rule/counting-rule.rules';
import { RATE_WORDS } from '../vocabulary';
import { type Metric, metricFacts, type TargetKind, type TargetStatus } from './metrics';
import type { KpiTarget } from './target.queries';
import type { TargetState } from './target-standing.rules';

export const METRIC_WORDS: Readonly<Record<Metric, string>> = {
  get leader_coverage() {
    return `各${words.unit}の${words.leaderTitle}`;
  },
  it_passport_holders: 'ITパスポート取得職員',
  get supporters() {
    return `活動している${words.supporterTitle}`;
  },
  information_security: `${RATE_WORDS.security}の修了率`,
  ai_use: `${RATE_WORDS.ai}の修了率`,
  ai_use_ever: `${RATE_WORDS.ai_ever}の修了率`,
  other_certificates: 'その他の資格の取得者',
  bpr_cases: '業務の見直し(BPR)',
  waiting_hours: 'フロントヤード改革による待ち時間の削減',
  clerical_hours: 'フロントヤード改革による事務の削減',
  prefectural_training: '県の研修への参加',
  training_secondments: '研修生の派遣',
  support_given: '資格の取得の支援',
  specialist_recruitment: '専門人材の確保',
  dispatch_acceptance: '専門人材の派遣の受入れ',
  caio: 'CAIOの設置',
};

export const TARGET_STATUS_WORDS: Readonly<Record<TargetStatus, string>> = {
  not_started: '未着手',
  preparing: '準備中',
  carried_out: '実施済み',
  dropped: '取りやめ',
};

export const TARGET_STATE_WORDS: Readonly<Record<TargetState, string>> = {
  met: '達成',
  on_way: '途中',
  behind: '節目に不足',
  missed: '未達',
  not_entered: '未入力',
  not_started: TARGET_STATUS_WORDS.not_started,
  preparing: TARGET_STATUS_WORDS.preparing,
  dropped: TARGET_STATUS_WORDS.dropped,
};

const COUNTERS: Readonly<Record<Exclude<TargetKind, 'status'>, string>> = {
  get per_unit() {
    return words.unit;
  },
  head_count: '名',
  percent: '%',
  cases: '件',
  hours: '時間',
};

/** 「8名」「3課」: a number of what the metric counts; of a rate the people who are missing. */
export function metricNumber(metric: Metric, value: number): string {
  const { kind } = metricFacts(metric);
  return `${numberText(value)}${kind === 'status' ? '' : kind === 'percent' ? '名' : COUNTERS[kind]}`;
}

/** 「50名以上」: what a target asks for; nothing of a promise without a number. */
export function targetValueText({
  code,
  targetValue,
}: Pick<KpiTarget, 'code' | 'targetValue'>): string {
  const { kind } = metricFacts(code);
  if (kind === 'status' || targetValue === null) return '';
  if (kind === 'per_unit') return `各${words.unit}に${numberText(targetValue)}名以上`;
  const value = `${numberText(targetValue)}${COUNTERS[kind]}`;
  return kind === 'percent' && targetValue === 100 ? value : `${value}以上`;
}

/** A promise by what it asks for, in the words of today. */
export function targetName(target: Pick<KpiTarget, 'code' | 'targetValue'>): string {
  const value = targetValueText(target);
  return target.code === 'leader_coverage'
    ? `${words.leaderTitle}を${value}`
    : `${METRIC_WORDS[target.code]}${value}`;
}

/** What a milestone asks for at the end of its fiscal year: of units, how many of them. */
export function milestoneText(metric: Metric, value: number): string {
  const { kind } = metricFacts(metric);
  if (kind === 'status') return '';
  return `${numberText(value)}${COUNTERS[kind]}`;
}

const RULE_TEXTS: Readonly<Partial<Record<Metric, (rule: CountingRule) => string>>> = {
  leader_coverage: leadersText,
  it_passport_holders: holdersText,
  supporters: (rule) => `${supportersText(rule)}${activeText()}`,
  information_security: securityText,
  ai_use: aiText,
  ai_use_ever: aiEverText,
  other_certificates: otherCertificatesText,
};

/** How the number is counted: by the version of the counting rule, or in the words of the target where it is typed in. */
export function countingText(
  { code, counting }: Pick<KpiTarget, 'code' | 'counting'>,
  rule: CountingRule,
): string {
  const ruled = RULE_TEXTS[code]?.(rule);
  if (ruled !== undefined) return `${ruled}${counting}`;
  return `${words.programOffice}が手で入力した数です。${counting}`;
}
