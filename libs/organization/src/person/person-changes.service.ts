import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { personSearchKey } from './person.rules';
import { type HeldChange, type PersonValues, valuesOn } from './person-values.rules';

interface DuePerson extends PersonValues {
  readonly id: string;
  readonly staffNumber: string | null;
  readonly held: readonly HeldChange[];
}

const DUE = 'applied_at IS NULL AND effective_on <= $1::date';

/** Brings new names, readings and addresses of mail into force when their day has come. */
@Injectable()
export class PersonChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
  ) {}

  /** Writes everything that is due and returns for how many people. May run at any time and twice. */
  async applyDue(): Promise<number> {
    const today = this.clock.today();
    const due = await this.database.queryOne(`SELECT 1 FROM person_changes WHERE ${DUE} LIMIT 1`, [
      today,
    ]);
    if (!due) return 0;
    return this.database.transaction(async () => {
      await this.base.lock();
      const people = await this.listDue(today);
      await this.write(people.map((person) => recordOf(person, today)));
      await this.database.execute(`UPDATE person_changes SET applied_at = $2 WHERE ${DUE}`, [
        today,
        this.clock.now(),
      ]);
      return people.length;
    });
  }

  private async listDue(today: string): Promise<readonly DuePerson[]> {
    return this.database.query<DuePerson>(
      `SELECT p.id, p.name, p.kana, p.email, n.staff_number AS "staffNumber", c.held
       FROM persons p
       JOIN (SELECT person_id, jsonb_agg(jsonb_build_object('effectiveOn', effective_on, 'name', name, 'kana', kana,
               'email', email, 'setsEmail', sets_email) ORDER BY effective_on, id) AS held
             FROM person_changes WHERE ${DUE} GROUP BY person_id) c ON c.person_id = p.id
       LEFT JOIN staff_numbers n ON n.person_id = p.id AND n.is_current`,
      [today],
    );
  }

  private async write(records: readonly object[]): Promise<void> {
    await this.database.execute(
      `UPDATE persons AS p SET name = r.name, kana = r.kana, email = r.email, search_key = r.search_key
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, name text, kana text, email text, search_key text)
       WHERE p.id = r.id`,
      [JSON.stringify(records)],
    );
  }
}

function recordOf(person: DuePerson, today: string) {
  const values = valuesOn(person, person.held, today);
  const staffNumber = person.staffNumber ?? '';
  return { id: person.id, ...values, search_key: personSearchKey({ ...values, staffNumber }) };
}
