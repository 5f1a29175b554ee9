import { loadConfig } from './config';
import { Seals } from './seals';

const OLD = 'an-old-secret-of-this-server-4711-abcdefgh';
const NEW = 'a-new-secret-of-this-server-0815-zyxwvuts';
const sealsOf = (secrets: string) =>
  new Seals(loadConfig({ NODE_ENV: 'test', SESSION_SECRET: secrets }));

describe('What the server signs and encrypts', () => {
  const old = sealsOf(OLD);
  const both = sealsOf(`${NEW},${OLD}`);
  const fresh = sealsOf(NEW);

  it('is read with the same purpose and bound only, and not after a change', () => {
    const sealed = old.seal('form', '秘密', 'browser');
    expect(sealed).not.toContain('秘密');
    expect(old.open('form', sealed, 'browser')).toBe('秘密');
    expect(old.open('other', sealed, 'browser')).toBeNull();
    expect(old.open('form', sealed, 'elsewhere')).toBeNull();
    const changed = Buffer.from(sealed, 'base64url');
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    expect(old.open('form', changed.toString('base64url'), 'browser')).toBeNull();
    expect(old.open('form', '', 'browser')).toBeNull();
  });

  it('by an older secret holds as long as that is in the list, and new things are made with the first', () => {
    const sealed = old.seal('form', 'x', 'b');
    const signature = old.sign('form', 'x');
    expect(both.open('form', sealed, 'b')).toBe('x');
    expect(both.isSignature('form', 'x', signature)).toBe(true);
    expect(both.sign('form', 'x')).toBe(fresh.sign('form', 'x'));
    expect(fresh.open('form', sealed, 'b')).toBeNull();
    expect(fresh.isSignature('form', 'x', signature)).toBe(false);
    expect(both.signatures('form', 'x')).toEqual([fresh.sign('form', 'x'), signature]);
  });
});
