import { diffDays, formatDateShort, type LocalDate, numberText, people } from '@app/platform';
import type { HeadCountForecast } from './head-count-forecast.rules';

export interface PaceQuestion {
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
  readonly now: number;
  readonly target: number;
  /** Holders who passed within the twelve months up to the day. */
  readonly passedLastYear: number;
  /** A day that has passed is told as what was. */
  readonly isPast?: boolean;
}

const DAYS_PER_YEAR = 365.25;

interface Need {
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
  readonly missing: number;
}

/** How much more each year until the due day; null once it has come. */
export function neededPerYear({ asOf, dueOn, missing }: Need): number | null {
  const days = diffDays(asOf, dueOn);
  return days <= 0 ? null : missing / (days / DAYS_PER_YEAR);
}

const DAYS_PER_MONTH = DAYS_PER_YEAR / 12;

/** The same each month, of what is due within a year; in the last month all of it. */
export function neededPerMonth({ asOf, dueOn, missing }: Need): number | null {
  const days = diffDays(asOf, dueOn);
  return days < 0 ? null : missing / Math.max(1, days / DAYS_PER_MONTH);
}

/** What the target asks for each year against the last one; a number, no forecast. */
export function paceSentence({
  asOf,
  dueOn,
  now,
  target,
  passedLastYear,
  isPast = false,
}: PaceQuestion): string {
  const missing = target - now;
  const told = isPast ? WAS : IS;
  if (missing <= 0) return `目標の${people(target)}に${told.reached}。`;
  const perYear = neededPerYear({ asOf, dueOn, missing });
  if (perYear === null)
    return `${dueWords(asOf, dueOn)}。目標まで${people(missing)}${told.missing}。`;
  return `${told.year}の合格は${people(passedLastYear)}${told.be}。目標まであと${people(missing)}で、1年あたり約${perYear.toFixed(1)}名ずつ増やす必要が${told.needed}。`;
}

const IS = {
  ...{ year: 'この1年', be: 'です', needed: 'あります' },
  ...{ reached: '達しています', missing: '足りません' },
};
const WAS = {
  ...{ year: 'その日までの1年', be: 'でした', needed: 'ありました' },
  ...{ reached: '達していました', missing: '足りませんでした' },
};

function dueWords(asOf: LocalDate, dueOn: LocalDate): string {
  const day = formatDateShort(dueOn);
  return asOf === dueOn ? `期限の日(${day})です` : `期限(${day})を過ぎています`;
}

/** Of a hundred; never all and never none, for nobody knows that. */
export function timesOfHundred(share: number): string {
  const times = Math.round(share * 100);
  if (times >= 100) return '99回以上';
  if (times < 1) return '1回未満';
  return `${String(times)}回`;
}

/** The one sentence that comes before every picture. */
export function forecastSentence({
  forecast,
  dueOn,
  target,
}: {
  readonly forecast: HeadCountForecast;
  readonly dueOn: LocalDate;
  readonly target: number;
}): string {
  const last = forecast.fan.at(-1);
  const spread =
    last === undefined
      ? ''
      : `真ん中の見通しは${people(last.middle)}、10回のうち8回は${numberText(last.low)}〜${people(last.high)}です。`;
  return `いまの進み方をくり返し試すと、100回のうち${timesOfHundred(forecast.reached)}、${formatDateShort(dueOn)}までに${people(target)}に届きます。${spread}`;
}
