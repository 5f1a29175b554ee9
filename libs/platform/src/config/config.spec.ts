import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Environment } from './config';
import { localAddress, secretsOf, variableNotes } from './config.schema';
import { renderEnvExample } from './env-example';
import { withOwnSecrets } from './own-secrets';

const ROOT = join(__dirname, '../../../..');

/** A secret as it would be drawn: long, of many signs. */
const drawn = (start: string): string => `${start}0123456789abcdefghijklmnopqrstuvwxyz`;

function problems(env: Environment): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('loadConfig', () => {
  it('needs nothing outside production', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3000,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      DEMO: true,
      CITY_NAME: 'サンプル市',
      TRUST_PROXY: 'loopback',
    });
    expect(config.DATA_DIR).toBe(join(process.cwd(), '.data'));
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reads numbers, switches, instants and addresses', () => {
    const config = loadConfig({
      PORT: '8080',
      DEMO: 'no',
      APP_NOW: '2027-04-01T08:30:00+09:00',
      PUBLIC_URL: 'https://manabi.example.jp/',
      TRUST_PROXY: '2',
    });
    expect(config).toMatchObject({
      PORT: 8080,
      DEMO: false,
      PUBLIC_URL: 'https://manabi.example.jp',
      TRUST_PROXY: 2,
    });
    expect(config.APP_NOW?.toISOString()).toBe('2027-03-31T23:30:00.000Z');
  });

  it('takes an empty variable as not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ PORT: 3000 });
  });

  it('lists every wrong variable at once, with its reason and an example', () => {
    const message = problems({ PORT: '99999', SMTP_URL: 'mail.example.jp', DEMO: 'maybe' });
    expect(message).toContain('3 件');
    expect(message).toContain('PORT="99999": 1〜65535 の整数を指定してください。 例: PORT=3000');
    expect(message).toMatch(/SMTP_URL.*smtp:\/\/ または smtps:\/\/ で始まるアドレス/);
    expect(message).toMatch(/DEMO="maybe": true か false/);
  });

  it('finds what production forbids even when other variables are wrong', () => {
    const message = problems({
      NODE_ENV: 'production',
      PORT: 'abc',
      DEMO: 'true',
      APP_NOW: '2027-04-01T08:30:00+09:00',
    });
    for (const name of [
      'PORT',
      'SESSION_SECRET（未設定）',
      'AUDIT_KEY（未設定）',
      'DEMO',
      'APP_NOW',
    ])
      expect(message).toContain(name);
    expect(message).toContain('5 件');
  });

  it('has no default secret and no demo in production', () => {
    expect(problems({ NODE_ENV: 'production' })).toContain('SESSION_SECRET');
    const secrets = { SESSION_SECRET: drawn('s'), AUDIT_KEY: drawn('a') };
    expect(loadConfig({ NODE_ENV: 'production', ...secrets }).DEMO).toBe(false);
  });

  it('takes several secrets, the newest first, and none that is weak', () => {
    const [newest, older] = [drawn('n'), drawn('o')];
    expect(secretsOf(loadConfig({ AUDIT_KEY: `${newest}, ${older}` }).AUDIT_KEY)).toEqual([
      newest,
      older,
    ]);
    expect(problems({ AUDIT_KEY: `${newest},short` })).toContain('AUDIT_KEY');
    expect(problems({ SESSION_SECRET: 's'.repeat(48) })).toContain('同じ文字のくり返し');
    const development = 'development-only-audit-key-never-used-in-production';
    const reused = { SESSION_SECRET: newest, AUDIT_KEY: `${older},${development}` };
    expect(problems({ NODE_ENV: 'production', ...reused })).toContain('AUDIT_KEY');
  });

  it('draws its own secrets once, readable by nobody else, and leaves given ones alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-secrets-'));
    try {
      const given = loadConfig({ DATA_DIR: folder, AUDIT_KEY: drawn('a') });
      const own = withOwnSecrets(given);
      expect(own.AUDIT_KEY).toBe(drawn('a'));
      expect(own.SESSION_SECRET).not.toBe(given.SESSION_SECRET);
      expect(withOwnSecrets(given)).toEqual(own);
      expect(readdirSync(folder)).toEqual(['session-secret']);
      expect(statSync(join(folder, 'session-secret')).mode & 0o077).toBe(0);
      const unusable = { ...given, DATA_DIR: join(folder, 'session-secret') };
      expect(() => withOwnSecrets(unusable)).toThrow(/DATA_DIR/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('never repeats a secret', () => {
    const message = problems({ SESSION_SECRET: 'too-short', DATABASE_URL: 'mysql://u:pw123@h/d' });
    expect(message).not.toContain('too-short');
    expect(message).not.toContain('pw123');
  });

  it.each(['2027-04-01', '2027-04-01T08:30', '2027-13-01T00:00:00Z', 'tomorrow'])(
    'refuses %s as APP_NOW',
    (text) => {
      expect(problems({ APP_NOW: text })).toContain('APP_NOW');
    },
  );
});

describe('.env.example', () => {
  it('is what the schema says', () => {
    expect(readFileSync(join(ROOT, '.env.example'), 'utf8')).toBe(renderEnvExample());
  });

  it('explains every variable', () => {
    for (const [name, note] of variableNotes())
      expect({ name, described: Boolean(note.description && note.example) }).toEqual({
        name,
        described: true,
      });
  });
});

describe('localAddress', () => {
  it.each([
    ['0.0.0.0', 'http://127.0.0.1:80'],
    ['::', 'http://[::1]:80'],
    ['localhost', 'http://localhost:80'],
  ])('of %s is %s', (host, address) => {
    expect(localAddress(host, 80)).toBe(address);
  });
});
