import { ownAddress } from './sign-in.rules';

describe('ownAddress', () => {
  it.each([
    ['/coverage?asOf=2026-04-01', '/coverage?asOf=2026-04-01'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/%0d%0aSet-Cookie:x=1', '/%0d%0aSet-Cookie:x=1'],
    ['/\r\nSet-Cookie: x', '/'],
    ['/／evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/a/..//evil.example', '/'],
  ])('turns %j into %j', (next, expected) => {
    expect(ownAddress(next)).toBe(expected);
  });
});
