import {
  type CityCoverage,
  METRIC_CODES,
  METRIC_WORDS,
  type Metric,
  RATE_OF_METRIC,
  type RateName,
  rateOf,
  type TargetStanding,
} from '@app/coverage';
import { standingView } from '../targets/standing.views';
import { numberText, peopleHref } from './coverage-links';
import { leftOutText } from './learning.views';

/** They have a card of their own above. */
const LARGE: readonly Metric[] = ['leader_coverage', 'it_passport_holders'];

/** The other promises of the plan, one row each; the rates of learning stand there also on a day without a target for them. */
export function promisesView(
  city: CityCoverage,
  standings: readonly TargetStanding[],
  hasRates: boolean,
) {
  return METRIC_CODES.filter((code) => !LARGE.includes(code)).flatMap((code) => {
    const standing = standings.find(({ target }) => target.code === code) ?? null;
    const rateName = RATE_OF_METRIC[code];
    const view = standing && standingView(standing, city.asOf);
    if (rateName !== undefined) {
      const rate = hasRates ? rateView(city, rateName) : null;
      return [{ name: METRIC_WORDS[code], ...viewOr(view), isRate: true, rate }];
    }
    return view === null ? [] : [{ ...view, isRate: false, rate: null }];
  });
}

function viewOr(view: ReturnType<typeof standingView> | null) {
  const none = { href: '', now: '', nowHref: '', nowNote: '', target: '', missing: '', due: '' };
  return view ?? { ...none, perYear: '', chip: null };
}

/** Numerator, denominator and whoever is in neither, each to be opened. */
function rateView(city: CityCoverage, name: RateName) {
  const { asOf } = city;
  const rate = rateOf(city, name);
  return {
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
