import { Injectable } from '@nestjs/common';
import type { HistoryKey } from '@app/platform';

/** Two people who are one human being. */
export interface JoinPair {
  /** The one given up. */
  readonly personId: string;
  /** The one who is kept. */
  readonly joinedTo: string;
}

/** Rows of one dated table that end, and copies of rows that follow. */
export interface HistoryMoves {
  readonly target: HistoryKey;
  readonly end: readonly string[];
  readonly copies: readonly {
    readonly from: string;
    readonly changes: Readonly<Record<string, string | null>>;
  }[];
}

/** A row of a table without history that changes hands: what it says afterwards, and what it said. */
export interface RowChange {
  readonly id: string;
  readonly changes: Readonly<Record<string, string | number | null>>;
  readonly was: Readonly<Record<string, string | number | null>>;
}

/** What a join does to the rows of one lib. */
export interface PartPlan {
  readonly history: readonly HistoryMoves[];
  readonly rows: readonly { readonly table: string; readonly rows: readonly RowChange[] }[];
  /** What cannot be one, and what becomes of it; to be read before it is confirmed. */
  readonly notes: readonly string[];
  /** Why the two cannot be joined at all as things stand. */
  readonly blockers: readonly string[];
}

/** One line of what a person holds. */
export interface Holding {
  readonly personId: string;
  readonly text: string;
}

/** A join that was made, for what came after it. */
export interface MadeJoin extends JoinPair {
  readonly id: string;
  readonly at: Date;
}

/**
 * What one lib holds of people: how it is told, how it becomes one person's, and what was built upon it since. Each lib
 * above adds its own, so that the organisation need not know them.
 */
export interface JoinPart {
  /** 「資格」. */
  readonly heading: string;
  /** The order on the page. */
  readonly place: number;
  /** The tables without history of which rows may change hands. */
  readonly tables: readonly string[];
  /** Who of the two should be kept, as far as this part has a reason. */
  preferred?(personIds: readonly string[]): Promise<string | null>;
  listHoldings(personIds: readonly string[]): Promise<readonly Holding[]>;
  plan(pair: JoinPair): Promise<PartPlan>;
  /** Writes the changed columns of rows without history; also to give them back. */
  change(table: string, rows: readonly RowWords[]): Promise<void>;
  /** What somebody did since with rows that changed hands, beyond what their history tells. */
  listDependents(join: MadeJoin): Promise<readonly string[]>;
  /** A number of the person turned out to be somebody else's: what that one must not go on using ends. */
  parted?(personId: string): Promise<void>;
}

/** The id of a row and its columns as they shall be. */
export type RowWords = Readonly<Record<string, string | number | null>> & { readonly id: string };

export const NOTHING_TO_JOIN: PartPlan = { history: [], rows: [], notes: [], blockers: [] };

/** Every part there is, in the order of the page. */
@Injectable()
export class JoinParts {
  private readonly added: JoinPart[] = [];

  add(part: JoinPart): void {
    this.added.push(part);
    this.added.sort((a, b) => a.place - b.place);
  }

  get all(): readonly JoinPart[] {
    return this.added;
  }
}
