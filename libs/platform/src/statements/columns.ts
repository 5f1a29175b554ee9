import type { z } from 'zod';
import type { LocalDate } from '../calendar/local-date';
import type { Id } from '../database/ids';

/**
 * What one column of a statement's result is: the PostgreSQL types that it may have (checked against the migrated
 * database by test/structure/statements.spec.ts) and the value that arrives. `orNull`: may be null.
 */
export interface Column<Value> {
  readonly types: readonly string[];
  readonly isNullable: boolean;
  /** Checked on every row in tests: the values of an enumeration, the shape of a JSON value. */
  readonly accepts: ((value: unknown) => boolean) | null;
  readonly orNull: Column<Value | null>;
  /** Never set: carries the type. */
  readonly value?: Value;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The row that a statement with these columns returns. */
export type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer Value> ? Value : never;
};

class TypedColumn<Value> implements Column<Value> {
  constructor(
    readonly types: readonly string[],
    readonly accepts: Column<Value>['accepts'],
    readonly isNullable: boolean,
  ) {}

  get orNull(): Column<Value | null> {
    return new TypedColumn<Value | null>(this.types, this.accepts, true);
  }
}

function column<Value>(
  types: readonly string[],
  accepts: Column<Value>['accepts'] = null,
): Column<Value> {
  return new TypedColumn<Value>(types, accepts, false);
}

export const text = column<string>(['text']);
export const texts = column<readonly string[]>(['_text']);
export const int = column<number>(['int4', 'int2']);
export const ints = column<readonly number[]>(['_int4']);
/** An identity column: wider than a number, so it arrives as text. */
export const bigint = column<string>(['int8']);
export const float = column<number>(['float8']);
export const bool = column<boolean>(['bool']);
export const date = column<LocalDate>(['date']);
export const instant = column<Date>(['timestamptz']);
export const bytes = column<Buffer>(['bytea']);

/** An id of a thing of this kind; ids of two kinds are never taken for one another. */
export const id = <Kind extends string>(): Column<Id<Kind>> => column<Id<Kind>>(['uuid']);
export const ids = <Kind extends string>(): Column<readonly Id<Kind>[]> =>
  column<readonly Id<Kind>[]>(['_uuid']);

/** Text that can only be one of these words. */
export const oneOf = <const Word extends string>(words: readonly Word[]): Column<Word> =>
  column<Word>(['text'], (value) => (words as readonly unknown[]).includes(value));

/** An array of words that can only be these. */
export const someOf = <const Word extends string>(
  words: readonly Word[],
): Column<readonly Word[]> =>
  column<readonly Word[]>(
    ['_text'],
    (value) => Array.isArray(value) && value.every((word) => words.includes(word as Word)),
  );

/** A JSON value; its shape is said by the schema. Dates and instants in it are text. */
export const json = <Value>(schema: z.ZodType<Value>): Column<Value> =>
  column<Value>(['json', 'jsonb'], (value) => schema.safeParse(value).success);
