import { Injectable } from '@nestjs/common';
import { Clock, Database, type LocalDate } from '@app/platform';
import type { Actor } from '@app/access';
import type { Role } from '@app/access';

interface ActorRow {
  readonly account_id: string;
  readonly person_id: string;
  readonly staff_number: string;
  readonly name: string;
  readonly unit_name: string | null;
  readonly roles: string[];
  readonly headed_unit_ids: string[];
  readonly must_change_password: boolean;
  readonly session_epoch: number;
}

/** What a browser session keeps: the account, and the account's session epoch when it signed in. */
export interface SessionHolder {
  readonly accountId: string;
  readonly sessionEpoch: number;
}

/**
 * Who a signed-in account is today. One round trip: account, person, roles in force, primary unit and the units
 * headed (managerial postings in force and everything below). Nobody who is suspended or not employed is found.
 */
const ACTOR_SQL = `
  WITH RECURSIVE account AS (
    SELECT a.id, a.person_id, a.must_change_password, a.session_epoch, p.name, n.staff_number
    FROM accounts a
    JOIN persons p ON p.id = a.person_id
    JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
    WHERE a.id = $1 AND a.suspended_at IS NULL
      AND EXISTS (SELECT 1 FROM employments e WHERE e.person_id = a.person_id
                  AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2))
  ), headed AS (
    SELECT po.org_unit_id
    FROM postings po JOIN account ON account.person_id = po.person_id
    WHERE po.is_managerial AND po.valid_from <= $2 AND (po.valid_to IS NULL OR po.valid_to > $2)
    UNION
    SELECT u.org_unit_id
    FROM headed JOIN org_unit_periods u ON u.parent_org_unit_id = headed.org_unit_id
    WHERE u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
  )
  SELECT account.id AS account_id, account.person_id, account.staff_number, account.name, account.must_change_password,
    account.session_epoch,
    (SELECT u.name FROM postings po JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id
      AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
     WHERE po.person_id = account.person_id AND po.kind = 'primary'
       AND po.valid_from <= $2 AND (po.valid_to IS NULL OR po.valid_to > $2)) AS unit_name,
    ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = account.id
          AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY r.role) AS roles,
    ARRAY(SELECT org_unit_id FROM headed) AS headed_unit_ids
  FROM account`;

@Injectable()
export class ActorQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The actor of an account as of today, or null when the account may not act (suspended, left, unknown). */
  async findActor(accountId: string, today: LocalDate = this.clock.today()): Promise<Actor | null> {
    const row = await this.database.queryOne<ActorRow>(ACTOR_SQL, [accountId, today]);
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
    const row = await this.database.queryOne<ActorRow>(ACTOR_SQL, [accountId, today]);
    if (!row) return null;
    return row.session_epoch === sessionEpoch ? toActor(row) : null;
  }

  /** Shared: one person's commands do not wait for each other. */
  private async lock(accountId: string): Promise<void> {
    await this.database.query('SELECT 1 FROM accounts WHERE id = $1 FOR SHARE', [accountId]);
  }
}

function toActor(row: ActorRow): Actor {
  const roles: Role[] = ['staff', ...(row.roles as Role[])];
  if (row.headed_unit_ids.length > 0) roles.push('unit_head');
  return {
    accountId: row.account_id,
    personId: row.person_id,
    staffNumber: row.staff_number,
    name: row.name,
    unitName: row.unit_name ?? '所属なし',
    roles,
    headedUnitIds: row.headed_unit_ids,
    mustChangePassword: row.must_change_password,
  };
}
