import { deflateSync, gzipSync } from 'node:zlib';
import type { Shot } from './fuzz-send';

/** Bodies and headers that do not fit one another; of each, what a client could send by mistake or on purpose. */
export const FRAMES: readonly ((shot: Shot) => Shot)[] = [
  (shot) => typed(shot, 'application/json', '{"a":'),
  (shot) => typed(shot, 'application/json', '\ufeff{"a":1}'),
  (shot) => typed(shot, 'application/json', '"text"'),
  (shot) => typed(shot, 'application/json', 'null'),
  (shot) => typed(shot, 'application/json', '[[[['),
  (shot) => typed(shot, 'application/json; charset=utf-16', Buffer.from('{"a":1}', 'utf16le')),
  (shot) => typed(shot, 'application/json; charset=x-sjis', '{"a":1}'),
  (shot) => typed(shot, 'application/json', `{"a":"\\ud800"}`),
  (shot) => typed(shot, 'application/json', `{"reason":${'9'.repeat(3000)}}`),
  (shot) => typed(shot, 'application/x-www-form-urlencoded; charset=shift_jis', 'a=%82%a0'),
  (shot) => typed(shot, 'application/x-www-form-urlencoded', 'a=%E0%A4%A&b=%ff&%'),
  (shot) =>
    typed(shot, 'application/x-www-form-urlencoded', Buffer.of(0xff, 0xfe, 0x00, 0x3d, 0x00)),
  (shot) => typed(shot, 'application/x-www-form-urlencoded', '='.repeat(5000)),
  (shot) => typed(shot, 'application/x-www-form-urlencoded', 'x&'.repeat(2000)),
  (shot) => typed(shot, 'multipart/form-data', '--x\r\n'),
  (shot) =>
    typed(
      shot,
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
    ),
  (shot) =>
    typed(
      shot,
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--',
    ),
  (shot) => typed(shot, `multipart/form-data; boundary=${'x'.repeat(300)}`, 'x'),
  (shot) => typed(shot, 'multipart/form-data; boundary=""', 'x'),
  (shot) => typed(shot, 'text/plain', 'x'),
  (shot) => typed(shot, '', 'x'),
  (shot) => typed(shot, ';;;', 'x'),
  (shot) =>
    typed(
      shot,
      'application/xml',
      '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    ),
  (shot) => packed(shot, 'gzip', gzipSync(Buffer.alloc(200_000))),
  (shot) => packed(shot, 'deflate', deflateSync(Buffer.alloc(200_000))),
  (shot) => packed(shot, 'br', Buffer.of(1, 2, 3)),
  (shot) => packed(shot, 'gzip, gzip, identity', Buffer.of(0x1f, 0x8b)),
  (shot) => ({
    ...shot,
    headers: { ...shot.headers, 'content-type': ['application/json', 'text/plain'] },
  }),
  (shot) => ({ ...shot, headers: { ...shot.headers, origin: 'https://evil.example' } }),
  (shot) => ({
    ...shot,
    headers: { ...shot.headers, origin: 'null', 'sec-fetch-site': 'cross-site' },
  }),
  (shot) => ({
    ...shot,
    headers: { ...shot.headers, cookie: 'sid=none', 'x-csrf-token': 'x'.repeat(3000) },
  }),
  (shot) => ({ ...shot, headers: { ...shot.headers, authorization: 'Bearer \u00ff' } }),
  (shot) => ({
    ...shot,
    headers: { ...shot.headers, authorization: `Bearer ${'x'.repeat(3000)}` },
  }),
  (shot) => ({
    ...shot,
    headers: { ...shot.headers, cookie: `browser=x; sid=s%3Ax; ${String(shot.headers.cookie)}` },
  }),
  (shot) => ({ ...shot, body: null }),
  (shot) => typed(shot, 'application/x-www-form-urlencoded', 'reason=a%00b&_key=%ED%A0%80'),
  (shot) => typed(shot, 'application/json', '{"reason":"\\u0000","\\udc00":"\\ud800"}'),
  (shot) => ({ ...shot, path: `${shot.path}%00` }),
  (shot) => ({ ...shot, path: `${shot.path}${shot.path.includes('?') ? '&' : '?'}q=a%00b` }),
  (shot) => ({ ...shot, path: shot.path.toUpperCase() }),
  (shot) => ({ ...shot, path: shot.path.replaceAll('/', '//') }),
  (shot) => ({ ...shot, path: `${shot.path.split('?')[0] ?? ''}/;x=1/../.%2e/` }),
  (shot) => ({ ...shot, path: `http://evil.example${shot.path}` }),
];

function typed(shot: Shot, type: string, body: string | Buffer): Shot {
  return { ...shot, headers: { ...shot.headers, 'content-type': type }, body: Buffer.from(body) };
}

function packed(shot: Shot, encoding: string, body: Buffer): Shot {
  return { ...shot, headers: { ...shot.headers, 'content-encoding': encoding }, body };
}
