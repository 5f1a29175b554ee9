import { inForce } from '@app/organization';
import { col, statement } from '@app/platform';

/** By the number under which somebody was made: the number and the name of the day; both may have changed. */
export const NAMES_TODAY = statement({
  name: 'cli.names-today',
  sql: `SELECT DISTINCT ON (first.staff_number) first.staff_number AS asked, n.staff_number AS "staffNumber", p.name
    FROM staff_numbers first
    JOIN person_details p ON p.person_id = first.person_id AND ${inForce('p', ':asOf')}
    JOIN staff_numbers n ON n.person_id = first.person_id AND ${inForce('n', ':asOf')}
    WHERE first.staff_number = ANY (:staffNumbers)
    ORDER BY first.staff_number, first.valid_from DESC`,
  parameters: { asOf: 'date', staffNumbers: 'text[]' },
  row: { asked: col.text, staffNumber: col.text, name: col.text },
});
