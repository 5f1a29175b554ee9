import { ACCESS_KINDS, AccessLog, type AccessEvent, AppLogger } from '@app/platform';
import { type LibTest, rewriteHistory, rowsOf, startLibTest } from '@app/testing';
import { type Actor } from '@app/access';
import { AccountsModule } from '../accounts.module';
import { ActorQueries } from '../actor/actors.queries';
import { SignInService } from '../sign-in/sign-in.service';
import { type AccessFilter, AccessLogQueries } from './access-log.queries';
import { LogRetentionService } from './log-retention';

const EVERYTHING: AccessFilter = {
  ...{ from: null, to: null, actor: '', subject: '', kind: '', sort: '-at' },
  ...{ page: 1, pageSize: 50 },
};

describe('The access log', () => {
  let test: LibTest;
  let log: AccessLog;
  let auditor: Actor;
  let hanako: string;
  let hanakoAccount: string;

  beforeEach(async () => {
    test = await startLibTest(AccountsModule);
    log = test.get(AccessLog);
    auditor = await actor('000901', 'auditor');
    hanako = await test.city.addPerson({
      staffNumber: '000123',
      name: '佐藤　花子',
      kana: 'サトウ　ハナコ',
    });
    hanakoAccount = await test.city.addAccount(hanako);
  });

  afterEach(() => test.close());

  async function actor(
    staffNumber: string,
    role: 'auditor' | 'hr' | 'administrator',
  ): Promise<Actor> {
    const personId = await test.city.addPerson({ staffNumber, name: `人 ${staffNumber}` });
    const accountId = await test.city.addAccount(personId, role);
    const found = await test.get(ActorQueries).findActor(accountId);
    if (!found) throw new Error(`Nobody acts under ${staffNumber}`);
    return found;
  }

  const event = (more: Partial<AccessEvent> = {}): AccessEvent => ({
    ...{ kind: 'person_read', actorAccountId: auditor.accountId, subjectPersonId: hanako },
    ...{ address: '10.0.0.1', path: '/people/x', detail: {} },
    ...more,
  });
  const list = (filter: Partial<AccessFilter> = {}) =>
    test.get(AccessLogQueries).list(auditor, { ...EVERYTHING, ...filter });
  const labels = async (filter: Partial<AccessFilter>) =>
    (await list(filter)).rows.map(({ kind, actorLabel, subjectLabel }) => [
      kind,
      actorLabel,
      subjectLabel,
    ]);

  it('is found by any name, reading and number that either ever had, in any width', async () => {
    log.add(event());
    await log.flush();
    await test.city.rename(hanako, '田中　花子', '2026-11-01');
    await test.city.renumber(hanako, '000999', '2026-11-01');
    const found = [['person_read', '000901 人 000901', '000999 田中　花子']];
    for (const subject of ['佐藤', 'ｻﾄｳ', 'さとう', '田中花子', '000123', '０００９９９'])
      expect(await labels({ subject })).toEqual(found);
    expect(await labels({ actor: '000901' })).toEqual(found);
    expect(await labels({ actor: '佐藤' })).toEqual([]);
    expect(await labels({ subject: '鈴木' })).toEqual([]);
    expect(await labels({ kind: 'person_read', from: '2026-11-16', to: '2026-11-16' })).toEqual(
      found,
    );
    expect(await labels({ kind: 'api_read' })).toEqual([]);
    expect(await labels({ to: '2026-11-15' })).toEqual([]);
  });

  it('is sorted and paged in the database', async () => {
    for (const path of ['/1', '/2', '/3']) {
      log.add(event({ path }));
      test.clock.set(`2026-11-16T10:0${path.slice(1)}:00+09:00`);
    }
    const paths = async (filter: Partial<AccessFilter>) => {
      const { rows, total } = await list({ pageSize: 2, ...filter });
      return [total, ...rows.map((row) => row.path)];
    };
    expect(await paths({})).toEqual([3, '/3', '/2']);
    expect(await paths({ page: 2 })).toEqual([3, '/1']);
    expect(await paths({ sort: 'at' })).toEqual([3, '/1', '/2']);
  });

  it('writes many in one statement, the same by the same person once, and loses none at the end', async () => {
    const before = await rowsOf<{ n: number }>(
      test.database,
      'SELECT count(*)::int AS n FROM access_log',
    );
    const ending = new AccessLog(test.database, test.clock, test.get(AppLogger));
    const execute = jest.spyOn(test.database, 'execute');
    for (let n = 0; n < 300; n++) ending.add(event({ path: `/people/${String(n % 100)}` }));
    await ending.onModuleDestroy();
    expect(execute).toHaveBeenCalledTimes(1);
    execute.mockRestore();
    const { rows, total } = await list();
    expect([before[0]?.n, total]).toEqual([0, 100]);
    expect(rows.every(({ detail }) => detail.times === 3)).toBe(true);
  });

  it('takes what anybody sends, and is written beside a transaction that fails', async () => {
    const failing = test.database.transaction(async () => {
      log.add(
        event({
          actorAccountId: null,
          address: `\u0000${'9'.repeat(500)}`,
          path: `/\ud800${'x'.repeat(1000)}`,
          detail: { filters: { 'q\u0000': '\udc00', long: 'y'.repeat(1000) } },
        }),
      );
      await log.flush();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const [row] = (await list()).rows;
    expect(row?.path).toHaveLength(300);
    expect(row?.detail.filters).toEqual({ 'q ': '\ufffd', long: 'y'.repeat(100) });
  });

  it('keeps what could not be written, and says how many were lost when it was too much', async () => {
    await rewriteHistory(test.database, 'ALTER TABLE access_log RENAME TO access_log_away');
    const execute = jest.spyOn(test.database, 'execute');
    for (let n = 0; n < 10_100; n++) log.add(event({ path: `/${String(n)}` }));
    await log.flush();
    // Nobody tries again and again while the database is away.
    expect(execute.mock.calls.length).toBeLessThanOrEqual(2);
    execute.mockRestore();
    await rewriteHistory(test.database, 'ALTER TABLE access_log_away RENAME TO access_log');
    const { total } = await list();
    const lost = (await list({ kind: 'overflow' })).rows.map(({ detail }) => detail.times);
    expect([total - lost.length, ...lost]).toEqual([10_000, 100]);
  });

  it('says who was guessed at, and nothing of a number that nobody has', async () => {
    const signIns = test.get(SignInService);
    const attempt = { password: 'wrong', address: '10.0.0.9' };
    await signIns.signIn({ ...attempt, staffNumber: 'my-password' });
    for (let n = 0; n < 6; n++) {
      test.clock.set(`2026-11-16T10:0${String(n)}:00+09:00`);
      await signIns.signIn({ ...attempt, staffNumber: '000123' });
    }
    await signIns.signIn({ ...attempt, staffNumber: '000123' });
    const { rows } = await list({ sort: 'at' });
    const times: Record<string, number> = {};
    for (const { kind, subjectLabel, detail } of rows) {
      const key = `${kind} ${subjectLabel}`;
      times[key] = (times[key] ?? 0) + (detail.times ?? 1);
    }
    expect(times).toEqual({
      'sign_in_failed ': 1,
      'sign_in_failed 000123 佐藤　花子': 6,
      'sign_in_slowed 000123 佐藤　花子': 1,
    });
    expect(JSON.stringify(rows)).not.toContain('my-password');
    expect(await labels({ subject: 'サトウ', kind: 'sign_in_slowed' })).toHaveLength(1);
  });

  it('counts a month by kind, with people and how often', async () => {
    log.add(event());
    log.add(event());
    log.add(event({ actorAccountId: hanakoAccount }));
    log.add(event({ kind: 'signed_out', subjectPersonId: null }));
    const month = { from: '2026-11-01', to: '2026-11-30' } as const;
    const { readings, acts } = await test.get(AccessLogQueries).summarize(auditor, month);
    expect(readings).toEqual([
      { kind: 'person_read', entries: 3, people: 2, byNobody: 0, subjects: 1 },
      { kind: 'signed_out', entries: 1, people: 1, byNobody: 0, subjects: 0 },
    ]);
    expect(acts).toEqual([]);
    const earlier = { from: '2026-10-01', to: '2026-10-31' } as const;
    expect((await test.get(AccessLogQueries).summarize(auditor, earlier)).readings).toEqual([]);
  });

  it('goes when its time is over, by kind and setting, and leaves what was deleted', async () => {
    const retention = test.get(LogRetentionService);
    const old = (kind: string, at: string) =>
      test.database.execute(
        `INSERT INTO access_log (at, kind, address, path, detail) VALUES ($1, $2, '', '', '{}')`,
        [at, kind],
      );
    await old('person_read', '2023-11-01T00:00:00+09:00');
    await old('person_read', '2024-11-01T00:00:00+09:00');
    await old('sign_in_failed', '2025-10-01T00:00:00+09:00');
    await old('sign_in_failed', '2026-01-01T00:00:00+09:00');
    expect(await retention.forgetOld()).toBe(2);
    expect(await retention.forgetOld()).toBe(0);
    const administrator = await actor('000902', 'administrator');
    expect(await retention.change(administrator, { readingMonths: 12, doorMonths: 12 })).toBe(1);
    expect(await retention.forgetOld()).toBe(1);
    expect((await list()).rows.map(({ kind }) => kind)).toEqual(['sign_in_failed']);
    const deletions = await test.get(AccessLogQueries).listDeletions(auditor, 10);
    expect(deletions.map(({ rows, kinds }) => [rows, kinds.includes('person_read')])).toEqual([
      ['1', true],
      ['1', false],
      ['1', true],
    ]);
    await expect(retention.change(auditor, { readingMonths: 3, doorMonths: 3 })).rejects.toThrow(
      '権限',
    );
  });

  it('spares the last ninety days, whoever asks, and lets nobody delete or change otherwise', async () => {
    log.add(event());
    await log.flush();
    const all = [ACCESS_KINDS, '2100-01-01', '2026-11-16'];
    await test.database.execute('SELECT forget_access_log($1, $2, $3)', all);
    expect((await list()).total).toBe(1);
    for (const sql of [
      'DELETE FROM access_log',
      `UPDATE access_log SET path = ''`,
      'DELETE FROM access_log_deletions',
    ])
      await expect(test.database.execute(sql)).rejects.toThrow('permission denied');
  });

  it('is read by auditors and administrators alone', async () => {
    const hr = await actor('000903', 'hr');
    await expect(test.get(AccessLogQueries).list(hr, EVERYTHING)).rejects.toThrow('権限');
  });
});
