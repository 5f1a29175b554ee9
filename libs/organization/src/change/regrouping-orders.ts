import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  Clock,
  col,
  Conflict,
  Database,
  type LocalDate,
  maxDate,
  type OrgUnitId,
  statement,
} from '@app/platform';
import { inForce } from '../day/in-force';
import type { BaseUnit } from '../import/base-state';
import { BaseStateQueries } from '../import/base-state.queries';
import type { ImportPlan } from '../import/plan';
import { rowOn } from '../import/timeline.rules';
import { JoinQueries } from '../join/joins.queries';
import type { UnitCodes } from './person-rows.rules';
import {
  movedPerson,
  type MovedPerson,
  type Regrouped,
  regrouped,
  type Regrouping,
} from './regrouping.rules';
import { changedMeanwhile, markOf, ScreenPlanner } from './screen-planner';
import type { ScreenOrder, Writer } from './screen-orders';
import type { ToldChange } from './told-changes.rules';

const STAFF = statement({
  name: 'organization.regrouping-staff',
  sql: `SELECT DISTINCT po.person_id AS id FROM postings po WHERE po.org_unit_id = ANY (:unitIds) AND ${inForce('po', ':on')}
    ORDER BY po.person_id`,
  parameters: { unitIds: 'uuid[]', on: 'date' },
  row: { id: col.id<'person'>() },
});

/** 統合 and 分割: the rows of HR's files of units and of staff that do it, all of one day and in one batch. */
@Injectable()
export class RegroupingOrders {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly base: BaseStateQueries,
    private readonly planner: ScreenPlanner,
    private readonly joins: JoinQueries,
  ) {}

  /** The mark of the units that are regrouped, as the page has it. */
  markOf(units: readonly BaseUnit[], codes: readonly string[]): string {
    return markOf(units.filter(({ code }) => codes.includes(code)));
  }

  async orderOf(
    actor: Actor,
    asked: Regrouping,
    { units, mark }: { readonly units: readonly BaseUnit[]; readonly mark: string },
  ): Promise<ScreenOrder> {
    const first = asked.kind === 'merger' ? asked.codes.slice(0, 1) : [asked.code];
    if (this.markOf(units, first) !== mark) throw changedMeanwhile();
    const group = regrouped(asked, units);
    const codes: UnitCodes = new Map(units.map(({ id, code }) => [id, code]));
    const { people, personIds } = await this.moved(actor, group, codes);
    const { from, after, ending } = group;
    const staying = units.filter(({ code }) => after.includes(code) && isUsed(units, code));
    const known = new Set(staying.map(({ code }) => code));
    return {
      ...{ personId: null, orgUnitId: group.before[0]?.id as ScreenOrder['orgUnitId'], units },
      unitIds: [...staying, ...aboveOf(ending, units, from)].map(({ id }) => id),
      newCodes: after.filter((code) => !known.has(code)),
      ...{ isRegrouping: true, endsAt: 'from' },
      endingIds: ending.map(({ id }) => id as OrgUnitId),
      moves: people.flatMap(({ moves }) => moves),
      days: [...new Set([from, maxDate(from, this.clock.today())])],
      carryOut: (write) => this.carryOut(group, { people, personIds }, write),
    };
  }

  private async carryOut(
    { from, rows }: Regrouped,
    {
      people,
      personIds,
    }: { readonly people: readonly MovedPerson[]; readonly personIds: readonly string[] },
    write: Writer,
  ): Promise<readonly ToldChange[]> {
    const postings = people.flatMap((it) => it.rows);
    const planned = await this.planner.plan({
      ...{ on: from, units: rows, personIds },
      ...(postings.length > 0 && { postings }),
    });
    return toldOf(await write(planned), from);
  }

  private async moved(actor: Actor, group: Regrouped, codes: UnitCodes) {
    const unitIds = group.before.map(({ id }) => id);
    const staff = await this.database.all(STAFF, { unitIds, on: group.from });
    const found = await this.base.loadPeople(staff.map(({ id }) => id));
    const people: MovedPerson[] = [];
    const personIds: string[] = [];
    for (const person of found) {
      const moved = movedPerson(person, group, codes);
      if (moved === null) continue;
      people.push(moved);
      personIds.push(person.id);
    }
    if (await this.joins.isOneOf(actor.personId, personIds)) throw ownUnit();
    return { people: people.toSorted(byNumber), personIds };
  }
}

const byNumber = (a: MovedPerson, b: MovedPerson): number =>
  (a.moves[0]?.staffNumber ?? '').localeCompare(b.moves[0]?.staffNumber ?? '');

const isUsed = (units: readonly BaseUnit[], code: string): boolean =>
  units.some((unit) => unit.code === code && unit.periods.length > 0);

/** Where something ends, those above go on with other figures. */
function aboveOf(
  ending: readonly BaseUnit[],
  units: readonly BaseUnit[],
  from: LocalDate,
): readonly BaseUnit[] {
  const ids = new Set(ending.map(({ periods }) => rowOn(periods, from)?.value.parentId ?? ''));
  return units.filter(({ id }) => ids.has(id));
}

/** What becomes of each unit, in the words of the preview of an import. */
function toldOf({ items }: ImportPlan, on: LocalDate): readonly ToldChange[] {
  return items
    .filter(({ file }) => file === 'units')
    .flatMap(({ verdict, subject, changes }): ToldChange[] => [
      ...(verdict === 'create' ? [{ on, subject, field: '新設', from: '', to: subject }] : []),
      ...changes.map((change) => ({ on, subject, ...change })),
    ]);
}

function ownUnit(): Conflict {
  return new Conflict(
    'unit.own',
    '自分の所属が変わる統合・分割は登録できません。人事のほかの担当者に依頼してください。',
  );
}
