import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { type AppConfig, ConfigError, loadConfig } from '../config/config';
import { configChecks } from './config-checks';
import { checkLines, findStartChecks, requireSafeStart } from '.';

const SECRET = 'hT4kPz8wQm2Vx7RbN1cLs9Jd';
const SAFE = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://tsunagu.city.chofu.lg.jp',
  SESSION_SECRET: `s0:${SECRET}${SECRET}`,
  AUDIT_KEY: `a0:${SECRET}${SECRET}`,
} as const;

describe('What must be so before a start in production', () => {
  let database: TestDatabase;
  let folder: string;
  let assets: string;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-checks-'));
    assets = join(folder, 'public');
    mkdirSync(assets);
    for (const name of ['files', 'logs']) mkdirSync(join(folder, name), { mode: 0o700 });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  afterAll(() => database.drop());

  const configOf = (env: Record<string, string> = {}): AppConfig =>
    loadConfig({ ...SAFE, DATABASE_URL: database.url, DATA_DIR: folder, ...env });
  const failing = async (config: AppConfig): Promise<string[]> =>
    (await findStartChecks(config, assets)).filter(({ isOk }) => !isOk).map(({ name }) => name);
  const asOwner = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  it('is nothing where all is as it should be', async () => {
    const checks = await findStartChecks(configOf(), assets);
    expect(checkLines(checks)).toEqual(checks.map(({ name }) => `✔ ${name}`));
    expect(checks).toHaveLength(12);
    await requireSafeStart(configOf(), assets);
  });

  it('is told all at once, with what to do and no secret', async () => {
    chmodSync(join(folder, 'logs'), 0o755);
    writeFileSync(join(assets, 'app.js.map'), '{}');
    const config = configOf({
      PUBLIC_URL: 'http://tsunagu.city.chofu.lg.jp',
      SESSION_SECRET: `password-${SECRET}${SECRET}`,
      MAILBOX: 'yes',
      DATABASE_URL: database.ownerUrl,
    });
    const refused = requireSafeStart(config, assets);
    await expect(refused).rejects.toThrow(ConfigError);
    const { message } = (await refused.catch((error: unknown) => error)) as Error;
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, line.indexOf(':'))),
    ).toEqual([
      '  ✖ 利用者のアドレス(PUBLIC_URL)',
      '  ✖ ログインの秘密(SESSION_SECRET)',
      '  ✖ メール',
      '  ✖ フォルダーの権限(DATA_DIR)',
      '  ✖ 画面の部品のソースマップ',
      '  ✖ データベースの利用者の権利',
    ]);
    expect(message).toContain('次の6件');
    expect(message).toContain(`chmod go-rwx ${join(folder, 'logs')}`);
    expect(message).toContain('特権(superuser)');
    expect(message).not.toContain(SECRET);
    const elsewhere = { ...config, NODE_ENV: 'development' } as const;
    await requireSafeStart(elsewhere, assets);
  });

  it.each([
    ['PUBLIC_URL', { PUBLIC_URL: 'https://localhost:3000' }, '利用者のアドレス(PUBLIC_URL)'],
    ['the same secret twice', { AUDIT_KEY: SAFE.SESSION_SECRET }, 'ログインの秘密(SESSION_SECRET)'],
    [
      'a key that was typed',
      { AUDIT_KEY: 'abcabcabcabcabcabcabcdefghabcabcabc' },
      '監査記録の鍵(AUDIT_KEY)',
    ],
    [
      'an old secret that is weak',
      { AUDIT_KEY: `${SAFE.AUDIT_KEY},changeme-${SECRET}` },
      '監査記録の鍵(AUDIT_KEY)',
    ],
    [
      'too many secrets',
      { SESSION_SECRET: [1, 2, 3].map((n) => `${SAFE.SESSION_SECRET}${String(n)}`).join(',') },
      'ログインの秘密(SESSION_SECRET)',
    ],
  ])('finds %s', (_what, env, name) => {
    expect(
      configChecks(configOf(env))
        .filter(({ isOk }) => !isOk)
        .map((it) => it.name),
    ).toEqual([name]);
  });

  it('takes a secret and the one before it, and mail that goes nowhere on purpose', () => {
    const config = configOf({
      SESSION_SECRET: `${SAFE.SESSION_SECRET}2,${SAFE.SESSION_SECRET}1`,
      MAILBOX: 'no',
    });
    expect(configChecks(config).every(({ isOk }) => isOk)).toBe(true);
  });

  it('lets the built-in server through its folder, and nobody write', async () => {
    mkdirSync(join(folder, 'postgres'));
    chmodSync(folder, 0o755);
    expect(await failing(configOf())).toEqual([]);
    chmodSync(folder, 0o775);
    expect(await failing(configOf())).toEqual(['フォルダーの権限(DATA_DIR)']);
    chmodSync(folder, 0o700);
  });

  it('knows the demo city by what cannot be taken out of the audit log, and by copied passwords', async () => {
    await asOwner(`
      INSERT INTO audit_entries (at, actor_label, action, subject_type, subject_id, previous_hash, hash)
        VALUES (now(), 'お試しの市', 'account.created', 'account', 'x', 'x', 'x');
      INSERT INTO person_identities (id, created_at) SELECT gen_random_uuid(), now() FROM generate_series(1, 2);
      INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at)
        SELECT gen_random_uuid(), id, 'same', false, now(), now() FROM person_identities`);
    expect(await failing(configOf())).toEqual(['お試しの市のデータ', 'お試しのアカウント']);
    await asOwner(
      `SET tsunagaru.rewrites_history = on; DELETE FROM audit_entries; DELETE FROM accounts`,
    );
  });

  it('misses a guard that was switched off or taken away, and finds a function that nobody knows', async () => {
    const guard = 'ON account_roles';
    const name = '履歴と二人の手続きを守る仕組み';
    await asOwner(`ALTER TABLE account_roles DISABLE TRIGGER account_roles_by_others`);
    expect(await failing(configOf())).toEqual([name]);
    await asOwner(`ALTER TABLE account_roles ENABLE TRIGGER account_roles_by_others`);
    expect(await failing(configOf())).toEqual([]);
    await asOwner(`ALTER TRIGGER account_roles_by_others ${guard} RENAME TO gone`);
    expect(await failing(configOf())).toEqual([name]);
    await asOwner(`ALTER TRIGGER gone ${guard} RENAME TO account_roles_by_others`);
    await asOwner(`CREATE FUNCTION theirs() RETURNS void LANGUAGE sql SECURITY DEFINER AS ''`);
    await asOwner('REVOKE EXECUTE ON FUNCTION theirs() FROM PUBLIC');
    expect(await failing(configOf())).toEqual([name]);
    await asOwner('DROP FUNCTION theirs()');
  });

  it('finds a role that may silence the guards', async () => {
    const role = new URL(database.url).username;
    const grant = 'SET ON PARAMETER session_replication_role';
    await asOwner(`GRANT ${grant} TO ${role}`);
    expect(await failing(configOf())).toEqual(['データベースの利用者の権利']);
    await asOwner(`REVOKE ${grant} FROM ${role}`);
    expect(await failing(configOf())).toEqual([]);
  });

  it.each([
    'abcdefghijklmnopqrstuvwxyz123456',
    '0123456789abcdef0123456789abcdef',
    'qwertyuiopasdfghjklzxcvbnm09876!',
    'correct-horse-battery-staple-2026',
    'MountainRiverCastleGarden7Winter',
  ])('takes no secret that one types: %s', async (secret) => {
    expect(await failing(configOf({ SESSION_SECRET: secret }))).toEqual([
      'ログインの秘密(SESSION_SECRET)',
    ]);
  });

  it.each(['https://u:p@lms.city.example.jp', 'https://[::ffff:7f00:1]', 'https://0.0.0.0'])(
    'takes no address that nobody should open: %s',
    async (PUBLIC_URL) => {
      expect(await failing(configOf({ PUBLIC_URL }))).toEqual(['利用者のアドレス(PUBLIC_URL)']);
    },
  );

  it('misses a key that anchors were signed with', async () => {
    await asOwner(
      `INSERT INTO audit_anchors VALUES ('2026-11-15', 1, 1, 'x', 'another', 'x', now())`,
    );
    expect(await failing(configOf())).toEqual(['監査記録の控えの鍵']);
    await asOwner(`SET tsunagaru.rewrites_history = on; DELETE FROM audit_anchors`);
  });

  it('says so when the database is not there', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/nowhere_at_all';
    expect(await failing(configOf({ DATABASE_URL: nowhere.href }))).toEqual([
      'データベースの利用者の権利',
    ]);
  });
});
