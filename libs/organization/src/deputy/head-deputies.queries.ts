import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  dayOf,
  type LocalDate,
  type OrgUnitId,
  type PersonId,
  type RowFrom,
  statement,
} from '@app/platform';
import { actsAsHead } from '../day/heads';
import { inForce, isAbsent, isEmployed } from '../day/in-force';
import { personLine } from '../day/person-line';
import { unitsBelow } from '../day/units-below';

const DEPUTY = {
  id: col.id<'head_deputy'>(),
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  unitId: col.id<'org_unit'>(),
  reason: col.text,
  validFrom: col.date,
  validTo: col.date,
};

/** A name as of the first of the days, or of today once they have begun. */
const deputies = (which: string): string => `
  SELECT d.id, d.person_id AS "personId", line.staff_number AS "staffNumber", line.name, d.org_unit_id AS "unitId", d.reason,
    d.valid_from AS "validFrom", d.valid_to AS "validTo"
  FROM head_deputies d JOIN LATERAL ${personLine('d.person_id', 'least(greatest(d.valid_from, :on), d.valid_to - 1)')} line ON true
  WHERE ${which}`;

const OF_UNIT = statement({
  name: 'organization.deputies-of-unit',
  sql: `${deputies('d.org_unit_id = :unitId')} ORDER BY d.valid_from DESC, line.staff_number LIMIT 100`,
  parameters: { unitId: 'uuid', on: 'date' },
  row: DEPUTY,
});

/** Somebody who acts, or will act, for the head of a unit; `validTo` is the day after the last. */
export type DeputyRow = RowFrom<typeof OF_UNIT>;

const ONE = statement({
  name: 'organization.deputy',
  sql: deputies('d.id = :id AND d.org_unit_id = :unitId'),
  parameters: { id: 'uuid', unitId: 'uuid', on: 'date' },
  row: DEPUTY,
});

/**
 * Who could act for the head: employed and at work on the day, with a primary post in the unit, below it or in the unit
 * right above, and not its head already.
 */
const CANDIDATES = statement({
  name: 'organization.deputy-candidates',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT :unitId AS org_unit_id', ':on')}
    SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.post_title AS "postTitle",
      line.unit_name AS "unitName"
    FROM postings po JOIN LATERAL ${personLine('po.person_id', ':on')} line ON true
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND ${isEmployed('po.person_id', ':on')} AND NOT ${isAbsent('po.person_id', ':on')}
      AND (po.org_unit_id IN (SELECT org_unit_id FROM below) OR po.org_unit_id IN (
        SELECT u.parent_org_unit_id FROM org_unit_periods u WHERE u.org_unit_id = :unitId AND ${inForce('u', ':on')}))
      AND NOT EXISTS (SELECT 1 FROM postings own WHERE own.person_id = po.person_id AND own.org_unit_id = :unitId AND ${actsAsHead('own', ':on')})
    ORDER BY po.is_managerial DESC, line.kana, line.staff_number LIMIT 500`,
  parameters: { unitId: 'uuid', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    postTitle: col.text,
    unitName: col.text.orNull,
  },
});

export type DeputyCandidate = RowFrom<typeof CANDIDATES>;

/** By a post of their own, not as somebody's deputy. */
const HEADS_BY_POST = statement({
  name: 'organization.heads-by-post',
  sql: `WITH RECURSIVE ${unitsBelow(
    `SELECT po.org_unit_id FROM postings po WHERE po.person_id = :personId AND ${actsAsHead('po', ':on')}`,
    ':on',
  )} SELECT EXISTS (SELECT 1 FROM below WHERE org_unit_id = :unitId) AS "isHead"`,
  parameters: { personId: 'uuid', unitId: 'uuid', on: 'date' },
  row: { isHead: col.bool },
});

const HELD = statement({
  name: 'organization.deputy-periods',
  sql: `SELECT d.valid_from AS "validFrom", d.valid_to AS "validTo" FROM head_deputies d
    WHERE d.org_unit_id = :unitId AND d.person_id = :personId AND d.valid_from < :to AND d.valid_to > :from ORDER BY d.valid_from LIMIT 1`,
  parameters: { unitId: 'uuid', personId: 'uuid', from: 'date', to: 'date' },
  row: { validFrom: col.date, validTo: col.date },
});

/** Also days that were taken back on the day on which they began; not what was taken back before. */
const ACTED = statement({
  name: 'organization.acted-as-deputy',
  sql: `WITH RECURSIVE ${unitsBelow(
    `SELECT h.org_unit_id FROM head_deputies_history h WHERE h.person_id = :personId AND h.valid_from <= :on
      AND (h.superseded_at IS NULL OR ${dayOf('h.superseded_at')} >= h.valid_from)`,
    ':on',
  )} SELECT EXISTS (SELECT 1 FROM below WHERE org_unit_id = :unitId) AS "hasActed"`,
  parameters: { personId: 'uuid', unitId: 'uuid', on: 'date' },
  row: { hasActed: col.bool },
});

/** The deputies of heads. Whoever asks decides who may know it. */
@Injectable()
export class HeadDeputyQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; also those whose days are over. */
  async listOfUnit(unitId: OrgUnitId, on: LocalDate): Promise<readonly DeputyRow[]> {
    return this.database.all(OF_UNIT, { unitId, on });
  }

  async find(id: string, unitId: OrgUnitId, on: LocalDate): Promise<DeputyRow | null> {
    return this.database.first(ONE, { id, unitId, on });
  }

  async listCandidates(unitId: OrgUnitId, on: LocalDate): Promise<readonly DeputyCandidate[]> {
    return this.database.all(CANDIDATES, { unitId, on });
  }

  /** A deputy names no deputies. */
  async isHeadByPost(personId: string, unitId: OrgUnitId, on: LocalDate): Promise<boolean> {
    return (await this.database.only(HEADS_BY_POST, { personId, unitId, on })).isHead;
  }

  /** Whether the person acted for the head of the unit, or of one above it, on the day or before it. */
  async hasActed(personId: PersonId, unitId: OrgUnitId, on: LocalDate): Promise<boolean> {
    return (await this.database.only(ACTED, { personId, unitId, on })).hasActed;
  }

  /** Days on which the person is the deputy there already; half-open. */
  async findOverlap(
    unitId: OrgUnitId,
    personId: PersonId,
    days: { readonly from: LocalDate; readonly to: LocalDate },
  ): Promise<Pick<DeputyRow, 'validFrom' | 'validTo'> | null> {
    return this.database.first(HELD, { unitId, personId, ...days });
  }
}
