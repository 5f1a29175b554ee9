import { Injectable } from '@nestjs/common';
import { col, Database, dayOf, type RowFrom, statement } from '@app/platform';
import { accountText } from '../day/account-line';

const DISTINCT = `
  SELECT x.id, x.person_id AS "personId", x.other_id AS "otherId", x.reason, x.valid_from AS "validFrom",
    x.recorded_at AS "toldAt", (
      SELECT coalesce(${accountText('a.actor_account_id', dayOf('a.at'))}, a.actor_label) FROM audit_entries a
      WHERE a.action = 'person.told_apart' AND a.subject_type = 'person' AND a.subject_id = x.person_id::text
        AND a.detail ->> 'otherId' = x.other_id::text ORDER BY a.id DESC LIMIT 1) AS "toldBy"
  FROM distinct_people x WHERE x.valid_to IS NULL`;

const ROW = {
  id: col.id(),
  personId: col.id<'person'>(),
  otherId: col.id<'person'>(),
  reason: col.text,
  validFrom: col.date,
  toldAt: col.instant,
  /** Under the name and number of the day: the audit log knows the account, the register the name. */
  toldBy: col.text.orNull,
};

const ALL = statement({
  name: 'organization.distinct-people',
  sql: `${DISTINCT} ORDER BY x.recorded_at DESC, x.id LIMIT 200`,
  parameters: {},
  row: ROW,
});

const ONE = statement({
  name: 'organization.distinct-pair',
  sql: `${DISTINCT} AND x.person_id = ANY (:personIds) AND x.other_id = ANY (:personIds)`,
  parameters: { personIds: 'uuid[]' },
  row: ROW,
});

/** Two who were said to be two people, by whom and why. */
export type DistinctPair = RowFrom<typeof ALL>;

/** Namesakes who are not one and the same. */
@Injectable()
export class DistinctPeopleQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(): Promise<readonly DistinctPair[]> {
    return this.database.all(ALL, {});
  }

  async find(personIds: readonly [string, string]): Promise<DistinctPair | null> {
    return this.database.first(ONE, { personIds });
  }
}
