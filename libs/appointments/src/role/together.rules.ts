import { addDays, type LocalDate, maxDate } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';

/** As far as two roles of one person depend on it. */
export interface TogetherVersion {
  readonly role: DxRole;
  readonly validFrom: LocalDate;
  readonly together: boolean;
}

/** A time in a role that is not over; both days count. */
export interface HeldTerm {
  readonly role: DxRole;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

/** Days from which nobody is appointed, because of another role that cannot be held at the same time. */
export interface Barred {
  /** The other role, and when its term ends. */
  readonly role: DxRole;
  readonly termUntil: LocalDate;
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** Not yet on the day of the question. */
  readonly isAhead: boolean;
}

/** Of versions, the newest of each role first: the one of each role that holds on the day. */
export function versionsOn<Version extends Pick<TogetherVersion, 'role' | 'validFrom'>>(
  versions: readonly Version[],
  on: LocalDate,
): readonly Version[] {
  const begun = versions.filter(({ validFrom }) => validFrom <= on);
  return begun.filter((it, index) => begun.findIndex(({ role }) => role === it.role) === index);
}

/**
 * What forbids a term in the role from the day on beside the other one: the version that is held alone on the first day on which
 * both would be held; null: both may. The only place that says so.
 */
export function aloneBeside<Version extends TogetherVersion>(
  versions: readonly Version[],
  { role, from }: { readonly role: DxRole; readonly from: LocalDate },
  other: Pick<HeldTerm, 'role' | 'from'>,
): Version | null {
  const both = versionsOn(versions, maxDate(from, other.from)).filter(
    (it) => it.role === role || it.role === other.role,
  );
  return both.find(({ together }) => !together) ?? null;
}

/** From the day on, by the terms of other roles, which days a term in the role cannot begin on; each with the role that is in its way. */
export function barredDays(
  versions: readonly TogetherVersion[],
  role: DxRole,
  { terms, on }: { readonly terms: readonly HeldTerm[]; readonly on: LocalDate },
): readonly Barred[] {
  const pieces = terms
    .filter((term) => term.role !== role && term.until >= on)
    .flatMap((term) => barredBy(versions, role, { term, on }));
  return joined(pieces);
}

/** What two roles say changes only where a version of one of them begins. */
function barredBy(
  versions: readonly TogetherVersion[],
  role: DxRole,
  { term, on }: { readonly term: HeldTerm; readonly on: LocalDate },
): readonly Barred[] {
  const changes = versions
    .filter((it) => it.role === role || it.role === term.role)
    .map(({ validFrom }) => validFrom)
    .filter((day) => day > on && day <= term.until);
  const starts = [...new Set([on, ...changes])].toSorted();
  return starts.flatMap((from, index) => {
    if (aloneBeside(versions, { role, from }, term) === null) return [];
    const next = starts[index + 1];
    const until = next === undefined ? term.until : addDays(next, -1);
    return [{ role: term.role, termUntil: term.until, from, until, isAhead: from > on }];
  });
}

/** Days of one role without a gap are one: until the last of them. */
function joined(pieces: readonly Barred[]): readonly Barred[] {
  const whole: Barred[] = [];
  for (const piece of pieces.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const index = whole.findIndex(
      ({ role, until }) => role === piece.role && piece.from <= addDays(until, 1),
    );
    const before = whole[index];
    if (before === undefined) whole.push(piece);
    else whole[index] = before.until >= piece.until ? before : { ...piece, ...startOf(before) };
  }
  return whole;
}

const startOf = ({ from, isAhead }: Barred) => ({ from, isAhead });

/** The first day from this one on that nothing bars. */
export function firstFreeDay(bars: readonly Barred[], day: LocalDate): LocalDate {
  const bar = bars.find(({ from, until }) => from <= day && day <= until);
  return bar === undefined ? day : firstFreeDay(bars, addDays(bar.until, 1));
}
