import type { Actor } from '@app/access';
import { type LocalDate, NotFound } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest, TestFigures } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { OwnNoticeQueries } from './own-notices.queries';
import { ReadNoticesService } from './read-notices.service';

const ALL = { isUnreadOnly: false, limit: 50, offset: 0 } as const;
const UNREAD = { ...ALL, isUnreadOnly: true } as const;

describe("One's own notices", () => {
  let lib: LibTest;
  let figures: TestFigures;
  let notices: OwnNoticeQueries;
  let reading: ReadNoticesService;
  let unitId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    notices = lib.get(OwnNoticeQueries);
    reading = lib.get(ReadNoticesService);
    unitId = await lib.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
  });

  afterEach(() => lib.close());

  it('are one a matter, however often it was told, and unread again when it is told again', async () => {
    const reader = await somebody();
    await due(reader, '生成AI活用', '2026-11-17');
    await plan('2026-11-16');
    const [first] = await list(reader);
    expect(first).toMatchObject({ text: '生成AI活用', times: 1, isRead: false, holds: true });
    await reading.open(reader, first?.id ?? '');
    expect(await notices.countUnread(reader)).toBe(0);
    await plan('2026-11-18');
    const again = await list(reader);
    expect(again).toHaveLength(1);
    expect(again[0]).toMatchObject({ kind: 'learning_overdue', times: 2, isRead: false });
    expect(await notices.countUnread(reader)).toBe(1);
  });

  it('say of what is finished that it is over, and hold on a holiday as well', async () => {
    const reader = await somebody();
    const done = await due(reader, '終えた講座', '2026-11-24');
    await due(reader, '残る講座', '2026-11-24');
    await plan('2026-11-20');
    lib.clock.set('2026-11-22T10:00:00+09:00');
    expect(await holding(reader)).toEqual(['残る講座', '終えた講座']);
    await figures.complete(reader.personId, done, '2026-11-22T09:00:00+09:00');
    lib.clock.set('2026-11-24T10:00:00+09:00');
    expect(await holding(reader)).toEqual(['残る講座']);
    expect(await list(reader)).toHaveLength(2);
  });

  it("are shown to a head as long as the unit is theirs, and to nobody else's eyes", async () => {
    const headed = await lib.city.addUnit({ name: '福祉課' });
    const head = await somebody({ unitId: headed, isManagerial: true });
    await plan('2026-11-16');
    const acting = { ...head, headedUnitIds: [headed] };
    expect(await list(acting)).toMatchObject([{ kind: 'unit_without_leader', holds: true }]);
    const [notice] = await list(acting);
    expect(await list(head)).toEqual([]);
    expect(await notices.countUnread(head)).toBe(0);
    await expect(reading.open(head, notice?.id ?? '')).rejects.toThrow(NotFound);
    await expect(notices.explain(head, notice?.id ?? '')).rejects.toThrow(NotFound);
    const stranger = { ...(await somebody()), headedUnitIds: [headed] };
    await expect(reading.open(stranger, notice?.id ?? '')).rejects.toThrow(NotFound);
    await expect(notices.explain(stranger, notice?.id ?? '')).rejects.toThrow(NotFound);
  });

  it('are marked one by one and all at once, and only what one press marked is taken back by it', async () => {
    const reader = await somebody();
    for (const title of ['一', '二', '三']) await due(reader, title, '2026-11-17');
    await plan('2026-11-16');
    const [first, second] = await list(reader);
    await reading.mark(reader, first?.id ?? '', true);
    await reading.mark(reader, first?.id ?? '', true);
    expect(await rowsHeld()).toBe(1);
    await reading.mark(reader, second?.id ?? '', true);
    await reading.mark(reader, second?.id ?? '', false);
    const { count, actId } = await reading.markAll(reader);
    expect(count).toBe(2);
    expect((await notices.listOwn(reader, UNREAD)).rows).toEqual([]);
    expect(await reading.undo(await somebody(), actId)).toBe(0);
    expect(await reading.undo(reader, actId)).toBe(2);
    expect(await notices.countUnread(reader)).toBe(2);
    expect(await reading.undo(reader, actId)).toBe(0);
  });

  it('come in pages, the newest first, with how many there are', async () => {
    const reader = await somebody();
    for (const title of ['一', '二', '三']) await due(reader, title, '2026-11-17');
    await plan('2026-11-16');
    const page = await notices.listOwn(reader, { ...ALL, limit: 2, offset: 2 });
    expect(page.rows).toHaveLength(1);
    expect(page.counts).toEqual({ all: 3, unread: 3 });
  });

  it('are not those that were dropped, nor older than a year', async () => {
    const reader = await somebody();
    await due(reader, '講座', '2026-11-17');
    await plan('2026-11-16');
    lib.clock.set('2027-11-17T10:00:00+09:00');
    expect(await list(reader)).toEqual([]);
    lib.clock.set('2026-11-16T10:00:00+09:00');
    expect(await list(reader)).toHaveLength(1);
    await lib.database.execute(`UPDATE reminder_ledger SET dropped_at = '2026-11-16'`);
    expect(await list(reader)).toEqual([]);
  });

  it('explain themselves: the rule, the other days, and who else in the role was told', async () => {
    const headed = await lib.city.addUnit({ name: '福祉課' });
    await somebody({ unitId: headed });
    const one = await officer('推進　一');
    const two = await officer('推進　二');
    await plan('2026-11-16');
    const [notice] = await list(one);
    const explained = await notices.explain(one, notice?.id ?? '');
    expect(explained).toMatchObject({ toldAs: 'office', holds: true });
    expect(explained.reason).toBe('空白が続いています(月に1回)');
    expect(explained.others.map(({ name }) => name)).toEqual([two.name]);
    const reader = await somebody();
    await due(reader, '講座', '2026-11-17');
    await due(await somebody(), '講座', '2026-11-17');
    await plan('2026-11-16');
    const own = await notices.explain(reader, (await list(reader))[0]?.id ?? '');
    expect(own).toMatchObject({ toldAs: 'person', others: [], state: 'planned' });
    expect(own.times).toHaveLength(1);
  });

  async function somebody(
    facts: { readonly unitId?: string; readonly isManagerial?: boolean } = {},
  ): Promise<Actor> {
    const personId = await lib.city.addPerson({ unitId, ...facts });
    return anActor({ personId, accountId: await lib.city.addAccount(personId) });
  }

  async function officer(name: string): Promise<Actor> {
    const personId = await lib.city.addPerson({ unitId, name });
    const accountId = await lib.city.addAccount(personId, 'program_office');
    return anActor({ personId, accountId, name, roles: ['staff', 'program_office'] });
  }

  async function due({ personId }: Actor, title: string, dueOn: LocalDate): Promise<string> {
    const courseId = await figures.addCourse(title);
    await figures.addEnrollment({ personId, courseId, dueOn });
    return courseId;
  }

  async function plan(day: LocalDate): Promise<void> {
    lib.clock.set(`${day}T10:00:00+09:00`);
    await lib.get(PlanReminders).run(day);
  }

  const list = async (reader: Actor) => (await notices.listOwn(reader, ALL)).rows;

  const holding = async (reader: Actor) =>
    (await list(reader))
      .filter(({ holds }) => holds)
      .map(({ text }) => text)
      .sort();

  async function rowsHeld(): Promise<number> {
    const row = await rowOf<{ n: number }>(
      lib.database,
      'SELECT count(*)::int AS n FROM notice_readings',
    );
    return row?.n ?? -1;
  }
});
