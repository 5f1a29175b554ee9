import { Injectable } from '@nestjs/common';
import { ABSENCES, detailsOn, inForce } from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  fiscalYearEnd,
  instantAt,
  OfficeCalendars,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  COUNTED_PARAMETERS,
  type CountedStaff,
  EVERYBODY_PRESENT,
  LEFT_OUT_REASONS,
  leftOutBy,
} from '../enrollment/counted-staff.sql';
import { LEARNING_STATES, lastDueDateOver } from '../enrollment/enrollment.rules';
import {
  fiscalYearOn,
  isUnfinished,
  obligationsSql,
  ON_DAY,
  reachedSql,
} from '../obligation/obligation.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';

/**
 * Why something is still open at the year's end: the person is away; its due date was put off beyond the year; it was
 * begun and not finished; it was not begun.
 */
export const WHY_OPEN = ['absent', 'due_later', 'in_progress', 'not_started'] as const;
export type WhyOpen = (typeof WHY_OPEN)[number];

const PARAMETERS = {
  asOf: 'date',
  asOfEnd: 'timestamptz',
  lastOver: 'date',
  fiscalYear: 'integer',
  yearEnd: 'date',
  ...COUNTED_PARAMETERS,
} as const;

/**
 * What was asked for in the fiscal year and where it stands today, with why it is open: as if no later year asked for it
 * as well, for what is closed stays a figure of its year.
 */
const OF_YEAR = `
  WITH RECURSIVE ${obligationsSql({ years: 'all', day: { ...ON_DAY, fiscalYear: ':fiscalYear' } })}, of_year AS (
    SELECT o.person_id, o.course_id, o.cycle, o.fiscal_year, o.edition_id, o.is_mandatory, o.due_on, o.state, o.absence,
      o.fiscal_year < ${fiscalYearOn(':asOf')} AS is_carried_over, ${leftOutBy('o', 'w')} AS left_out_by, CASE WHEN NOT ${isUnfinished('o')} THEN NULL WHEN o.absence IS NOT NULL THEN 'absent'
      WHEN o.due_on > :yearEnd AND o.state <> 'overdue' THEN 'due_later'
      WHEN o.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS why_open
    FROM obligation o JOIN employments w ON w.person_id = o.person_id AND ${inForce('w', ':asOf')}
    WHERE o.fiscal_year = :fiscalYear
  )`;

const OPEN = statement({
  name: 'courses.open-of-year',
  sql: `${OF_YEAR}
    SELECT o.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName",
      o.course_id AS "courseId", o.cycle, ${obligationTitle('v.title', 'o')} AS "courseTitle",
      o.is_mandatory AS "isMandatory", o.due_on AS "dueOn", o.state, o.absence, o.why_open AS "whyOpen",
      o.left_out_by AS "leftOutBy"
    FROM of_year o
    JOIN course_versions v ON v.id = o.edition_id
    JOIN ${detailsOn('p', 'o.person_id', ':asOf')}
    JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':asOf')}
    WHERE o.why_open IS NOT NULL
    ORDER BY v.title, o.course_id, u.sort_order, n.staff_number`,
  parameters: PARAMETERS,
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    courseId: col.id<'course'>(),
    cycle: col.int,
    courseTitle: col.text,
    isMandatory: col.bool,
    dueOn: col.date,
    state: col.oneOf(LEARNING_STATES),
    absence: col.oneOf(ABSENCES).orNull,
    whyOpen: col.oneOf(WHY_OPEN),
    /** Why the figures do not count it. It is closed all the same. */
    leftOutBy: col.oneOf(LEFT_OUT_REASONS).orNull,
  },
});

/** Something of a fiscal year that is still open today, and why. */
export type OpenObligationRow = RowFrom<typeof OPEN>;

const counted = (condition: string): string =>
  `(count(*) FILTER (WHERE o.left_out_by IS NULL AND ${condition}))::int`;

const FIGURES = statement({
  name: 'courses.figures-of-year',
  sql: `${OF_YEAR}
    SELECT ${counted('true')} AS total, ${counted("o.state = 'completed'")} AS completed,
      ${counted("o.state = 'exempted'")} AS exempted, ${counted("o.state = 'closed'")} AS closed,
      ${counted('o.why_open IS NOT NULL')} AS open,
      (count(DISTINCT o.person_id) FILTER (WHERE o.left_out_by IS NULL AND o.why_open IS NOT NULL))::int AS "openPeople",
      (count(*) FILTER (WHERE o.left_out_by = 'absent' AND o.why_open IS NOT NULL))::int AS absent,
      (count(*) FILTER (WHERE o.left_out_by = 'employment_type' AND o.why_open IS NOT NULL))::int AS "otherTypes"
    FROM of_year o WHERE o.is_mandatory`,
  parameters: PARAMETERS,
  row: {
    total: col.int,
    completed: col.int,
    exempted: col.int,
    closed: col.int,
    open: col.int,
    openPeople: col.int,
    /** Still open of people on leave or seconded, and of employment types that are not counted: in none of the other numbers. */
    absent: col.int,
    otherTypes: col.int,
  },
});

/** Mandatory learning of one fiscal year, of those whom the city's figures count; total = completed + exempted + closed + open. */
export type ClosingFigures = RowFrom<typeof FIGURES>;

/** A course without years may be asked for by an assignment of a later year too, which then asks instead. */
const ASKED_AGAIN = statement({
  name: 'courses.asked-again-after-closing',
  sql: `WITH RECURSIVE ${reachedSql({ years: 'all' })}
    SELECT count(DISTINCT (r.person_id, r.course_id))::int AS count FROM ob_reached r
    WHERE r.cycle = 0 AND r.fiscal_year > :fiscalYear AND ${isUnfinished('r')} AND EXISTS (
      SELECT 1 FROM ob_reached o WHERE o.person_id = r.person_id AND o.course_id = r.course_id AND o.cycle = r.cycle
        AND o.fiscal_year = :fiscalYear AND ${isUnfinished('o')})`,
  parameters: {
    asOf: 'date',
    asOfEnd: 'timestamptz',
    lastOver: 'date',
    fiscalYear: 'integer',
  },
  row: { count: col.int },
});

const CLOSINGS = statement({
  name: 'courses.closings',
  sql: `SELECT c.id, c.fiscal_year AS "fiscalYear", c.reason, c.closed_on AS "closedOn", c.closed_at AS "closedAt",
      c.undone_at AS "undoneAt",
      (SELECT count(*)::int FROM closed_obligations o WHERE o.closing_id = c.id) AS obligations,
      c.undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM cycle_closings later WHERE later.closed_at > c.closed_at
        AND later.undone_at IS NULL) AS "isUndoable"
    FROM cycle_closings c ORDER BY c.closed_at DESC, c.id`,
  parameters: {},
  row: {
    id: col.id<'closing'>(),
    fiscalYear: col.int,
    reason: col.text,
    closedOn: col.date,
    closedAt: col.instant,
    undoneAt: col.instant.orNull,
    /** How many obligations it closed. */
    obligations: col.int,
    /** Until the next closing. */
    isUndoable: col.bool,
  },
});

/** A year-end closing, also one that was undone. */
export type ClosingRow = RowFrom<typeof CLOSINGS>;

/** What the year-end closing looks at before it closes anything. Decides nothing about who may see it. */
@Injectable()
export class ClosingQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** Everything of the fiscal year that is open today: mandatory and recommended, of everybody employed. */
  async listOpen(
    fiscalYear: number,
    counted: CountedStaff = EVERYBODY_PRESENT,
  ): Promise<readonly OpenObligationRow[]> {
    return this.database.all(OPEN, await this.parameters(fiscalYear, counted));
  }

  /** The mandatory figures of the fiscal year as they are, and as they would be, of those whom the figures count. */
  async previewFigures(
    fiscalYear: number,
    counted: CountedStaff = EVERYBODY_PRESENT,
  ): Promise<{ readonly before: ClosingFigures; readonly after: ClosingFigures }> {
    const before = await this.database.only(FIGURES, await this.parameters(fiscalYear, counted));
    const closed = before.closed + before.open;
    const nothingOpen = { open: 0, openPeople: 0, absent: 0, otherTypes: 0 };
    return { before, after: { ...before, closed, ...nothingOpen } };
  }

  /** How many of them would be asked for again, by an assignment of a later fiscal year. */
  async countAskedAgain(fiscalYear: number): Promise<number> {
    const parameters = await this.parameters(fiscalYear, EVERYBODY_PRESENT);
    return (await this.database.only(ASKED_AGAIN, parameters)).count;
  }

  /** Newest first. */
  async listClosings(): Promise<readonly ClosingRow[]> {
    return this.database.all(CLOSINGS, {});
  }

  private async parameters(fiscalYear: number, counted: CountedStaff) {
    const asOf = this.clock.today();
    return {
      asOf,
      asOfEnd: instantAt(addDays(asOf, 1)),
      lastOver: lastDueDateOver(await this.calendars.current(), asOf),
      fiscalYear,
      yearEnd: fiscalYearEnd(fiscalYear),
      ...counted,
    };
  }
}
