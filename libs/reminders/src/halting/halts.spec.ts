import type { Actor } from '@app/access';
import { Conflict, InvalidInput, type LocalDate, NotAllowed } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { DigestClaims } from '../delivery/digest-claims';
import { SweepReminders } from '../delivery/sweep-reminders';
import { PlanReminders } from '../planning/plan-reminders';
import { ReminderQueries } from '../reading/reminders.queries';
import { RemindersModule } from '../reminders.module';
import { ReminderHalts } from './halts.queries';
import { ReminderHaltsService } from './halts.service';

const TODAY: LocalDate = '2026-11-16';

describe('Stopping all notices in a disaster', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let administrator: Actor;
  let courseId = '';

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    at(TODAY, '09:00');
    figures = new TestFigures(lib.database);
    courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    administrator = await lib.city.addActor({ roles: ['staff', 'administrator'] });
  });

  afterEach(() => lib.close());

  const at = (day: LocalDate, time: string) => lib.clock.set(`${day}T${time}:00+09:00`);
  const service = () => lib.get(ReminderHaltsService);
  const stop = () => service().start(administrator, '大雪の災害対応');
  async function due(dueOn: LocalDate) {
    const personId = await lib.city.addPerson();
    await figures.addEnrollment({ personId, courseId, dueOn });
    return personId;
  }
  const plan = (day: LocalDate) => {
    at(day, '08:30');
    return lib.get(PlanReminders).run(day);
  };
  const planned = () =>
    rowsOf<{ id: string }>(
      lib.database,
      `SELECT id FROM reminder_digests WHERE state = 'planned' ORDER BY id`,
    );
  const states = async () => {
    const asked = { from: TODAY, to: '2026-11-30', person: '', kind: null } as const;
    const { rows } = await lib
      .get(ReminderQueries)
      .listReminders({ ...asked, state: null, limit: 50, offset: 0 });
    return rows.map(({ kind, lead, state }) => `${kind} ${String(lead)} ${state}`).toSorted();
  };
  /** As the worker does it, without a mail. */
  async function deliver() {
    const claims = lib.get(DigestClaims);
    const told: string[] = [];
    for (const { id } of await planned()) {
      const claim = await claims.claim(id);
      if (!claim) continue;
      const entries = await claims.keepWhatHolds(claim);
      told.push(...entries.map(({ kind }) => kind));
      await claims.finish(claim, entries.length === 0 ? 'dropped' : 'sent');
    }
    return told;
  }

  it('keeps back what was planned and plans into the ledger only', async () => {
    await due('2026-11-17');
    await plan(TODAY);
    await stop();
    expect(await deliver()).toEqual([]);
    expect(await lib.get(SweepReminders).run()).toBe(0);
    await due('2026-11-18');
    await plan('2026-11-17');
    expect(await states()).toEqual(['learning_due 1 planned', 'learning_due 1 waiting']);
    expect(await planned()).toHaveLength(1);
    expect(await lib.get(ReminderHalts).listPiledUp()).toContainEqual(
      expect.objectContaining({ count: 2 }),
    );
  });

  it('goes on with one mail each of what still holds, once', async () => {
    await due('2026-11-17');
    const done = await due('2026-11-18');
    await stop();
    await plan(TODAY);
    await plan('2026-11-17');
    await figures.complete(done, courseId, '2026-11-17T12:00:00+09:00');
    at('2026-11-18', '10:00');
    await service().resume(administrator, []);
    expect(await deliver()).toEqual(['learning_overdue']);
    expect(await deliver()).toEqual([]);
    await plan('2026-11-19');
    expect(await deliver()).toEqual([]);
  });

  it('never sends of a kind what has piled up, and the ledger says why', async () => {
    await due('2026-11-17');
    await plan(TODAY);
    await stop();
    await due('2026-11-13');
    await plan('2026-11-17');
    at('2026-11-17', '10:00');
    await service().resume(administrator, ['learning_due', 'x']);
    expect(await states()).toEqual(['learning_due 1 halted', 'learning_overdue -1 planned']);
    expect(await deliver()).toEqual(['learning_overdue']);
    await plan('2026-11-18');
    expect(await deliver()).toEqual(['learning_overdue']);
    const log = await rowsOf<{ action: string; detail: object }>(
      lib.database,
      `SELECT action, detail FROM audit_entries WHERE action LIKE 'reminder_halt.%' ORDER BY action DESC`,
    );
    expect(log).toEqual([
      { action: 'reminder_halt.started', detail: { reason: '大雪の災害対応' } },
      { action: 'reminder_halt.ended', detail: { dropped: '期限が近い学習' } },
    ]);
  });

  it('before the hour of planning leaves the day to go its usual way', async () => {
    await due('2026-11-17');
    await stop();
    await plan(TODAY);
    at('2026-11-17', '07:00');
    await service().resume(administrator, []);
    expect(await planned()).toEqual([]);
    await plan('2026-11-17');
    expect(await planned()).toHaveLength(1);
  });

  it('tells of private kinds no number', async () => {
    const personId = await lib.city.addPerson();
    await figures.addAttempt({ personId, examOn: '2026-11-17', state: 'booked' });
    await stop();
    await plan(TODAY);
    const rows = await lib.get(ReminderHalts).listPiledUp();
    expect(rows.every(({ kind, count }) => Boolean(kind.isPrivate) === (count === null))).toBe(
      true,
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is one at a time, with a reason, by the office and the administrator', async () => {
    await expect(service().resume(administrator, [])).rejects.toThrow(Conflict);
    await expect(service().start(administrator, ' ')).rejects.toThrow(InvalidInput);
    await expect(service().start(administrator, 'x'.repeat(201))).rejects.toThrow(InvalidInput);
    for (const roles of [
      ['staff', 'hr'],
      ['staff', 'auditor'],
      ['staff', 'unit_head'],
    ] as const) {
      const actor = await lib.city.addActor({ roles: [...roles] });
      await expect(service().start(actor, '災害')).rejects.toThrow(NotAllowed);
      await expect(service().resume(actor, [])).rejects.toThrow(NotAllowed);
    }
    await stop();
    await expect(stop()).rejects.toThrow(Conflict);
    const office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    await service().resume(office, []);
    expect(await lib.get(ReminderHalts).current()).toBeNull();
    expect(await lib.get(ReminderHalts).listPast()).toMatchObject([{ reason: '大雪の災害対応' }]);
  });
});
