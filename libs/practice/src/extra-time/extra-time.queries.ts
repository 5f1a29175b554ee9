import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, isEmployed, personLine } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';

const PERCENT = statement({
  name: 'practice.extra-time-percent',
  sql: `SELECT x.extra_percent AS percent FROM exam_time_allowances x WHERE x.person_id = :personId AND ${inForce('x', ':on')}`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { percent: col.int },
});

const IN_FORCE = statement({
  name: 'practice.extra-times',
  sql: `SELECT x.id, x.person_id AS "personId", x.extra_percent AS percent, x.reason, x.valid_from AS "validFrom",
      line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM exam_time_allowances x
    JOIN LATERAL ${personLine('x.person_id', ':on')} line ON true
    WHERE ${inForce('x', ':on')} AND ${isEmployed('x.person_id', ':on')} ORDER BY line.kana, line.staff_number`,
  parameters: { on: 'date' },
  row: {
    id: col.id<'exam_time_allowance'>(),
    personId: col.id<'person'>(),
    percent: col.int,
    reason: col.text,
    validFrom: col.date,
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
  },
});
/** Who may take longer than others today. */
export type ExtraTimeRow = RowFrom<typeof IN_FORCE>;

const PERSON = statement({
  name: 'practice.extra-time-person',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      x.extra_percent AS percent, x.valid_from AS "validFrom"
    FROM staff_numbers n
    JOIN LATERAL ${personLine('n.person_id', ':on')} line ON true
    LEFT JOIN exam_time_allowances x ON x.person_id = line.person_id AND ${inForce('x', ':on')}
    WHERE n.staff_number = :staffNumber AND ${inForce('n', ':on')} AND ${isEmployed('n.person_id', ':on')}`,
  parameters: { staffNumber: 'text', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    percent: col.int.orNull,
    validFrom: col.date.orNull,
  },
});
/** Somebody of the city with what they were given, if anything. */
export type ExtraTimePerson = RowFrom<typeof PERSON>;

/** Who may take longer in a mock exam, and why. */
@Injectable()
export class ExtraTimeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How much longer, of a hundred; 0 for everybody who was not given anything. */
  async percentOn(personId: string, on: LocalDate): Promise<number> {
    return (await this.database.first(PERCENT, { personId, on }))?.percent ?? 0;
  }

  async list(actor: Actor): Promise<readonly ExtraTimeRow[]> {
    requirePermission(actor, 'exam_time.manage');
    return this.database.all(IN_FORCE, { on: this.clock.today() });
  }

  /** By today's number of somebody who works here today. */
  async findPerson(actor: Actor, staffNumber: string): Promise<ExtraTimePerson | null> {
    requirePermission(actor, 'exam_time.manage');
    return this.database.first(PERSON, { staffNumber, on: this.clock.today() });
  }
}
