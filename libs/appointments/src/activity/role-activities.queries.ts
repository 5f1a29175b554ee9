import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, ofAnyNumber, personLine } from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';
import { inOffice } from '../appointment/in-office.sql';
import { wasActive } from './active.sql';
import { ACTIVE_DAYS, ACTIVITY_KINDS } from './activity.rules';

const OWN = statement({
  name: 'appointments.own-activities',
  sql: `SELECT r.id, r.done_on AS "doneOn", r.what, r.minutes, r.note, u.name AS "unitName"
    FROM role_activities r LEFT JOIN org_unit_periods u ON u.org_unit_id = r.org_unit_id AND ${inForce('u', 'r.done_on')}
    WHERE ${ofAnyNumber('r')} ORDER BY r.done_on DESC, r.recorded_at DESC, r.id LIMIT :limit OFFSET :offset`,
  parameters: { personId: 'uuid', limit: 'integer', offset: 'integer' },
  row: {
    id: col.id<'role_activity'>(),
    doneOn: col.date,
    what: col.oneOf(ACTIVITY_KINDS),
    minutes: col.int,
    note: col.text,
    unitName: col.text.orNull,
  },
});
export type OwnActivity = RowFrom<typeof OWN>;

const SUMS = statement({
  name: 'appointments.own-activity-sums',
  sql: `SELECT count(*)::int AS total, (count(*) FILTER (WHERE r.done_on >= :monthBegan))::int AS "ofMonth",
      COALESCE(sum(r.minutes) FILTER (WHERE r.done_on >= :monthBegan), 0)::int AS "minutesOfMonth",
      EXISTS (SELECT 1 FROM role_appointments a WHERE ${ofAnyNumber('a')} AND ${inOffice('a', ':on')}) AS "isInOffice"
    FROM role_activities r WHERE ${ofAnyNumber('r')}`,
  parameters: { personId: 'uuid', monthBegan: 'date', on: 'date' },
  row: { total: col.int, ofMonth: col.int, minutesOfMonth: col.int, isInOffice: col.bool },
});
export type ActivitySums = RowFrom<typeof SUMS>;

/** Everybody who holds a role on the day, with what they did: who did least lately first. */
const HOLDERS = statement({
  name: 'appointments.activities-of-holders',
  sql: `WITH holder AS (
      SELECT a.person_id, array_agg(DISTINCT a.role ORDER BY a.role) AS roles FROM role_appointments a WHERE ${inOffice('a', ':on')} GROUP BY a.person_id
    ), done AS (
      SELECT r.person_id, count(*) FILTER (WHERE r.done_on > :activeSince) AS lately, sum(r.minutes) FILTER (WHERE r.done_on >= :yearBegan) AS minutes,
        count(*) FILTER (WHERE r.done_on >= :yearBegan) AS times, max(r.done_on) AS last_on
      FROM role_activities r WHERE r.done_on <= :on GROUP BY r.person_id
    )
    SELECT h.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, line.unit_name AS "unitName", h.roles,
      COALESCE(d.lately, 0)::int AS lately, COALESCE(d.times, 0)::int AS "timesOfYear", COALESCE(d.minutes, 0)::int AS "minutesOfYear", d.last_on AS "lastOn"
    FROM holder h JOIN LATERAL ${personLine('h.person_id', ':on')} line ON true LEFT JOIN done d ON d.person_id = h.person_id
    WHERE NOT :onlyQuiet OR COALESCE(d.lately, 0) = 0
    ORDER BY d.last_on NULLS FIRST, line.staff_number LIMIT :limit OFFSET :offset`,
  parameters: {
    on: 'date',
    activeSince: 'date',
    yearBegan: 'date',
    onlyQuiet: 'boolean',
    limit: 'integer',
    offset: 'integer',
  },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    kana: col.text,
    unitName: col.text.orNull,
    roles: col.texts,
    lately: col.int,
    timesOfYear: col.int,
    minutesOfYear: col.int,
    lastOn: col.date.orNull,
  },
});
export type HolderActivity = RowFrom<typeof HOLDERS>;

const COUNTS = statement({
  name: 'appointments.activity-counts',
  sql: `WITH holder AS (SELECT DISTINCT a.person_id FROM role_appointments a WHERE ${inOffice('a', ':on')})
    SELECT count(*)::int AS holders, (count(*) FILTER (WHERE ${wasActive('h.person_id', ':on')}))::int AS active
    FROM holder h`,
  parameters: { on: 'date' },
  row: { holders: col.int, active: col.int },
});
export type ActivityCounts = RowFrom<typeof COUNTS>;

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** What was done in a role. */
@Injectable()
export class RoleActivityQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One's own, newest first, with the sums of this month. */
  async listOwn(actor: Actor, page: Page) {
    requirePermission(actor, 'self');
    const { personId } = actor;
    return {
      rows: await this.database.all(OWN, { personId, ...page }),
      sums: await this.sumsOf(personId),
    };
  }

  async sumsOf(personId: string): Promise<ActivitySums> {
    const on = this.clock.today();
    const monthBegan = `${on.slice(0, 8)}01` as LocalDate;
    return this.database.only(SUMS, { personId, monthBegan, on });
  }

  /** Holders of roles on the day; `onlyQuiet`: those without an activity in ninety days. */
  async listHolders(
    actor: Actor,
    { on, onlyQuiet, ...page }: Page & { readonly on: LocalDate; readonly onlyQuiet: boolean },
  ): Promise<readonly HolderActivity[]> {
    requirePermission(actor, 'appointments.read');
    const activeSince = addDays(on, -ACTIVE_DAYS);
    const yearBegan = fiscalYearStart(fiscalYearOf(on));
    return this.database.all(HOLDERS, { on, activeSince, yearBegan, onlyQuiet, ...page });
  }

  /** Of everybody who holds a role on the day, how many were active in the ninety days up to it. */
  async countActive(on: LocalDate): Promise<ActivityCounts> {
    return this.database.only(COUNTS, { on });
  }
}
