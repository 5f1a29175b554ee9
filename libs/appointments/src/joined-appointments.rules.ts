import type { JoinPair } from '@app/organization';
import { type LocalDate, maxDate } from '@app/platform';
import type { DxRole } from './appointment/appointment.rules';
import { aloneBeside, type TogetherVersion } from './role/together.rules';

const LONG_AGO: LocalDate = '0001-01-01';

/** One time in office, half-open. */
export interface HeldPeriod {
  readonly rowId: string;
  readonly id: string;
  readonly personId: string;
  readonly role: DxRole;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
}

/**
 * Every appointment goes to the person who is kept. Of two to the same role on the same days the one that lasts longer
 * stands, of equals the one that is there; the other one stays with the person who is given up, whole: it is an act.
 */
export function joinAppointments<Row extends HeldPeriod>(
  rows: readonly Row[],
  { personId, joinedTo }: JoinPair,
) {
  const left = new Set<string>();
  const others = new Set(rows.filter((row) => row.personId === personId).map((row) => row.id));
  for (const id of others) {
    const own = rows.filter((row) => row.id === id);
    const rivals = rows.filter(
      (row) => row.personId === joinedTo && own.some((each) => areAtOnce(each, row)),
    );
    if (rivals.length === 0) continue;
    if (lastDay(own) > lastDay(rivals)) for (const rival of rivals) left.add(rival.id);
    else left.add(id);
  }
  const moved = rows.flatMap((row): { readonly row: Row; readonly to: string }[] => {
    const to = left.has(row.id) ? personId : joinedTo;
    return to === row.personId ? [] : [{ row, to }];
  });
  return { moved, left: rows.filter((row) => left.has(row.id)) };
}

function areAtOnce(a: HeldPeriod, b: HeldPeriod): boolean {
  return a.role === b.role && overlap(a, b);
}

function overlap(a: HeldPeriod, b: HeldPeriod): boolean {
  return a.validFrom < b.validTo && b.validFrom < a.validTo;
}

/** Roles of the two that one person would hold at once from the day on, though one of them is held alone. */
export function heldTogether<Row extends HeldPeriod>(
  rows: readonly Row[],
  versions: readonly TogetherVersion[],
  on: LocalDate,
): readonly (readonly [Row, Row])[] {
  const running = rows.filter(({ validTo }) => validTo > on);
  return running.flatMap((one, at) =>
    running
      .slice(at + 1)
      .filter(
        (other) =>
          other.personId !== one.personId &&
          other.role !== one.role &&
          overlap(one, other) &&
          isHeldAlone(one, other, versions),
      )
      .map((other): readonly [Row, Row] => [one, other]),
  );
}

function isHeldAlone(
  one: HeldPeriod,
  other: HeldPeriod,
  versions: readonly TogetherVersion[],
): boolean {
  const asked = { role: one.role, from: one.validFrom };
  return aloneBeside(versions, asked, { role: other.role, from: other.validFrom }) !== null;
}

function lastDay(rows: readonly HeldPeriod[]): LocalDate {
  return maxDate(LONG_AGO, ...rows.map((row) => row.validTo));
}
