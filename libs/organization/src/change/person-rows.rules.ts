import type { LocalDate } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import { type RosterRow, rosterRow } from '../import/roster.queries';
import { rowOn, stayEnd } from '../import/timeline.rules';
import { valuesOn } from '../person/person-values.rules';

/** Codes of the units by id. */
export type UnitCodes = ReadonlyMap<string, string>;

/**
 * A person of a day as HR's file of staff would tell them, a row for each post, the primary one first: what the screen
 * changes, so that it is read as an import reads it. Empty for whoever is not employed on the day.
 */
export function personRows(person: BasePerson, on: LocalDate, codes: UnitCodes): RosterRow[] {
  const employment = rowOn(person.employments, on);
  if (!employment) return [];
  const [first] = person.employments.map(({ from }) => from).toSorted();
  const facts = {
    ...valuesOn(person.details, on),
    staffNumber: rowOn(person.numbers, on)?.value ?? person.staffNumber,
    employmentType: employment.value,
    employedTo: stayEnd(person.employments, on),
    hiredOn: first ?? employment.from,
    absence: rowOn(person.statuses, on)?.value ?? null,
  };
  const posts = person.postings.filter((row) => rowOn([row], on) !== undefined);
  return posts
    .toSorted((a, b) => Number(b.value.kind === 'primary') - Number(a.value.kind === 'primary'))
    .map(({ value: { unitId, title, kind } }) =>
      rosterRow({ ...facts, unitCode: codes.get(unitId) ?? '', unitName: '', title, kind }, on),
    );
}
