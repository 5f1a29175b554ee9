import type { Columns, RowOf } from './columns';
import { bindValue, numberParameters, type Parameters, type ParametersOf } from './parameters';

interface Definition<P extends Parameters, C extends Columns> {
  /** `lib.what`: also the prepared statement's name on the connection and the place of its text in docs/sql. */
  readonly name: string;
  /** With `:name` for the parameters. Built from constants only: never from what somebody typed. */
  readonly sql: string;
  readonly parameters: P;
  readonly row: C;
  /**
   * For a search whose conditions mostly stay empty: planned anew for the values given, because one plan for all
   * would walk through what most calls leave out (`accounts.people`: 55 ms instead of 9 ms).
   */
  readonly isPlannedAnew?: boolean;
}

/** A named, typed statement: what goes in, what comes out, and its text. */
export interface Statement<Given, Row> {
  readonly name: string;
  readonly text: string;
  readonly columns: Columns;
  readonly isPlannedAnew: boolean;
  bind(given: Given): unknown[];
  /** Never set: carries the type. */
  readonly row?: Row;
}

/** The row that a statement returns: `type UnitRow = RowFrom<typeof UNITS>`. */
export type RowFrom<S> = S extends { readonly row?: infer Row } ? Exclude<Row, undefined> : never;

type AnyStatement = Pick<Statement<never, unknown>, 'name' | 'text' | 'columns'>;

/** PostgreSQL cuts names of prepared statements off here, and two would be taken for one. */
const LONGEST_NAME = 63;
const NAME = /^[a-z][a-z-]*(\.[A-Za-z][A-Za-z0-9-]*)+$/;
const known = new Map<string, AnyStatement>();

/**
 * Declares a statement, once, when its module is loaded. The database checks names and types of its columns in
 * test/structure/statements.spec.ts; `docs/sql` shows its full text to reviews.
 */
export function statement<const P extends Parameters, C extends Columns>(
  definition: Definition<P, C>,
): Statement<ParametersOf<P>, RowOf<C>> {
  const { name, sql, parameters, row, isPlannedAnew = false } = definition;
  if (!NAME.test(name) || name.length > LONGEST_NAME) throw new Error(`No name: ${name}`);
  if (known.has(name)) throw new Error(`Two statements are called ${name}`);
  const { text, names } = numbered(name, sql, parameters);
  const made: Statement<ParametersOf<P>, RowOf<C>> = {
    name,
    text,
    columns: row,
    isPlannedAnew,
    bind: (given) => {
      const values = given as Readonly<Record<string, unknown>>;
      return names.map((it) => bindValue(parameters[it] ?? '', values[it]));
    },
  };
  known.set(name, made);
  return made;
}

/** One statement for every word of a closed list, e.g. the columns by which a list can be sorted. */
export function statementsFor<const Key extends string, Given, Row>(
  keys: readonly Key[],
  make: (key: Key) => Statement<Given, Row>,
): Readonly<Record<Key, Statement<Given, Row>>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<
    Key,
    Statement<Given, Row>
  >;
}

/** Every statement of the modules that are loaded. */
export function knownStatements(): readonly AnyStatement[] {
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function numbered(name: string, sql: string, parameters: Parameters) {
  try {
    return numberParameters(sql, parameters);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}
