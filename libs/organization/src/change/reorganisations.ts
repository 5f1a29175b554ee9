import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  addDays,
  col,
  Database,
  type LocalDate,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { inForce, isEmployed } from '../day/in-force';
import { personLine } from '../day/person-line';
import { PlanWriter } from '../import/apply-plan';
import { BaseStateQueries } from '../import/base-state.queries';
import { ImportBatches } from '../import/import-batches';
import { ImportQueries } from '../import/imports.queries';
import { tried } from '../trial';
import { type UnitLink, UnitLinkQueries } from '../unit/unit-links.queries';
import { UnitQueries, type UnitRow, type UnitStaffCount } from '../unit/units.queries';

/** A post in a unit that is not there on the day is none. */
const post = (day: string) => `SELECT po.person_id, po.org_unit_id, po.post_title FROM postings po
      JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', day)}
      WHERE po.kind = 'primary' AND ${inForce('po', day)} AND ${isEmployed('po.person_id', day)}`;

/** Whose primary post is in another unit than on the eve; null: not employed, or nowhere. */
const MOVES = statement({
  name: 'organization.reorganisation-moves',
  sql: `SELECT coalesce(after.person_id, before.person_id) AS "personId", line.staff_number AS "staffNumber", line.name,
      before.org_unit_id AS "fromId", after.org_unit_id AS "toId", coalesce(after.post_title, before.post_title) AS title
    FROM (${post(':eve')}) before FULL JOIN (${post(':on')}) after ON after.person_id = before.person_id
    JOIN LATERAL ${personLine('coalesce(after.person_id, before.person_id)', 'CASE WHEN after.person_id IS NULL THEN :eve ELSE :on END')} line ON true
    WHERE before.org_unit_id IS DISTINCT FROM after.org_unit_id ORDER BY line.staff_number`,
  parameters: { eve: 'date', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    fromId: col.id<'org_unit'>().orNull,
    toId: col.id<'org_unit'>().orNull,
    title: col.text,
  },
});

export type UnitMove = RowFrom<typeof MOVES>;

interface Tree {
  readonly units: readonly UnitRow[];
  readonly counts: readonly UnitStaffCount[];
}

/** The organisation on the eve of a batch and from its day on, and who goes where between the two. */
export interface Reorganisation {
  readonly on: LocalDate;
  readonly before: Tree;
  readonly after: Tree;
  readonly links: readonly UnitLink[];
  readonly moves: readonly UnitMove[];
}

/** What a batch of HR's files makes of the organisation: a preview is written, looked at and taken back. */
@Injectable()
export class Reorganisations {
  constructor(
    private readonly database: Database,
    private readonly base: BaseStateQueries,
    private readonly batches: ImportBatches,
    private readonly imports: ImportQueries,
    private readonly writer: PlanWriter,
    private readonly units: UnitQueries,
    private readonly links: UnitLinkQueries,
  ) {}

  /** Conflict when the database is not that of the preview any more. Not to be called within a transaction. */
  async look(actor: Actor, batchId: string): Promise<Reorganisation> {
    requirePermission(actor, 'organization.import');
    const batch = await this.imports.findBatch(batchId);
    if (!batch) throw new NotFound();
    const { effectiveOn: on, state } = batch;
    if (state !== 'previewed') return this.read(on);
    return tried(this.database, async () => {
      await this.base.lock();
      await this.batches.requireSameBase(await this.batches.claim(batchId));
      await this.writer.writeKept(auditActorOf(actor), batch.id, 'operations');
      return this.read(on);
    });
  }

  private async read(on: LocalDate): Promise<Reorganisation> {
    const eve = addDays(on, -1);
    return {
      on,
      before: await this.treeOn(eve),
      after: await this.treeOn(on),
      links: await this.links.listLinksOn(on),
      moves: await this.database.all(MOVES, { eve, on }),
    };
  }

  private async treeOn(day: LocalDate): Promise<Tree> {
    return { units: await this.units.listUnits(day), counts: await this.units.countStaff(day) };
  }
}
