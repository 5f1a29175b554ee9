import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from './database';

/** A dated table: its view's name, and the columns that a writer gives with their types (`id` among them). */
export interface HistoryTable {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** A dated table by the column that names one row of it. */
export interface HistoryKey {
  readonly table: string;
  readonly key: 'id' | 'row_id';
}

/** A row that says what another one said, but for some columns. */
export interface HistoryCopy {
  /** The row it is taken from; it may be superseded. */
  readonly from: string;
  readonly id: string;
  readonly changes: Readonly<Record<string, string | null>>;
}

/** Who writes; a job or a command has no account. */
export interface Recorder {
  readonly accountId: string | null;
}

/** A row in the columns of its table. */
export interface HistoryRow {
  readonly id: string;
}

/** What becomes of the rows of one table. */
export interface HistoryChanges {
  readonly insert?: readonly HistoryRow[];
  /** The row as it shall be, under the id of the one that it follows. */
  readonly replace?: readonly HistoryRow[];
  /** Ids of rows that are no longer true, without a successor. */
  readonly end?: readonly string[];
}

/**
 * The only writer of dated facts. A row is never changed: it is superseded, and its successor is a row of its own, so
 * that what was known at any time stays answerable. Call it in the transaction of the act.
 */
@Injectable()
export class History {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Supersedes first and inserts then, so that successors never overlap with what they follow. */
  async write(target: HistoryTable, by: Recorder, changes: HistoryChanges): Promise<void> {
    const { insert = [], replace = [], end = [] } = changes;
    const key = { table: target.table, key: 'id' } as const;
    await this.supersede(key, by, [...end, ...replace.map((row) => row.id)]);
    await this.insert(target, by, insert, 'r.id');
    await this.insert(target, by, replace, 'gen_random_uuid()');
  }

  /** Supersedes rows and adds copies of rows of the same table, whatever its columns: for rows that change hands. */
  async copy(
    target: HistoryKey,
    by: Recorder,
    { end, copies }: { readonly end: readonly string[]; readonly copies: readonly HistoryCopy[] },
  ): Promise<void> {
    const { table, key } = target;
    await this.supersede(target, by, end);
    if (copies.length === 0) return;
    const done = await this.database.execute(
      `INSERT INTO ${table}_history SELECT (jsonb_populate_record(h, c.changes || jsonb_build_object('${key}', c.id,
         'recorded_at', $2::timestamptz, 'recorded_by', $3::uuid, 'superseded_at', NULL, 'superseded_by', NULL))).*
       FROM jsonb_to_recordset($1::jsonb) AS c ("from" uuid, id uuid, changes jsonb)
       JOIN ${table}_history h ON h.${key} = c."from"`,
      [JSON.stringify(copies), this.clock.now(), by.accountId],
    );
    if (done !== copies.length) throw new Error(`${table}: a row to copy is not there`);
  }

  private async supersede(
    { table, key }: HistoryKey,
    by: Recorder,
    ids: readonly string[],
  ): Promise<void> {
    if (ids.length === 0) return;
    const done = await this.database.execute(
      `UPDATE ${table}_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE ${key} = ANY ($1::uuid[]) AND superseded_at IS NULL`,
      [ids, this.clock.now(), by.accountId],
    );
    if (done !== ids.length) throw new Error(`${table}: a row to supersede is not the known one`);
  }

  private async insert(
    { table, columns }: HistoryTable,
    by: Recorder,
    rows: readonly HistoryRow[],
    id: string,
  ): Promise<void> {
    if (rows.length === 0) return;
    const names = Object.keys(columns).filter((name) => name !== 'id');
    const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    await this.database.execute(
      `INSERT INTO ${table}_history (id, ${names.join(', ')}, recorded_at, recorded_by)
       SELECT ${id}, ${names.map((name) => `r.${name}`).join(', ')}, $2::timestamptz, $3::uuid FROM jsonb_to_recordset($1::jsonb) AS r (${types.join(', ')})`,
      [JSON.stringify(rows), this.clock.now(), by.accountId],
    );
  }
}
