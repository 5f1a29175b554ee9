import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  Clock,
  Conflict,
  InvalidInput,
  type LocalDate,
  maxDate,
  normalizeCode,
  NotFound,
  type OrgUnitId,
  type PersonId,
} from '@app/platform';
import type { BasePerson, BaseUnit } from '../import/base-state';
import { BaseStateQueries } from '../import/base-state.queries';
import type { NumberChoices } from '../import/number-pairs.rules';
import type { ImportPlan } from '../import/plan';
import type { RosterRow } from '../import/roster.queries';
import { JoinQueries } from '../join/joins.queries';
import { type ChangeStep, type PersonChange, stepsOf } from './person-change.rules';
import type { UnitCodes } from './person-rows.rules';
import { RegroupingOrders } from './regrouping-orders';
import type { Mover, Regrouping } from './regrouping.rules';
import { changedMeanwhile, markOf, ScreenPlanner, type ScreenPlan } from './screen-planner';
import { newcomerChanges, type ToldChange, toldChanges } from './told-changes.rules';
import {
  dayOfUnitChange,
  foundingChanges,
  type NewUnit,
  newUnitRow,
  requireFreeCode,
  type UnitChange,
  unitRow,
} from './unit-change.rules';

/** Somebody who was not known before. */
export type Newcomer = RosterRow;

/** What is changed on the screen, and of whom. */
export type ScreenChange =
  | { readonly of: 'person'; readonly personId: PersonId; readonly change: PersonChange }
  | { readonly of: 'newcomer'; readonly from: LocalDate; readonly row: Newcomer }
  | { readonly of: 'unit'; readonly unitId: OrgUnitId; readonly change: UnitChange }
  | { readonly of: 'new_unit'; readonly unit: NewUnit }
  | { readonly of: 'regrouping'; readonly regrouping: Regrouping };

/** A change as it will be carried out: the rows of each of its days are made when those before are written. */
export interface ScreenOrder {
  readonly personId: PersonId | null;
  readonly orgUnitId: OrgUnitId | null;
  readonly units: readonly BaseUnit[];
  readonly unitIds: readonly string[];
  /** Codes of units that are founded with it: their ids are known only afterwards. */
  readonly newCodes?: readonly string[];
  readonly isRegrouping?: boolean;
  readonly endingIds?: readonly OrgUnitId[];
  /** The field under which it is refused what would stand on nothing; without it nothing ends. */
  readonly endsAt?: 'lastDay' | 'from';
  readonly moves?: readonly Mover[];
  readonly days: readonly LocalDate[];
  readonly carryOut: (write: Writer) => Promise<readonly ToldChange[]>;
}

export type Writer = (planned: ScreenPlan) => Promise<ImportPlan>;

/** Makes orders of what is typed: for whom, from which days, and by which rows of HR's files. */
@Injectable()
export class ScreenOrders {
  constructor(
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
    private readonly planner: ScreenPlanner,
    private readonly joins: JoinQueries,
    private readonly regroupings: RegroupingOrders,
  ) {}

  /** To be called with the tables locked. Refused for what may not be, or is not as it was when the page was opened. */
  async orderOf(actor: Actor, change: ScreenChange, mark: string): Promise<ScreenOrder> {
    const units = await this.planner.listUnits();
    if (change.of === 'person') return this.personOrder(actor, change, { mark, units });
    if (change.of === 'regrouping')
      return this.regroupings.orderOf(actor, change.regrouping, { units, mark });
    if (change.of === 'new_unit') return this.foundingOrder(change.unit, units);
    return change.of === 'newcomer'
      ? this.newcomerOrder(actor, change, units)
      : this.unitOrder(change, { mark, units });
  }

  private async personOrder(
    actor: Actor,
    { personId, change }: Extract<ScreenChange, { of: 'person' }>,
    { mark, units }: { readonly mark: string; readonly units: readonly BaseUnit[] },
  ): Promise<ScreenOrder> {
    if (await this.joins.areOne(actor.personId, personId)) throw ownRecord();
    const person = await this.personOf(personId);
    if (markOf(person) !== mark) throw changedMeanwhile();
    const choices =
      change.kind === 'number' ? await this.newNumber(change.staffNumber, personId) : undefined;
    const codes: UnitCodes = new Map(units.map(({ id, code }) => [id, code]));
    const steps = stepsOf(person, change, codes);
    return {
      ...{ personId, orgUnitId: null, units },
      unitIds: [...person.postings.map(({ value }) => value.unitId), ...namedUnits(change, units)],
      days: this.daysOf(steps[0]?.on),
      carryOut: (write) => this.writeSteps(personId, { steps, choices, units }, write),
    };
  }

  private async writeSteps(
    personId: PersonId,
    {
      steps,
      choices,
      units,
    }: {
      readonly steps: readonly ChangeStep[];
      readonly choices: NumberChoices | undefined;
      readonly units: readonly BaseUnit[];
    },
    write: Writer,
  ): Promise<readonly ToldChange[]> {
    const told: ToldChange[] = [];
    for (const { on, rows } of steps) {
      const postings = rows(await this.personOf(personId));
      const personIds = [personId];
      const planned = await this.planner.plan({
        on,
        postings,
        personIds,
        ...(choices && { choices }),
      });
      const changes = toldChanges(planned.plan, postings, units);
      // A day on which nothing is otherwise leaves no batch behind.
      if (changes.length === 0) continue;
      await write(planned);
      told.push(...changes);
    }
    return told;
  }

  private async newcomerOrder(
    actor: Actor,
    { row, from: on }: Extract<ScreenChange, { of: 'newcomer' }>,
    units: readonly BaseUnit[],
  ): Promise<ScreenOrder> {
    await this.requireNewNumber(row.職員番号);
    const namesakes = await this.base.listNamesakes(row.氏名, row.フリガナ);
    if (await this.joins.isOneOf(actor.personId, namesakes)) throw ownName();
    return {
      ...{ personId: null, orgUnitId: null, units },
      unitIds: units.filter(({ code }) => code === row.所属コード).map(({ id }) => id),
      days: this.daysOf(on),
      carryOut: async (write) => {
        const rows = { on, postings: [row], personIds: namesakes };
        const plan = await write(await this.planner.plan(rows));
        return [...newcomerChanges(row, on), ...toldChanges(plan, [row], units)];
      },
    };
  }

  private unitOrder(
    { unitId, change }: Extract<ScreenChange, { of: 'unit' }>,
    { mark, units }: { readonly mark: string; readonly units: readonly BaseUnit[] },
  ): ScreenOrder {
    const unit = units.find(({ id }) => id === unitId);
    if (!unit) throw new NotFound();
    if (markOf(unit) !== mark) throw changedMeanwhile();
    const row = unitRow(unit, change, new Map(units.map(({ id, code }) => [id, code])));
    const on = dayOfUnitChange(change);
    // Who is answerable, and what counts where, follows from the place alone.
    const isMove = change.kind === 'move';
    return {
      ...{ personId: null, orgUnitId: unitId, units, unitIds: isMove ? [unitId] : [] },
      days: isMove ? this.daysOf(on) : [],
      ...(change.kind === 'end' && { endsAt: 'lastDay' }),
      carryOut: async (write) => {
        const planned = await this.planner.plan({ on, units: [row], personIds: [] });
        const changes = toldChanges(planned.plan, [], units);
        if (changes.length > 0) await write(planned);
        return changes;
      },
    };
  }

  private foundingOrder(unit: NewUnit, units: readonly BaseUnit[]): ScreenOrder {
    requireFreeCode(units, unit.code);
    return {
      ...{ personId: null, orgUnitId: null, units, unitIds: [], days: [] },
      carryOut: async (write) => {
        const rows = [newUnitRow(unit)];
        await write(await this.planner.plan({ on: unit.from, units: rows, personIds: [] }));
        return foundingChanges(unit);
      },
    };
  }

  /** Ids of the units of these codes that are there by now. */
  async idsOf(codes: readonly string[]): Promise<readonly OrgUnitId[]> {
    const units = await this.planner.listUnits();
    return units.flatMap(({ id, code }) => (codes.includes(code) ? [id as OrgUnitId] : []));
  }

  async markOfUnits(codes: readonly string[]): Promise<string> {
    return this.regroupings.markOf(await this.planner.listUnits(), codes);
  }

  async unitOf(unitId: OrgUnitId): Promise<BaseUnit> {
    const unit = (await this.planner.listUnits()).find(({ id }) => id === unitId);
    if (!unit) throw new NotFound();
    return unit;
  }

  /** A change of the past is also looked at from today. */
  private daysOf(first: LocalDate | undefined): readonly LocalDate[] {
    const today = this.clock.today();
    if (first === undefined) return [];
    return [...new Set([first, maxDate(first, today)])];
  }

  async personOf(personId: string): Promise<BasePerson> {
    const [person] = await this.base.loadPeople([personId]);
    if (!person) throw new NotFound();
    return person;
  }

  private async newNumber(staffNumber: string, personId: PersonId): Promise<NumberChoices> {
    await this.requireNewNumber(staffNumber);
    return new Map([[normalizeCode(staffNumber), personId]]);
  }

  private async requireNewNumber(staffNumber: string): Promise<void> {
    const holder = await this.joins.findByNumber(normalizeCode(staffNumber));
    if (holder === null) return;
    const [face] = await this.joins.listFaces([holder]);
    const whose = face ? `${face.staffNumber} ${face.name}さん` : 'ほかの職員';
    throw new InvalidInput({
      staffNumber: `この職員番号は、${whose}に付いたことがあります。番号を確かめてください。`,
    });
  }
}

function namedUnits(change: PersonChange, units: readonly BaseUnit[]): readonly string[] {
  if (!('unitCode' in change)) return [];
  return units.filter(({ code }) => code === normalizeCode(change.unitCode)).map(({ id }) => id);
}

function ownRecord(): Conflict {
  return new Conflict(
    'person.own',
    '自分の記録は変更できません。人事のほかの担当者に依頼してください。',
  );
}

function ownName(): Conflict {
  return new Conflict(
    'person.own_name',
    '自分と同じ氏名・フリガナの職員は登録できません。人事のほかの担当者に依頼してください。',
  );
}
