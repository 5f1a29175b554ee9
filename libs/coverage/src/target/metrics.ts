/** Whether every unit that counts must reach the value, or the city as a whole. */
export const TARGET_SCOPES = ['every_unit', 'city'] as const;
type TargetScope = (typeof TARGET_SCOPES)[number];

/** What the value of a target is; a status has none. */
export const TARGET_KINDS = [
  'per_unit',
  'head_count',
  'percent',
  'cases',
  'hours',
  'status',
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

interface MetricFacts {
  readonly kind: TargetKind;
  readonly scope: TargetScope;
  /** Counted by the product from its facts, or typed in by the office because no part of the product records it yet. */
  readonly facts: 'counted' | 'entered';
  /** Asks for a due day: it is forecast until then. The others may also be meant for every fiscal year. */
  readonly isDated: boolean;
}

const inCity = (kind: TargetKind, facts: MetricFacts['facts']): MetricFacts => ({
  ...{ kind, facts },
  scope: 'city',
  isDated: false,
});

/** What the promises of the plan are measured by, each with its own way of counting; in the order of the pages. */
export const METRICS = {
  leader_coverage: { kind: 'per_unit', scope: 'every_unit', facts: 'counted', isDated: true },
  it_passport_holders: { kind: 'head_count', scope: 'city', facts: 'counted', isDated: true },
  supporters: inCity('head_count', 'counted'),
  information_security: inCity('percent', 'counted'),
  ai_use: inCity('percent', 'counted'),
  ai_use_ever: inCity('percent', 'counted'),
  other_certificates: inCity('head_count', 'counted'),
  bpr_cases: inCity('cases', 'entered'),
  waiting_hours: inCity('hours', 'entered'),
  clerical_hours: inCity('hours', 'entered'),
  prefectural_training: inCity('head_count', 'entered'),
  training_secondments: inCity('head_count', 'entered'),
  support_given: inCity('cases', 'entered'),
  specialist_recruitment: inCity('status', 'entered'),
  dispatch_acceptance: inCity('status', 'entered'),
  caio: inCity('status', 'entered'),
} as const satisfies Readonly<Record<string, MetricFacts>>;

export type Metric = keyof typeof METRICS;

/** Never sorted by the alphabet. */
export const METRIC_CODES = Object.keys(METRICS) as Metric[];

/** What the pages of the two large promises and the forecast rely on. */
export type DatedMetric = 'leader_coverage' | 'it_passport_holders';

export function isMetric(text: string): text is Metric {
  return Object.hasOwn(METRICS, text);
}

export function metricFacts(metric: Metric): MetricFacts {
  return METRICS[metric];
}

/** How far a promise without a number is. */
export const TARGET_STATUSES = ['not_started', 'preparing', 'carried_out', 'dropped'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];
