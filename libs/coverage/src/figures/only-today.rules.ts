import { InvalidInput, type LocalDate } from '@app/platform';

export const ONLY_TODAY =
  'その日に何がわかっていたかの記録がないため、足りない要件は、今日と先の日についてだけ示します。';

/** What people lacked on a day that has passed was written down nowhere. Throws InvalidInput for such a day. */
export function requireNotPast({
  asOf,
  today,
}: {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}): void {
  if (asOf < today) throw new InvalidInput({ asOf: ONLY_TODAY });
}
