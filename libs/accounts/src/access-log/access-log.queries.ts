import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { accountText, personLine, searchPattern, wasEverCalled } from '@app/organization';
import {
  ACCESS_KINDS,
  type AccessDetail,
  AccessLog,
  addDays,
  Clock,
  col,
  Database,
  dayOf,
  instantAt,
  type LocalDate,
  type Page,
  type RowFrom,
  type RowOf,
  statement,
  statementsFor,
} from '@app/platform';
import { z } from 'zod';

export const ACCESS_SORTS = ['-at', 'at'] as const;
export type AccessSort = (typeof ACCESS_SORTS)[number];

export interface AccessFilter {
  /** Days in Tokyo, both inclusive. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** Part of any number, name or reading that who acted, or whom it concerned, ever had; in any width. */
  readonly actor: string;
  readonly subject: string;
  /** Empty: every kind. */
  readonly kind: string;
  readonly sort: AccessSort;
  readonly page: number;
  readonly pageSize: number;
}

const ACCESS_ROW = {
  id: col.bigint,
  at: col.instant,
  kind: col.oneOf(ACCESS_KINDS),
  /** 「000123 富山　花子」 as on the day; empty for somebody who was not signed in. */
  actorLabel: col.text,
  subjectLabel: col.text,
  address: col.text,
  path: col.text,
  detail: col.json<AccessDetail>(
    z.object({
      rows: z.number().exactOptional(),
      filters: z.record(z.string(), z.string()).exactOptional(),
      times: z.number().exactOptional(),
    }),
  ),
};

/** One thing that somebody read, took along, or was refused. */
export type AccessRow = RowOf<typeof ACCESS_ROW>;

const FOUND = `
  FROM access_log l
  WHERE (:from IS NULL OR l.at >= :from) AND (:to IS NULL OR l.at < :to) AND (:kind = '' OR l.kind = :kind)
    AND (:actor IS NULL OR l.actor_account_id IN (SELECT a.id FROM accounts a
      WHERE ${wasEverCalled('a.person_id', { day: ':today', pattern: ':actor' })}))
    AND (:subject IS NULL OR ${wasEverCalled('l.subject_person_id', { day: ':today', pattern: ':subject' })})`;

const FILTER = {
  today: 'date',
  from: 'timestamptz?',
  to: 'timestamptz?',
  kind: 'text',
  actor: 'text?',
  subject: 'text?',
} as const;

const UNKNOWN = `'登録のない職員'`;

const COLUMNS = `id, at, kind,
  CASE WHEN actor_account_id IS NULL THEN '' ELSE coalesce(${accountText('actor_account_id', dayOf('at'))}, ${UNKNOWN}) END AS "actorLabel",
  CASE WHEN subject_person_id IS NULL THEN '' ELSE coalesce((SELECT line.staff_number || ' ' || line.name
    FROM ${personLine('subject_person_id', dayOf('at'))} line), ${UNKNOWN}) END AS "subjectLabel",
  address, path, detail`;

const COUNTED = statement({
  name: 'accounts.access-count',
  sql: `SELECT count(*)::int AS total ${FOUND}`,
  parameters: FILTER,
  row: { total: col.int },
});

const ORDER: Readonly<Record<AccessSort, string>> = {
  '-at': 'at DESC, id DESC',
  at: 'at, id',
};

const LISTED = statementsFor(ACCESS_SORTS, (sort) =>
  statement({
    name: `accounts.access-rows-${sort === 'at' ? 'oldest-first' : 'newest-first'}`,
    sql: `SELECT ${COLUMNS} FROM (SELECT l.* ${FOUND} ORDER BY ${ORDER[sort]} LIMIT :limit OFFSET :offset) AS found
      ORDER BY ${ORDER[sort]}`,
    parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
    row: ACCESS_ROW,
  }),
);

const ACTS_OF_MONTH = statement({
  name: 'accounts.acts-of-month',
  sql: `SELECT action, count(*)::int AS entries, count(DISTINCT actor_account_id)::int AS people,
      (count(*) FILTER (WHERE actor_account_id IS NULL))::int AS "byNobody"
    FROM audit_entries WHERE at >= :from AND at < :to GROUP BY action ORDER BY entries DESC, action`,
  parameters: { from: 'timestamptz', to: 'timestamptz' },
  row: {
    action: col.text,
    entries: col.int,
    people: col.int,
    /** Entries without an account: what the product did itself, or a command on its server. */
    byNobody: col.int,
  },
});

const READINGS_OF_MONTH = statement({
  name: 'accounts.readings-of-month',
  sql: `SELECT kind, sum(coalesce((detail ->> 'times')::int, 1))::int AS entries,
      count(DISTINCT actor_account_id)::int AS people, count(DISTINCT subject_person_id)::int AS subjects,
      coalesce(sum(coalesce((detail ->> 'times')::int, 1)) FILTER (WHERE actor_account_id IS NULL), 0)::int AS "byNobody"
    FROM access_log WHERE at >= :from AND at < :to GROUP BY kind ORDER BY entries DESC, kind`,
  parameters: { from: 'timestamptz', to: 'timestamptz' },
  row: {
    kind: col.oneOf(ACCESS_KINDS),
    entries: col.int,
    people: col.int,
    subjects: col.int,
    /** Entries of whoever was not signed in: failed sign-ins, refused tokens. */
    byNobody: col.int,
  },
});

const SUMS_OF_MONTH = statement({
  name: 'accounts.sums-of-month',
  sql: `WITH reading AS (
      SELECT kind, coalesce((detail ->> 'times')::int, 1) AS times FROM access_log WHERE at >= :from AND at < :to
    )
    SELECT (SELECT count(*)::int FROM audit_entries WHERE at >= :from AND at < :to) AS acts,
      coalesce(sum(times) FILTER (WHERE kind IN ('person_read', 'team_read', 'evidence_opened', 'api_read')), 0)::int AS readings,
      coalesce(sum(times) FILTER (WHERE kind = 'file_saved'), 0)::int AS "savedFiles",
      coalesce(sum(times) FILTER (WHERE kind IN ('access_refused', 'form_refused', 'token_refused')), 0)::int AS refusals,
      coalesce(sum(times) FILTER (WHERE kind = 'sign_in_failed'), 0)::int AS "failedSignIns",
      (SELECT count(*)::int FROM audit_anchors WHERE made_at >= :from AND made_at < :to) AS anchors,
      (SELECT count(*)::int FROM audit_checks WHERE checked_at >= :from AND checked_at < :to) AS checks,
      (SELECT count(*)::int FROM audit_checks WHERE checked_at >= :from AND checked_at < :to AND problem IS NOT NULL) AS problems
    FROM reading`,
  parameters: { from: 'timestamptz', to: 'timestamptz' },
  row: {
    acts: col.int,
    readings: col.int,
    savedFiles: col.int,
    refusals: col.int,
    failedSignIns: col.int,
    anchors: col.int,
    checks: col.int,
    problems: col.int,
  },
});

/** How much was done, read, taken along and refused, and how often the log was checked. */
export type MonthSums = RowFrom<typeof SUMS_OF_MONTH>;

const DELETIONS = statement({
  name: 'accounts.access-log-deletions',
  sql: `SELECT deleted_at AS "deletedAt", kinds, before, oldest, rows FROM access_log_deletions ORDER BY id DESC LIMIT :limit`,
  parameters: { limit: 'integer' },
  row: {
    deletedAt: col.instant,
    kinds: col.someOf(ACCESS_KINDS),
    before: col.instant,
    oldest: col.instant,
    rows: col.bigint,
  },
});

/** Reads the log of who looked at whom, for auditors and administrators. */
@Injectable()
export class AccessLogQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: AccessLog,
  ) {}

  async list(actor: Actor, filter: AccessFilter): Promise<Page<AccessRow>> {
    requirePermission(actor, 'audit.read');
    await this.log.flush();
    const { page, pageSize, sort } = filter;
    const given = this.parametersOf(filter);
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const { total } = await this.database.only(COUNTED, given);
    return { rows: await this.database.all(LISTED[sort], { ...given, ...bounds }), total };
  }

  /** How often what was done and read from the first to the last day, most frequent first. */
  async summarize(
    actor: Actor,
    { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  ) {
    requirePermission(actor, 'audit.read');
    await this.log.flush();
    const given = { from: instantAt(from), to: instantAt(addDays(to, 1)) };
    return {
      acts: await this.database.all(ACTS_OF_MONTH, given),
      readings: await this.database.all(READINGS_OF_MONTH, given),
      sums: await this.database.only(SUMS_OF_MONTH, given),
    };
  }

  /** The sums alone, for the mail of the month; who gets it is decided by the caller. */
  async sumUp({
    from,
    to,
  }: {
    readonly from: LocalDate;
    readonly to: LocalDate;
  }): Promise<MonthSums> {
    await this.log.flush();
    return this.database.only(SUMS_OF_MONTH, {
      from: instantAt(from),
      to: instantAt(addDays(to, 1)),
    });
  }

  /** What was deleted when its time was over, newest first. */
  async listDeletions(actor: Actor, limit: number) {
    requirePermission(actor, 'audit.read');
    return this.database.all(DELETIONS, { limit });
  }

  private parametersOf({ from, to, actor, subject, kind }: AccessFilter) {
    return {
      today: this.clock.today(),
      from: from === null ? null : instantAt(from),
      to: to === null ? null : instantAt(addDays(to, 1)),
      kind,
      actor: searchPattern(actor),
      subject: searchPattern(subject),
    };
  }
}
