import { Injectable } from '@nestjs/common';
import type { PersonSight } from '@app/access';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  minDate,
  type RowFrom,
  startOfDay,
  statement,
} from '@app/platform';
import { obligationsSql, onDayOf } from '../obligation/obligation.sql';
import { obligationTitle, yearOfRecord } from '../obligation/obligation-title.sql';
import { MandatoryQueries, type MandatoryRow } from './mandatory.queries';

/** The day of the obligations: of who has left, the last one in office. */
const LAST_DAY = `last AS (
    SELECT least(:asOf, max(coalesce(w.valid_to, 'infinity')) - 1) AS day FROM employments w WHERE w.person_id = :personId
  )`;

/** `:sees`: 'all', 'assigned' (what was asked for, also as a recommendation) or 'mandatory'. */
const COMPLETED = statement({
  name: 'courses.completed-by-person',
  sql: `WITH RECURSIVE ${LAST_DAY}, ${obligationsSql({
    person: (personId) => `${personId} = :personId`,
    years: 'all',
    day: onDayOf('(SELECT day FROM last)'),
  })}
    SELECT c.key AS "courseKey", ${obligationTitle('v.title', 'named')} AS title, v.version, e.cycle, e.completed_at AS "completedAt",
      o.fiscal_year AS "fiscalYear", o.id IS NOT NULL AS "isAssigned", coalesce(o.is_mandatory, false) AS "isMandatory",
      CASE WHEN o.state = 'closed' THEN o.closed_on END AS "closedOn"
    FROM enrollments e
    JOIN courses c ON c.id = e.course_id
    JOIN course_versions v ON v.id = e.course_version_id
    LEFT JOIN obligation o ON o.course_id = e.course_id AND o.cycle = e.cycle
    CROSS JOIN ${yearOfRecord({ cycle: 'e.cycle', fiscalYear: 'o.fiscal_year', endedAt: 'e.completed_at' })} named
    WHERE e.person_id = :personId AND e.completed_at < ${startOfDay(':asOf + 1')}
      AND (:sees = 'all' OR o.is_mandatory OR (:sees = 'assigned' AND o.id IS NOT NULL))
    ORDER BY e.completed_at DESC, v.title, e.id`,
  parameters: { personId: 'uuid', asOf: 'date', sees: 'text' },
  row: {
    courseKey: col.text,
    title: col.text,
    version: col.int,
    /** The fiscal year of a yearly course, else 0. */
    cycle: col.int,
    completedAt: col.instant,
    /** For which fiscal year it was asked; null when it was not. */
    fiscalYear: col.int.orNull,
    isAssigned: col.bool,
    isMandatory: col.bool,
    /** Finished only after its fiscal year was closed on that day. */
    closedOn: col.date.orNull,
  },
});

/** One course that the person finished. No score, no note: those are nobody's but their own. */
export type CompletedCourseRow = RowFrom<typeof COMPLETED>;

export interface SeenLearning {
  readonly completed: readonly CompletedCourseRow[];
  /** What is mandatory on the day. */
  readonly mandatory: readonly MandatoryRow[];
}

/** A person's learning for others and for themselves, as far as the sight of them goes. */
@Injectable()
export class PersonLearningQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly obligations: MandatoryQueries,
  ) {}

  /** Null when the sight opens nothing. A day ahead is answered as of today: nobody has finished anything by then. */
  async findSeen(sight: PersonSight, on: LocalDate): Promise<SeenLearning | null> {
    if (sight.learning === 'none') return null;
    const { personId, learning: sees } = sight;
    const asOf = minDate(on, this.clock.today());
    const [completed, mandatory] = await Promise.all([
      this.database.all(COMPLETED, { personId, asOf, sees }),
      this.obligations.listStates({ asOf, personIds: [personId] }),
    ]);
    return { completed, mandatory };
  }
}
