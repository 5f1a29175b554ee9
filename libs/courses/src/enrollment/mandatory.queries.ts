import { Injectable } from '@nestjs/common';
import { ABSENCES, inForce } from '@app/organization';
import {
  addDays,
  col,
  Database,
  fiscalYearOf,
  instantAt,
  type LocalDate,
  OfficeCalendars,
  type OrgUnitId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { obligationsSql, ON_DAY } from '../obligation/obligation.sql';
import { obligationTitle } from '../obligation/obligation-title.sql';
import { COUNTED_PARAMETERS, type CountedStaff } from './counted-staff.sql';
import { LEARNING_STATES, type LearningState, lastDueDateOver } from './enrollment.rules';

/** Whose mandatory learning, and as of which day. Without `personIds` and `unitIds`: the whole city. */
export interface MandatoryFilter {
  readonly asOf: LocalDate;
  /** The fiscal year for which it was assigned; the one of `asOf` unless given. */
  readonly fiscalYear?: number;
  readonly personIds?: readonly string[];
  /** Units of the primary posting on `asOf`; the caller names the units below as well. */
  readonly unitIds?: readonly string[];
  readonly states?: readonly LearningState[];
  /** Whom the city's figures count; everybody employed and not absent unless given. */
  readonly counted?: CountedStaff;
}

const FILTER = {
  asOf: 'date',
  asOfEnd: 'timestamptz',
  lastOver: 'date',
  fiscalYear: 'integer',
  personIds: 'uuid[]?',
  unitIds: 'uuid[]?',
  ...COUNTED_PARAMETERS,
} as const;

/** The people asked for: looked up first, so that a unit costs what a unit costs. */
const asked = (personId: string): string => `(:personIds IS NULL OR ${personId} = ANY (:personIds))
  AND (:unitIds IS NULL OR ${personId} IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY (:unitIds) AND ${inForce('own', ':asOf')}))`;

/** What is mandatory on the day, with where the person is posted; what was closed is not asked for any more. */
const STATES = `
  WITH RECURSIVE ${obligationsSql({
    person: asked,
    leavesOutAbsent: ':leavesOutAbsent',
    day: { ...ON_DAY, fiscalYear: ':fiscalYear' },
  })}, state AS (
    SELECT o.id, o.person_id, o.course_id, o.edition_id, o.enrollment_id, o.fiscal_year, o.is_carried_over, o.due_on,
      o.state, po.org_unit_id, CASE WHEN :leavesOutAbsent THEN o.absence END AS absence
    FROM obligation o
    JOIN employments w ON w.person_id = o.person_id AND ${inForce('w', ':asOf')}
    LEFT JOIN postings po ON po.person_id = o.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
    WHERE o.is_mandatory AND o.state <> 'closed' AND (:employmentTypes IS NULL OR w.employment_type = ANY (:employmentTypes))
  )`;

const LIST = statement({
  name: 'courses.mandatory-states',
  sql: `${STATES}
    SELECT s.id, s.person_id AS "personId", s.enrollment_id AS "enrollmentId", s.course_id AS "courseId",
      c.key AS "courseKey", ${obligationTitle('v.title', 's')} AS "courseTitle", s.fiscal_year AS "fiscalYear",
      s.is_carried_over AS "isCarriedOver", s.org_unit_id AS "orgUnitId", s.due_on AS "dueOn", s.state, s.absence
    FROM state s JOIN courses c ON c.id = s.course_id JOIN course_versions v ON v.id = s.edition_id
    WHERE :states IS NULL OR s.state = ANY (:states)
    ORDER BY s.person_id, s.due_on, v.title, s.id`,
  parameters: { ...FILTER, states: 'text[]?' },
  row: {
    /** The name of the obligation: the same as long as it lasts, begun or not. */
    id: col.id<'obligation'>(),
    personId: col.id<'person'>(),
    /** Null: not begun. */
    enrollmentId: col.id<'enrollment'>().orNull,
    courseId: col.id<'course'>(),
    courseKey: col.text,
    courseTitle: col.text,
    /** For which fiscal year it was asked. */
    fiscalYear: col.int,
    /** Of an earlier fiscal year, and was still open when this one began. */
    isCarriedOver: col.bool,
    orgUnitId: col.id<'org_unit'>().orNull,
    dueOn: col.date,
    state: col.oneOf(LEARNING_STATES),
    absence: col.oneOf(ABSENCES).orNull,
  },
});

/** One course that one person had to learn, with its state at the end of the day asked for. */
export type MandatoryRow = RowFrom<typeof LIST>;

const COUNT_ROW = {
  total: col.int,
  notStarted: col.int,
  inProgress: col.int,
  completed: col.int,
  overdue: col.int,
  exempted: col.int,
  absent: col.int,
  people: col.int,
  finishedPeople: col.int,
  openPeople: col.int,
  /** Those of the open ones for whom something is overdue. */
  overduePeople: col.int,
  /** On leave or seconded, or exempted from everything. */
  leftOutPeople: col.int,
};

/**
 * Sums that always add up: total = notStarted + inProgress + completed + overdue + exempted + absent, and
 * people = finishedPeople + openPeople + leftOutPeople. The base of a rate is total - exempted - absent.
 */
export type MandatoryCount = RowOf<typeof COUNT_ROW>;

export type UnitMandatoryCount = MandatoryCount & { readonly orgUnitId: OrgUnitId | null };

/** Somebody is finished when nothing that counts is open, and left out when nothing counts. */
const COUNTS = `
  coalesce(sum(total), 0)::int AS total, coalesce(sum(not_started), 0)::int AS "notStarted",
  coalesce(sum(in_progress), 0)::int AS "inProgress", coalesce(sum(completed), 0)::int AS completed,
  coalesce(sum(overdue), 0)::int AS overdue, coalesce(sum(exempted), 0)::int AS exempted,
  coalesce(sum(absent), 0)::int AS absent, count(*)::int AS people,
  count(*) FILTER (WHERE completed > 0 AND still_open = 0)::int AS "finishedPeople",
  count(*) FILTER (WHERE still_open > 0)::int AS "openPeople",
  count(*) FILTER (WHERE overdue > 0)::int AS "overduePeople",
  count(*) FILTER (WHERE completed = 0 AND still_open = 0)::int AS "leftOutPeople"`;

const PEOPLE_SQL = `${STATES}, person AS (
    SELECT person_id, org_unit_id, count(*) AS total,
      count(*) FILTER (WHERE absence IS NULL AND state = 'not_started') AS not_started,
      count(*) FILTER (WHERE absence IS NULL AND state = 'in_progress') AS in_progress,
      count(*) FILTER (WHERE absence IS NULL AND state = 'completed') AS completed,
      count(*) FILTER (WHERE absence IS NULL AND state = 'overdue') AS overdue,
      count(*) FILTER (WHERE absence IS NULL AND state = 'exempted') AS exempted,
      count(*) FILTER (WHERE absence IS NOT NULL) AS absent,
      count(*) FILTER (WHERE absence IS NULL AND state IN ('not_started', 'in_progress', 'overdue')) AS still_open
    FROM state GROUP BY person_id, org_unit_id
  )`;

const COUNT = statement({
  name: 'courses.mandatory-count',
  sql: `${PEOPLE_SQL} SELECT ${COUNTS} FROM person`,
  parameters: FILTER,
  row: COUNT_ROW,
});

const COUNT_BY_UNIT = statement({
  name: 'courses.mandatory-count-by-unit',
  sql: `${PEOPLE_SQL} SELECT org_unit_id AS "orgUnitId", ${COUNTS} FROM person GROUP BY org_unit_id ORDER BY org_unit_id`,
  parameters: FILTER,
  row: { orgUnitId: col.id<'org_unit'>().orNull, ...COUNT_ROW },
});

/**
 * The mandatory learning of a fiscal year as of any date, from timestamps: the base of coverage, of the unit head's
 * page and of reminders. It decides nothing about who may see it; the caller names persons or units that may be seen.
 */
@Injectable()
export class MandatoryQueries {
  constructor(
    private readonly database: Database,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** The single rows, by person and due date; people on leave are in it, marked by `absence`. */
  async listStates(filter: MandatoryFilter): Promise<readonly MandatoryRow[]> {
    return this.database.all(LIST, {
      ...(await this.parameters(filter)),
      states: filter.states ?? null,
    });
  }

  /** The sums over everybody the filter names; a person is counted once, whatever number of courses they have. */
  async count(filter: Omit<MandatoryFilter, 'states'>): Promise<MandatoryCount> {
    return this.database.only(COUNT, await this.parameters(filter));
  }

  /** The sums for each unit of a primary posting; null is the row of people without one. */
  async countByUnit(
    filter: Omit<MandatoryFilter, 'states'>,
  ): Promise<readonly UnitMandatoryCount[]> {
    return this.database.all(COUNT_BY_UNIT, await this.parameters(filter));
  }

  private async parameters(filter: MandatoryFilter) {
    const { asOf } = filter;
    return {
      asOf,
      asOfEnd: instantAt(addDays(asOf, 1)),
      lastOver: lastDueDateOver(await this.calendars.current(), asOf),
      fiscalYear: filter.fiscalYear ?? fiscalYearOf(asOf),
      personIds: filter.personIds ?? null,
      unitIds: filter.unitIds ?? null,
      employmentTypes: filter.counted?.employmentTypes ?? null,
      leavesOutAbsent: filter.counted?.leavesOutAbsent ?? true,
    };
  }
}
