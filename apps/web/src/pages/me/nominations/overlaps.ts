import {
  type AppointmentRow,
  barredDays,
  type DxRole,
  type HeldTerm,
  roleTitle,
  type RoleVersion,
  barTexts,
} from '@app/appointments';
import { formatDateShort, formatRange, type LocalDate } from '@app/platform';

/** Terms that run or are to begin, until the last day in office. */
export function heldTerms(rows: readonly AppointmentRow[]): readonly HeldTerm[] {
  return rows
    .filter(({ state }) => state === 'in_force' || state === 'upcoming')
    .map(({ role, termStart, termEnd, endedOn }) => ({
      ...{ role, from: termStart, until: endedOn ?? termEnd },
    }));
}

interface Held {
  readonly terms: readonly HeldTerm[];
  /** Of every role, the newest first. */
  readonly versions: readonly RoleVersion[];
  readonly today: LocalDate;
}

/** What of the roles that somebody holds would refuse an appointment, a sentence each: said before anybody recommends. */
export function overlapTexts(
  roles: readonly DxRole[],
  { terms, versions, today }: Held,
): readonly string[] {
  const own = terms.filter(({ role }) => roles.includes(role)).map((it) => takenText(it, today));
  const barred = roles
    .filter((role) => terms.every((term) => term.role !== role))
    .flatMap((role) =>
      barTexts(barredDays(versions, role, { terms, on: today })).map(
        (text) => `${roleTitle(role)}は、${text}。`,
      ),
    );
  return [...own, ...barred];
}

function takenText({ role, from, until }: HeldTerm, today: LocalDate): string {
  const title = roleTitle(role);
  return from > today
    ? `${title}には、${formatRange(from, until)}の任期がもう決まっています。任期が重なる日には任命できません。`
    : `${title}の任期が${formatDateShort(until)}まであります。任期が重なる日には任命できません。`;
}
