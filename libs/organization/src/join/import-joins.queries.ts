import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';
import { ABSENCES, EMPLOYMENT_TYPES, POSTING_KINDS } from '../vocabulary';
import { personNow } from './person-now';

/** A number that an import gave to somebody known (同じ人として取り込む). */
export interface ImportJoinKey {
  readonly batchId: string;
  readonly staffNumber: string;
}

const NAME = `coalesce((SELECT l.name FROM person_details l WHERE l.person_id = c.person_id ORDER BY l.valid_from DESC LIMIT 1), '')`;

const IMPORT_JOINS = `
  SELECT c.batch_id AS "batchId", c.staff_number AS "staffNumber", c.person_id AS "personId", b.applied_at AS "appliedAt",
    b.effective_on AS "effectiveOn", b.postings_file_name AS "fileName", ${NAME} AS name,
    coalesce((SELECT h.staff_number FROM staff_numbers_history h WHERE h.person_id = c.person_id AND h.staff_number <> c.staff_number
      AND h.recorded_at <= b.applied_at ORDER BY h.valid_from DESC, h.recorded_at DESC LIMIT 1), '') AS "formerNumber",
    p.new_person_id AS "newPersonId", p.reason AS "partingReason", p.parted_at AS "partedAt"
  FROM import_number_choices c JOIN import_batches b ON b.id = c.batch_id AND b.state = 'applied'
  LEFT JOIN import_number_partings p ON p.batch_id = c.batch_id AND p.staff_number = c.staff_number
  WHERE c.person_id IS NOT NULL AND EXISTS (SELECT 1 FROM staff_numbers_history h WHERE h.person_id = c.person_id
    AND h.staff_number = c.staff_number)`;

const ROW = {
  batchId: col.id<'import_batch'>(),
  staffNumber: col.text,
  /** Whose number it became. */
  personId: col.id<'person'>(),
  appliedAt: col.instant,
  effectiveOn: col.date,
  fileName: col.text.orNull,
  name: col.text,
  /** The number that the person had before. */
  formerNumber: col.text,
  /** Whose number it is since it was parted. */
  newPersonId: col.id<'person'>().orNull,
  partingReason: col.text.orNull,
  partedAt: col.instant.orNull,
};

const ALL = statement({
  name: 'organization.import-joins',
  sql: `${IMPORT_JOINS} ORDER BY b.applied_at DESC, c.staff_number LIMIT 200`,
  parameters: {},
  row: ROW,
});

const ONE = statement({
  name: 'organization.import-join',
  sql: `${IMPORT_JOINS} AND c.batch_id::text = :batchId AND c.staff_number = :staffNumber`,
  parameters: { batchId: 'text', staffNumber: 'text' },
  row: ROW,
});

export type ImportJoinRow = RowFrom<typeof ALL>;

/** The tables of a person's facts, by their names in a plan. */
const FACTS = {
  details: 'person_details',
  staffNumbers: 'staff_numbers',
  employments: 'employments',
  statuses: 'employment_statuses',
  postings: 'postings',
} as const;

const firstWrite = ([part, table]: [string, string]): string => `
    SELECT h.recorded_at AS at FROM jsonb_array_elements(b.plan #> '{operations,${part},insert}') r
    JOIN ${table}_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = :personId
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements(b.plan #> '{operations,${part},update}') r
    JOIN ${table}_history h ON h.id = (r ->> 'id')::uuid AND h.person_id = :personId
    UNION ALL
    SELECT h.superseded_at FROM jsonb_array_elements_text(b.plan #> '{operations,${part},remove}') r (id)
    JOIN ${table}_history h ON h.id = r.id::uuid AND h.person_id = :personId`;

/** When the import wrote of the person first: what was known until then is what was known before it. */
const BEGAN = statement({
  name: 'organization.import-began-with-person',
  sql: `SELECT (SELECT min(w.at) FROM (${Object.entries(FACTS).map(firstWrite).join('\n    UNION ALL')}) w) AS at
    FROM import_batches b WHERE b.id = :batchId`,
  parameters: { batchId: 'uuid', personId: 'uuid' },
  row: { at: col.instant.orNull },
});

const TABLES = Object.values(FACTS);

/** The facts that are known now and those that were known at an instant. */
const KNOWN = statement({
  name: 'organization.facts-now-and-then',
  sql: `${TABLES.map(
    (table) => `SELECT '${table}' AS "table", h.id, h.superseded_at IS NULL AS "isNow",
      h.recorded_at < :at AND (h.superseded_at IS NULL OR h.superseded_at >= :at) AS "wasThen"
    FROM ${table}_history h WHERE h.person_id = :personId
      AND (h.superseded_at IS NULL OR h.recorded_at < :at AND h.superseded_at >= :at)`,
  ).join('\n    UNION ALL ')} ORDER BY 1, 2`,
  parameters: { personId: 'uuid', at: 'timestamptz' },
  row: { table: col.oneOf(TABLES), id: col.id(), isNow: col.bool, wasThen: col.bool },
});

/** The import and those that changed the person after it, in their order. */
const SINCE = statement({
  name: 'organization.imports-since',
  sql: `SELECT b.id, b.effective_on AS "effectiveOn" FROM import_batches b JOIN import_batches first ON first.id = :batchId
    WHERE b.state = 'applied' AND b.applied_at >= first.applied_at
      AND b.plan @> jsonb_build_object('operations', jsonb_build_object('subjects',
        jsonb_build_array(jsonb_build_object('id', :personId::text))))
    ORDER BY b.id <> first.id, b.applied_at, b.id`,
  parameters: { batchId: 'uuid', personId: 'uuid' },
  row: { id: col.id<'import_batch'>(), effectiveOn: col.date },
});

/** SQL: not a fact that was known before and only got another end: the known person gets that back as it was. */
const isNew = (
  table: string,
  alias: string,
  what: string,
): string => `NOT EXISTS (SELECT 1 FROM ${table}_history h
      WHERE h.person_id = :personId AND h.recorded_at < :at AND h.superseded_at >= :at
        AND h.valid_from = ${alias}.valid_from AND h.${what} = ${alias}.${what})`;

const MOVED = statement({
  name: 'organization.facts-since-import',
  sql: `SELECT 1 AS place, n.staff_number AS text, NULL AS employment, NULL AS absence, NULL AS posting, n.valid_from AS "validFrom",
      n.valid_to AS "validTo"
    FROM staff_numbers n WHERE n.person_id = :personId AND n.recorded_at >= :at AND n.staff_number = :staffNumber
    UNION ALL
    SELECT 2, '', e.employment_type, NULL, NULL, e.valid_from, e.valid_to
    FROM employments e WHERE e.person_id = :personId AND e.recorded_at >= :at
      AND ${isNew('employments', 'e', 'employment_type')}
    UNION ALL
    SELECT 3, '', NULL, s.status, NULL, s.valid_from, s.valid_to
    FROM employment_statuses s WHERE s.person_id = :personId AND s.recorded_at >= :at
      AND ${isNew('employment_statuses', 's', 'status')}
    UNION ALL
    SELECT 4, trim(coalesce((SELECT u.name FROM org_unit_periods u WHERE u.org_unit_id = po.org_unit_id
        ORDER BY (u.valid_from <= po.valid_from) DESC, u.valid_from DESC LIMIT 1), '') || ' ' || po.post_title),
      NULL, NULL, po.kind, po.valid_from, po.valid_to
    FROM postings po WHERE po.person_id = :personId AND po.recorded_at >= :at
      AND ${isNew('postings', 'po', 'org_unit_id')}
    ORDER BY 1, 6, 2`,
  parameters: { personId: 'uuid', at: 'timestamptz', staffNumber: 'text' },
  row: {
    place: col.int,
    text: col.text,
    employment: col.oneOf(EMPLOYMENT_TYPES).orNull,
    absence: col.oneOf(ABSENCES).orNull,
    posting: col.oneOf(POSTING_KINDS).orNull,
    validFrom: col.date,
    validTo: col.date.orNull,
  },
});

/** A fact that the import, or one after it, recorded of the person. */
export type FactSinceImport = RowFrom<typeof MOVED>;

/** What stands upon the number since, so that it cannot be parted as it is. */
const IN_THE_WAY = statement({
  name: 'organization.parting-in-the-way',
  sql: `SELECT
      ${personNow(':personId')} <> :personId OR EXISTS (SELECT 1 FROM person_joins j JOIN import_batches b ON b.id = :batchId
        WHERE j.joined_to = :personId AND j.recorded_at >= b.applied_at) AS "isJoined",
      NOT EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = :personId AND n.staff_number = :staffNumber) AS "isElsewhere",
      ARRAY(SELECT DISTINCT c.staff_number FROM import_number_choices c JOIN import_batches later ON later.id = c.batch_id
          AND later.state = 'applied' JOIN import_batches b ON b.id = :batchId
        WHERE c.person_id = :personId AND c.staff_number <> :staffNumber AND later.applied_at >= b.applied_at
          AND EXISTS (SELECT 1 FROM staff_numbers n WHERE n.person_id = :personId AND n.staff_number = c.staff_number)
          AND NOT EXISTS (SELECT 1 FROM import_number_partings p WHERE p.batch_id = c.batch_id AND p.staff_number = c.staff_number)
        ORDER BY 1) AS "laterNumbers",
      EXISTS (SELECT 1 FROM import_batches b JOIN import_batches later ON later.state = 'applied' AND later.applied_at >= b.applied_at
        CROSS JOIN jsonb_array_elements(later.plan #> '{leavings,employments,update}') r
        JOIN employments_history h ON h.id = (r ->> 'id')::uuid AND h.superseded_at <= later.applied_at
        WHERE b.id = :batchId AND h.person_id = :personId) AS "hasLeft"`,
  parameters: { batchId: 'uuid', personId: 'uuid', staffNumber: 'text' },
  row: {
    /** With another number, by hand, since the import. */
    isJoined: col.bool,
    /** The number is not the person's any more. */
    isElsewhere: col.bool,
    /** Numbers that imports gave to the same person later. */
    laterNumbers: col.texts,
    /** A later file did not have the person, and it was said that they left. */
    hasLeft: col.bool,
  },
});

/** The numbers that imports gave to somebody known, and what parting one of them has to look at. */
@Injectable()
export class ImportJoinQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, also those that were parted again. */
  async list(): Promise<readonly ImportJoinRow[]> {
    return this.database.all(ALL, {});
  }

  async find({ batchId, staffNumber }: ImportJoinKey): Promise<ImportJoinRow | null> {
    return this.database.first(ONE, { batchId, staffNumber });
  }

  /** Null when the import wrote nothing of the person. */
  async beganAt({ batchId, personId }: ImportJoinRow): Promise<Date | null> {
    return (await this.database.first(BEGAN, { batchId, personId }))?.at ?? null;
  }

  async listKnown(personId: string, at: Date) {
    return this.database.all(KNOWN, { personId, at });
  }

  async listImportsSince({ batchId, personId }: ImportJoinRow) {
    return this.database.all(SINCE, { batchId, personId });
  }

  async listFactsSince(
    { personId, staffNumber }: ImportJoinRow,
    at: Date,
  ): Promise<readonly FactSinceImport[]> {
    return this.database.all(MOVED, { personId, staffNumber, at });
  }

  /** Why it cannot be parted, and what to do about it; empty when it can be. */
  async listBlockers({
    batchId,
    personId,
    staffNumber,
  }: ImportJoinRow): Promise<readonly string[]> {
    const found = await this.database.only(IN_THE_WAY, { batchId, personId, staffNumber });
    return [
      ...(found.isJoined || found.isElsewhere
        ? [
            'この取込みのあとに、番号のつなぎが登録されています。先に「これまでのつなぎ」でそのつなぎを分けてください。',
          ]
        : []),
      ...found.laterNumbers.map(
        (number) =>
          `あとの取込みで番号${number}も付いています。先に番号${number}を分けてください。`,
      ),
      ...(found.hasLeft
        ? [
            'あとの取込みで「ファイルにない職員」として退職になっています。両方の番号の行があるファイルを取り込んで在職に戻してから、分けてください。',
          ]
        : []),
    ];
  }
}
