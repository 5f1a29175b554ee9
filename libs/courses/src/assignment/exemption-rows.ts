import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';

/** One course of one person in one cycle. */
export interface LearningKey {
  readonly personId: string;
  readonly courseId: string;
  readonly cycle: number;
}

const IN_FORCE = statement({
  name: 'courses.exemption-in-force',
  sql: `SELECT x.id, x.reason, x.valid_from AS "validFrom" FROM exemptions x
    WHERE x.person_id = :personId AND x.course_id = :courseId AND x.cycle = :cycle AND ${inForce('x', ':asOf')}`,
  parameters: { personId: 'uuid', courseId: 'uuid', cycle: 'integer', asOf: 'date' },
  row: { id: col.id<'exemption'>(), reason: col.text, validFrom: col.date },
});

const LOCK_PERSON = statement({
  name: 'courses.lock-person',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

const INSERT = `
  INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, valid_to, recorded_at, recorded_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Writes exemptions as dated rows. Only inside a transaction. */
@Injectable()
export class ExemptionRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** So that two who exempt the same person take turns. False: there is no such person. */
  async lock(personId: string): Promise<boolean> {
    return (await this.database.first(LOCK_PERSON, { personId })) !== null;
  }

  async find(key: LearningKey, asOf: LocalDate): Promise<RowFrom<typeof IN_FORCE> | null> {
    const { personId, courseId, cycle } = key;
    return this.database.first(IN_FORCE, { personId, courseId, cycle, asOf });
  }

  async add(key: LearningKey, reason: string, by: string): Promise<void> {
    await this.insert(key, { reason, from: this.clock.today(), to: null, by });
  }

  /** Ends it on `day`, so that the days before keep it; one of the same day never was. Returns its reason, if any. */
  async end(key: LearningKey, day: LocalDate, by: string | null): Promise<string | null> {
    const found = await this.find(key, day);
    if (!found) return null;
    await this.database.execute(
      'UPDATE exemptions_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1 AND superseded_at IS NULL',
      [found.id, this.clock.now(), by],
    );
    const { reason, validFrom: from } = found;
    if (from < day) await this.insert(key, { reason, from, to: day, by });
    return reason;
  }

  private async insert(
    key: LearningKey,
    facts: { reason: string; from: LocalDate; to: LocalDate | null; by: string | null },
  ): Promise<void> {
    const { reason, from, to, by } = facts;
    await this.database.execute(INSERT, [
      randomUUID(),
      key.personId,
      key.courseId,
      key.cycle,
      reason,
      from,
      to,
      this.clock.now(),
      by,
    ]);
  }
}
