import { type LocalDate, searchKey } from '@app/platform';

/** The first row of a person's names and numbers holds from here: since when they were so is not known. */
export const FIRST_DAY: LocalDate = '0001-01-01';

/** The form in which a person is looked for: by number, name, reading and variants of the kanji. */
export function personSearchKey(person: {
  readonly name: string;
  readonly kana: string;
  readonly staffNumber: string;
}): string {
  return searchKey(person.name + person.kana + person.staffNumber);
}

/**
 * What somebody may know who must not see personnel orders before their day: rows that begin later are left out,
 * and an end that lies ahead is not shown, for it would give the transfer away.
 */
export function knownOn<
  Row extends { readonly validFrom: LocalDate; readonly validTo: LocalDate | null },
>(rows: readonly Row[], day: LocalDate): readonly Row[] {
  return rows
    .filter((row) => row.validFrom <= day)
    .map((row) => (row.validTo !== null && row.validTo > day ? { ...row, validTo: null } : row));
}
