import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  type LocalDate,
  normalizeCode,
  type Page,
  searchKey,
} from '@app/platform';
import { requirePermission } from '@app/access';
import type { Actor } from '@app/access';
import type { SystemRole } from '@app/access';

/** `first_password`: may sign in but has not yet chosen an own password. `left`: no employment in force. */
export const ACCOUNT_STATES = ['none', 'first_password', 'active', 'suspended', 'left'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Whom a bulk act means: people without an account, or those who have not used their first password. */
export type BulkTarget = 'without' | 'unused';

export interface PeopleFilter {
  readonly search: string;
  readonly state: AccountState | null;
  readonly role: SystemRole | null;
  readonly page: number;
  readonly pageSize: number;
}

export interface PersonWithAccount {
  readonly personId: string;
  readonly accountId: string | null;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string;
  readonly state: AccountState;
  readonly roles: readonly SystemRole[];
  /** Of state, roles or password; null when there has been none. Sign-ins do not count. */
  readonly changedAt: Date | null;
}

export interface RolePeriod {
  readonly role: SystemRole;
  readonly validFrom: LocalDate;
  /** Exclusive. */
  readonly validTo: LocalDate | null;
}

export interface AccountDetails extends PersonWithAccount {
  readonly accountId: string;
  readonly createdAt: Date;
  readonly suspendedAt: Date | null;
  readonly passwordChangedAt: Date;
  readonly rolePeriods: readonly RolePeriod[];
}

export interface BulkPerson {
  readonly personId: string;
  readonly accountId: string | null;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string;
}

/**
 * $1 is today. People employed today and holders of accounts; who will be employed later is not here yet, so that
 * the list does not tell of a personnel order before its day.
 */
const PEOPLE = `
  WITH people AS (
    SELECT p.id AS person_id, p.name, p.search_key, n.staff_number, a.id AS account_id, a.created_at, a.suspended_at,
      a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND r.valid_from <= $1
            AND (r.valid_to IS NULL OR r.valid_to > $1) ORDER BY r.role) AS roles
    FROM persons p
    JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM employments e WHERE e.person_id = p.id AND e.valid_from <= $1
                                       AND (e.valid_to IS NULL OR e.valid_to > $1)) AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  )`;

const UNIT_NAME = `coalesce((SELECT u.name FROM postings po
    JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to > $1)
    WHERE po.person_id = people.person_id AND po.kind = 'primary'
      AND po.valid_from <= $1 AND (po.valid_to IS NULL OR po.valid_to > $1)), '所属なし')`;

const CHANGED_AT = `(SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
    AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in')`;

const COLUMNS = `person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  ${UNIT_NAME} AS "unitName", state, roles, ${CHANGED_AT} AS "changedAt"`;

/** $2 search key, $3 number, $4 state, $5 role; empty or null asks for all. */
const MATCHING = `FROM people
  WHERE ($2 = '' OR search_key LIKE '%' || $2 || '%' OR staff_number LIKE $3 || '%')
    AND ($4::text IS NULL OR state = $4) AND ($5::text IS NULL OR $5 = ANY (roles))`;

/** Whom the administrator looks for: staff with the state of their account. */
@Injectable()
export class AccountQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: PeopleFilter): Promise<Page<PersonWithAccount>> {
    requirePermission(actor, 'accounts.read');
    const parameters = [
      this.clock.today(),
      likePattern(searchKey(filter.search)),
      likePattern(normalizeCode(filter.search)),
      filter.state,
      filter.role,
    ];
    const counted = await this.database.queryOne<{ total: number }>(
      `${PEOPLE} SELECT count(*)::int AS total ${MATCHING}`,
      parameters,
    );
    const rows = await this.database.query<PersonWithAccount>(
      `${PEOPLE} SELECT ${COLUMNS} ${MATCHING} ORDER BY staff_number LIMIT $6 OFFSET $7`,
      [...parameters, filter.pageSize, (filter.page - 1) * filter.pageSize],
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** How many people are in each state, for the sentence above the list. */
  async countByState(actor: Actor): Promise<Readonly<Record<AccountState, number>>> {
    requirePermission(actor, 'accounts.read');
    const rows = await this.database.query<{ state: AccountState; count: number }>(
      `${PEOPLE} SELECT state, count(*)::int AS count FROM people GROUP BY state`,
      [this.clock.today()],
    );
    const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    return { none: 0, first_password: 0, active: 0, suspended: 0, left: 0, ...counts };
  }

  /** The account with all its roles, past ones too; null when there is none of this id. */
  async findAccount(actor: Actor, accountId: string): Promise<AccountDetails | null> {
    requirePermission(actor, 'accounts.read');
    return this.database.queryOne<AccountDetails>(
      `${PEOPLE} SELECT ${COLUMNS}, created_at AS "createdAt", suspended_at AS "suspendedAt",
         password_changed_at AS "passwordChangedAt",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'validFrom', r.valid_from, 'validTo', r.valid_to)
                                    ORDER BY r.valid_from DESC, r.role), '[]')
          FROM account_roles r WHERE r.account_id = people.account_id) AS "rolePeriods"
       FROM people WHERE account_id = $2`,
      [this.clock.today(), accountId],
    );
  }

  /** A person employed today, with or without an account. */
  async findPerson(personId: string): Promise<PersonWithAccount | null> {
    return this.database.queryOne<PersonWithAccount>(
      `${PEOPLE} SELECT ${COLUMNS} FROM people WHERE person_id = $2 AND state <> 'left'`,
      [this.clock.today(), personId],
    );
  }

  /** By the number in use; for the command line, which has no signed-in actor. */
  async findByStaffNumber(staffNumber: string): Promise<PersonWithAccount | null> {
    return this.database.queryOne<PersonWithAccount>(
      `${PEOPLE} SELECT ${COLUMNS} FROM people WHERE staff_number = $2`,
      [this.clock.today(), normalizeCode(staffNumber)],
    );
  }

  async listForBulk(target: BulkTarget): Promise<readonly BulkPerson[]> {
    return this.database.query<BulkPerson>(
      `${PEOPLE} SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
         ${UNIT_NAME} AS "unitName"
       FROM people WHERE state = $2 ORDER BY staff_number`,
      [this.clock.today(), target === 'without' ? 'none' : 'first_password'],
    );
  }
}

/** What was typed is looked for as it stands, also when it holds the signs of a pattern. */
function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
