import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@app/access';
import { FileStore, NotAllowed, NotFound, type RecordId } from '@app/platform';
import { aCleanFile, type LibTest, rewriteHistory, rowsOf, startLibTest } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { CertificationRecordsService } from './certification-records.service';
import { EvidenceAllowance } from './evidence-allowance';
import { EvidenceRetention } from './evidence-retention';
import { EvidenceRulesService } from './evidence-rules.service';
import { EvidenceQueries } from './evidence.queries';

const MEGABYTE = 1024 * 1024;
const RULES = { dailyFiles: 2, dailyMegabytes: 10, totalMegabytes: 50, withdrawnDays: 30 };

describe('Evidence', () => {
  let test: LibTest;
  let holder: Actor;
  let hr: Actor;
  let administrator: Actor;
  let passed: number;

  beforeEach(async () => {
    test = await startLibTest(CertificationsModule);
    passed = 0;
    [holder, hr, administrator] = [
      await anActorOf(),
      await anActorOf('hr'),
      await anActorOf('administrator'),
    ];
    await test.get(EvidenceRulesService).change(administrator, RULES);
  });

  afterEach(() => test.close());

  it('is limited by rules that only an administrator changes, from today on', async () => {
    const rules = test.get(EvidenceRulesService);
    expect(await rules.current()).toEqual(RULES);
    await expect(rules.change(hr, RULES)).rejects.toThrow(NotAllowed);
    expect(await rules.change(administrator, { ...RULES, dailyFiles: 3 })).toBe(1);
    expect((await rules.current()).dailyFiles).toBe(3);
  });

  it('may be sent so often on a day, and again on the next', async () => {
    await report(holder);
    await expect(requireOf(holder, MEGABYTE)).resolves.toBeUndefined();
    await report(holder);
    await expect(requireOf(holder, MEGABYTE)).rejects.toThrow(
      /1日2件、合わせて10MBまで.*明日の0時から/,
    );
    test.clock.advance({ days: 1 });
    await expect(requireOf(holder, MEGABYTE)).resolves.toBeUndefined();
  });

  it('may be so large on a day and in all', async () => {
    await expect(requireOf(holder, 10 * MEGABYTE + 1)).rejects.toThrow(/合わせて10MBまで/);
    await report(holder);
    await rewriteHistory(test.database, 'UPDATE stored_files SET byte_size = $1', [45 * MEGABYTE]);
    test.clock.advance({ days: 1 });
    await expect(requireOf(holder, 6 * MEGABYTE)).rejects.toThrow(
      /合わせて50MBまで.*30日たつと消えて/,
    );
    await expect(requireOf(holder, 4 * MEGABYTE)).resolves.toBeUndefined();
  });

  it('may be ten times as much from who reports for others', async () => {
    for (const actor of [hr, hr]) await report(actor);
    await expect(requireOf(hr, MEGABYTE)).resolves.toBeUndefined();
    await expect(requireOf(hr, 100 * MEGABYTE)).rejects.toThrow(/1日20件/);
  });

  it('of a report that was taken back is deleted after its days; the record stays, in one row of the log', async () => {
    const [kept, first, second] = [
      await report(holder),
      await report(holder),
      await report(holder),
    ];
    const records = test.get(CertificationRecordsService);
    for (const id of [first, second]) await records.withdraw(holder, id);
    test.clock.advance({ days: 29 });
    expect(await remove()).toBe(0);
    test.clock.advance({ days: 2 });
    expect(await remove()).toBe(2);
    expect(await remove()).toBe(0);
    const evidence = test.get(EvidenceQueries);
    await expect(evidence.openOwn(holder, first)).rejects.toThrow(NotFound);
    (await evidence.openOwn(holder, kept)).stream.destroy();
    const files = await rowsOf<{ id: string; sha256: string; isRemoved: boolean }>(
      test.database,
      `SELECT id, sha256, removed_at IS NOT NULL AS "isRemoved" FROM stored_files ORDER BY removed_at, id`,
    );
    expect(files.map((it) => [it.isRemoved, isOnDisk(it.id)])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);
    const [entry, ...others] = await rowsOf<{ detail: { entries: number; files: string[] } }>(
      test.database,
      `SELECT detail FROM audit_entries WHERE action = 'evidence.removed'`,
    );
    expect(others).toEqual([]);
    expect(entry?.detail.entries).toBe(2);
    expect(entry?.detail.files.toSorted()).toEqual(
      files
        .slice(0, 2)
        .map((it) => `${it.id} ${it.sha256}`)
        .toSorted(),
    );
    expect(await test.get(FileStore).verify()).toEqual([]);
  });

  const requireOf = (actor: Actor, bytes: number) =>
    test.get(EvidenceAllowance).require(actor, bytes);
  const remove = () => test.get(EvidenceRetention).removeOutlived();
  const isOnDisk = (id: string) => existsSync(join(test.dataDir, 'files', id.slice(0, 2), id));

  async function anActorOf(...roles: readonly ('hr' | 'administrator')[]): Promise<Actor> {
    const personId = await test.city.addPerson();
    return test.city.addActor({ personId, roles: ['staff', ...roles] });
  }

  async function report(actor: Actor): Promise<RecordId> {
    passed += 1;
    return test.get(CertificationRecordsService).report(actor, {
      staffNumber: '',
      certificationCode: 'ip',
      passedOn: `2026-10-${String(passed + 10)}`,
      certificateNumber: `IP-${String(passed)}`,
      evidence: await aCleanFile(test),
    });
  }
});
