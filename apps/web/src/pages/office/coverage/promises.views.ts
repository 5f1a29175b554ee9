import {
  type CityCoverage,
  METRIC_CODES,
  METRIC_WORDS,
  type Metric,
  RATE_OF_METRIC,
  RATE_WORDS,
  type RateName,
  rateOf,
  type TargetStanding,
} from '@app/coverage';
import { isUsual } from '../../../shell/lists/common-chips';
import { standingView } from '../targets/standing.views';
import { numberText, peopleHref } from './coverage-links';
import { leftOutText } from './learning.views';

/** They have a card of their own above. */
const LARGE: readonly Metric[] = ['leader_coverage', 'it_passport_holders'];

/** The other promises of the plan, one row each; a state that most of them have is a word and no sign. */
export function promisesView(
  city: CityCoverage,
  standings: readonly TargetStanding[],
  { hasRates, changes }: PromisesFrame,
) {
  const rows = METRIC_CODES.filter((code) => !LARGE.includes(code)).flatMap((code) =>
    rowOf(code, { city, standings, hasRates, changes }),
  );
  const count = (label: string) => rows.filter(({ chip }) => chip?.label === label).length;
  return rows.map((row) => {
    const label = row.chip?.label ?? '―';
    return isUsual(count(label), rows.length)
      ? { ...row, chip: null, state: label }
      : { ...row, state: '―' };
  });
}

interface PromisesFrame {
  readonly hasRates: boolean;
  /** What has changed of each rate since the end of the month before. */
  readonly changes: Readonly<Partial<Record<RateName, string>>>;
}

interface Told extends PromisesFrame {
  readonly city: CityCoverage;
  readonly standings: readonly TargetStanding[];
}

/** The rates of learning stand there also on a day without a target for them. */
function rowOf(code: Metric, { city, standings, hasRates, changes }: Told) {
  const standing = standings.find(({ target }) => target.code === code) ?? null;
  const view = standing && standingView(standing, city.asOf);
  const rateName = RATE_OF_METRIC[code];
  if (rateName !== undefined) {
    const rate = hasRates ? rateView(city, rateName) : null;
    const change = rate === null ? '' : (changes[rateName] ?? '');
    return [{ name: METRIC_WORDS[code], ...viewOr(view), isRate: true, rate, change }];
  }
  return view === null ? [] : [{ ...view, isRate: false, rate: null, change: '' }];
}

function viewOr(view: ReturnType<typeof standingView> | null) {
  const none = { href: '', now: '', nowHref: '', nowNote: '', target: '', missing: '', due: '' };
  return view ?? { ...none, perYear: '', pace: '', chip: null };
}

/** Numerator, denominator and whoever is in neither, each to be opened. */
function rateView(city: CityCoverage, name: RateName) {
  const { asOf } = city;
  const rate = rateOf(city, name);
  return {
    of: RATE_WORDS[name],
    done: numberText(rate.done),
    doneHref: peopleHref(`${name}_done`, asOf),
    must: numberText(rate.must),
    mustHref: peopleHref(name, asOf),
    open: numberText(rate.open),
    openHref: peopleHref(`${name}_open`, asOf),
    percent: rate.must === 0 ? '' : `${((rate.done / rate.must) * 100).toFixed(1)}%`,
    leftOut: leftOutText(rate.leftOut),
  };
}
