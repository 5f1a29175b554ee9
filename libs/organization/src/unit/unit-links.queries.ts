import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  type OrgUnitId,
  type RowFrom,
  statement,
} from '@app/platform';
import { SUCCESSION_KINDS } from '../vocabulary';

/** What a unit was called last before a day. */
const nameBefore = (unit: string, day: string): string =>
  `(SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = ${unit} AND p.valid_from < ${day} ORDER BY p.valid_from DESC LIMIT 1)`;

/** What it was called on the day, or first after it. */
const nameFrom = (unit: string, day: string): string =>
  `(SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = ${unit} ORDER BY p.valid_from <= ${day} DESC,
      CASE WHEN p.valid_from <= ${day} THEN p.valid_from END DESC, p.valid_from LIMIT 1)`;

const LINK_ROW = {
  id: col.id<'unit_succession'>(),
  kind: col.oneOf(SUCCESSION_KINDS),
  on: col.date,
  beforeId: col.id<'org_unit'>(),
  beforeCode: col.text,
  beforeName: col.text.orNull,
  /** The last day of the one of before; null: it goes on beside the other. */
  beforeEndsOn: col.date.orNull,
  afterId: col.id<'org_unit'>(),
  afterCode: col.text,
  afterName: col.text.orNull,
};

const LINK = `SELECT s.id, s.kind, s.valid_from AS "on", b.id AS "beforeId", b.code AS "beforeCode",
    ${nameBefore('b.id', 's.valid_from')} AS "beforeName",
    (SELECT max(p.valid_to) - 1 FROM org_unit_periods p WHERE p.org_unit_id = b.id
      HAVING bool_and(p.valid_to IS NOT NULL) AND max(p.valid_to) <= s.valid_from) AS "beforeEndsOn",
    a.id AS "afterId", a.code AS "afterCode", ${nameFrom('a.id', 's.valid_from')} AS "afterName"
  FROM unit_successions s JOIN org_units b ON b.id = s.org_unit_id JOIN org_units a ON a.id = s.successor_id`;

/** The links of a unit and those of the ones before it and after it, as far as the chain goes. */
const LINKS = statement({
  name: 'organization.unit-links',
  sql: `WITH RECURSIVE back AS (
      SELECT :unitId::uuid AS unit_id
      UNION SELECT s.org_unit_id FROM back JOIN unit_successions s ON s.successor_id = back.unit_id
    ), ahead AS (
      SELECT :unitId::uuid AS unit_id
      UNION SELECT s.successor_id FROM ahead JOIN unit_successions s ON s.org_unit_id = ahead.unit_id
    )
    ${LINK}
    WHERE (s.successor_id IN (SELECT unit_id FROM back) OR s.org_unit_id IN (SELECT unit_id FROM ahead))
      AND (:until IS NULL OR s.valid_from <= :until)
    ORDER BY s.valid_from, b.code, a.code`,
  parameters: { unitId: 'uuid', until: 'date?' },
  row: LINK_ROW,
});

export type UnitLink = RowFrom<typeof LINKS>;

const ON_DAY = statement({
  name: 'organization.unit-links-on',
  sql: `${LINK} WHERE s.valid_from = :on ORDER BY b.code, a.code`,
  parameters: { on: 'date' },
  row: LINK_ROW,
});

/** The unit of a code, whether or not there is one on any particular day. */
const KNOWN_UNIT = statement({
  name: 'organization.unit-ever-known',
  sql: `SELECT o.id, o.code, p.name, p.valid_from AS "validFrom", p.valid_to AS "validTo"
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE o.code = :code AND (:until IS NULL OR p.valid_from <= :until) ORDER BY p.valid_from DESC LIMIT 1`,
  parameters: { code: 'text', until: 'date?' },
  row: {
    id: col.id<'org_unit'>(),
    code: col.text,
    name: col.text,
    validFrom: col.date,
    validTo: col.date.orNull,
  },
});

export type KnownUnit = RowFrom<typeof KNOWN_UNIT>;

/** 前身 and 後継: which units took over from which, and when. */
@Injectable()
export class UnitLinkQueries {
  constructor(private readonly database: Database) {}

  /** `until`: as far as is announced; null: all. */
  async listLinks(unitId: OrgUnitId, until: LocalDate | null): Promise<readonly UnitLink[]> {
    return this.database.all(LINKS, { unitId, until });
  }

  async listLinksOn(on: LocalDate): Promise<readonly UnitLink[]> {
    return this.database.all(ON_DAY, { on });
  }

  /** As it was called last. */
  async findKnown(code: string, until: LocalDate | null): Promise<KnownUnit | null> {
    return this.database.first(KNOWN_UNIT, { code, until });
  }
}
