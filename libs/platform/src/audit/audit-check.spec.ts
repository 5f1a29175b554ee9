import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LibTest, rewriteHistory, rowOf, startLibTest } from '@app/testing';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { Clock } from '../clock/clock';
import { AuditAnchors } from './audit-anchors';
import { AuditCheck } from './audit-check';
import { AuditLog } from './audit-log';

const BY = { accountId: null, label: '試験' };

describe('The proof of the audit log', () => {
  let test: LibTest;
  let folder: string;

  beforeEach(async () => {
    test = await startLibTest();
    folder = join(test.dataDir, 'audit-anchors');
    await record('one', 'two', 'three');
  });

  afterEach(() => test.close());

  const record = (...subjects: readonly string[]) =>
    test
      .get(AuditLog)
      .record(
        BY,
        ...subjects.map((subjectId) => ({ action: 'spec.done', subjectType: 'spec', subjectId })),
      );
  const check = () => test.get(AuditCheck).run();
  const anchor = () => test.get(AuditAnchors).makeToday();
  const rewrite = (sql: string, values: readonly unknown[] = []) =>
    rewriteHistory(test.database, sql, values);
  const idOf = async (subject: string) => {
    const row = await rowOf<{ id: string }>(
      test.database,
      'SELECT id::text AS id FROM audit_entries WHERE subject_id = $1',
      [subject],
    );
    return row?.id ?? '';
  };

  it('holds for what is recorded, and one anchor a day is kept in the house and in a file', async () => {
    const made = await anchor();
    await record('four');
    expect(await anchor()).toEqual(made);
    expect(made).toMatchObject({ entries: '3', entryId: await idOf('three') });
    expect(await readdir(folder)).toEqual([`${made?.day ?? ''}.json`]);
    // Once in the database and once as a file.
    expect(await check()).toEqual({ checked: 4, anchors: 2, problem: null });
  });

  it('has nothing to anchor before the first entry', async () => {
    await rewrite('DELETE FROM audit_entries');
    expect(await anchor()).toBeNull();
    expect(await check()).toEqual({ checked: 0, anchors: 0, problem: null });
  });

  it('finds an entry that was changed, and one that was removed', async () => {
    const [two, three] = [await idOf('two'), await idOf('three')];
    await rewrite(`UPDATE audit_entries SET detail = '{"x": 1}' WHERE subject_id = 'two'`);
    expect((await check()).problem).toEqual({ kind: 'broken', entryId: two });
    await rewrite(`DELETE FROM audit_entries WHERE subject_id = 'two'`);
    expect(await check()).toMatchObject({
      checked: 1,
      problem: { kind: 'broken', entryId: three },
    });
  });

  it('finds a tail that was cut off, by what was kept of it', async () => {
    const day = (await anchor())?.day;
    await rewrite(`DELETE FROM audit_entries WHERE subject_id = 'three'`);
    expect((await check()).problem).toEqual({ kind: 'lost_tail', day });
    await rewrite('DELETE FROM audit_anchors');
    expect((await check()).problem).toEqual({ kind: 'lost_tail', day });
  });

  it('finds a chain that was written anew without the key', async () => {
    const two = await idOf('two');
    await rewrite(
      `UPDATE audit_entries SET key_id = NULL, hash = encode(sha256('x'), 'hex') WHERE subject_id = 'two'`,
    );
    expect((await check()).problem).toEqual({ kind: 'unkeyed', entryId: two });
    await rewrite(`UPDATE audit_entries SET key_id = 'theirs' WHERE subject_id = 'two'`);
    expect((await check()).problem).toEqual({ kind: 'unknown_key', entryId: two });
  });

  it('finds a chain that was written anew with the key, when an anchor was kept', async () => {
    const day = (await anchor())?.day;
    await rewrite('DELETE FROM audit_entries');
    await record('one', 'two', 'three');
    expect((await check()).problem).toEqual({ kind: 'lost_tail', day });
  });

  it('believes no anchor that it did not sign', async () => {
    const made = await anchor();
    const day = made?.day;
    const file = join(folder, `${day ?? ''}.json`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"entries":"3"', '"entries":"2"'));
    expect((await check()).problem).toEqual({ kind: 'forged_anchor', day });
    await writeFile(file, 'no JSON');
    expect((await check()).problem).toEqual({ kind: 'forged_anchor', day });
    await rm(file);
    expect((await check()).problem).toBeNull();
  });

  it('goes on with a new key while the old one is kept, and says so when it is not', async () => {
    const config = test.app.get<AppConfig>(APP_CONFIG);
    const fresh = 'a-new-key-of-the-next-year-0123456789';
    const withKeys = (AUDIT_KEY: string) => {
      const changed = { ...config, AUDIT_KEY };
      const [database, clock] = [test.get(Database), test.get(Clock)];
      const anchors = new AuditAnchors(database, clock, changed);
      return {
        log: new AuditLog(database, clock, changed),
        check: new AuditCheck(database, anchors, changed),
      };
    };
    const both = withKeys(`${fresh},${config.AUDIT_KEY}`);
    await both.log.record(BY, { action: 'spec.done', subjectType: 'spec', subjectId: 'four' });
    expect(await both.check.run()).toMatchObject({ checked: 4, problem: null });
    const one = await idOf('one');
    expect((await withKeys(fresh).check.run()).problem).toEqual({
      kind: 'unknown_key',
      entryId: one,
    });
    expect((await check()).problem).toEqual({ kind: 'unknown_key', entryId: await idOf('four') });
  });

  it('finds an instant that was moved by less than what is signed', async () => {
    const two = await idOf('two');
    await rewrite(
      `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE subject_id = 'two'`,
    );
    expect((await check()).problem).toEqual({ kind: 'broken', entryId: two });
  });

  it('finds a tail that was cut off with all its anchors, by what an earlier check has seen', async () => {
    await anchor();
    const { checked, anchors } = await check();
    await rewrite(
      `INSERT INTO audit_checks (checked_at, entries, anchors) VALUES ('2026-11-16T01:00:00Z', $1, $2)`,
      [checked, anchors],
    );
    expect((await check()).problem).toBeNull();
    await rm(folder, { recursive: true });
    expect((await check()).problem).toEqual({ kind: 'lost_tail', day: '2026-11-16' });
    await rewrite(`DELETE FROM audit_anchors`);
    await rewrite(`DELETE FROM audit_entries WHERE subject_id = 'three'`);
    expect((await check()).problem).toEqual({ kind: 'lost_tail', day: '2026-11-16' });
  });

  it('lets nobody change what was found and kept', async () => {
    await anchor();
    const change = 'UPDATE audit_anchors SET entries = 1';
    // Not the product, whose role has no right to it, and not the owner of the tables by a slip.
    await expect(test.database.execute(change)).rejects.toThrow('permission denied');
    const slip = rewrite(`SET tsunagaru.rewrites_history = off; ${change}`);
    await expect(slip).rejects.toThrow('history is never overwritten');
  });
});
