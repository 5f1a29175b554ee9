/** First exams that were booked in one month, and how they went as far as anybody told. */
export interface MonthOfBookings {
  readonly booked: number;
  readonly passed: number;
  readonly failed: number;
}

/** How far people of one city come and succeed in groups and not each on their own. */
export interface Togetherness {
  /** How many times as much the number of a month varies as if each came alone; 1: as much. */
  readonly crowding: number;
  /** How alike the results of those are who came in one month: 0 not at all, 1 all pass or all fail. */
  readonly likeness: number;
}

/** Nothing beyond this can be told from so few months. */
const MOST_CROWDING = 20;
const MOST_LIKENESS = 0.9;
/** Months a year apart are compared, so that seasons, which come again, are no groups. */
const YEAR = 12;

export function togethernessOf(months: readonly MonthOfBookings[]): Togetherness {
  return { crowding: 1 + crowdingBeyond(months), likeness: likenessOf(months) };
}

/**
 * Two months with the same mean differ by the square root of their sum when everybody comes alone, and by `crowding` times as
 * much otherwise; the spread of that estimate follows from how one sum falls on two months.
 */
function crowdingBeyond(months: readonly MonthOfBookings[]): number {
  let [squares, sum, spread] = [0, 0, 0];
  for (const [now, then] of pairsOf(months)) {
    const both = now.booked + then.booked;
    squares += (now.booked - then.booked) ** 2;
    sum += both;
    spread += 2 * both * (both - 1);
  }
  if (sum === 0) return 0;
  return Math.min(MOST_CROWDING - 1, beyondChance(squares / sum - 1, spread / sum ** 2));
}

function pairsOf(
  months: readonly MonthOfBookings[],
): readonly (readonly [MonthOfBookings, MonthOfBookings])[] {
  const apart = months.length >= 2 * YEAR ? YEAR : 1;
  return months.flatMap((month, at) => {
    const other = months[at + apart];
    return other === undefined || (apart === 1 && at % 2 === 1) ? [] : [[month, other] as const];
  });
}

/** The mean correlation of two results of one month, over all pairs of them. */
function likenessOf(months: readonly MonthOfBookings[]): number {
  const told = months.map(({ passed, failed }) => ({ passed, sat: passed + failed }));
  const sat = told.reduce((all, it) => all + it.sat, 0);
  const share = told.reduce((all, it) => all + it.passed, 0) / sat;
  const pairs = told.reduce((all, it) => all + it.sat * (it.sat - 1), 0);
  const variance = share * (1 - share);
  if (pairs === 0 || !(variance > 0)) return 0;
  const alike = told.reduce(
    (all, it) => all + (it.passed - it.sat * share) ** 2 - it.sat * variance,
    0,
  );
  return Math.min(MOST_LIKENESS, beyondChance(alike / variance / pairs, 2 / pairs));
}

/** What was found, drawn to nothing the more the nearer it is to what chance alone would show. */
function beyondChance(found: number, variance: number): number {
  if (found <= 0) return 0;
  return found * Math.max(0, 1 - variance / found ** 2);
}
