import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  type DxRole,
  requiredState,
  type RequirementState,
  RoleQueries,
  type RoleVersion,
} from '@app/appointments';
import { inForce, personLine, unitsBelow } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { benchPlace } from '../bench/bench.sql';
import { type CandidatePath, CandidatePaths, isCandidate } from '../bench/candidate-paths';
import { earliestOf } from '../bench/openings.rules';
import { TeamQueries, type TeamUnit } from './team.queries';

/** Who works in the unit and below it today. */
const WHO = statement({
  name: 'coverage.team-candidate-ids',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT :unitId AS org_unit_id', ':on')}
    SELECT po.person_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND po.org_unit_id IN (SELECT org_unit_id FROM below) ORDER BY po.person_id`,
  parameters: { unitId: 'uuid', on: 'date' },
  row: { id: col.id<'person'>() },
});

/** One page: by group, who has been a supporter longest, then by unit and post. No number says how good somebody is. */
const PAGE = statement({
  name: 'coverage.team-candidates',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      line.post_title AS "postTitle"
    FROM jsonb_to_recordset(:placed) AS p ("personId" uuid, "group" text, since date)
    JOIN LATERAL ${personLine('p."personId"', ':on')} line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND ${inForce('u', ':on')}
    LEFT JOIN post_titles t ON t.title = line.post_title AND ${inForce('t', ':on')}
    ORDER BY ${benchPlace('p."group"')}, p.since NULLS LAST, u.sort_order, u.name, t.sort_order, line.kana, line.staff_number LIMIT :limit OFFSET :offset`,
  parameters: { placed: 'jsonb', on: 'date', limit: 'integer', offset: 'integer' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    postTitle: col.text,
  },
});
type PersonRow = RowFrom<typeof PAGE>;

/** What a head may know of somebody and a role: unknown is to be asked of the person, or a step still to be taken. */
export interface TeamCandidate
  extends
    PersonRow,
    Pick<
      CandidatePath,
      'roles' | 'terms' | 'absence' | 'supporterSince' | 'judged' | 'path' | 'group'
    > {
  readonly required: RequirementState;
}

export interface TeamCandidates {
  readonly unit: TeamUnit;
  readonly on: LocalDate;
  readonly version: RoleVersion;
  /** One page: by group, then who has been a supporter longest, and otherwise by unit and post. */
  readonly people: readonly TeamCandidate[];
  readonly total: number;
  /** Without those who hold the role, or are to as far as the reader may know it. */
  readonly candidates: number;
  /** Of the candidates: those of the first group. */
  readonly ready: number;
  /** The earliest day on which anybody can be appointed, as far as a head may know; null: 見通しなし. */
  readonly earliest: LocalDate | null;
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
    private readonly paths: CandidatePaths,
  ) {}

  async list(
    actor: Actor,
    unitCode: string,
    { role, page, pageSize }: { role: DxRole; page: number; pageSize: number },
  ): Promise<TeamCandidates> {
    const on = this.clock.today();
    const unit = await this.teams.getUnit(actor, unitCode);
    const version = await this.roles.getOn(role, on);
    const who = await this.database.all(WHO, { unitId: unit.unitId, on });
    const personIds = who.map(({ id }) => id);
    const all = await this.paths.forHead(actor, { version, on, personIds });
    const candidates = all.filter((it) => isCandidate(it, role));
    const rows = await this.database.all(PAGE, {
      placed: all.map(({ personId, group, supporterSince: since }) => ({ personId, group, since })),
      ...{ on, limit: pageSize, offset: (page - 1) * pageSize },
    });
    const byPerson = new Map(all.map((it) => [it.personId, it]));
    const people = rows.flatMap((row) => {
      const found = byPerson.get(row.personId);
      if (found === undefined) return [];
      const { roles, terms, absence, supporterSince, judged, path, group } = found;
      const told = { roles, terms, absence, supporterSince, judged, path, group };
      return [{ ...row, ...told, required: requiredState(judged) }];
    });
    const earliest = earliestOf(all, role)?.path.on ?? null;
    const ready = candidates.filter(({ group }) => group === 'ready').length;
    const counts = { total: all.length, candidates: candidates.length, ready };
    return { unit, on, version, people, ...counts, earliest };
  }
}
