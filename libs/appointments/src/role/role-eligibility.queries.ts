import { Injectable } from '@nestjs/common';
import { countsAt } from '@app/certifications';
import { obligationsSql } from '@app/courses';
import { inForce, unitTree } from '@app/organization';
import {
  addDays,
  col,
  Database,
  dayOf,
  fiscalYearOf,
  fiscalYearStart,
  instantAt,
  type LocalDate,
  localDateSchema,
  type NominationId,
  type OrgUnitId,
  type PersonId,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { officeDays } from '../appointment/in-office.sql';
import { stepTaken } from '../nomination/step-taken.sql';
import { type Eligibility, judge } from './eligibility.rules';
import type { Requirement, Wanted } from './requirement.rules';

const evidence = z.object({
  place: z.int(),
  rowId: z.string(),
  on: localDateSchema.nullable(),
  days: z.int().nullable(),
});

/**
 * Everybody who is employed on the day, with the rows that speak for them, requirement by requirement: the newest where
 * there are several. Only what is verified and only what is finished; of a recommendation only the steps that were taken.
 */
const EVIDENCE = statement({
  name: 'appointments.eligibility',
  sql: `WITH asked AS (
    SELECT r.place, r.kind, r."courseKey", r."isOfYear", r.codes, r."orEquivalent", r.types
    FROM jsonb_to_recordset(:requirements) AS r (place integer, kind text, "courseKey" text, "isOfYear" boolean, codes text[], "orEquivalent" boolean, types text[])
  ), looked AS (
    SELECT e.id, e.person_id, e.employment_type FROM employments e
    WHERE ${inForce('e', ':on')} AND (:personIds IS NULL OR e.person_id = ANY (:personIds))
  ), ${officeDays(`WHERE a.role = 'supporter'`)}, found AS (
    SELECT e.person_id, asked.place, e.id AS row_id, ${dayOf('e.completed_at')} AS day, NULL::integer AS days
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN enrollments e ON e.course_id = c.id AND e.completed_at < :onEnd
    WHERE NOT asked."isOfYear" OR e.cycle = :fiscalYear OR (e.cycle = 0 AND e.completed_at >= :yearBegan)
    UNION ALL
    SELECT r.person_id, asked.place, r.id, r.passed_on, NULL
    FROM asked JOIN certifications_counting_as(:on) k ON k.asked_code = ANY (asked.codes) AND (k.is_same OR asked."orEquivalent")
    JOIN certification_records r ON r.certification_id = k.held_id
    WHERE ${countsAt('r', ':onEnd')}
    UNION ALL
    SELECT l.person_id, asked.place, l.id, NULL, NULL FROM asked JOIN looked l ON l.employment_type = ANY (asked.types)
    UNION ALL
    SELECT o.person_id, asked.place, (array_agg(o.id ORDER BY lower(served) DESC))[1], min(lower(served)),
      sum(upper(served) - lower(served))::integer
    FROM asked CROSS JOIN office o CROSS JOIN LATERAL unnest(o.in_office * datemultirange(daterange(NULL, :on + 1))) served
    WHERE asked.kind = 'supporter_term'
    GROUP BY o.person_id, asked.place
    UNION ALL
    SELECT r.person_id, asked.place, (array_agg(r.id ORDER BY r.done_on DESC, r.id))[1], max(r.done_on), count(*)::integer
    FROM asked JOIN role_activities r ON asked.kind = 'practice_done' AND r.done_on <= :on
    GROUP BY r.person_id, asked.place
    UNION ALL
    SELECT n.person_id, asked.place, n.row_id, ${dayOf('n.recorded_at')}, NULL
    FROM asked JOIN nominations n ON n.id = :nominationId AND ${stepTaken('asked.kind', 'n')}
  ), newest AS (
    SELECT DISTINCT ON (found.person_id, found.place) found.* FROM found ORDER BY found.person_id, found.place, found.day DESC, found.row_id
  ), spoken AS (
    SELECT person_id, json_agg(json_build_object('place', place, 'rowId', row_id, 'on', day, 'days', days) ORDER BY place) AS evidence
    FROM newest GROUP BY person_id
  )
  SELECT l.person_id AS "personId", COALESCE(spoken.evidence, '[]'::json) AS evidence
  FROM looked l LEFT JOIN spoken ON spoken.person_id = l.person_id ORDER BY l.person_id`,
  parameters: {
    requirements: 'jsonb',
    personIds: 'uuid[]?',
    nominationId: 'uuid?',
    on: 'date',
    onEnd: 'timestamptz',
    fiscalYear: 'integer',
    yearBegan: 'timestamptz',
  },
  row: { personId: col.id<'person'>(), evidence: col.json(z.array(evidence)) },
});

/** Whom each unit that counts holds on the day, with everything below it, by the primary posting. */
const PEOPLE_OF_UNITS = statement({
  name: 'appointments.people-of-counting-units',
  sql: `WITH RECURSIVE ${unitTree(':on')}
    SELECT u.org_unit_id AS "unitId", u.name, array_agg(po.person_id ORDER BY po.person_id) AS "personIds"
    FROM org_unit_periods u JOIN tree ON tree.unit_id = u.org_unit_id
    JOIN postings po ON po.org_unit_id = tree.below_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
    JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    WHERE u.counts_for_leader_kpi AND ${inForce('u', ':on')}
    GROUP BY u.org_unit_id, u.name, u.sort_order ORDER BY u.sort_order, u.name`,
  parameters: { on: 'date' },
  row: { unitId: col.id<'org_unit'>(), name: col.text, personIds: col.ids<'person'>() },
});

/** Courses that somebody was ever told to take: what a head may know of them. */
const MANDATED = statement({
  name: 'appointments.mandated-courses',
  sql: `WITH RECURSIVE ${obligationsSql({
    person: (personId) => `${personId} = ANY (:personIds)`,
    years: 'all',
    day: { asOf: ':on', asOfEnd: ':onEnd', lastOver: 'NULL::date' },
  })}
    SELECT DISTINCT o.person_id AS "personId", c.key AS "courseKey" FROM ob_reached o JOIN courses c ON c.id = o.course_id
    WHERE o.is_mandatory AND c.key = ANY (:courseKeys) ORDER BY 1, 2`,
  parameters: { personIds: 'uuid[]', courseKeys: 'text[]', on: 'date', onEnd: 'timestamptz' },
  row: { personId: col.id<'person'>(), courseKey: col.text },
});

export interface UnitPeople {
  readonly unitId: OrgUnitId;
  readonly name: string;
  readonly personIds: readonly PersonId[];
}

/** Who meets what of a role on a day. Whoever asks decides who may know it. */
@Injectable()
export class RoleEligibilityQueries {
  constructor(private readonly database: Database) {}

  /** Everybody employed on the day, or those of them who are asked for. */
  async judgeOn(
    requirements: readonly Requirement[],
    on: LocalDate,
    personIds: readonly string[] | null = null,
    /** The recommendation whose steps speak for its person. */
    nominationId: NominationId | null = null,
  ): Promise<ReadonlyMap<PersonId, Eligibility>> {
    const fiscalYear = fiscalYearOf(on);
    const rows = await this.database.all(EVIDENCE, {
      requirements: requirements.map(({ wanted }, place) => ({ place, ...parameterOf(wanted) })),
      personIds,
      nominationId,
      on,
      onEnd: instantAt(addDays(on, 1)),
      fiscalYear,
      yearBegan: instantAt(fiscalYearStart(fiscalYear)),
    });
    return new Map(rows.map((row) => [row.personId, judge(requirements, row.evidence, on)]));
  }

  async listPeopleOfUnits(on: LocalDate): Promise<readonly UnitPeople[]> {
    return this.database.all(PEOPLE_OF_UNITS, { on });
  }

  /** `person course` of what these people were ever told to take. */
  async listMandated(
    personIds: readonly string[],
    courseKeys: readonly string[],
    on: LocalDate,
  ): Promise<ReadonlySet<string>> {
    if (personIds.length === 0 || courseKeys.length === 0) return new Set();
    const onEnd = instantAt(addDays(on, 1));
    const rows = await this.database.all(MANDATED, { personIds, courseKeys, on, onEnd });
    return new Set(rows.map(({ personId, courseKey }) => mandateKey(personId, courseKey)));
  }
}

export function mandateKey(personId: string, courseKey: string): string {
  return `${personId} ${courseKey}`;
}

export function parameterOf(wanted: Wanted) {
  const { kind } = wanted;
  return {
    kind,
    courseKey: kind === 'course_completed' ? wanted.courseKey : null,
    isOfYear: kind === 'course_completed' ? wanted.isOfYear : null,
    codes: kind === 'certificate_held' ? wanted.codes : null,
    orEquivalent: kind === 'certificate_held' && wanted.orEquivalent === true,
    types: kind === 'employment_type' ? wanted.types : null,
  };
}
