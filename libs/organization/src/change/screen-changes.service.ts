import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  Clock,
  Conflict,
  Database,
  InvalidInput,
  type LocalDate,
  maxDate,
  NotFound,
  normalizeCode,
  type OrgUnitId,
  type PersonId,
} from '@app/platform';
import type { BasePerson, BaseUnit } from '../import/base-state';
import { BaseStateQueries } from '../import/base-state.queries';
import { OrganizationImports } from '../import/imports.service';
import type { NumberChoices } from '../import/number-pairs.rules';
import type { ImportPlan } from '../import/plan';
import type { RosterRow } from '../import/roster.queries';
import { rowOn } from '../import/timeline.rules';
import { requireReason } from '../join/join.rules';
import { JoinQueries } from '../join/joins.queries';
import {
  ChangeParts,
  type Consequence,
  consequencesOf,
  type StandingOfParts,
} from './change-parts';
import { type ChangeStep, type PersonChange, stepsOf } from './person-change.rules';
import type { UnitCodes } from './person-rows.rules';
import { markOf, ScreenPlanner } from './screen-planner';
import { newcomerChanges, type ToldChange, toldChanges } from './told-changes.rules';
import { type UnitChange, unitRow } from './unit-change.rules';

/** Somebody who was not known before. */
export type Newcomer = RosterRow;

/** What is changed on the screen, and of whom. */
export type ScreenChange =
  | { readonly of: 'person'; readonly personId: PersonId; readonly change: PersonChange }
  | { readonly of: 'newcomer'; readonly from: LocalDate; readonly row: Newcomer }
  | { readonly of: 'unit'; readonly unitId: OrgUnitId; readonly change: UnitChange };

/** What a change does on one day. */
export interface DayOfChange {
  readonly on: LocalDate;
  readonly consequences: readonly Consequence[];
}

export interface ChangePreview {
  readonly changes: readonly ToldChange[];
  /** Allowed, but hardly meant: to be confirmed. */
  readonly warnings: readonly string[];
  readonly days: readonly DayOfChange[];
  /** To be confirmed in writing. */
  readonly isGrave: boolean;
  /** Names all of this: nothing else than what was shown is carried out. */
  readonly planned: string;
}

/** What was on the page when it was sent. */
export interface SeenChange {
  /** The record as it stood when the page was opened; empty for a newcomer. */
  readonly mark: string;
  readonly planned: string;
  readonly reason: string;
}

interface Order {
  readonly personId: PersonId | null;
  readonly orgUnitId: OrgUnitId | null;
  readonly units: readonly BaseUnit[];
  readonly unitIds: readonly string[];
  readonly days: readonly LocalDate[];
  readonly carryOut: (write: Writer) => Promise<readonly ToldChange[]>;
}

type Writer = (planned: Awaited<ReturnType<ScreenPlanner['plan']>>) => Promise<ImportPlan>;

/** Carries what a trial has found out of a transaction that leaves nothing behind. */
class Tried extends Error {
  constructor(readonly preview: ChangePreview) {
    super('tried');
  }
}

/**
 * HR's changes on the screen. Each is made into rows of HR's files and goes the way of an import: read, compared, kept as a
 * batch, written. The preview carries the change out and takes it back, so that it tells what will be and not what somebody
 * thinks of it.
 */
@Injectable()
export class ScreenChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
    private readonly planner: ScreenPlanner,
    private readonly imports: OrganizationImports,
    private readonly joins: JoinQueries,
    private readonly parts: ChangeParts,
  ) {}

  /** The person as they stand in the books, with the mark of this state. */
  async findPerson(actor: Actor, personId: PersonId) {
    requirePermission(actor, 'organization.import');
    const person = await this.personOf(personId);
    return { person, mark: markOf(person) };
  }

  /** Nobody changes their own record, under whichever number: somebody else has to look at it. */
  async isOwn(actor: Actor, personId: PersonId): Promise<boolean> {
    return this.joins.areOne(actor.personId, personId);
  }

  async findUnit(actor: Actor, unitId: OrgUnitId) {
    requirePermission(actor, 'organization.import');
    const unit = (await this.planner.listUnits()).find(({ id }) => id === unitId);
    if (!unit) throw new NotFound();
    return { unit, mark: markOf(unit) };
  }

  /** What would be. Nothing is left of it; not to be called within a transaction. */
  async preview(actor: Actor, change: ScreenChange, mark: string): Promise<ChangePreview> {
    requirePermission(actor, 'organization.import');
    if (this.database.isInTransaction)
      throw new Error('A preview is taken back with its transaction');
    const trial = this.database.transaction(async () => {
      throw new Tried(await this.carryOut(actor, change, { mark, reason: '確認' }));
    });
    return trial.catch((error: unknown) => {
      if (error instanceof Tried) return error.preview;
      throw error;
    });
  }

  /** Carries out what the preview showed, and nothing else. */
  async apply(actor: Actor, change: ScreenChange, seen: SeenChange): Promise<void> {
    requirePermission(actor, 'organization.import');
    const reason = requireReason(seen.reason, '理由');
    await this.database.transaction(async () => {
      const { planned } = await this.carryOut(actor, change, { mark: seen.mark, reason });
      if (planned !== seen.planned) throw otherwise();
    });
  }

  private async carryOut(
    actor: Actor,
    change: ScreenChange,
    seen: Omit<SeenChange, 'planned'>,
  ): Promise<ChangePreview> {
    await this.base.lock();
    if (change.of === 'person') await this.joins.lockPeople([change.personId]);
    const order = await this.orderOf(actor, change, seen.mark);
    const { orgUnitId } = order;
    const before = await this.standings(order, order.personId);
    const warnings: string[] = [];
    const changes = await order.carryOut(async ({ prepared, plan }) => {
      const act = { reason: seen.reason, personId: order.personId, orgUnitId };
      warnings.push(...warningsOf(plan));
      await this.imports.writeScreen(auditActorOf(actor), prepared, act);
      return plan;
    });
    if (changes.length === 0) throw unchanged();
    const personId = order.personId ?? (await this.newcomerId(change));
    const after = await this.standings(order, personId);
    const days = order.days.map((on, index) => ({
      on,
      consequences: consequencesOf(before[index] ?? new Map(), after[index] ?? new Map()),
    }));
    const isGrave = days.some((day) => day.consequences.some((it) => it.isGrave));
    const told = { changes, warnings: [...new Set(warnings)], days, isGrave };
    return { ...told, planned: markOf(told) };
  }

  private async standings(
    { days, unitIds, units }: Order,
    personId: PersonId | null,
  ): Promise<readonly StandingOfParts[]> {
    const found: StandingOfParts[] = [];
    for (const on of days)
      found.push(
        await this.parts.listAll({ personId, unitIds: withAbove(unitIds, units, on), on }),
      );
    return found;
  }

  private async orderOf(actor: Actor, change: ScreenChange, mark: string): Promise<Order> {
    const units = await this.planner.listUnits();
    if (change.of === 'person') return this.personOrder(actor, change, { mark, units });
    return change.of === 'newcomer'
      ? this.newcomerOrder(actor, change, units)
      : this.unitOrder(change, { mark, units });
  }

  private async personOrder(
    actor: Actor,
    { personId, change }: Extract<ScreenChange, { of: 'person' }>,
    { mark, units }: { readonly mark: string; readonly units: readonly BaseUnit[] },
  ): Promise<Order> {
    if (await this.isOwn(actor, personId)) throw ownRecord();
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
  ): Promise<Order> {
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
  ): Order {
    const unit = units.find(({ id }) => id === unitId);
    if (!unit) throw new NotFound();
    if (markOf(unit) !== mark) throw changedMeanwhile();
    const row = unitRow(unit, change, new Map(units.map(({ id, code }) => [id, code])));
    return {
      ...{ personId: null, orgUnitId: unitId, units, unitIds: [], days: [] },
      carryOut: async (write) => {
        const planned = await this.planner.plan({ on: change.from, units: [row], personIds: [] });
        const changes = toldChanges(planned.plan, [], units);
        if (changes.length > 0) await write(planned);
        return changes;
      },
    };
  }

  /** A change of the past is also looked at from today. */
  private daysOf(first: LocalDate | undefined): readonly LocalDate[] {
    const today = this.clock.today();
    if (first === undefined) return [];
    return [...new Set([first, maxDate(first, today)])];
  }

  private async personOf(personId: string): Promise<BasePerson> {
    const [person] = await this.base.loadPeople([personId]);
    if (!person) throw new NotFound();
    return person;
  }

  private async newcomerId(change: ScreenChange): Promise<PersonId | null> {
    return change.of === 'newcomer'
      ? this.joins.findByNumber(normalizeCode(change.row.職員番号))
      : null;
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

function warningsOf({ summary, suspicions }: ImportPlan): readonly string[] {
  return [
    ...summary.alarms.map(({ message }) => message),
    ...suspicions
      .filter(({ pair }) => pair === null || pair.choice === '')
      .map(({ subject, message }) => `${subject}: ${message}`),
  ];
}

function namedUnits(change: PersonChange, units: readonly BaseUnit[]): readonly string[] {
  if (!('unitCode' in change)) return [];
  return units.filter(({ code }) => code === normalizeCode(change.unitCode)).map(({ id }) => id);
}

/** The units and all that stand above them on the day. */
function withAbove(
  unitIds: readonly string[],
  units: readonly BaseUnit[],
  on: LocalDate,
): readonly OrgUnitId[] {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const found = new Set<string>();
  for (const unitId of unitIds) {
    let above: string | null = unitId;
    while (above !== null && !found.has(above)) {
      found.add(above);
      above = rowOn(known.get(above)?.periods ?? [], on)?.value.parentId ?? null;
    }
  }
  return [...found] as OrgUnitId[];
}

function unchanged(): InvalidInput {
  return new InvalidInput({ from: '登録済みの内容と同じです。変える内容と日を確かめてください。' });
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

function changedMeanwhile(): Conflict {
  return new Conflict(
    'person.changed_meanwhile',
    '画面を開いたあとに、ほかの人がこの記録を変えました。入力した内容は残っています。今の記録と見比べて、もう一度「変わることを確かめる」を押してください。',
  );
}

function otherwise(): Conflict {
  return new Conflict(
    'person.otherwise',
    '確かめたあとに、入力した内容か、変わることが変わりました。もう一度確かめてから登録してください。',
  );
}
