import { Injectable } from '@nestjs/common';
import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES, type SystemRole } from '@app/access';
import {
  type Holding,
  inForce,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  NOTHING_TO_JOIN,
  type PartPlan,
  personNow,
  type RowChange,
  type RowWords,
} from '@app/organization';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';

const OF_PEOPLE = statement({
  name: 'accounts.accounts-of-people',
  sql: `SELECT a.id, a.person_id AS "personId", a.suspended_at IS NOT NULL AS "isSuspended",
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND ${inForce('r', ':today')} ORDER BY r.role) AS roles,
      ARRAY(SELECT r.role FROM account_roles r JOIN accounts g ON g.id = r.granted_by WHERE r.account_id = a.id
        AND ${inForce('r', ':today')} AND ${personNow('g.person_id')} = ANY (:personIds) ORDER BY r.role) AS "ownGrants"
    FROM accounts a WHERE a.person_id = ANY (:personIds)`,
  parameters: { personIds: 'uuid[]', today: 'date' },
  row: {
    id: col.id<'account'>(),
    personId: col.id<'person'>(),
    isSuspended: col.bool,
    roles: col.someOf(SYSTEM_ROLES),
    /** Given by one of these people: once they are one, by oneself. */
    ownGrants: col.someOf(SYSTEM_ROLES),
  },
});

type AccountRow = RowFrom<typeof OF_PEOPLE>;

/** An account that the join stopped and that somebody opened again since. */
const REOPENED = statement({
  name: 'accounts.reopened-since-join',
  sql: `SELECT a.id FROM person_join_rows r JOIN accounts a ON a.id = r.old_row_id
    WHERE r.join_id = :joinId AND r.table_name = 'accounts' AND r.changes ->> 'state' = 'suspended' AND a.suspended_at IS NULL`,
  parameters: { joinId: 'uuid' },
  row: { id: col.id<'account'>() },
});

/** Sign-in goes on with one account: that of the person who is kept, else the only one there is. */
@Injectable()
export class JoinedAccounts implements JoinPart {
  readonly heading = 'アカウント';
  readonly place = 10;
  readonly tables = ['accounts'];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    parts.add(this);
  }

  /** Whoever has the account that works; one that is stopped is better than none. */
  async preferred(personIds: readonly string[]): Promise<string | null> {
    const accounts = await this.listOf(personIds);
    const working = accounts.filter((account) => !account.isSuspended);
    const [one, ...others] = working.length > 0 ? working : accounts;
    return one && others.length === 0 ? one.personId : null;
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const accounts = await this.listOf(personIds);
    return accounts.map(({ personId, isSuspended, roles }) => ({
      personId,
      text: [isSuspended ? '利用停止中' : '利用できます', ...roleTexts(roles)].join('、'),
    }));
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const accounts = await this.listOf([personId, joinedTo]);
    const kept = accounts.find((account) => account.personId === joinedTo);
    const other = accounts.find((account) => account.personId === personId);
    if (!other) return NOTHING_TO_JOIN;
    const blockers = (kept ?? other).ownGrants.map(grantedByOneself);
    if (!kept) return { ...planWith([moved(other, joinedTo)], []), blockers };
    const notes = [notePart(other)];
    return { ...planWith(other.isSuspended ? [] : [stopped(other)], notes), blockers };
  }

  async change(_table: string, rows: readonly RowWords[]): Promise<void> {
    for (const { id, person_id: personId, state } of rows) {
      if (personId !== undefined) {
        await this.database.execute('UPDATE accounts SET person_id = $2 WHERE id = $1', [
          id,
          personId,
        ]);
      } else {
        await this.setState(id, state === 'suspended');
      }
    }
  }

  async listDependents({ id }: MadeJoin): Promise<readonly string[]> {
    const reopened = await this.database.all(REOPENED, { joinId: id });
    return reopened.map(() => '停止したアカウントの利用再開');
  }

  /** The account stays with the person; who used it under the other number signs in anew, or cannot. */
  async parted(personId: string): Promise<void> {
    for (const { id } of await this.listOf([personId])) await this.endSessions(id);
  }

  /** Sessions of a stopped account end at once. */
  private async setState(accountId: string, isSuspended: boolean): Promise<void> {
    await this.database.execute('UPDATE accounts SET suspended_at = $2 WHERE id = $1', [
      accountId,
      isSuspended ? this.clock.now() : null,
    ]);
    await this.endSessions(accountId);
  }

  /** Its epoch rises, and its rows go. */
  private async endSessions(accountId: string): Promise<void> {
    await this.database.execute(
      'UPDATE accounts SET session_epoch = session_epoch + 1 WHERE id = $1',
      [accountId],
    );
    await this.database.execute('DELETE FROM sessions WHERE account_id = $1', [accountId]);
  }

  private async listOf(personIds: readonly string[]): Promise<readonly AccountRow[]> {
    return this.database.all(OF_PEOPLE, { personIds, today: this.clock.today() });
  }
}

function planWith(rows: readonly RowChange[], notes: readonly string[]): PartPlan {
  return { ...NOTHING_TO_JOIN, rows: [{ table: 'accounts', rows }], notes };
}

function moved({ id, personId }: AccountRow, joinedTo: string): RowChange {
  return { id, changes: { person_id: joinedTo }, was: { person_id: personId } };
}

function stopped({ id }: AccountRow): RowChange {
  return { id, changes: { state: 'suspended' }, was: { state: 'active' } };
}

function grantedByOneself(role: SystemRole): string {
  return `権限「${SYSTEM_ROLE_WORDS[role]}」は、もう一方の番号で本人が付与したものです。先に、ほかの管理者が取り消してください。`;
}

/** Rights are given by an administrator, never by a join. */
function notePart({ roles }: AccountRow): string {
  const lost =
    roles.length === 0
      ? ''
      : `そのアカウントの権限(${roleTexts(roles).join('、')})は引き継ぎません。必要なときは、システム管理の担当者に付与を依頼してください。`;
  return `アカウントが2つあります。1つを残し、もう1つは利用を停止してログアウトさせます。${lost}`;
}

function roleTexts(roles: AccountRow['roles']): readonly string[] {
  return roles.map((role) => SYSTEM_ROLE_WORDS[role]);
}
