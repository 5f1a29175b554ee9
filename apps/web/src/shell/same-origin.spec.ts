import type { Request } from 'express';
import { isSameOrigin, isSurelySameOrigin, ownReferer, TLS_ONLY } from './same-origin';

/** A request to lms.city.example.jp as Express gives it, of a city that is opened over TLS or not. */
function requestWith(headers: Readonly<Record<string, string>>, isTlsOnly: boolean): Request {
  const all: Readonly<Record<string, string>> = { host: 'lms.city.example.jp', ...headers };
  return {
    get: (name: string) => all[name],
    app: { get: (name: string) => name === TLS_ONLY && isTlsOnly },
  } as unknown as Request;
}

describe('Where a request comes from', () => {
  it.each([
    ['https://lms.city.example.jp', true, true],
    ['http://lms.city.example.jp', true, false],
    ['http://lms.city.example.jp', false, true],
    ['https://lms.city.example.jp:8443', true, false],
    ['https://other.example.jp', false, false],
    ['null', false, false],
  ])('%s (over TLS only: %s): own %s', (origin, isTlsOnly, isOwn) => {
    expect(isSameOrigin(requestWith({ origin }, isTlsOnly))).toBe(isOwn);
    expect(isSurelySameOrigin(requestWith({ origin }, isTlsOnly))).toBe(isOwn);
    const referer = `${origin}/people?q=1`;
    expect(ownReferer(requestWith({ referer }, isTlsOnly))).toBe(isOwn ? '/people?q=1' : null);
  });

  it('believes the browser that says it comes from elsewhere', () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://lms.city.example.jp' };
    expect(isSameOrigin(requestWith(headers, true))).toBe(false);
  });

  it('takes silence for own, but not for surely own', () => {
    expect(isSameOrigin(requestWith({}, true))).toBe(true);
    expect(isSurelySameOrigin(requestWith({}, true))).toBe(false);
  });
});
