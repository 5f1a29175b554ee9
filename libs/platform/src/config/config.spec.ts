import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Environment } from './config';
import { localAddress, variableNotes } from './config.schema';
import { renderEnvExample } from './env-example';

const ROOT = join(__dirname, '../../../..');

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
    for (const name of ['PORT', 'SESSION_SECRET（未設定）', 'DEMO', 'APP_NOW'])
      expect(message).toContain(name);
    expect(message).toContain('4 件');
  });

  it('has no default secret and no demo in production', () => {
    expect(problems({ NODE_ENV: 'production' })).toContain('SESSION_SECRET');
    const config = loadConfig({ NODE_ENV: 'production', SESSION_SECRET: 's'.repeat(32) });
    expect(config.DEMO).toBe(false);
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
