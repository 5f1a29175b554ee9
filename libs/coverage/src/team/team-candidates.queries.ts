import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  type DxRole,
  inOffice,
  type Judged,
  mandateKey,
  requiredState,
  type RequirementState,
  RoleEligibilityQueries,
  RoleQueries,
  type RoleVersion,
} from '@app/appointments';
import { ABSENCES, inForce, personLine, unitsBelow } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { TeamQueries, type TeamUnit } from './team.queries';

const PEOPLE = statement({
  name: 'coverage.team-candidates',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT :unitId AS org_unit_id', ':on')}
    SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      line.post_title AS "postTitle", away.status AS absence,
      ARRAY(SELECT DISTINCT a.role FROM role_appointments a WHERE a.person_id = po.person_id AND ${inOffice('a', ':on')} ORDER BY 1) AS roles
    FROM postings po
    JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':on')}
    JOIN LATERAL ${personLine('po.person_id', ':on')} line ON true
    LEFT JOIN employment_statuses away ON away.person_id = po.person_id AND ${inForce('away', ':on')}
    LEFT JOIN post_titles t ON t.title = po.post_title AND ${inForce('t', ':on')}
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND po.org_unit_id IN (SELECT org_unit_id FROM below)
    ORDER BY u.sort_order, u.name, t.sort_order, line.kana, line.staff_number`,
  parameters: { unitId: 'uuid', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    postTitle: col.text,
    absence: col.oneOf(ABSENCES).orNull,
    roles: col.texts,
  },
});
type PersonRow = RowFrom<typeof PEOPLE>;

/** What a head may know of somebody and a role: unknown is to be asked of the person, or a step still to be taken. */
export interface TeamCandidate extends PersonRow {
  readonly judged: readonly Judged[];
  readonly required: RequirementState;
}

export interface TeamCandidates {
  readonly unit: TeamUnit;
  readonly on: LocalDate;
  readonly version: RoleVersion;
  /** One page: those of whom nothing 必須 is missing first, and otherwise by unit and post. */
  readonly people: readonly TeamCandidate[];
  readonly total: number;
  /** Of all: those of whom nothing 必須 is missing, as far as a head may know. */
  readonly meeting: number;
}

/**
 * Whom a head could recommend: verified certificates, roles and mandated courses of today. Whether somebody finished a
 * course that nobody told them to take is theirs to say, and of practice and reports there is nothing here at all.
 */
@Injectable()
export class TeamCandidateQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly teams: TeamQueries,
    private readonly roles: RoleQueries,
    private readonly eligibility: RoleEligibilityQueries,
  ) {}

  async list(
    actor: Actor,
    unitCode: string,
    { role, page, pageSize }: { role: DxRole; page: number; pageSize: number },
  ): Promise<TeamCandidates> {
    const on = this.clock.today();
    const unit = await this.teams.getUnit(actor, unitCode);
    const { unitId } = unit;
    const [version, rows] = await Promise.all([
      this.roles.getOn(role, on),
      this.database.all(PEOPLE, { unitId, on }),
    ]);
    const all = await this.judge(version, rows, on);
    const meeting = all.filter(({ required }) => required !== 'not_met');
    const ordered = [...meeting, ...all.filter(({ required }) => required === 'not_met')];
    const people = ordered.slice((page - 1) * pageSize, page * pageSize);
    return { unit, on, version, people, total: all.length, meeting: meeting.length };
  }

  private async judge(
    { requirements }: RoleVersion,
    rows: readonly PersonRow[],
    on: LocalDate,
  ): Promise<readonly TeamCandidate[]> {
    const ids = rows.map(({ personId }) => personId);
    const courses = requirements.flatMap(({ wanted }) =>
      wanted.kind === 'course_completed' ? [wanted.courseKey] : [],
    );
    const [known, mandated] = await Promise.all([
      this.eligibility.judgeOn(requirements, on, ids),
      this.eligibility.listMandated(ids, courses, on),
    ]);
    return rows.map((row) => {
      const judged = (known.get(row.personId)?.judged ?? []).map((it) =>
        toldToHead(it, row.personId, mandated),
      );
      return { ...row, judged, required: requiredState(judged) };
    });
  }
}

function toldToHead(judged: Judged, personId: string, mandated: ReadonlySet<string>): Judged {
  const { wanted } = judged.requirement;
  if (wanted.kind !== 'course_completed') return judged;
  if (mandated.has(mandateKey(personId, wanted.courseKey))) return judged;
  return { ...judged, state: 'unknown', evidence: null };
}
