import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { personLine } from '@app/organization';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';

const PEOPLE = statement({
  name: 'quizzes.people-of-results',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM unnest(:personIds) AS p (id) JOIN LATERAL ${personLine('p.id', ':on')} line ON true
    ORDER BY line.kana, line.staff_number`,
  parameters: { personIds: 'uuid[]', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
  },
});

export type PersonOfResult = RowFrom<typeof PEOPLE>;

/** The names of those who newly pass a course quiz: a state that the office knows of every required course anyway. */
@Injectable()
export class RescoredPeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, personIds: readonly string[]): Promise<readonly PersonOfResult[]> {
    requirePermission(actor, 'questions.manage');
    return this.database.all(PEOPLE, { personIds, on: this.clock.today() });
  }
}
