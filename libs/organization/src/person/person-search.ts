import { col, searchKey } from '@app/platform';
import { inForce } from '../day/in-force';

/**
 * Finding people by any name, reading or number they ever had, in every list that looks for people. What only holds from a
 * later day finds nobody before it. `pattern` is the place of a `searchPattern` in the text, `day` that of the day.
 */
export interface PersonSearch {
  readonly day: string;
  readonly pattern: string;
}

/** What was typed as a pattern for LIKE, in any width, kana or spacing; null when nothing was typed. % and _ are themselves. */
export function searchPattern(text: string | undefined): string | null {
  const key = searchKey(text ?? '');
  return key === '' ? null : `%${key.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** SQL: the person was called, read or numbered like this on the day or before. */
export function wasEverCalled(personId: string, { day, pattern }: PersonSearch): string {
  return `${personId} IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= ${day} AND called.search_key LIKE ${pattern}
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= ${day} AND lower(numbered.staff_number) LIKE ${pattern})`;
}

/**
 * SQL, two columns: the older name or number by which the person was found, when it is not by those of the day. NULL where
 * nobody was looked for.
 */
export function foundByFormer(personId: string, { day, pattern }: PersonSearch): string {
  const older = `old.person_id = ${personId} AND old.valid_to <= ${day}`;
  const number = (more: string) => `NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = ${personId} AND lower(own.staff_number) LIKE ${pattern}${more})`;
  return `
      (SELECT old.name FROM person_details old WHERE ${older} AND old.search_key LIKE ${pattern} AND ${number('')}
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = ${personId} AND ${inForce('own', day)}
           AND (own.search_key LIKE ${pattern} OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE ${older} AND lower(old.staff_number) LIKE ${pattern}
         AND ${number(` AND ${inForce('own', day)}`)}
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber"`;
}

/** The columns of `foundByFormer`. */
export const FORMER_COLUMNS = { formerName: col.text.orNull, formerNumber: col.text.orNull };
