import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  History,
  type HistoryCopy,
  type HistoryKey,
  type Recorder,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import type { HistoryMoves, JoinPair, PartPlan, RowWords } from './join-parts';
import { JoinParts } from './join-parts';

const words = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

const ROWS = statement({
  name: 'organization.join-rows',
  sql: `SELECT r.table_name AS "table", r.key_column AS key, r.old_row_id AS "oldRowId", r.new_row_id AS "newRowId",
      r.is_ended AS "isEnded", r.was
    FROM person_join_rows r WHERE r.join_id = :joinId ORDER BY r.table_name, r.id`,
  parameters: { joinId: 'uuid' },
  row: {
    table: col.text,
    key: col.oneOf(['id', 'row_id']).orNull,
    oldRowId: col.id(),
    newRowId: col.id().orNull,
    isEnded: col.bool,
    was: col.json<Readonly<Record<string, string | number | null>>>(words).orNull,
  },
});

type JoinRow = RowFrom<typeof ROWS>;

interface NotedRow {
  readonly table: string;
  readonly key: HistoryKey['key'] | null;
  readonly oldRowId: string;
  readonly newRowId: string | null;
  readonly isEnded: boolean;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly was: Readonly<Record<string, unknown>> | null;
}

/** Writes a join and its undoing; each row that changes hands is listed, so that each is given back. */
@Injectable()
export class JoinBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly parts: JoinParts,
  ) {}

  /** Returns how many rows changed hands. */
  async move(by: Recorder, joinId: string, plans: readonly PartPlan[]): Promise<number> {
    let count = 0;
    for (const plan of plans) {
      for (const moves of plan.history) {
        const rows = await this.moveHistory(by, moves);
        await this.note(joinId, rows);
        count += rows.length;
      }
      for (const { table, rows } of plan.rows) {
        await this.change(
          table,
          rows.map((row) => ({ ...row.changes, id: row.id })),
        );
        await this.note(
          joinId,
          rows.map(({ id, changes, was }) => plainRow(table, id, { changes, was })),
        );
        count += rows.length;
      }
    }
    return count;
  }

  /** Every listed row as it was, the dated ones as rows of their own. Returns how many. */
  async giveBack(by: Recorder, joinId: string): Promise<number> {
    const rows = await this.database.all(ROWS, { joinId });
    const tables = [...new Set(rows.map((row) => row.table))];
    for (const table of tables) {
      const own = rows.filter((row) => row.table === table);
      const key = own[0]?.key ?? null;
      if (key === null) await this.change(table, own.map(asItWas));
      else await this.history.copy({ table, key }, by, formerOf(own));
    }
    return rows.length;
  }

  async addJoin(by: Recorder, { personId, joinedTo }: JoinPair, reason: string): Promise<string> {
    const id = randomUUID();
    await this.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, personId, joinedTo, reason, this.clock.today(), this.clock.now(), by.accountId],
    );
    return id;
  }

  async endJoin(by: Recorder, joinId: string, reason: string): Promise<void> {
    const now = this.clock.now();
    await this.database.execute(
      'UPDATE person_joins_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1',
      [joinId, now, by.accountId],
    );
    await this.database.execute(
      `INSERT INTO person_separations (join_id, reason, separated_at, separated_by) VALUES ($1, $2, $3, $4)`,
      [joinId, reason, now, by.accountId],
    );
  }

  private async moveHistory(
    by: Recorder,
    { target, end, copies }: HistoryMoves,
  ): Promise<readonly NotedRow[]> {
    const made = copies.map((copy) => ({ ...copy, id: randomUUID() }));
    await this.history.copy(target, by, { end, copies: made });
    const ended = new Set(end);
    const models = new Set(copies.map((copy) => copy.from));
    const row = { table: target.table, key: target.key, was: null };
    return [
      ...made.map(({ from, id, changes }) => ({
        ...row,
        oldRowId: from,
        newRowId: id,
        isEnded: ended.has(from),
        changes,
      })),
      ...end
        .filter((id) => !models.has(id))
        .map((id) => ({ ...row, oldRowId: id, newRowId: null, isEnded: true, changes: {} })),
    ];
  }

  private async change(table: string, rows: readonly RowWords[]): Promise<void> {
    const part = this.parts.all.find((each) => each.tables.includes(table));
    if (!part) throw new Error(`${table}: no part writes it`);
    if (rows.length > 0) await part.change(table, rows);
  }

  private async note(joinId: string, rows: readonly NotedRow[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO person_join_rows (id, join_id, table_name, key_column, old_row_id, new_row_id, is_ended, changes, was)
       SELECT gen_random_uuid(), $1, r."table", r.key, r."oldRowId", r."newRowId", r."isEnded", r.changes, r.was
       FROM jsonb_to_recordset($2::jsonb) AS r ("table" text, key text, "oldRowId" uuid, "newRowId" uuid, "isEnded" boolean,
         changes jsonb, was jsonb)`,
      [joinId, JSON.stringify(rows)],
    );
  }
}

function plainRow(
  table: string,
  id: string,
  { changes, was }: Pick<NotedRow, 'changes' | 'was'>,
): NotedRow {
  return { table, key: null, oldRowId: id, newRowId: id, isEnded: false, changes, was };
}

function asItWas({ oldRowId, was }: JoinRow): RowWords {
  return { ...was, id: oldRowId };
}

function formerOf(rows: readonly JoinRow[]): {
  readonly end: readonly string[];
  readonly copies: readonly HistoryCopy[];
} {
  const former = new Set(rows.filter((row) => row.isEnded).map((row) => row.oldRowId));
  return {
    end: rows.flatMap((row) => row.newRowId ?? []),
    copies: [...former].map((from) => ({ from, id: randomUUID(), changes: {} })),
  };
}
