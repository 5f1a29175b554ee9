import type { LocalDate } from '../calendar/local-date';

/** The types that a parameter may have, with the value that is given for it. */
interface ParameterValues {
  readonly text: string;
  readonly uuid: string;
  readonly date: LocalDate;
  readonly timestamptz: Date;
  readonly integer: number;
  readonly bigint: string;
  readonly float8: number;
  readonly boolean: boolean;
  readonly 'text[]': readonly string[];
  readonly 'uuid[]': readonly string[];
  readonly 'integer[]': readonly number[];
  readonly 'date[]': readonly LocalDate[];
  /** Any value that can be written as JSON. */
  readonly jsonb: unknown;
}

export type ParameterType = keyof ParameterValues;

/** Names and types of a statement's parameters; `?` behind the type: may be null. */
export type Parameters = Readonly<Record<string, ParameterType | `${ParameterType}?`>>;

export type ParametersOf<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends `${infer Type extends ParameterType}?`
    ? ParameterValues[Type] | null
    : P[Name] extends ParameterType
      ? ParameterValues[P[Name]]
      : never;
};

/** `:name` in lower camel case. A cast (`::date`) and a time in a text (`'HH24:MI'`) are none. */
const PLACE = /(?<![:\w]):([a-z][A-Za-z0-9]*)/g;

export interface NumberedText {
  readonly text: string;
  /** In the order of their numbers. */
  readonly names: readonly string[];
}

/**
 * Replaces `:name` by `$n::type`. Throws for a name that is not declared and for a declared one that the text does
 * not use: both are mistakes of ours, found when the module is loaded.
 */
export function numberParameters(sql: string, parameters: Parameters): NumberedText {
  const names: string[] = [];
  const text = sql.replace(PLACE, (_whole, name: string) => {
    const type = parameters[name];
    if (type === undefined) throw new Error(`:${name} is not among the parameters`);
    if (!names.includes(name)) names.push(name);
    return `$${String(names.indexOf(name) + 1)}::${type.replace('?', '')}`;
  });
  const unused = Object.keys(parameters).filter((name) => !names.includes(name));
  if (unused.length > 0) throw new Error(`not used: ${unused.join(', ')}`);
  return { text, names };
}

/** The value as the driver wants it: an array would otherwise become a PostgreSQL array instead of JSON. */
export function bindValue(type: string, value: unknown): unknown {
  if (value === undefined) throw new Error('A parameter is null or has a value, never undefined');
  return type.startsWith('jsonb') && value !== null ? JSON.stringify(value) : value;
}
