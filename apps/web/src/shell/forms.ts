import { InvalidInput } from '@app/platform';
import { z } from 'zod';
import type { PageRequest } from './http';

/** One field of a form as its partial prints it. */
export interface FieldView {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly error: string;
}

export interface FormView<Name extends string> {
  readonly fields: Readonly<Record<Name, FieldView>>;
  readonly errors: readonly { readonly href: string; readonly message: string }[];
  readonly message: string;
}

/**
 * The key of one printed form (partial `hidden`; no two forms share one), so that sending it twice does it once. Read
 * by the pipeline, not by the form's own schema; in the one spelling that the database knows.
 */
export const idempotencyKey = z.object({
  _key: z.uuid('画面を開き直して、もう一度送信してください。').toLowerCase(),
});

/** Checks a form's body; throws InvalidInput with the first message of each field. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(readable(body ?? {}));
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    fields[String(issue.path[0] ?? 'form')] ??= issue.message;
  }
  throw new InvalidInput(fields);
}

/** Orders to the screen that no keyboard sends, and that make a text read otherwise than it is. */
const ORDERS = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;
/** Something that can be seen. */
const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u;
/** Secrets are what was typed, sign by sign. */
const SECRET = /password|token|^_/i;

/** What was typed, as it can be read: a text without a visible sign is an empty one. */
function readable(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, SECRET.test(name) ? value : seen(value)]),
  );
}

function seen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== 'string') return value;
  const text = value.replace(ORDERS, '');
  return SEEN.test(text) ? text : '';
}

/** The form as it should appear, each error once in the summary: with the given values, or as it was typed when it was refused. */
export function formView<Name extends string>(
  request: PageRequest,
  initial: Readonly<Record<Name, string>>,
): FormView<Name> {
  const refused = request.refusedForm;
  const names = Object.keys(initial) as Name[];
  const fields = {} as Record<Name, FieldView>;
  for (const name of names) {
    const value = refused ? (refused.values[name] ?? '') : initial[name];
    fields[name] = { id: `field-${name}`, name, value, error: refused?.errors[name] ?? '' };
  }
  const errors = Object.entries(refused?.errors ?? {})
    .toSorted(([a], [b]) => placeIn(names, a) - placeIn(names, b))
    .map(([name, message]) => ({ href: name in fields ? `#field-${name}` : '#main', message }))
    .filter(({ message }, at, all) => all.findIndex((it) => it.message === message) === at);
  return { fields, errors, message: refused?.message ?? '' };
}

/** The summary names the errors in the order of the page; what belongs to no field comes last. */
function placeIn(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  return place === -1 ? names.length : place;
}
