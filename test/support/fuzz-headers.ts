import fc from 'fast-check';

/** Signs that a header may hold. */
const headerText = fc
  .array(
    fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
    { maxLength: 60 },
  )
  .map((codes) => String.fromCharCode(...codes));
const HEADERS = [
  [
    'x-forwarded-for',
    '999.999.999.999',
    '::ffff:127.0.0.1, ::1',
    ','.repeat(500),
    'x'.repeat(4000),
  ],
  ['x-forwarded-proto', 'javascript', 'https,http', ''],
  ['x-forwarded-host', 'evil.example', '"><script>', 'a@b:c'],
  ['forwarded', 'for="_x";host=\\"', 'for=;;;=,'],
  ['host', 'evil.example', '[::1', 'a b', '127.0.0.1:99999', ''],
  ['accept-language', '*;q=9', 'ja'.repeat(2000), 'q=;;,,', '😀'.slice(0, 0)],
  [
    'accept',
    'text/html;q=x',
    'text/html, '.repeat(300),
    '*/*;q=-1,text/html',
    'text/html;;;q=0.0001',
  ],
  ['accept-encoding', 'identity;q=0, *;q=0', 'gzip;q=abc', 'br,'.repeat(500)],
  ['range', 'bytes=0-', 'bytes=-1', 'bytes=9-1,2-,-', `bytes=${'0-1,'.repeat(500)}`, 'x=1'],
  ['if-none-match', '*', 'W/"', '"x"', ',"'.repeat(500)],
  ['if-modified-since', 'never', '-1', '9999999999999'],
  ['referer', '//', 'http://[', 'javascript:alert(1)', 'x'.repeat(4000)],
  ['user-agent', '', 'x'.repeat(6000), '\u00ff\u00fe', '() { :;}; echo'],
  ['expect', '100-continue'],
  ['x-http-method-override', 'DELETE'],
  ['x-request-id', '%0d%0aSet-Cookie: x=1'],
  ['te', 'trailers, deflate;q=0.5'],
] as const;
const header = fc
  .constantFrom(...HEADERS)
  .chain(([name, ...values]) =>
    fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...values), headerText)),
  );

const COOKIES = [
  'browser=',
  'browser=x',
  'sid=s%3Ax',
  'sid',
  '=;=;',
  'x="',
  '__proto__=1',
  '%E0%A4%A=%',
  'a=\u00ff',
];
const cookie = fc.oneof(
  fc.constantFrom(...COOKIES),
  headerText.map((text) => `x=${text.replaceAll(';', '')}`),
  fc.nat(4000).map((length) => `long=${'x'.repeat(length)}`),
);

/** Some headers, and sometimes a cookie of nobody's beside the right one. */
export const headers = fc
  .tuple(fc.array(header, { maxLength: 3 }), fc.option(cookie))
  .map(([all, sent]) => {
    const pairs: readonly (readonly [string, string])[] = all;
    return Object.fromEntries(sent === null ? pairs : [...pairs, ['cookie', sent] as const]);
  });
