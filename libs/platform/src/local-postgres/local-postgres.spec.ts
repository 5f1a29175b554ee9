import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startLocalPostgres, type LocalPostgres } from './local-postgres';
import { LocalPostgresError } from './postgres-error';
import { hasEnded, isAlive } from './processes';

const IS_ROOT = process.getuid?.() === 0;

/** These really start servers: each test works in a folder of its own, most in a copy of what the first one made. */
describe('startLocalPostgres', () => {
  let dataDir: string;
  let server: LocalPostgres | undefined;
  let made: string;
  const lines: string[] = [];

  const begin = async (folder = dataDir): Promise<LocalPostgres> => {
    server = await startLocalPostgres({
      dataDir: folder,
      durable: false,
      log: (l) => lines.push(l),
    });
    return server;
  };
  const pid = (): number =>
    Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

  beforeAll(() => {
    made = mkdtempSync(join(tmpdir(), 'tsunagaru-spec-'));
  });

  afterAll(() => {
    rmSync(made, { recursive: true, force: true });
  });

  /** With their owner: the server runs as somebody else than root. */
  const copy = (from: string, to: string) => execFileSync('cp', ['-a', join(from, 'postgres'), to]);

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-spec-'));
    chmodSync(dataDir, 0o755);
    lines.length = 0;
  });

  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('makes the database, keeps it over a restart and asks for a password', async () => {
    const first = await begin();
    expect(lines).toEqual(['データベースを作っています（初回のみ）…']);
    expect(await ask(first.url, 'SELECT current_database() AS answer')).toBe('tsunagaru');
    expect(await ask(first.url, 'SHOW timezone')).toBe('Asia/Tokyo');
    await ask(first.url, 'CREATE TABLE kept (id int)');
    await first.stop();
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);

    const second = await begin();
    expect(second.reused).toBe(false);
    expect(await ask(second.url, 'SELECT count(*)::int FROM kept')).toBe(0);
    await expect(ask(second.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      /password/,
    );
    expect(statSync(join(dataDir, 'postgres/password')).mode & 0o077).toBe(0);
    await second.stop();
    copy(dataDir, made);
  });

  it('takes over a server that still runs, and can stop it', async () => {
    copy(made, dataDir);
    const left = await begin();
    const leftPid = pid();
    const next = await begin();
    expect(next).toMatchObject({ reused: true, port: left.port });
    await next.stop();
    expect(isAlive(leftPid)).toBe(false);
  });

  it('starts after a crash that left the pid file behind', async () => {
    copy(made, dataDir);
    await begin();
    const killed = pid();
    process.kill(killed, 'SIGKILL');
    expect(await hasEnded(killed, 5000)).toBe(true);
    expect((await begin()).reused).toBe(false);
  });

  it("does not take another program's process for the server", async () => {
    copy(made, dataDir);
    await (await begin()).stop();
    const file = join(dataDir, 'postgres/data/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n0 0\nready   \n`);
    expect((await begin()).reused).toBe(false);
    expect(isAlive(process.pid)).toBe(true);
  });

  it('lets two starters at once share one server', async () => {
    const [one, two] = await Promise.all([begin(), begin()]);
    expect(one.port).toBe(two.port);
    expect([one.reused, two.reused].sort()).toEqual([false, true]);
  });

  it('tells when the server ends by itself', async () => {
    copy(made, dataDir);
    const running = await begin();
    const lastWords = new Promise<string>((resolve) => running.onUnexpectedEnd(resolve));
    process.kill(pid(), 'SIGTERM');
    expect(await lastWords).toContain('shut down');
  });

  it('says in Japanese when the folder cannot be written', async () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    await expect(begin(file)).rejects.toThrow(LocalPostgresError);
    await expect(begin(file)).rejects.toThrow(/内蔵の PostgreSQL を始められません/);
  });

  (IS_ROOT ? it : it.skip)(
    'as root moves below the temp folder when others cannot pass',
    async () => {
      chmodSync(dataDir, 0o700);
      const running = await begin();
      expect(await ask(running.url, 'SELECT 1 AS answer')).toBe(1);
      const [notice] = lines;
      expect(notice).toContain('DATA_DIR の途中に入れないため');
      const home = /は (\S+)\/home に/.exec(notice ?? '')?.[1] ?? '';
      await running.stop();
      rmSync(home, { recursive: true });
    },
  );
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const row = (await client.query<Record<string, unknown>>(sql)).rows[0];
    return row && Object.values(row)[0];
  } finally {
    await client.end();
  }
}
