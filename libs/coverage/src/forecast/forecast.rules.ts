import { diffDays, formatDateShort, type LocalDate } from '@app/platform';

export interface ForecastQuestion {
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
  readonly now: number;
  readonly target: number;
  /** Holders who passed within the twelve months up to the day. */
  readonly passedLastYear: number;
}

export type Forecast =
  | { readonly kind: 'reached' }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'too_little_data'; readonly neededPerYear: number }
  | {
      readonly kind: 'forecast';
      readonly expected: number;
      readonly low: number;
      readonly high: number;
      /** That the target is reached if the pace stays, between 0 and 1. */
      readonly probability: number;
      readonly neededPerYear: number;
    };

const DAYS_PER_YEAR = 365.25;
/** Fewer events than this say nothing about a pace: with four the true yearly number may be two or nine. */
const ENOUGH = 5;
const TAIL = 0.1;

/**
 * Extends the pace of the last twelve months in a straight line; the range holds 80 % of what chance alone
 * (Poisson) would make of that pace. Departures are not taken off, and passes not yet verified not added.
 */
export function forecastHolders({
  asOf,
  dueOn,
  now,
  target,
  passedLastYear,
}: ForecastQuestion): Forecast {
  const missing = target - now;
  if (missing <= 0) return { kind: 'reached' };
  const years = diffDays(asOf, dueOn) / DAYS_PER_YEAR;
  if (years <= 0) return { kind: 'overdue' };
  const neededPerYear = missing / years;
  if (passedLastYear < ENOUGH) return { kind: 'too_little_data', neededPerYear };
  const mean = passedLastYear * years;
  return {
    kind: 'forecast',
    expected: now + Math.round(mean),
    low: now + poissonQuantile(mean, TAIL),
    high: now + poissonQuantile(mean, 1 - TAIL),
    probability: 1 - poissonCumulative(mean, missing - 1),
    neededPerYear,
  };
}

function dueWords({ asOf, dueOn }: ForecastQuestion): string {
  const day = formatDateShort(dueOn);
  return asOf === dueOn ? `期限の日(${day})です` : `期限(${day})を過ぎています`;
}

/** One sentence that never promises more than the figures carry. */
export function forecastSentence(question: ForecastQuestion): string {
  const forecast = forecastHolders(question);
  const missing = question.target - question.now;
  const needed = (perYear: number): string =>
    `目標まであと${String(missing)}名、1年あたり約${perYear.toFixed(1)}名の合格が必要です。`;
  const passed = `この1年の合格は${String(question.passedLastYear)}名`;
  switch (forecast.kind) {
    case 'reached':
      return `目標の${String(question.target)}名に達しています。`;
    case 'overdue':
      return `${dueWords(question)}。目標まで${String(missing)}名足りません。`;
    case 'too_little_data':
      return `${passed}と少ないため、見込みは示しません。${needed(forecast.neededPerYear)}`;
    case 'forecast':
      return (
        `${passed}です。同じ調子が続けば、${formatDateShort(question.dueOn)}には${String(forecast.expected)}名前後` +
        `(8割の確からしさで${String(forecast.low)}〜${String(forecast.high)}名)、${String(question.target)}名に届く確からしさは${percentText(forecast.probability)}です。` +
        `退職などによる減少は見込んでいません。${needed(forecast.neededPerYear)}`
      );
  }
}

function percentText(probability: number): string {
  if (probability > 0.99) return '99%以上';
  if (probability < 0.01) return '1%未満';
  return `約${String(Math.round(probability * 100))}%`;
}

/** P(X ≤ k) for X with this mean; summed in logarithms, so that a large mean does not vanish. */
export function poissonCumulative(mean: number, k: number): number {
  if (k < 0) return 0;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= k; i++) {
    logTerm += Math.log(mean) - Math.log(i);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** The smallest k with P(X ≤ k) ≥ p. */
export function poissonQuantile(mean: number, p: number): number {
  let k = 0;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  const limit = Math.ceil(mean + 10 * Math.sqrt(mean) + 10);
  while (sum < p && k < limit) {
    k += 1;
    logTerm += Math.log(mean) - Math.log(k);
    sum += Math.exp(logTerm);
  }
  return k;
}
