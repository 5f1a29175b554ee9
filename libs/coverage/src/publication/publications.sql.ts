import { detailsOn, inForce, personLine } from '@app/organization';
import { col, dayOf, type RowFrom, statement, statementsFor } from '@app/platform';
import { LATE_ROWS } from '../figures/late-facts.sql';
import { publishedContent } from './published-content.rules';

/** Those of the same day that came after `p`: one chain. A correction that was withdrawn corrects nothing any more. */
const later = (isWithdrawn: boolean): string => `figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS ${isWithdrawn ? 'NOT ' : ''}NULL`;

/** A publication that holds: neither withdrawn nor corrected by one that is not withdrawn. */
const STANDS = `p.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM ${later(false)})`;

const ROW = {
  id: col.id<'figure_publication'>(),
  number: col.int,
  asOf: col.date,
  documentNumber: col.text,
  reason: col.text,
  sha256: col.text,
  publishedAt: col.instant,
  publishedByName: col.text.orNull,
  madeAt: col.instant.orNull,
  /** How many of its files are made. */
  files: col.int,
  withdrawnAt: col.instant.orNull,
  withdrawnByName: col.text.orNull,
  withdrawalReason: col.text.orNull,
  followsId: col.id<'figure_publication'>().orNull,
  followsNumber: col.int.orNull,
  /** The next one of the day that is not withdrawn. */
  correctedById: col.id<'figure_publication'>().orNull,
  correctedByNumber: col.int.orNull,
  /** The newest correction that was withdrawn, with when, by whom and why. */
  undoneId: col.id<'figure_publication'>().orNull,
  undoneNumber: col.int.orNull,
  undoneAt: col.instant.orNull,
  undoneByName: col.text.orNull,
  undoneReason: col.text.orNull,
};

/** `:on` is the day as of which people are named. */
const PUBLICATIONS = `
  SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM ${later(false)} ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM ${later(true)}
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN ${detailsOn('publisher', 'by_account.person_id', ':on')}
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN ${detailsOn('withdrawer', 'withdrawn_account.person_id', ':on')}
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN ${detailsOn('undoer', 'undoing_account.person_id', ':on')}`;

export const PUBLICATION_SORTS = ['-number', 'number', '-day', 'day'] as const;
export type PublicationSort = (typeof PUBLICATION_SORTS)[number];

const ORDER: Readonly<Record<PublicationSort, string>> = {
  '-number': 'p.number DESC',
  number: 'p.number',
  '-day': 'p.as_of DESC, p.number DESC',
  day: 'p.as_of, p.number',
};

export const LIST = statementsFor(PUBLICATION_SORTS, (sort) =>
  statement({
    name: `coverage.publications-by-${sort.replace('-', 'last-')}`,
    sql: `${PUBLICATIONS} ORDER BY ${ORDER[sort]} LIMIT :limit OFFSET :offset`,
    parameters: { on: 'date', limit: 'integer', offset: 'integer' },
    row: ROW,
  }),
);

export const TOTAL = statement({
  name: 'coverage.publications-total',
  sql: 'SELECT count(*)::int AS total FROM figure_publications',
  parameters: {},
  row: { total: col.int },
});

export const ONE = statement({
  name: 'coverage.publication',
  sql: `${PUBLICATIONS} WHERE p.id = :id`,
  parameters: { id: 'uuid', on: 'date' },
  row: ROW,
});

/** Figures of a day that were published, with what became of them. */
export type Publication = RowFrom<typeof ONE>;

export const OF_DAY = statement({
  name: 'coverage.publications-of-day',
  sql: `${PUBLICATIONS} WHERE p.as_of = :day ORDER BY p.number DESC`,
  parameters: { day: 'date', on: 'date' },
  row: ROW,
});

export const CONTENT = statement({
  name: 'coverage.publication-content',
  sql: 'SELECT p.content FROM figure_publications p WHERE p.id = :id',
  parameters: { id: 'uuid' },
  row: { content: col.json(publishedContent) },
});

/** What was published of a day and holds. */
export const STANDING_OF_DAY = statement({
  name: 'coverage.standing-publication-of-day',
  sql: `SELECT p.number, p.content FROM figure_publications p WHERE p.as_of = :day AND ${STANDS}`,
  parameters: { day: 'date' },
  row: { number: col.int, content: col.json(publishedContent) },
});

export const STANDING_NUMBER = statement({
  name: 'coverage.standing-publication-number',
  sql: `SELECT p.number FROM figure_publications p WHERE p.as_of = :day AND ${STANDS}`,
  parameters: { day: 'date' },
  row: { number: col.int },
});

export const FILES = statement({
  name: 'coverage.publication-files',
  sql: `SELECT f.kind, f.name, f.sha256, octet_length(f.content) AS "byteSize" FROM figure_publication_files f
    WHERE f.publication_id = :id ORDER BY f.kind`,
  parameters: { id: 'uuid' },
  row: { kind: col.text, name: col.text, sha256: col.text, byteSize: col.int },
});

export type PublicationFile = RowFrom<typeof FILES>;

export const FILE = statement({
  name: 'coverage.publication-file',
  sql: `SELECT f.name, f.sha256, f.content FROM figure_publication_files f WHERE f.publication_id = :id AND f.kind = :kind`,
  parameters: { id: 'uuid', kind: 'text' },
  row: { name: col.text, sha256: col.text, content: col.bytes },
});

/** What holds, the newest day last, with a file of it. */
export const STANDING_FILES = statement({
  name: 'coverage.standing-publication-files',
  sql: `SELECT p.number, p.as_of AS "asOf", p.published_at AS "publishedAt", f.sha256, f.content FROM figure_publications p
    JOIN figure_publication_files f ON f.publication_id = p.id AND f.kind = :kind
    WHERE p.made_at IS NOT NULL AND ${STANDS} ORDER BY p.as_of`,
  parameters: { kind: 'text' },
  row: {
    number: col.int,
    asOf: col.date,
    publishedAt: col.instant,
    sha256: col.text,
    content: col.bytes,
  },
});

/** Names as of a day, as they were known at an instant. */
export const NAMES = statement({
  name: 'coverage.published-names',
  sql: `SELECT asked.id, line.staff_number AS "staffNumber", line.name, line.kana FROM unnest(:personIds) AS asked (id)
    JOIN LATERAL ${personLine('asked.id', ':on', ':knownAt')} line ON true`,
  parameters: { personIds: 'uuid[]', on: 'date', knownAt: 'timestamptz' },
  row: { id: col.id<'person'>(), staffNumber: col.text, name: col.text, kana: col.text },
});

/** The same as it is known now, with unit and post. */
export const LINES = statement({
  name: 'coverage.differing-people',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM unnest(:personIds) AS asked (id) JOIN LATERAL ${personLine('asked.id', ':on')} line ON true
    ORDER BY line.kana, line.staff_number`,
  parameters: { personIds: 'uuid[]', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
  },
});
export type DifferingPerson = RowFrom<typeof LINES>;

/** What may have been recorded of a day after its figures were published. */
export const LATER_FACTS = [
  'posting',
  'employment',
  'absence',
  'role',
  'certificate',
  'join',
] as const;
export type LaterFact = (typeof LATER_FACTS)[number];

/** `:onEnd` is the instant of the publication: whose facts of the day were told otherwise after it. */
export const LATER = statement({
  name: 'coverage.recorded-after-publication',
  sql: `WITH ${LATE_ROWS}, changed AS (
    SELECT person_id, what, recorded_on, recorded_by, reason FROM late_row
    UNION ALL
    SELECT h.person_id, 'certificate', ${dayOf('h.recorded_at')}, h.recorded_by, coalesce(h.revoke_reason, h.return_reason,
      (SELECT c.reason FROM certification_corrections c WHERE c.record_id = h.id AND c.state = 'confirmed' AND c.decided_at >= :onEnd
       ORDER BY c.decided_at DESC LIMIT 1))
    FROM certification_records_history h
    WHERE h.recorded_at >= :onEnd AND (h.passed_on IS NULL OR h.passed_on <= :on)
    UNION ALL
    SELECT h.person_id, 'certificate', ${dayOf('a.annulled_at')}, h.superseded_by, a.reason FROM certification_record_annulments a
    JOIN certification_records_history h ON h.id = a.record_id AND h.superseded_at >= :onEnd
    WHERE a.annulled_at >= :onEnd AND h.passed_on <= :on
    UNION ALL
    SELECT person.id, 'join', ${dayOf('j.recorded_at')}, j.recorded_by, nullif(j.reason, '') FROM person_joins_history j
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) person (id) WHERE j.recorded_at >= :onEnd
  )
  SELECT DISTINCT ON (changed.what, changed.person_id) changed.person_id AS "personId", changed.what, changed.recorded_on AS on,
    changed.reason, teller.name AS "byName"
  FROM changed LEFT JOIN accounts teller_account ON teller_account.id = changed.recorded_by
  LEFT JOIN ${detailsOn('teller', 'teller_account.person_id', ':today')}
  ORDER BY changed.what, changed.person_id, changed.recorded_on DESC, changed.reason`,
  parameters: { on: 'date', onEnd: 'timestamptz', today: 'date' },
  row: {
    personId: col.id<'person'>(),
    what: col.oneOf(LATER_FACTS),
    on: col.date,
    /** What was typed with it; null: nothing was. */
    reason: col.text.orNull,
    byName: col.text.orNull,
  },
});
export type LaterChange = RowFrom<typeof LATER>;

/** Who told the target of a day otherwise after `:onEnd`, the last word of each metric. */
export const TARGETS_TOLD = statement({
  name: 'coverage.targets-told-after-publication',
  sql: `WITH told AS (
      SELECT t.code, t.recorded_at AS at, t.recorded_by AS by FROM kpi_targets_history t
      WHERE t.recorded_at >= :onEnd AND ${inForce('t', ':on')}
      UNION ALL
      SELECT t.code, t.superseded_at, t.superseded_by FROM kpi_targets_history t
      WHERE t.superseded_at >= :onEnd AND ${inForce('t', ':on')}
    )
    SELECT DISTINCT ON (told.code) told.code, ${dayOf('told.at')} AS on, teller.name AS "byName" FROM told
    LEFT JOIN accounts teller_account ON teller_account.id = told.by
    LEFT JOIN ${detailsOn('teller', 'teller_account.person_id', ':today')}
    ORDER BY told.code, told.at DESC`,
  parameters: { on: 'date', onEnd: 'timestamptz', today: 'date' },
  row: { code: col.text, on: col.date, byName: col.text.orNull },
});
