import { SYSTEM_ROLES } from '@app/access';
import { REPORT_PAPERS } from '@app/coverage';
import { detailsOn, inForce, isEmployed } from '@app/organization';
import { col, type RowFrom, statement } from '@app/platform';
import { REPORT_PERIODS } from './report.rules';

const COLUMNS = `s.id, s.paper, s.period, s.roles, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.created_at AS "createdAt",
  (SELECT p.name FROM accounts a JOIN ${detailsOn('p', 'a.person_id', ':today')} WHERE a.id = s.created_by) AS "createdByName"`;

const ROW = {
  id: col.id<'report_schedule'>(),
  paper: col.oneOf(REPORT_PAPERS),
  period: col.oneOf(REPORT_PERIODS),
  roles: col.someOf(SYSTEM_ROLES),
  validFrom: col.date,
  validTo: col.date.orNull,
  createdAt: col.instant,
  createdByName: col.text.orNull,
};

/** Those that go on first, then the newest. */
export const SCHEDULES = statement({
  name: 'exports.report-schedules',
  sql: `SELECT ${COLUMNS} FROM report_schedules s ORDER BY (s.valid_to IS NOT NULL), s.created_at DESC, s.id`,
  parameters: { today: 'date' },
  row: ROW,
});

/** A report that is made again and again. */
export type ReportSchedule = RowFrom<typeof SCHEDULES>;

export const RUNS = statement({
  name: 'exports.report-runs',
  sql: `SELECT r.schedule_id AS "scheduleId", r.as_of AS "asOf", r.made_at AS "madeAt", r.recipients FROM report_runs r
    WHERE r.as_of >= :since ORDER BY r.as_of DESC`,
  parameters: { since: 'date' },
  row: {
    scheduleId: col.id<'report_schedule'>(),
    asOf: col.date,
    madeAt: col.instant,
    recipients: col.int,
  },
});

/** One that was made. */
export type ReportRun = RowFrom<typeof RUNS>;

/** Who holds one of the roles on the day, with the first of them by which they get the report. */
export const RECIPIENTS = statement({
  name: 'exports.report-recipients',
  sql: `SELECT a.id, min(r.role) AS role FROM account_roles r JOIN accounts a ON a.id = r.account_id
    WHERE r.role = ANY (:roles) AND ${inForce('r', ':today')} AND a.suspended_at IS NULL AND ${isEmployed('a.person_id', ':today')}
    GROUP BY a.id ORDER BY a.id`,
  parameters: { roles: 'text[]', today: 'date' },
  row: { id: col.id<'account'>(), role: col.oneOf(SYSTEM_ROLES) },
});

/** Claimed by the row's lock; whoever has no mailbox, left or lost the role has an empty address. */
export const NEXT_MAIL = statement({
  name: 'exports.next-report-mail',
  sql: `SELECT o.id, o.title, o.expires_at AS "expiresAt", coalesce((SELECT p.email FROM accounts a
        JOIN ${detailsOn('p', 'a.person_id', ':today')}
        WHERE a.id = o.account_id AND a.suspended_at IS NULL AND ${isEmployed('a.person_id', ':today')}
          AND EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id AND r.role = ANY (o.roles) AND ${inForce('r', ':today')})), '') AS email
    FROM file_orders o WHERE o.report_run_id IS NOT NULL AND o.mailed_at IS NULL AND o.state = 'ready' AND NOT o.id = ANY (:tried)
    ORDER BY o.ordered_at, o.id LIMIT 1 FOR UPDATE OF o SKIP LOCKED`,
  parameters: { today: 'date', tried: 'uuid[]' },
  row: {
    id: col.id<'file_order'>(),
    title: col.text,
    expiresAt: col.instant.orNull,
    email: col.text,
  },
});
