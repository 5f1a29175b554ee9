import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  normalizeCode,
  type PersonId,
  type RowFrom,
  searchKey,
  statement,
} from '@app/platform';
import { EMPLOYMENT_TYPES } from '../vocabulary';
import { personNow } from './person-now';

const FACE = `
  SELECT p.id AS "personId", n.staff_number AS "staffNumber", d.name, d.kana, d.email, p.created_at AS "knownSince",
    ARRAY(SELECT o.staff_number FROM staff_numbers o WHERE o.person_id = p.id AND o.valid_to IS NOT NULL ORDER BY o.valid_from) AS "formerNumbers",
    e.employment_type AS "employmentType", first.day AS "employedFrom", e.valid_to AS "employedTo",
    u.name AS "unitName", po.post_title AS "postTitle", po.valid_from AS "postedFrom", po.valid_to AS "postedTo"
  FROM person_identities p
  JOIN staff_numbers n ON n.person_id = p.id AND n.valid_to IS NULL
  JOIN LATERAL (SELECT l.name, l.kana, l.email FROM person_details l WHERE l.person_id = p.id ORDER BY l.valid_from DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT l.employment_type, l.valid_to FROM employments l WHERE l.person_id = p.id
    ORDER BY l.valid_from DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT min(l.valid_from) AS day FROM employments l WHERE l.person_id = p.id) first ON true
  LEFT JOIN LATERAL (SELECT l.org_unit_id, l.post_title, l.valid_from, l.valid_to FROM postings l
    WHERE l.person_id = p.id AND l.kind = 'primary' ORDER BY l.valid_from DESC LIMIT 1) po ON true
  LEFT JOIN LATERAL (SELECT l.name FROM org_unit_periods l WHERE l.org_unit_id = po.org_unit_id
    ORDER BY (l.valid_from <= po.valid_from) DESC, l.valid_from DESC LIMIT 1) u ON true`;

const FACE_ROW = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  kana: col.text,
  email: col.text.orNull,
  knownSince: col.instant,
  formerNumbers: col.texts,
  employmentType: col.oneOf(EMPLOYMENT_TYPES).orNull,
  employedFrom: col.date.orNull,
  /** The first day not in office; null as long as none is known. */
  employedTo: col.date.orNull,
  unitName: col.text.orNull,
  postTitle: col.text.orNull,
  postedFrom: col.date.orNull,
  postedTo: col.date.orNull,
};

const FACES = statement({
  name: 'organization.join-faces',
  isPlannedAnew: true,
  sql: `${FACE} WHERE p.id = ANY (:personIds)`,
  parameters: { personIds: 'uuid[]' },
  row: FACE_ROW,
});

/** What one needs to see of a person to say who they are: the last things known, also of whoever has left. */
export type PersonFace = RowFrom<typeof FACES>;

const FOUND = statement({
  name: 'organization.join-search',
  sql: `${FACE} WHERE p.id <> :exceptId AND (
      EXISTS (SELECT 1 FROM staff_numbers s WHERE s.person_id = p.id AND s.staff_number = :number)
      OR EXISTS (SELECT 1 FROM person_details s WHERE s.person_id = p.id AND s.search_key LIKE '%' || :key || '%'))
    ORDER BY d.kana, n.staff_number LIMIT 20`,
  parameters: { exceptId: 'uuid', number: 'text', key: 'text' },
  row: FACE_ROW,
});

const BY_NUMBER = statement({
  name: 'organization.join-person-by-number',
  sql: 'SELECT DISTINCT n.person_id AS "personId" FROM staff_numbers n WHERE n.staff_number = :number',
  parameters: { number: 'text' },
  row: { personId: col.id<'person'>() },
});

/** Two who were called the same and not told apart; who was at work on any one day under both numbers is more likely to be two. */
const LIKELY = statement({
  name: 'organization.join-likely-pairs',
  isPlannedAnew: true,
  sql: `WITH called AS (
      SELECT DISTINCT d.person_id, replace(d.name, '　', '') AS name, replace(d.kana, '　', '') AS kana
      FROM person_details d JOIN staff_numbers n ON n.person_id = d.person_id AND n.valid_to IS NULL
    )
    SELECT a.person_id AS "personId", b.person_id AS "otherId",
      EXISTS (SELECT 1 FROM employments x JOIN employments y ON y.person_id = b.person_id
          AND daterange(x.valid_from, x.valid_to) && daterange(y.valid_from, y.valid_to)
        WHERE x.person_id = a.person_id) AS "wereAtWorkAtOnce"
    FROM called a JOIN called b ON b.name = a.name AND b.kana = a.kana AND a.person_id < b.person_id
    WHERE NOT EXISTS (SELECT 1 FROM distinct_people x WHERE x.person_id = a.person_id AND x.other_id = b.person_id AND x.valid_to IS NULL)
    GROUP BY a.person_id, b.person_id ORDER BY 3, max(a.kana), a.person_id, b.person_id LIMIT 200`,
  parameters: {},
  row: {
    personId: col.id<'person'>(),
    otherId: col.id<'person'>(),
    wereAtWorkAtOnce: col.bool,
  },
});

export type LikelyPair = RowFrom<typeof LIKELY>;

const NAME_OF = (person: string): string =>
  `(SELECT l.name FROM person_details l WHERE l.person_id = ${person} ORDER BY l.valid_from DESC LIMIT 1)`;

const JOINS_SQL = `
  SELECT j.id, j.person_id AS "personId", j.joined_to AS "joinedTo", j.reason, j.recorded_at AS "joinedAt",
    coalesce(${NAME_OF('j.joined_to')}, '') AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.person_id AND h.superseded_at IS NOT NULL
      AND h.recorded_at < j.recorded_at ORDER BY h.superseded_at >= j.recorded_at DESC, h.valid_from DESC LIMIT 1), '') AS number,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = j.joined_to AND h.recorded_at < j.recorded_at
      AND coalesce(h.superseded_at >= j.recorded_at, true) ORDER BY h.valid_from DESC LIMIT 1), '') AS "joinedNumber",
    coalesce((SELECT n.staff_number FROM staff_numbers n WHERE n.person_id = ${personNow('j.joined_to')} AND n.valid_to IS NULL), '') AS "keptNumber",
    (SELECT count(*)::int FROM person_join_rows r WHERE r.join_id = j.id) AS rows,
    s.reason AS "separationReason", s.separated_at AS "separatedAt"
  FROM person_joins_history j LEFT JOIN person_separations s ON s.join_id = j.id`;

const JOIN_ROW = {
  id: col.id<'person_join'>(),
  /** The one given up, and the one who is kept. */
  personId: col.id<'person'>(),
  joinedTo: col.id<'person'>(),
  reason: col.text,
  joinedAt: col.instant,
  name: col.text,
  /** The numbers of both when they were joined; then the number that the one who is kept has now. */
  number: col.text,
  joinedNumber: col.text,
  keptNumber: col.text,
  rows: col.int,
  separationReason: col.text.orNull,
  separatedAt: col.instant.orNull,
};

const JOINS = statement({
  name: 'organization.joins',
  sql: `${JOINS_SQL} ORDER BY j.recorded_at DESC, j.id LIMIT 200`,
  parameters: {},
  row: JOIN_ROW,
});

const JOIN = statement({
  name: 'organization.join',
  sql: `${JOINS_SQL} WHERE j.id::text = :joinId`,
  parameters: { joinId: 'text' },
  row: JOIN_ROW,
});

export type PersonJoinRow = RowFrom<typeof JOINS>;

const PERSON_NOW = statement({
  name: 'organization.person-now',
  sql: `SELECT ${personNow('p.id')} AS "personId" FROM person_identities p WHERE p.id = :personId`,
  parameters: { personId: 'uuid' },
  row: { personId: col.id<'person'>() },
});

const ARE_ONE = statement({
  name: 'organization.are-one-person',
  sql: `SELECT ${personNow(':one')} = ${personNow(':other')} AS "areOne"`,
  parameters: { one: 'uuid', other: 'uuid' },
  row: { areOne: col.bool },
});

const FACT_TABLES = {
  person_details: '氏名・フリガナ・メールアドレス',
  staff_numbers: '職員番号',
  employments: '任用',
  employment_statuses: '休職・派遣など',
  postings: '所属',
  head_deputies: '代理',
} as const;
type FactTable = keyof typeof FACT_TABLES;
const FACT_TABLE_NAMES = Object.keys(FACT_TABLES) as FactTable[];

/** Facts of the joined person that were changed since. */
const LATER_FACTS = statement({
  name: 'organization.later-than-join',
  sql: `SELECT DISTINCT r.table_name AS "table" FROM person_join_rows r WHERE r.join_id = :joinId AND (${FACT_TABLE_NAMES.map(
    (table) =>
      `(r.table_name = '${table}' AND EXISTS (SELECT 1 FROM ${table}_history h WHERE h.id = r.new_row_id AND h.superseded_at IS NOT NULL))`,
  ).join(' OR ')}) ORDER BY 1`,
  parameters: { joinId: 'uuid' },
  row: { table: col.oneOf(FACT_TABLE_NAMES) },
});

/** Joins of the same people that were made later and still hold: the last one is undone first. */
const LATER_JOINS = statement({
  name: 'organization.later-joins',
  sql: `SELECT coalesce((SELECT n.staff_number FROM staff_numbers n WHERE n.person_id = ${personNow('l.joined_to')} AND n.valid_to IS NULL), '') AS number
    FROM person_joins_history j JOIN person_joins l ON l.id <> j.id AND l.recorded_at >= j.recorded_at
      AND (l.person_id IN (j.person_id, j.joined_to) OR l.joined_to IN (j.person_id, j.joined_to))
    WHERE j.id = :joinId ORDER BY l.recorded_at`,
  parameters: { joinId: 'uuid' },
  row: { number: col.text },
});

const LOCK_PEOPLE = statement({
  name: 'organization.lock-people',
  sql: 'SELECT id FROM person_identities WHERE id = ANY (:personIds) ORDER BY id FOR UPDATE',
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'person'>() },
});

const TOLD_APART = statement({
  name: 'organization.are-told-apart',
  sql: `SELECT EXISTS (SELECT 1 FROM distinct_people x WHERE x.person_id = ANY (:personIds) AND x.other_id = ANY (:personIds)
    AND x.valid_to IS NULL) AS "areToldApart"`,
  parameters: { personIds: 'uuid[]' },
  row: { areToldApart: col.bool },
});

/** Who may be one and the same, and what was joined. */
@Injectable()
export class JoinQueries {
  constructor(private readonly database: Database) {}

  /** In the order of the ids given; who has no number (any more) is left out. */
  async listFaces(personIds: readonly string[]): Promise<readonly PersonFace[]> {
    const rows = await this.database.all(FACES, { personIds });
    return personIds.flatMap((id) => rows.find((row) => row.personId === id) ?? []);
  }

  /** Until the transaction ends nobody else joins or tells apart any of them. Returns how many there are. */
  async lockPeople(personIds: readonly string[]): Promise<number> {
    return (await this.database.all(LOCK_PEOPLE, { personIds })).length;
  }

  async areToldApart(personIds: readonly [string, string]): Promise<boolean> {
    return (await this.database.only(TOLD_APART, { personIds })).areToldApart;
  }

  async findByNumber(staffNumber: string): Promise<PersonId | null> {
    const number = normalizeCode(staffNumber);
    return (await this.database.first(BY_NUMBER, { number }))?.personId ?? null;
  }

  /** Also people who have left, by any number or name they ever had. */
  async search(text: string, exceptId: string): Promise<readonly PersonFace[]> {
    const key = searchKey(text);
    if (key === '') return [];
    const given = { exceptId, number: normalizeCode(text), key: likeText(key) };
    return this.database.all(FOUND, given);
  }

  async listLikely(): Promise<readonly LikelyPair[]> {
    return this.database.all(LIKELY, {});
  }

  /** Newest first, also those that were separated again. */
  async listJoins(): Promise<readonly PersonJoinRow[]> {
    return this.database.all(JOINS, {});
  }

  async findJoin(joinId: string): Promise<PersonJoinRow | null> {
    return this.database.first(JOIN, { joinId });
  }

  /** What was recorded of the person since the join, in words. */
  async listLaterFacts({ id }: PersonJoinRow): Promise<readonly string[]> {
    const facts = await this.database.all(LATER_FACTS, { joinId: id });
    const joins = await this.database.all(LATER_JOINS, { joinId: id });
    return [
      ...facts.map(({ table }) => `${FACT_TABLES[table]}の変更`),
      ...joins.map(({ number }) => `その後の番号のつなぎ(今の番号 ${number})`),
    ];
  }

  /** For two-person rules: two numbers of one human being are not two persons. */
  async areOne(one: string, other: string): Promise<boolean> {
    return (await this.database.only(ARE_ONE, { one, other })).areOne;
  }

  async isOneOf(one: string, others: readonly string[]): Promise<boolean> {
    for (const other of others) if (await this.areOne(one, other)) return true;
    return false;
  }

  /** Who the id stands for: itself unless it was joined to somebody; null for nobody's id. */
  async personNow(personId: string): Promise<PersonId | null> {
    return (await this.database.first(PERSON_NOW, { personId }))?.personId ?? null;
  }
}

/** What is typed is text: % and _ match themselves. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
