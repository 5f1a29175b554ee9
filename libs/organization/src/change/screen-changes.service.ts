import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  Conflict,
  Database,
  InvalidInput,
  type LocalDate,
  normalizeCode,
  type OrgUnitId,
  type PersonId,
} from '@app/platform';
import type { BaseUnit } from '../import/base-state';
import { BaseStateQueries } from '../import/base-state.queries';
import { OrganizationImports } from '../import/imports.service';
import type { ImportPlan } from '../import/plan';
import { rowOn } from '../import/timeline.rules';
import { requireReason } from '../join/join.rules';
import { JoinQueries } from '../join/joins.queries';
import {
  ChangeParts,
  type Consequence,
  consequencesOf,
  type StandingOfParts,
} from './change-parts';
import { type ScreenChange, type ScreenOrder, ScreenOrders } from './screen-orders';
import { tried } from '../trial';
import type { Mover } from './regrouping.rules';
import { markOf } from './screen-planner';
import type { ToldChange } from './told-changes.rules';
import { UnitEnds } from './unit-ends';

/** What a change does on one day. */
export interface DayOfChange {
  readonly on: LocalDate;
  readonly consequences: readonly Consequence[];
}

export interface ChangePreview {
  readonly changes: readonly ToldChange[];
  /** Of a merger or a split: who goes where. */
  readonly moves: readonly Mover[];
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

/**
 * HR's changes on the screen. Each is made into rows of HR's files and goes the way of an import: read, compared, kept as a
 * batch, written. The preview carries the change out and takes it back, so that it tells what will be and not what somebody
 * thinks of it.
 */
@Injectable()
export class ScreenChanges {
  constructor(
    private readonly database: Database,
    private readonly base: BaseStateQueries,
    private readonly imports: OrganizationImports,
    private readonly joins: JoinQueries,
    private readonly orders: ScreenOrders,
    private readonly parts: ChangeParts,
    private readonly ends: UnitEnds,
  ) {}

  /** The person as they stand in the books, with the mark of this state. */
  async findPerson(actor: Actor, personId: PersonId) {
    requirePermission(actor, 'organization.import');
    const person = await this.orders.personOf(personId);
    return { person, mark: markOf(person) };
  }

  /** Nobody changes their own record, under whichever number: somebody else has to look at it. */
  async isOwn(actor: Actor, personId: PersonId): Promise<boolean> {
    return this.joins.areOne(actor.personId, personId);
  }

  async findUnit(actor: Actor, unitId: OrgUnitId) {
    requirePermission(actor, 'organization.import');
    const unit = await this.orders.unitOf(unitId);
    return { unit, mark: markOf(unit) };
  }

  /** The mark of the units that are to be merged or split. */
  async findUnits(actor: Actor, codes: readonly string[]): Promise<{ readonly mark: string }> {
    requirePermission(actor, 'organization.import');
    return { mark: await this.orders.markOfUnits(codes) };
  }

  /** What would be. Nothing is left of it; not to be called within a transaction. */
  async preview(actor: Actor, change: ScreenChange, mark: string): Promise<ChangePreview> {
    requirePermission(actor, 'organization.import');
    return tried(this.database, () => this.carryOut(actor, change, { mark, reason: '確認' }));
  }

  /** Carries out what the preview showed, and nothing else; `requireConfirmed` throws when that was not confirmed. */
  async apply(
    actor: Actor,
    change: ScreenChange,
    seen: SeenChange,
    requireConfirmed?: (preview: ChangePreview) => void,
  ): Promise<void> {
    requirePermission(actor, 'organization.import');
    const reason = requireReason(seen.reason, '理由');
    await this.database.transaction(async () => {
      const preview = await this.carryOut(actor, change, { mark: seen.mark, reason });
      if (preview.planned !== seen.planned) throw otherwise();
      requireConfirmed?.(preview);
    });
  }

  private async carryOut(
    actor: Actor,
    change: ScreenChange,
    seen: Omit<SeenChange, 'planned'>,
  ): Promise<ChangePreview> {
    await this.base.lock();
    if (change.of === 'person') await this.joins.lockPeople([change.personId]);
    const order = await this.orders.orderOf(actor, change, seen.mark);
    const { orgUnitId } = order;
    const before = await this.standings(order, order.personId);
    const warnings: string[] = [];
    const changes = await order.carryOut(async ({ prepared, plan }) => {
      const act = { reason: seen.reason, personId: order.personId, orgUnitId };
      warnings.push(...warningsOf(plan, order.isRegrouping === true));
      const batchId = await this.imports.writeScreen(auditActorOf(actor), prepared, act);
      if (order.endsAt) await this.ends.requireEmpty(batchId, order.endsAt);
      return plan;
    });
    if (changes.length === 0) throw unchanged();
    const personId = order.personId ?? (await this.newcomerId(change));
    const after = await this.standings(order, personId);
    const days = order.days.map((on, index) => ({
      on,
      consequences: consequencesOf(before[index] ?? new Map(), after[index] ?? new Map()),
    }));
    // What ends units is confirmed in writing whatever else comes of it.
    const isGrave =
      order.isRegrouping === true || days.some((day) => day.consequences.some((it) => it.isGrave));
    const { moves = [] } = order;
    const told = { changes, moves, warnings: [...new Set(warnings)], days, isGrave };
    return { ...told, planned: markOf(told) };
  }

  private async newcomerId(change: ScreenChange): Promise<PersonId | null> {
    return change.of === 'newcomer'
      ? this.joins.findByNumber(normalizeCode(change.row.職員番号))
      : null;
  }

  private async standings(
    { days, unitIds, units, newCodes = [], isRegrouping = false, endingIds = [] }: ScreenOrder,
    personId: PersonId | null,
  ): Promise<readonly StandingOfParts[]> {
    const founded = newCodes.length === 0 ? [] : await this.orders.idsOf(newCodes);
    const found: StandingOfParts[] = [];
    for (const on of days) {
      const all = [...withAbove(unitIds, units, on), ...founded];
      found.push(await this.parts.listAll({ personId, unitIds: all, on, isRegrouping, endingIds }));
    }
    return found;
  }
}

/** That many change is what a merger or a split is for. */
function warningsOf({ summary, suspicions }: ImportPlan, isRegrouping: boolean): readonly string[] {
  return [
    ...summary.alarms
      .filter(({ kind }) => !isRegrouping || kind !== 'many_changes')
      .map(({ message }) => message),
    ...suspicions
      .filter(({ pair }) => pair === null || pair.choice === '')
      .map(({ subject, message }) => `${subject}: ${message}`),
  ];
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

function otherwise(): Conflict {
  return new Conflict(
    'person.otherwise',
    '確かめたあとに、入力した内容か、変わることが変わりました。もう一度確かめてから登録してください。',
  );
}
