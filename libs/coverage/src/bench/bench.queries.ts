import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  BENCH_GROUPS,
  type BenchGroup,
  type DxRole,
  RoleQueries,
  type RoleVersion,
} from '@app/appointments';
import { Database, type LocalDate, type RowFrom } from '@app/platform';
import { BENCH, BENCH_PEOPLE, type BenchSort } from './bench.sql';
import { type CandidatePath, CandidatePaths, isCandidate } from './candidate-paths';

/** Somebody who could follow, with the reasons that can be seen. */
export interface BenchRow extends RowFrom<(typeof BENCH)['unit']> {
  readonly found: CandidatePath;
}

export interface BenchFilter {
  readonly role: DxRole;
  readonly on: LocalDate;
  readonly unitCode?: string | undefined;
  readonly group?: BenchGroup | undefined;
  readonly sort: BenchSort;
}

export interface Bench {
  readonly version: RoleVersion;
  readonly rows: readonly BenchRow[];
  /** How many the filter finds, whatever the group. */
  readonly counts: Readonly<Record<BenchGroup, number>>;
}

/** Who could become what: everybody who does not hold the role on the day and is not to, in three groups by rule. */
@Injectable()
export class BenchQueries {
  constructor(
    private readonly database: Database,
    private readonly roles: RoleQueries,
    private readonly paths: CandidatePaths,
  ) {}

  /** Without a page: everybody, for a file. */
  async list(
    actor: Actor,
    { role, on, unitCode, group, sort }: BenchFilter,
    page: { readonly number: number; readonly size: number } | null,
  ): Promise<Bench> {
    requirePermission(actor, 'appointments.manage');
    const version = await this.roles.getOn(role, on);
    const personIds = unitCode === undefined ? null : await this.listOfUnit(unitCode, on);
    const all = await this.paths.forOffice({ version, on, personIds }, actor);
    const found = all.filter((it) => isCandidate(it, role));
    const byPerson = new Map(found.map((it) => [it.personId, it]));
    const rows = await this.database.all(BENCH[sort], {
      placed: found.map(placedOf),
      ...{ group: group ?? null, on },
      limit: page?.size ?? null,
      offset: page === null ? 0 : (page.number - 1) * page.size,
    });
    return {
      version,
      rows: rows.flatMap((row) => {
        const it = byPerson.get(row.personId);
        return it === undefined ? [] : [{ ...row, found: it }];
      }),
      counts: countsOf(found),
    };
  }

  private async listOfUnit(unitCode: string, on: LocalDate) {
    return (await this.database.all(BENCH_PEOPLE, { unitCode, on })).map(({ id }) => id);
  }
}

/** What the order of a list asks for. */
export function placedOf({ personId, group, supporterSince, underWay, path }: CandidatePath) {
  return {
    ...{ personId, group, since: supporterSince },
    isNominated: underWay !== null,
    expected: path.on,
  };
}

function countsOf(found: readonly CandidatePath[]): Record<BenchGroup, number> {
  const counts = { ready: 0, soon: 0, growing: 0 };
  for (const group of BENCH_GROUPS) counts[group] = found.filter((it) => it.group === group).length;
  return counts;
}
