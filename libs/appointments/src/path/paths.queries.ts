import { Injectable } from '@nestjs/common';
import { isOpen, notWithdrawn, type ObligationDay, obligationsSql } from '@app/courses';
import { ABSENCES, inForce } from '@app/organization';
import {
  addDays,
  col,
  Database,
  dayOf,
  fiscalYearOf,
  instantAt,
  type LocalDate,
  localDateSchema,
  OfficeCalendars,
  type PersonId,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { officeDays } from '../appointment/in-office.sql';
import { stepTaken } from '../nomination/step-taken.sql';
import type { Judged } from '../role/eligibility.rules';
import { parameterOf, RoleEligibilityQueries } from '../role/role-eligibility.queries';
import { RoleQueries, type RoleVersion } from '../role/roles.queries';
import { type Barred, barredDays } from '../role/together.rules';
import { HINT_KINDS, type Outlook, type PathDay, pathOf, type RolePath } from './path.rules';

const hint = z.object({
  place: z.int(),
  why: z.enum(HINT_KINDS),
  on: localDateSchema,
  until: localDateSchema.nullable(),
});
const underWay = z.object({
  id: z.string(),
  unitId: z.string(),
  state: z.enum(['nominated', 'consented']),
  consentBy: localDateSchema.nullable(),
});

const heldTerm = z.object({ role: z.string(), from: localDateSchema, until: localDateSchema });

const DAY: ObligationDay = { asOf: ':on', asOfEnd: ':onEnd', lastOver: 'NULL::date' };

/** The rows of a history that were in the books at the end of the day. */
const knownThen = (alias: string): string =>
  `${alias}.recorded_at < :onEnd AND (${alias}.superseded_at IS NULL OR ${alias}.superseded_at >= :onEnd)`;

/** Whoever has finished something is not asked again: what a course still asks is its obligation, or that it was begun. */
const COURSES = `
    SELECT o.person_id, asked.place, CASE WHEN o.is_mandatory THEN 'course_due' ELSE 'course_advised' END AS why, o.due_on AS day, NULL::date AS until
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN obligation o ON o.course_id = c.id
    WHERE ${isOpen('o')} AND (NOT asked."isOfYear" OR o.fiscal_year = :fiscalYear)
    UNION ALL
    SELECT e.person_id, asked.place, 'course_begun', ${dayOf('e.started_at')}, NULL
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN enrollments e ON e.course_id = c.id
    WHERE e.started_at < :onEnd AND (e.completed_at IS NULL OR e.completed_at >= :onEnd)`;

/** Exams and reports of what is asked for; of practice, wishes and failed tries there is nothing here. */
const CERTIFICATES = `
    SELECT a.person_id, k.place, CASE WHEN a.state <> 'booked' THEN 'exam_passed' WHEN a.exam_on < :on THEN 'exam_past' ELSE 'exam_ahead' END, a.exam_on, NULL
    FROM counting k JOIN exam_attempts_history a ON a.certification_id = k.held_id
    WHERE a.state IN ('booked', 'provisional_pass', 'passed') AND ${knownThen('a')}
      AND (a.state <> 'booked' OR is_exam_held(k.held_id, a.exam_on, :on))
    UNION ALL
    SELECT l.person_id, ended.place, 'exam_over', ended.day, NULL FROM looked l CROSS JOIN (
      SELECT k.place, max(v.last_exam_on) AS day FROM counting k JOIN certification_versions_on(:on) v ON v.certification_id = k.held_id
      GROUP BY k.place HAVING bool_and(coalesce(v.last_exam_on < :on, false))) ended
    UNION ALL
    SELECT r.person_id, k.place, 'certificate_reported', ${dayOf('r.reported_at')}, NULL
    FROM counting k JOIN certification_records r ON r.certification_id = k.held_id
    WHERE r.reported_at < :onEnd AND (r.state = 'reported' OR r.decided_at >= :onEnd)`;

/** The days `days` of a row of `office`. Who may not know what lies ahead is told the term as it was announced. */
const toldDays = (days: string): string => `CASE WHEN :seesAhead THEN ${days}
      WHEN o.in_office @> :on THEN datemultirange(daterange(o.term_start, o.term_end + 1)) ELSE '{}' END`;

/** Time in office still ahead. */
const TERMS = `
    SELECT o.person_id, asked.place, 'term', lower(ahead), upper(ahead) - 1
    FROM asked CROSS JOIN office o CROSS JOIN LATERAL unnest(${toldDays('o.in_office')} * datemultirange(daterange(:on + 1, NULL))) ahead
    WHERE asked.kind = 'supporter_term' AND o.role = 'supporter'`;

/**
 * Everybody employed on the day, or those who are asked for: what speaks for the requirements that are not met, the open
 * recommendation for the role, the roles of the day and how long they are held, since when somebody is a supporter, and whether they are away.
 */
const OUTLOOK = statement({
  name: 'appointments.outlook',
  sql: `WITH RECURSIVE asked AS (
    SELECT r.place, r.kind, r."courseKey", r."isOfYear", r.codes, r."orEquivalent"
    FROM jsonb_to_recordset(:requirements) AS r (place integer, kind text, "courseKey" text, "isOfYear" boolean, codes text[], "orEquivalent" boolean)
  ), counting AS (
    SELECT DISTINCT asked.place, k.held_id FROM asked
    JOIN certifications_counting_as(:on) k ON k.asked_code = ANY (asked.codes) AND (k.is_same OR asked."orEquivalent")
  ), looked AS (
    SELECT e.person_id FROM employments e WHERE ${inForce('e', ':on')} AND (:personIds IS NULL OR e.person_id = ANY (:personIds))
  ), ${obligationsSql({
    person: (personId) => `(:personIds IS NULL OR ${personId} = ANY (:personIds))`,
    assignment: `${notWithdrawn(DAY)} AND a.course_id IN (SELECT c.id FROM courses c JOIN asked ON asked."courseKey" = c.key)`,
    day: DAY,
  })}, ${officeDays('WHERE (:personIds IS NULL OR a.person_id = ANY (:personIds))')}, opened AS (
    SELECT n.* FROM nominations_history n WHERE n.role = :role AND ${knownThen('n')}
      AND (n.state = 'consented' OR (n.state = 'nominated' AND (n.consent_by IS NULL OR n.consent_by >= :on)))
  ), found AS (${COURSES}
    UNION ALL ${CERTIFICATES}
    UNION ALL ${TERMS}
    UNION ALL
    SELECT n.person_id, asked.place, 'step_taken', ${dayOf('n.recorded_at')}, NULL FROM asked JOIN opened n ON ${stepTaken('asked.kind', 'n')}
  ), hinted AS (
    SELECT person_id, json_agg(json_build_object('place', place, 'why', why, 'on', day, 'until', until) ORDER BY place, day) AS hints FROM found GROUP BY person_id
  ), held AS (
    SELECT person_id, array_agg(DISTINCT role ORDER BY role) AS roles FROM office WHERE in_office @> :on GROUP BY person_id
  ), termed AS (
    SELECT o.person_id, json_agg(json_build_object('role', o.role, 'from', lower(told), 'until', upper(told) - 1) ORDER BY lower(told), o.role) AS terms
    FROM office o CROSS JOIN LATERAL unnest(${toldDays('datemultirange(o.during)')}) told WHERE upper(told) > :on GROUP BY o.person_id
  ), supporting AS (
    SELECT person_id, range_agg(in_office) AS during FROM office WHERE role = 'supporter' GROUP BY person_id
  )
  SELECT l.person_id AS "personId", COALESCE(hinted.hints, '[]'::json) AS hints, COALESCE(held.roles, '{}') AS roles, COALESCE(termed.terms, '[]'::json) AS terms, away.status AS absence,
    (SELECT lower(stretch) FROM unnest(supporting.during) stretch WHERE stretch @> :on) AS "supporterSince",
    (SELECT json_build_object('id', n.id, 'unitId', n.org_unit_id, 'state', n.state, 'consentBy', n.consent_by) FROM opened n WHERE n.person_id = l.person_id LIMIT 1) AS "underWay"
  FROM looked l
  LEFT JOIN hinted ON hinted.person_id = l.person_id
  LEFT JOIN held ON held.person_id = l.person_id
  LEFT JOIN termed ON termed.person_id = l.person_id
  LEFT JOIN supporting ON supporting.person_id = l.person_id
  LEFT JOIN employment_statuses away ON away.person_id = l.person_id AND ${inForce('away', ':on')}
  ORDER BY l.person_id`,
  parameters: {
    requirements: 'jsonb',
    role: 'text',
    personIds: 'uuid[]?',
    on: 'date',
    onEnd: 'timestamptz',
    fiscalYear: 'integer',
    seesAhead: 'boolean',
  },
  row: {
    personId: col.id<'person'>(),
    hints: col.json(z.array(hint)),
    /** DX roles held on the day. */
    roles: col.texts,
    /** Every role's terms that are not over, those that have not begun only for who sees ahead. */
    terms: col.json(z.array(heldTerm)),
    absence: col.oneOf(ABSENCES).orNull,
    /** The first day of the time as a supporter that covers the day, over all terms without a gap. */
    supporterSince: col.date.orNull,
    underWay: col.json(underWay).orNull,
  },
});

/** All that is known of one person and one role, before anything is estimated: a reader is shown as much as they may know. */
export interface PathFacts extends RowFrom<typeof OUTLOOK> {
  readonly judged: readonly Judged[];
  /** Days on which a term in the role cannot begin, for another one that is held. */
  readonly barred: readonly Barred[];
}

interface Asked {
  readonly on: LocalDate;
  /** Null: everybody employed on the day. */
  readonly personIds: readonly string[] | null;
  /** Whether the reader may know of orders that are not announced. */
  readonly seesAhead: boolean;
}

/** How far people are on the way to a role. Whoever asks decides who may know what of it. */
@Injectable()
export class RolePathQueries {
  constructor(
    private readonly database: Database,
    private readonly eligibility: RoleEligibilityQueries,
    private readonly roles: RoleQueries,
    private readonly calendars: OfficeCalendars,
  ) {}

  async readFacts(
    { role, requirements }: RoleVersion,
    { on, personIds, seesAhead }: Asked,
  ): Promise<readonly PathFacts[]> {
    const [versions, known, rows] = await this.database.together(
      () => this.roles.listAll(),
      () => this.eligibility.judgeOn(requirements, on, personIds),
      () =>
        this.database.all(OUTLOOK, {
          requirements: requirements.map(({ wanted }, place) => ({
            place,
            ...parameterOf(wanted),
          })),
          ...{ role, personIds, on, seesAhead },
          onEnd: instantAt(addDays(on, 1)),
          fiscalYear: fiscalYearOf(on),
        }),
    );
    return rows.map((row) => ({
      ...row,
      judged: known.get(row.personId)?.judged ?? [],
      barred: barredDays(versions, role, { terms: row.terms, on }),
    }));
  }

  /** One's own way; null for who is not employed on the day. */
  async readOwn(
    version: RoleVersion,
    personId: PersonId,
    on: LocalDate,
  ): Promise<{ readonly facts: PathFacts; readonly path: RolePath } | null> {
    const asked = { on, personIds: [personId], seesAhead: false };
    const [facts] = await this.readFacts(version, asked);
    if (facts === undefined) return null;
    return { facts, path: pathOf(facts.judged, facts, await this.dayOf(on)) };
  }

  async dayOf(on: LocalDate): Promise<PathDay> {
    return { on, calendar: await this.calendars.current() };
  }
}

/** Of what somebody chose freely an office learns when it is finished, not that it was begun. */
export function toldToOffice<Facts extends Outlook>(facts: Facts): Facts {
  return { ...facts, hints: facts.hints.filter(({ why }) => why !== 'course_begun') };
}
