import { inForce } from '@app/organization';
import { dayOf, startOfDay } from '@app/platform';
import { DAYS_FOR_NEWCOMERS } from '../assignment/assignment.rules';

/**
 * Who has to learn what, until when, and where they stand: derived from assignments, editions and the dated
 * organisation, never stored. Everybody who names obligations writes on top of this text, so that they cannot differ.
 */
export interface ObligationScope {
  /** A condition on the id of a person, when not everybody is looked at. */
  readonly person?: (personId: string) => string;
  /** A condition on the assignment `a`; those in force on the day unless said otherwise. */
  readonly assignment?: string;
  /**
   * `open`: of the fiscal year, and what of earlier years was still open when it began. `all`: of every year up to it.
   */
  readonly years?: 'open' | 'all';
  /** Also who left within the fiscal year, as of their last day (`is_employed` tells). */
  readonly withLeavers?: boolean;
  /**
   * A condition: nothing is asked of whoever is on leave or seconded. It always holds, except in figures whose counting
   * rule counts these people.
   */
  readonly leavesOutAbsent?: string;
  /** Where the day stands in the text. */
  readonly day?: ObligationDay;
}

export interface ObligationDay {
  /** The day, a date. */
  readonly asOf: string;
  /** The first instant after it: what happened then has not happened yet. */
  readonly asOfEnd: string;
  /** The last due date that is over on it (`lastDueDateOver`); with NULL nothing is overdue. */
  readonly lastOver: string;
  /** The fiscal year that is looked at, a number; the one of the day unless said otherwise. */
  readonly fiscalYear?: string;
}

/** SQL: the fiscal year of a day. */
export const fiscalYearOn = (day: string): string =>
  `extract(year FROM ${day} - interval '3 months')::int`;

/** The places in a statement that asks for one day. */
export const ON_DAY: ObligationDay = {
  asOf: ':asOf',
  asOfEnd: ':asOfEnd',
  lastOver: ':lastOver',
};

/** The day of a row: for statements over several days. Nothing is called overdue then. */
export const onDayOf = (column: string): ObligationDay => ({
  asOf: column,
  asOfEnd: startOfDay(`${column} + 1`),
  lastOver: 'NULL::date',
});

/** SQL: something is still asked for. */
export const isOpen = (alias: string): string =>
  `${alias}.state IN ('not_started', 'in_progress', 'overdue')`;

/** SQL: neither finished nor let off: it is asked for, or will be when the person is back. */
export const isUnfinished = (alias: string): string =>
  `(${isOpen(alias)} OR ${alias}.state = 'absent')`;

/** SQL: the name under which one obligation is known to reminders; it stays the same as long as it lasts. */
export const obligationId = (alias: string): string =>
  `md5(${alias}.person_id::text || ${alias}.course_id::text || ${alias}.cycle::text)::uuid`;

/** SQL: the exemption's day as an instant. */
export const exemptedAt = (alias: string): string => startOfDay(`${alias}.valid_from`);

/** SQL: the assignment `a` was not withdrawn by the end of the day. */
export const notWithdrawn = ({ asOf }: ObligationDay): string => `NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= ${asOf})`;

/** Newest edition of each cycle: a fiscal year of a yearly course, else 0. Later editions do not exist on the day. */
const editions = ({ asOfEnd }: ObligationDay): string => `ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ${asOfEnd}
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
)`;

/**
 * One row for each fiscal year of each assignment. Without an edition of that year there is none. An assignment that
 * repeats is made anew on each 1 April.
 */
const duties = (day: ObligationDay, year: string, assignment: string): string => `ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN ${dayOf('a.created_at')}
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(${day.asOf}, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN ${year} ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ${day.asOfEnd} AND y.fiscal_year <= ${year} AND (${assignment})
)`;

interface Members {
  readonly day: ObligationDay;
  readonly year: string;
  readonly person: (personId: string) => string;
  readonly withLeavers: boolean;
}

/**
 * When people were employed, posted and away, up to the day, each as one set of days: what follows without a gap is
 * one stay, however many rows it has. An absence lasts 30 days longer here, so that two with less between them are one.
 */
const members = ({ day, year, person, withLeavers }: Members): string => `ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(${inForce('w', day.asOf)}) AS is_employed,
    least(${day.asOf}, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= ${day.asOf} AND ${person('w.person_id')}
  GROUP BY w.person_id
  HAVING bool_or(${withLeavers ? `w.valid_to IS NULL OR w.valid_to > make_date(${year}, 4, 1)` : inForce('w', day.asOf)})
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= ${day.asOf} AND ${person('po.person_id')}
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= ${day.asOf} AND ${person('po.person_id')}
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + ${String(DAYS_FOR_NEWCOMERS + 1)})) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= ${day.asOf} AND ${person('s.person_id')}
  GROUP BY s.person_id
)`;

/** Everybody who ever was in the audience of a duty; `during` says when. */
const REACH = `ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
)`;

/**
 * The fiscal years that are closed at the end of the day. Nothing of them is asked for any more, also what came to life
 * only after the closing (numbers joined, somebody employed again). Later years are not touched by it.
 */
const closed = ({ asOf, asOfEnd }: ObligationDay): string => `ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= ${asOf} AND (c.undone_at IS NULL OR c.undone_at >= ${asOfEnd})
  GROUP BY c.fiscal_year
)`;

/** What was finished in an earlier fiscal year is not carried over. */
const stillOpenWhenItBegan = (
  year: string,
): string => `AND CASE WHEN r.fiscal_year = ${year} THEN true
      WHEN done.completed_at < ${startOfDay(`make_date(${year}, 4, 1)`)} THEN false
      WHEN x.valid_from < make_date(${year}, 4, 1) THEN false
      WHEN c.closed_on < make_date(${year}, 4, 1) THEN false ELSE true END`;

/** Finished, and not only after the closing of its year: what was closed stays not done until the closing is undone. */
const FINISHED_IN_TIME =
  'done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at)';

/** Let off, and not only after the closing of its year, by a later assignment of the same course. */
const EXEMPTED_IN_TIME =
  'x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on)';

/**
 * A course without years is learnt once: whoever had finished it, or was let off, before the fiscal year of an
 * assignment began is not asked by that assignment.
 */
const SETTLED_BEFORE = `r.cycle = 0 AND least(done.completed_at, ${startOfDay('x.valid_from')})
      < ${startOfDay('make_date(r.fiscal_year, 4, 1)')}`;

/**
 * In the audience on the day, or on the last day of the duty's fiscal year: who moved away is released, unless it was
 * finished by then. Of whoever is away on the day nothing is asked; whoever was away, or came later than the assignment,
 * has at least 30 days. CASE in a condition keeps
 * the planner from expecting next to no rows, and with that from nested loops over everybody.
 */
const reached = (
  day: ObligationDay,
  year: string,
  { years, leavesOutAbsent = 'true' }: ObligationScope,
): string => `ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(${SETTLED_BEFORE}, false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < ${year} AS is_carried_over,
    c.closed_on,
    CASE WHEN ${FINISHED_IN_TIME} THEN 'completed' WHEN ${EXEMPTED_IN_TIME} THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND ${leavesOutAbsent} THEN 'absent' WHEN due.due_on <= ${day.lastOver} THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND ${inForce('x', day.asOf)}
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND ${inForce('away', day.asOf)}
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ${day.asOfEnd} THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ${day.asOfEnd} THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce(${dayOf('done.completed_at')}, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + ${String(DAYS_FOR_NEWCOMERS)} FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - ${String(DAYS_FOR_NEWCOMERS + 1)} > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = ${year} AND seen.day >= r.assigned_on))
    ${years === 'all' ? '' : stillOpenWhenItBegan(year)}
)`;

/**
 * SQL, an order: of several assignments of the same course and cycle one asks, and it alone says until when. A mandatory
 * one comes first, then the one of the earliest fiscal year (a course without years is not asked for twice), then the
 * earliest due date. What the closing of a year has ended does not keep a later year from asking.
 */
export const askingFirst = (alias: string): string =>
  `${alias}.state = 'closed', ${alias}.is_mandatory DESC, ${alias}.fiscal_year, ${alias}.due_on, ${alias}.assignment_id`;

const OBLIGATION = `obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) ${obligationId('r')} AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, ${askingFirst('r')}
)`;

/**
 * Common table expressions, for `WITH RECURSIVE`; all names begin with `ob_`. `ob_reached` has a row for each
 * assignment and person it reaches on the day.
 */
export function reachedSql(scope: ObligationScope = {}): string {
  const day = scope.day ?? ON_DAY;
  const year = day.fiscalYear ?? fiscalYearOn(day.asOf);
  const person = scope.person ?? (() => 'true');
  return [
    editions(day),
    duties(day, year, scope.assignment ?? notWithdrawn(day)),
    members({ day, year, person, withLeavers: scope.withLeavers ?? false }),
    REACH,
    closed(day),
    reached(day, year, scope),
  ].join(', ');
}

/**
 * The same, and `obligation`: one row for each person, course and cycle, with its state at the end of the day. What
 * was still open when the fiscal year began is carried over, under its own year's name, in its own cycle and edition.
 */
export function obligationsSql(scope: ObligationScope = {}): string {
  return `${reachedSql(scope)}, ${OBLIGATION}`;
}
