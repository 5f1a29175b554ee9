import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, SYSTEM_ROLES, type SystemRole } from '@app/access';
import {
  FORMER_COLUMNS,
  foundByFormer,
  inForce,
  isEmployed,
  personLine,
  searchPattern,
  wasEverCalled,
} from '@app/organization';
import {
  Clock,
  col,
  Database,
  localDateSchema,
  normalizeCode,
  type Page,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';

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

/**
 * People employed today and holders of accounts; who will be employed later is not here yet, so that the list does not
 * tell of a personnel order before its day.
 */
const PEOPLE = `
  WITH people AS (
    SELECT line.person_id, line.name, line.staff_number, coalesce(line.unit_name, '所属なし') AS unit_name,
      a.id AS account_id, a.created_at, a.suspended_at, a.password_changed_at,
      CASE WHEN a.id IS NULL THEN 'none' WHEN a.suspended_at IS NOT NULL THEN 'suspended'
        WHEN NOT employed.is_today THEN 'left' WHEN a.must_change_password THEN 'first_password'
        ELSE 'active' END AS state,
      ARRAY(SELECT r.role FROM account_roles r WHERE r.account_id = a.id AND ${inForce('r', ':today')} ORDER BY r.role) AS roles
    FROM person_identities p
    JOIN LATERAL ${personLine('p.id', ':today')} line ON true
    LEFT JOIN accounts a ON a.person_id = p.id
    CROSS JOIN LATERAL (SELECT ${isEmployed('p.id', ':today')} AS is_today) AS employed
    WHERE employed.is_today OR a.id IS NOT NULL
  )`;

const CHANGED_AT = `greatest(
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'account'
      AND e.subject_id = people.account_id::text AND e.action <> 'account.signed_in'),
    (SELECT max(e.at) FROM audit_entries e WHERE e.subject_type = 'accounts'
      AND e.detail ? 'members' AND e.detail -> 'members' ? people.account_id::text))`;

const COLUMNS = `person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
  unit_name AS "unitName", state, roles, ${CHANGED_AT} AS "changedAt"`;

const PERSON_COLUMNS = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  unitName: col.text,
  state: col.oneOf(ACCOUNT_STATES),
  roles: col.someOf(SYSTEM_ROLES),
  /** Of state, roles or password; null when there has been none. Sign-ins do not count. */
  changedAt: col.instant.orNull,
};
const PERSON_ROW = { ...PERSON_COLUMNS, accountId: col.id<'account'>().orNull };

const SEARCH = { day: ':today', pattern: ':pattern' } as const;

/** Null asks for all. */
const MATCHING = `FROM people
  WHERE (:pattern IS NULL OR ${wasEverCalled('people.person_id', SEARCH)})
    AND (:state IS NULL OR state = :state) AND (:role IS NULL OR :role = ANY (roles))`;

const FILTER = {
  today: 'date',
  pattern: 'text?',
  state: 'text?',
  role: 'text?',
} as const;

const LISTED = statement({
  name: 'accounts.people',
  isPlannedAnew: true,
  sql: `${PEOPLE} SELECT ${COLUMNS}, ${foundByFormer('people.person_id', SEARCH)} ${MATCHING}
    ORDER BY staff_number LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: { ...PERSON_ROW, ...FORMER_COLUMNS },
});

/** As the list shows somebody: found perhaps by a name or number of earlier days. */
export type ListedAccount = RowFrom<typeof LISTED>;
export type PersonWithAccount = RowOf<typeof PERSON_ROW>;

const COUNTED = statement({
  name: 'accounts.people-count',
  isPlannedAnew: true,
  sql: `${PEOPLE} SELECT count(*)::int AS total ${MATCHING}`,
  parameters: FILTER,
  row: { total: col.int },
});

const STATE_COUNTS = statement({
  name: 'accounts.state-counts',
  sql: `${PEOPLE} SELECT state, count(*)::int AS count FROM people GROUP BY state`,
  parameters: { today: 'date' },
  row: { state: col.oneOf(ACCOUNT_STATES), count: col.int },
});

const WITHOUT = statement({
  name: 'accounts.people-without-account',
  sql: `${PEOPLE} SELECT count(*)::int AS total FROM people WHERE state = 'none'`,
  parameters: { today: 'date' },
  row: { total: col.int },
});

const rolePeriodSchema = z.object({
  role: z.enum(SYSTEM_ROLES),
  validFrom: localDateSchema,
  /** Exclusive. */
  validTo: localDateSchema.nullable(),
});

export type RolePeriod = Readonly<z.infer<typeof rolePeriodSchema>>;

const DETAILS = statement({
  name: 'accounts.account',
  sql: `${PEOPLE} SELECT ${COLUMNS}, created_at AS "createdAt", suspended_at AS "suspendedAt",
      password_changed_at AS "passwordChangedAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'validFrom', r.valid_from, 'validTo', r.valid_to)
                                 ORDER BY r.valid_from DESC, r.role), '[]')
       FROM account_roles r WHERE r.account_id = people.account_id) AS "rolePeriods"
    FROM people WHERE account_id = :accountId`,
  parameters: { today: 'date', accountId: 'uuid' },
  row: {
    ...PERSON_COLUMNS,
    accountId: col.id<'account'>(),
    createdAt: col.instant,
    suspendedAt: col.instant.orNull,
    passwordChangedAt: col.instant,
    rolePeriods: col.json<readonly RolePeriod[]>(z.array(rolePeriodSchema)),
  },
});

export type AccountDetails = RowFrom<typeof DETAILS>;

const PERSON = statement({
  name: 'accounts.person',
  sql: `${PEOPLE} SELECT ${COLUMNS} FROM people WHERE person_id = :personId AND state <> 'left'`,
  parameters: { today: 'date', personId: 'uuid' },
  row: PERSON_ROW,
});

const PERSON_BY_NUMBER = statement({
  name: 'accounts.person-by-number',
  sql: `${PEOPLE} SELECT ${COLUMNS} FROM people WHERE staff_number = :staffNumber`,
  parameters: { today: 'date', staffNumber: 'text' },
  row: PERSON_ROW,
});

const FOR_BULK = statement({
  name: 'accounts.people-for-bulk',
  sql: `${PEOPLE} SELECT person_id AS "personId", account_id AS "accountId", staff_number AS "staffNumber", name,
      unit_name AS "unitName"
    FROM people WHERE state = :state AND (account_id IS NULL OR NOT EXISTS (SELECT 1 FROM account_roles r
      WHERE r.account_id = people.account_id AND (r.valid_to IS NULL OR r.valid_to > :today - 30)))
    ORDER BY staff_number`,
  parameters: { today: 'date', state: 'text' },
  row: {
    personId: col.id<'person'>(),
    accountId: col.id<'account'>().orNull,
    staffNumber: col.text,
    name: col.text,
    unitName: col.text,
  },
});

export type BulkPerson = RowFrom<typeof FOR_BULK>;

/** Whom the administrator looks for: staff with the state of their account. */
@Injectable()
export class AccountQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: PeopleFilter): Promise<Page<ListedAccount>> {
    requirePermission(actor, 'accounts.read');
    const given = {
      today: this.clock.today(),
      pattern: searchPattern(filter.search),
      state: filter.state,
      role: filter.role,
    };
    const { page, pageSize } = filter;
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const { total } = await this.database.only(COUNTED, given);
    return { rows: await this.database.all(LISTED, { ...given, ...bounds }), total };
  }

  /** How many people are in each state, for the sentence above the list. */
  async countByState(actor: Actor): Promise<Readonly<Record<AccountState, number>>> {
    requirePermission(actor, 'accounts.read');
    const rows = await this.database.all(STATE_COUNTS, { today: this.clock.today() });
    const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    return { none: 0, first_password: 0, active: 0, suspended: 0, left: 0, ...counts };
  }

  /** How many people employed today have no account: also for whoever loads the organisation, by number only. */
  async countWithout(actor: Actor): Promise<number> {
    requirePermission(actor, 'organization.import');
    return (await this.database.only(WITHOUT, { today: this.clock.today() })).total;
  }

  /** The account with all its roles, past ones too; null when there is none of this id. */
  async findAccount(actor: Actor, accountId: string): Promise<AccountDetails | null> {
    requirePermission(actor, 'accounts.read');
    return this.database.first(DETAILS, { today: this.clock.today(), accountId });
  }

  /** A person employed today, with or without an account. */
  async findPerson(personId: string): Promise<PersonWithAccount | null> {
    return this.database.first(PERSON, { today: this.clock.today(), personId });
  }

  /** By the number in use; for the command line, which has no signed-in actor. */
  async findByStaffNumber(staffNumber: string): Promise<PersonWithAccount | null> {
    const number = normalizeCode(staffNumber);
    return this.database.first(PERSON_BY_NUMBER, {
      today: this.clock.today(),
      staffNumber: number,
    });
  }

  async listForBulk(target: BulkTarget): Promise<readonly BulkPerson[]> {
    const state = target === 'without' ? 'none' : 'first_password';
    return this.database.all(FOR_BULK, { today: this.clock.today(), state });
  }
}
