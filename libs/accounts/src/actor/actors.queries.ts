import { Injectable } from '@nestjs/common';
import { type Actor, type Role, SYSTEM_ROLES } from '@app/access';
import { headedUnits, inForce, isEmployed, personLine, unitsBelow } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';

/** What a browser session keeps: the account, and the account's session epoch when it signed in. */
export interface SessionHolder {
  readonly accountId: string;
  readonly sessionEpoch: number;
}

/**
 * Who a signed-in account is today. One round trip: account, person, roles in force, primary unit and the units
 * headed: those in which the person acts as head today (`headedUnits`: the head, whoever would stand in next, a deputy) and
 * everything below. Nobody who is suspended or not employed is found.
 */
const ACTOR = statement({
  name: 'accounts.actor',
  sql: `WITH RECURSIVE self AS (
      SELECT a.person_id FROM accounts a WHERE a.id = :accountId
    ), ${unitsBelow(`SELECT headed.org_unit_id FROM self CROSS JOIN LATERAL (${headedUnits('self.person_id', ':today')}) headed`, ':today')}
    SELECT a.id AS "accountId", a.person_id AS "personId", line.staff_number AS "staffNumber", line.name,
      line.unit_name AS "unitName", a.must_change_password AS "mustChangePassword", a.session_epoch AS "sessionEpoch",
      a.second_factor_due_from AS "secondFactorDueFrom",
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND ${inForce('r', ':today')} ORDER BY r.role) AS roles,
      ARRAY(SELECT org_unit_id FROM below) AS "headedUnitIds"
    FROM accounts a JOIN LATERAL ${personLine('a.person_id', ':today')} line ON true
    WHERE a.id = :accountId AND a.suspended_at IS NULL AND ${isEmployed('a.person_id', ':today')}`,
  parameters: { accountId: 'uuid', today: 'date' },
  row: {
    accountId: col.id<'account'>(),
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    mustChangePassword: col.bool,
    sessionEpoch: col.int,
    secondFactorDueFrom: col.date.orNull,
    roles: col.someOf(SYSTEM_ROLES),
    headedUnitIds: col.ids<'org_unit'>(),
  },
});

type ActorRow = RowFrom<typeof ACTOR>;

const SHARED = statement({
  name: 'accounts.shared-account',
  sql: 'SELECT id FROM accounts WHERE id = :accountId FOR SHARE',
  parameters: { accountId: 'uuid' },
  row: { id: col.id<'account'>() },
});

@Injectable()
export class ActorQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The actor of an account as of today, or null when the account may not act (suspended, left, unknown). */
  async findActor(accountId: string, today: LocalDate = this.clock.today()): Promise<Actor | null> {
    const row = await this.database.first(ACTOR, { accountId, today });
    return row && toActor(row);
  }

  /**
   * The actor for the time of a command: until its transaction ends nobody can suspend the account or take a role from
   * it, and whoever did so before wins. Locked in a statement of its own, so that the next one sees what was waited for.
   */
  async lockActor(accountId: string): Promise<Actor | null> {
    await this.lock(accountId);
    return this.findActor(accountId);
  }

  /** As `lockActor`, for a browser session. */
  async lockActorOfSession(holder: SessionHolder): Promise<Actor | null> {
    await this.lock(holder.accountId);
    return this.findActorOfSession(holder);
  }

  /** The actor of a browser session; null also when it began before the last new password or suspension. */
  async findActorOfSession({ accountId, sessionEpoch }: SessionHolder): Promise<Actor | null> {
    const today = this.clock.today();
    const row = await this.database.first(ACTOR, { accountId, today });
    if (!row) return null;
    return row.sessionEpoch === sessionEpoch ? toActor(row) : null;
  }

  /** Shared: one person's commands do not wait for each other. */
  private async lock(accountId: string): Promise<void> {
    await this.database.first(SHARED, { accountId });
  }
}

function toActor(row: ActorRow): Actor {
  const { accountId, personId, staffNumber, name, mustChangePassword, headedUnitIds } = row;
  const roles: Role[] = ['staff', ...row.roles];
  if (headedUnitIds.length > 0) roles.push('unit_head');
  const unitName = row.unitName ?? '所属なし';
  return {
    ...(row.secondFactorDueFrom !== null && { secondFactorDueFrom: row.secondFactorDueFrom }),
    accountId,
    personId,
    staffNumber,
    name,
    unitName,
    roles,
    headedUnitIds,
    mustChangePassword,
  };
}
