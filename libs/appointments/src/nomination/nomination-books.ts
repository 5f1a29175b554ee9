import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { inForce } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Database,
  type LocalDate,
  NotFound,
  type NominationId,
  type OrgUnitId,
  type PersonId,
  type RowOf,
  statement,
} from '@app/platform';
import { type DxRole } from '../appointment/appointment.rules';
import { isAppointedSince } from './nomination-day.sql';
import { appointedSince, followed } from './nomination-refusals';
import { NOMINATION_STATES, NOMINATION_STEPS, ORIGINS } from './nomination.rules';

const ROW = {
  rowId: col.id<'nomination_row'>(),
  id: col.id<'nomination'>(),
  personId: col.id<'person'>(),
  role: col.text,
  orgUnitId: col.id<'org_unit'>(),
  origin: col.oneOf(ORIGINS),
  reason: col.text,
  nominatedAt: col.instant,
  nominatedBy: col.id<'account'>(),
  consentBy: col.date.orNull,
  state: col.oneOf(NOMINATION_STATES),
  step: col.oneOf(NOMINATION_STEPS),
  answer: col.text.orNull,
  support: col.text.orNull,
  supportedAt: col.instant.orNull,
  supportedBy: col.id<'account'>().orNull,
  snapshotId: col.id<'nomination_snapshot'>().orNull,
  appointmentId: col.id<'appointment'>().orNull,
  /** What stood against it when it was approved and was confirmed, in the words of that day. */
  confirmed: col.texts,
};

/** A recommendation as it stands now. */
export type Nomination = RowOf<typeof ROW>;

const COLUMNS = `n.row_id AS "rowId", n.id, n.person_id AS "personId", n.role, n.org_unit_id AS "orgUnitId", n.origin, n.reason,
  n.nominated_at AS "nominatedAt", n.nominated_by AS "nominatedBy", n.consent_by AS "consentBy", n.state, n.step, n.answer,
  n.support, n.supported_at AS "supportedAt", n.supported_by AS "supportedBy", n.snapshot_id AS "snapshotId",
  n.appointment_id AS "appointmentId", n.confirmed`;

const CURRENT = statement({
  name: 'appointments.nomination',
  sql: `SELECT ${COLUMNS} FROM nominations n WHERE n.id = :id`,
  parameters: { id: 'uuid' },
  row: ROW,
});

const OPEN = statement({
  name: 'appointments.open-nomination',
  sql: `SELECT ${COLUMNS} FROM nominations n WHERE n.person_id = :personId AND n.role = :role AND n.state IN ('nominated', 'consented')`,
  parameters: { personId: 'uuid', role: 'text' },
  row: ROW,
});

const APPOINTED_SINCE = statement({
  name: 'appointments.appointed-since-nomination',
  sql: `SELECT ${isAppointedSince('n')} AS "isAppointed" FROM nominations n WHERE n.id = :id`,
  parameters: { id: 'uuid' },
  row: { isAppointed: col.bool },
});

const LOCK_PERSON = statement({
  name: 'appointments.lock-nominated',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

/** Whoever is employed on the day and has a unit can be recommended. */
const UNIT_OF = statement({
  name: 'appointments.unit-of-nominated',
  sql: `SELECT po.org_unit_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    WHERE po.person_id = :personId AND po.kind = 'primary' AND ${inForce('po', ':on')}`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { id: col.id<'org_unit'>() },
});

/** Writes the rows of nominations_history: each step supersedes the row before it. */
@Injectable()
export class NominationBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Two acts about one person take turns; what is read is what there was after the wait. */
  async lock(id: NominationId): Promise<Nomination> {
    const { personId } = await this.get(id);
    await this.lockPerson(personId);
    return this.get(id);
  }

  async lockPerson(personId: PersonId): Promise<void> {
    await this.database.all(LOCK_PERSON, { personId });
  }

  async get(id: NominationId): Promise<Nomination> {
    const found = await this.database.first(CURRENT, { id });
    if (found === null) throw new NotFound();
    return found;
  }

  async findOpen(personId: PersonId, role: DxRole): Promise<Nomination | null> {
    return this.database.first(OPEN, { personId, role });
  }

  /** What came to an end goes on only where nothing came after it: no other recommendation, and no appointment without one. */
  async requireLast({ id, personId, role }: Nomination): Promise<void> {
    const open = await this.findOpen(personId, role);
    if (open !== null && open.id !== id) throw followed();
    if ((await this.database.only(APPOINTED_SINCE, { id })).isAppointed) throw appointedSince(role);
  }

  async findUnit(personId: PersonId, on: LocalDate): Promise<OrgUnitId | null> {
    return (await this.database.first(UNIT_OF, { personId, on }))?.id ?? null;
  }

  /** The row that follows, with its entry in the log. */
  async follow(actor: Actor, before: Nomination, change: Partial<Nomination>): Promise<void> {
    const now = this.clock.now();
    await this.database.execute(
      'UPDATE nominations_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE row_id = $1',
      [before.rowId, now, actor.accountId],
    );
    await this.add(actor, { ...before, ...change }, now);
  }

  async add(actor: Actor, row: Omit<Nomination, 'rowId'>, at: Date): Promise<void> {
    await this.database.execute(
      `INSERT INTO nominations_history (row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by,
         consent_by, state, step, answer, support, supported_at, supported_by, snapshot_id, appointment_id, confirmed, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
      [
        randomUUID(),
        ...[row.id, row.personId, row.role, row.orgUnitId, row.origin, row.reason],
        ...[row.nominatedAt, row.nominatedBy, row.consentBy, row.state, row.step, row.answer],
        ...[
          row.support,
          row.supportedAt,
          row.supportedBy,
          row.snapshotId,
          row.appointmentId,
          row.confirmed,
        ],
        ...[at, actor.accountId],
      ],
    );
    // Why somebody declined is told to DX推進室 alone, so that the log has no texts.
    await this.audit.record(auditActorOf(actor), {
      action: `nomination.${row.step}`,
      subjectType: 'nomination',
      subjectId: row.id,
      detail: { personId: row.personId, role: row.role },
    });
  }
}
