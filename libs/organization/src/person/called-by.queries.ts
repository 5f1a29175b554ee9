import { Injectable } from '@nestjs/common';
import { col, Database, type LocalDate, statement } from '@app/platform';
import { inForce } from '../day/in-force';
import { personNow, personNowOfMany } from '../join/person-now';

/** Of whoever has, or ever had, each number, under all numbers that were joined: every name, the one of the day first. */
const CALLED = statement({
  name: 'organization.names-by-number',
  sql: `WITH asked AS (
      SELECT DISTINCT staff_number, ${personNowOfMany('person_id')} AS person_id FROM staff_numbers WHERE staff_number = ANY (:staffNumbers)
    ), own AS (
      SELECT staff_number, person_id, person_id AS now FROM asked
      UNION SELECT a.staff_number, pj.person_id, a.person_id FROM asked a JOIN person_joins pj ON ${personNow('pj.person_id')} = a.person_id
    )
    SELECT own.staff_number AS "staffNumber", array_agg(DISTINCT d.name) AS names,
      COALESCE(max(d.name) FILTER (WHERE d.person_id = own.now AND ${inForce('d', ':on')}), max(d.name)) AS name
    FROM own JOIN person_details d ON d.person_id = own.person_id
    GROUP BY own.staff_number`,
  parameters: { staffNumbers: 'text[]', on: 'date' },
  row: { staffNumber: col.text, names: col.texts, name: col.text },
});

/** How whoever a number belongs to is called, and was. */
export interface CalledBy {
  readonly name: string;
  readonly names: readonly string[];
}

/** The one home of whether a list that names a number means the person who has it. */
@Injectable()
export class CalledByQueries {
  constructor(private readonly database: Database) {}

  async read(
    staffNumbers: readonly string[],
    on: LocalDate,
  ): Promise<ReadonlyMap<string, CalledBy>> {
    if (staffNumbers.length === 0) return new Map();
    const rows = await this.database.all(CALLED, { staffNumbers, on });
    return new Map(rows.map(({ staffNumber, ...called }) => [staffNumber, called]));
  }
}

/** That the list says another name than the person has or ever had, whichever width and spaces it is written with; null: it is theirs. */
export function otherNameText(typed: string, called: CalledBy | undefined): string | null {
  if (typed === '' || called === undefined) return null;
  const own = called.names.map((name) => withoutBlanks(name));
  if (own.includes(withoutBlanks(typed))) return null;
  return `この職員番号の人は${called.name}さんです。一覧の氏名「${typed}」と違います。`;
}

/** How two writings of one name are compared. */
export function withoutBlanks(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '');
}
