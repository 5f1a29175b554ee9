import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WEB = join(__dirname, '../../apps/web/src');

/** What attackers and broken programs put where a word is expected. */
export const HOSTILE_TEXTS: readonly string[] = [
  "' OR 1=1 --",
  "'; DROP TABLE persons; --",
  '1) UNION SELECT password_hash FROM accounts --',
  'name; SELECT pg_sleep(5)',
  '%',
  '\\',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '-1',
  '0',
  '1e309',
  '99999999999999999999',
  'NaN',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '-000001-01-01',
  '275760-09-14',
  '+002026-04-01',
  '２０２６-０４-０１',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '\r\nSet-Cookie: x=1',
  '{{constructor.constructor("return process")()}}',
  '${7*7}',
  'x'.repeat(5000),
  '𠮷'.repeat(500),
  '',
];

/** What stands in JSON where a word is expected. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  [],
  ['x', 'y'],
  [[]],
  {},
  { toString: 'x', valueOf: 'x' },
  { length: 1e9 },
  { $ne: null },
  JSON.parse('{"__proto__":{"isAdmin":true,"roles":["administrator"]}}'),
  '\u0000',
  "' OR 1=1 --",
  '__proto__',
  'x'.repeat(20_000),
];

/** Every name that a form, a query or a body of ours may have, read from the schemas and the controllers. */
export function fieldNames(): string[] {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(forms|schemas|controller|rules)\.ts$/.test(name),
  );
  const names = files.flatMap((file) => {
    const text = readFileSync(join(WEB, file), 'utf8');
    const declared = [
      ...text.matchAll(/^\s+(\w+): (?:z\b|\w+\.(?:default|optional|or)\(|[a-z]\w+,$)/gm),
    ];
    const read = [...text.matchAll(/queryText\(\s*request,\s*'(\w+)'\)/g)];
    return [...declared, ...read].map((match) => match[1] ?? '');
  });
  const common = [
    'q',
    'sort',
    'order',
    'page',
    'asOf',
    'from',
    'to',
    'next',
    'note',
    'reason',
    'name',
  ];
  return [...new Set([...names, ...common])].filter((name) => name !== '' && !name.startsWith('_'));
}
