import { LIST_FORMATS } from './lists/list-file';
/** The ten visitors of the permission matrix. */
export const VISITORS = [
  'anonymous',
  'staff',
  'headOther',
  'headOwn',
  'hr',
  'programOffice',
  'auditor',
  'administrator',
  'suspended',
  'left',
] as const;
export type Visitor = (typeof VISITORS)[number];

/**
 * `ok`: past the guard (for a made-up id also 404, for an empty form also 409 or 422). `signIn`: sent to sign in,
 * under /api 401. `forbidden`: 403. `notFound`: 404 although the thing exists, because it is not theirs to see.
 */
export type Verdict = 'ok' | 'signIn' | 'forbidden' | 'notFound';
export type Verdicts = Readonly<Record<Visitor, Verdict>>;

export interface RouteRow {
  readonly method: 'GET' | 'POST';
  /** As the controller declares it; `:parts` are filled with `sample` or with a made-up id. */
  readonly path: string;
  readonly verdicts: Verdicts;
  /** A real address for a route whose verdict depends on the thing asked for. `{ownUnit}` is the head's unit code. */
  readonly sample?: string;
  /** Whoever signed in more than ten minutes ago is asked again who they are. */
  readonly asksAgain?: true;
}

const NOBODY: readonly Visitor[] = ['anonymous', 'suspended', 'left'];
const SIGNED_IN_VISITORS = VISITORS.filter((visitor) => !NOBODY.includes(visitor));

/** Who is listed may pass; who is not signed in is sent to sign in; everybody else is refused. */
export function byRoles(
  ok: readonly Visitor[],
  overrides: Partial<Record<Visitor, Verdict>> = {},
): Verdicts {
  const verdict = (visitor: Visitor): Verdict => {
    if (NOBODY.includes(visitor)) return 'signIn';
    return ok.includes(visitor) ? 'ok' : 'forbidden';
  };
  const entries = VISITORS.map((visitor) => [visitor, overrides[visitor] ?? verdict(visitor)]);
  return Object.fromEntries(entries) as Verdicts;
}

/** Also who is not signed in. */
export const EVERYBODY = Object.fromEntries(VISITORS.map((visitor) => [visitor, 'ok'])) as Verdicts;

/** Whoever is signed in. */
export const SIGNED_IN = byRoles(SIGNED_IN_VISITORS);

/** The same rows for what asks again who one is: rights, passwords, files with the names of people. */
export function askingAgain(...rows: readonly RouteRow[]): readonly RouteRow[] {
  return rows.map((row) => ({ ...row, asksAgain: true }));
}

/** The files of a list: what may be read on the page may be taken along in every format. */
export function fileRows(path: string, verdicts: Verdicts): readonly RouteRow[] {
  return LIST_FORMATS.map((ending) => ({
    method: 'GET',
    path: `${path}.${ending}`,
    verdicts,
  }));
}
