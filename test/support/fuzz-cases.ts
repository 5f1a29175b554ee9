import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { FRAMES } from './fuzz-frames';
import { headers } from './fuzz-headers';
import { fieldNames } from './hostile';
import { PAYLOAD } from './markup';
import {
  encodedText,
  hostileDate,
  hostileNumber,
  hostileText,
  hostileValue,
  hostileWord,
  inPath,
  PATH_WAYS,
  type PathWay,
} from './fuzz-values';
import type { Shot } from './fuzz-send';

/** A right request to a route, as a person or a program would send it. */
export interface Base {
  readonly method: 'GET' | 'POST';
  /** As the route is declared. */
  readonly route: string;
  /** A real address, with its query. */
  readonly address: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The route takes files: the form goes as multipart. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly bytes: Buffer }>>;
  readonly isApi: boolean;
}

/** What belongs to the one who sends. */
export interface Holder {
  readonly cookie: string;
  readonly csrf: string;
}

/** What is hostile in one case: data only, so that fast-check can make it smaller and print it. */
export interface FuzzCase {
  readonly kind: CaseKind;
  readonly path?: { readonly at: number; readonly way: PathWay; readonly text: string };
  readonly query?: readonly (readonly [string, string])[];
  readonly rawQuery?: string;
  readonly fields?: readonly { readonly at: number; readonly value: unknown }[];
  readonly strangers?: readonly (readonly [string, unknown])[];
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly frame?: number;
}

export type CaseKind =
  | 'path'
  | 'query'
  | 'around'
  | 'text'
  | 'edges'
  | 'shapes'
  | 'JSON'
  | 'frame'
  | 'echo';

const NAMES = fieldNames();
const QUERY_NAMES = [
  ...new Set([
    ...NAMES,
    ...[
      'action',
      'actor',
      'alarmsAccepted',
      'apart',
      'changed',
      'course',
      'exam',
      'figure',
      'kind',
    ],
    ...['leader', 'lost', 'month', 'one', 'other', 'outside', 'person', 'role', 'row', 'show'],
    ...['state', 'subject', 'title', 'type', 'unit', 'withoutRefused', 'year'],
  ]),
];

const queryOf = (word: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(fc.constantFrom(...QUERY_NAMES), word), { minLength: 1, maxLength: 10 });

const fieldsOf = (value: fc.Arbitrary<unknown>) =>
  fc.array(fc.record({ at: fc.nat(60), value }), { minLength: 1, maxLength: 3 });

const strangers = fc.array(
  fc.tuple(fc.constantFrom(...NAMES, '__proto__', 'constructor', 'toString', ''), hostileText),
  { maxLength: 3 },
);

const QUERY_SHAPES = [
  (name: string) => `${name}=a&${name}=b`,
  (name: string) => `${name}[]=a&${name}[0]=b`,
  (name: string) => `${name}[__proto__][x]=1`,
  (name: string) => `__proto__[${name}]=1&constructor[prototype][${name}]=1`,
  (name: string) => `${name}=%E0%A4%A&${name}=%ff`,
  (name: string) => name,
  (name: string) => `&&=&${name}==&?${name}=1`,
  (name: string) => `${name}=${'x'.repeat(3000)}`,
] as const;

const path = fc.record({ at: fc.nat(5), way: fc.constantFrom(...PATH_WAYS), text: hostileWord });
const rawQuery = fc
  .array(fc.tuple(fc.constantFrom(...QUERY_SHAPES), fc.constantFrom(...QUERY_NAMES)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) =>
    all
      .map(([shape, name]) => shape(name))
      .join('&')
      .slice(0, 6000),
  );
/** How cases of each kind are made. */
const KINDS: Readonly<Record<CaseKind, fc.Arbitrary<Omit<FuzzCase, 'kind'>>>> = {
  path: fc.record({ path }),
  query: fc.record({ query: queryOf(hostileWord) }),
  around: fc.record({ headers, rawQuery }),
  text: fc.record({ fields: fieldsOf(hostileText), strangers }),
  edges: fc.record({ fields: fieldsOf(fc.oneof(hostileDate, hostileNumber)) }),
  shapes: fc.record({
    fields: fieldsOf(fc.oneof(fc.array(hostileText, { maxLength: 4 }), fc.constant({}))),
    strangers,
  }),
  JSON: fc.record({ fields: fieldsOf(hostileValue), strangers }),
  frame: fc.record({ frame: fc.nat(FRAMES.length - 1) }),
  // The same words under every name: whatever a page prints back, it prints as text.
  echo: fc.record({
    query: fc.constant(QUERY_NAMES.map((name) => [name, PAYLOAD] as const)),
    fields: fc.constant(Array.from({ length: 20 }, (_, at) => ({ at, value: PAYLOAD }))),
  }),
};

const IS_FILE = /\.(csv|xlsx|json|pdf|cp932)$/;

/** The kinds that a route can meet; most of them leave the frame whole, so that they get as far as the handler. */
export function kindsFor({ method, route }: Base): readonly CaseKind[] {
  const inPath: CaseKind[] = route.includes(':') ? ['path'] : [];
  if (method === 'POST')
    return [
      ...inPath,
      'around',
      'text',
      'echo',
      'edges',
      'edges',
      'shapes',
      'JSON',
      'JSON',
      'frame',
    ];
  // The same list as on its page, which meets the rest.
  if (IS_FILE.test(route)) return [...inPath, 'query', 'around', 'around'];
  return [...inPath, 'query', 'echo', 'around', 'around', 'frame'];
}

export function casesOf(kind: CaseKind): fc.Arbitrary<FuzzCase> {
  return KINDS[kind].map((rest) => ({ kind, ...rest }));
}

/** The request that a case makes of a right one. */
export function shotOf(base: Base, one: FuzzCase, holder: Holder): Shot {
  const body = bodyOf(base, one);
  const garbage = one.headers?.cookie;
  const shot: Shot = {
    method: base.method,
    path: addressOf(base, one),
    headers: {
      accept: base.isApi ? 'application/json' : 'text/html,application/xhtml+xml',
      'x-csrf-token': holder.csrf,
      ...one.headers,
      cookie: [holder.cookie, ...(typeof garbage === 'string' ? [garbage] : [])].join('; '),
      ...(body && { 'content-type': body.type }),
    },
    body: body?.bytes ?? null,
  };
  return one.frame === undefined ? shot : (FRAMES[one.frame]?.(shot) ?? shot);
}

function addressOf({ route, address }: Base, one: FuzzCase): string {
  const [path = '', query = ''] = address.split('?');
  const declared = route.split('/');
  const variable = declared.flatMap((part, at) => (part.startsWith(':') ? [at] : []));
  const chosen = one.path && variable[one.path.at % variable.length];
  const parts = path.split('/').map((part, at) => {
    if (!one.path || at !== chosen) return part;
    const ending = /^:\w+(\..*)$/.exec(declared[at] ?? '')?.[1] ?? '';
    return inPath(decodeURIComponent(part), one.path.way, one.path.text) + ending;
  });
  const hostile = one.query?.map(([name, value]) => `${name}=${encodedText(value)}`) ?? [];
  const all = [query, ...hostile, one.rawQuery ?? ''].filter((it) => it !== '').join('&');
  return `${parts.join('/')}${all === '' ? '' : `?${all}`}`.slice(0, 9000);
}

type Entry = readonly [string, unknown];

function bodyOf(
  base: Base,
  one: FuzzCase,
): { readonly type: string; readonly bytes: Buffer } | null {
  if (base.method === 'GET') return null;
  const entries = entriesOf(base, one);
  if (base.isApi || one.kind === 'JSON')
    return { type: 'application/json', bytes: Buffer.from(jsonOf(entries)) };
  if (Object.keys(base.files).length > 0) return multipartOf(base, entries);
  const form = entries.flatMap(([name, value]) => formPairs(name, value));
  const text = form.map(([name, value]) => `${encodedText(name)}=${encodedText(value)}`).join('&');
  return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(text) };
}

function entriesOf(base: Base, one: FuzzCase): readonly Entry[] {
  const names = [...Object.keys(base.fields), ...(one.kind === 'text' ? [] : NAMES.slice(0, 2))];
  const entries = new Map<string, unknown>(Object.entries(base.fields));
  for (const { at, value } of one.fields ?? []) {
    const name = names[at % Math.max(1, names.length)];
    if (name !== undefined) entries.set(name, value);
  }
  const own: readonly Entry[] = base.isApi ? [] : [['_key', randomUUID()]];
  return [...entries, ...(one.strangers ?? []).filter(([name]) => !entries.has(name)), ...own];
}

/** By hand: `__proto__` must stand in the text as it is. */
function jsonOf(entries: readonly Entry[]): string {
  const parts = entries.map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`,
  );
  return `{${parts.join(',')}}`;
}

function formPairs(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.map((item) => [name, textOf(item)] as const);
  if (typeof value === 'object' && value !== null)
    return [
      [`${name}[__proto__][x]`, '1'],
      [`${name}[a]`, 'b'],
    ];
  return [[name, textOf(value)]];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

const BOUNDARY = 'fuzz-5f0c1d';

function multipartOf(base: Base, entries: readonly Entry[]): { type: string; bytes: Buffer } {
  const fields = entries
    .flatMap(([name, value]) => formPairs(name, value))
    .map(([name, value]) => part(`name="${quoted(name)}"`, Buffer.from(value)));
  const files = Object.entries(base.files).map(([name, file]) =>
    part(`name="${name}"; filename="${quoted(file.name)}"`, file.bytes),
  );
  const bytes = Buffer.concat([...fields, ...files, Buffer.from(`--${BOUNDARY}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, bytes };
}

function part(disposition: string, content: Buffer): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}

function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
}
