import type { Actor } from '@app/access';
import { Conflict, type LocalDate, NotAllowed, NotFound } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { ReminderRequestQueries } from '../asking/reminder-requests.queries';
import { type Chosen, ReminderRequestsService } from '../asking/reminder-requests.service';
import { DigestClaims } from '../delivery/digest-claims';
import { PlanReminders } from '../planning/plan-reminders';
import { PaperNoticeQueries } from '../reading/paper-notices.queries';
import { RemindersModule } from '../reminders.module';

/** A Monday, after the mail of the day. */
const TODAY: LocalDate = '2026-11-16';

describe('What a head has people of the unit reminded of', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let head: Actor;
  let [unit, courseId, person] = ['', '', ''];

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    lib.clock.set(`${TODAY}T14:00:00+09:00`);
    figures = new TestFigures(lib.database);
    unit = await lib.city.addUnit({ code: 'A' });
    courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    head = await lib.city.addActor({ roles: ['staff', 'unit_head'], headedUnitIds: [unit] });
    person = await add();
  });

  afterEach(() => lib.close());

  async function add(change: object = {}) {
    const personId = await lib.city.addPerson({ unitId: unit, ...change });
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-12-11' });
    return personId;
  }

  const people = async (actor: Actor = head) => {
    const asked = { page: 1, pageSize: 50, standings: ['overdue', 'open', 'started'] } as const;
    return lib.get(ReminderRequestQueries).listPeople(actor, 'A', asked);
  };
  const seen = async (...ids: readonly string[]): Promise<readonly Chosen[]> =>
    (await people()).people
      .filter(({ member }) => ids.includes(member.personId))
      .map(({ member, mark }) => ({ personId: member.personId, mark }));
  const ask = (chosen: readonly Chosen[], actor: Actor = head) =>
    lib.get(ReminderRequestsService).ask(actor, 'A', chosen);
  const takeBack = (...ids: readonly string[]) =>
    lib.get(ReminderRequestsService).takeBack(head, 'A', ids);
  const plan = async (day: LocalDate) => {
    lib.clock.set(`${day}T08:30:00+09:00`);
    await lib.get(PlanReminders).run(day);
  };
  const ledger = () =>
    rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS "personId", planned_for AS day, due_on AS "dueOn", lead, text FROM reminder_ledger
       WHERE kind = 'learning_asked' ORDER BY planned_for, recipient_person_id`,
    );
  const told = (day: LocalDate, lead: number) => ({
    ...{ personId: person, day, dueOn: '2026-12-11', lead, text: '情報セキュリティ' },
  });

  it('goes once into the mail of the next day on which the office is open', async () => {
    const { mailOn, heading, people: all } = await people();
    expect([mailOn, heading, all.map(({ hasMailbox }) => hasMailbox)]).toEqual([
      '2026-11-17',
      '所属長からのお願い',
      [true],
    ]);
    expect(await ask(await seen(person))).toEqual({ personIds: [person], mailOn: '2026-11-17' });
    for (const day of ['2026-11-17', '2026-11-18', '2026-11-19'] as const) await plan(day);
    expect(await ledger()).toEqual([told('2026-11-17', 1)]);
  });

  it('is asked for once in seven days of a matter, whoever asks, and then again', async () => {
    await ask(await seen(person));
    const chosen = await seen(person);
    await expect(ask(chosen)).rejects.toThrow(Conflict);
    expect((await people()).people[0]?.matters).toMatchObject([{ lastOn: TODAY, isFresh: false }]);
    await plan('2026-11-17');
    lib.clock.set('2026-11-22T10:00:00+09:00');
    await expect(ask(await seen(person))).rejects.toThrow(Conflict);
    lib.clock.set('2026-11-23T10:00:00+09:00');
    // 23 November is a holiday.
    expect(await ask(await seen(person))).toMatchObject({ mailOn: '2026-11-24' });
    await plan('2026-11-24');
    expect(await ledger()).toEqual([told('2026-11-17', 1), told('2026-11-24', 2)]);
  });

  it('lets two who press at the same moment take turns', async () => {
    const chosen = await seen(person);
    const pressed = await Promise.allSettled([ask(chosen), ask(chosen)]);
    expect(pressed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(
      pressed.flatMap((it) => (it.status === 'rejected' ? [it.reason instanceof Conflict] : [])),
    ).toEqual([true]);
  });

  it('is refused when something has changed since it was shown, for all or nobody', async () => {
    const other = await add();
    const chosen = await seen(person, other);
    await figures.complete(person, courseId, '2026-11-16T13:00:00+09:00');
    await expect(ask(chosen)).rejects.toThrow(Conflict);
    await plan('2026-11-17');
    expect(await ledger()).toEqual([]);
  });

  it('is taken back until the mail has gone, and says nothing of what is done by then', async () => {
    const other = await add();
    await ask(await seen(person, other));
    await takeBack(other);
    await expect(takeBack(other)).rejects.toThrow(Conflict);
    await figures.complete(person, courseId, '2026-11-16T20:00:00+09:00');
    await plan('2026-11-17');
    expect(await ledger()).toEqual([]);
    await expect(takeBack(person)).rejects.toThrow(Conflict);
    expect(await ask(await seen(other))).toMatchObject({ mailOn: '2026-11-18' });
    await plan('2026-11-18');
    // The one that was taken back keeps its number.
    expect(await ledger()).toEqual([{ ...told('2026-11-18', 2), personId: other }]);
    const { rows } = await digests();
    const claim = await lib.get(DigestClaims).claim(rows[0]?.id ?? '');
    expect(claim && (await lib.get(DigestClaims).keepWhatHolds(claim))).toHaveLength(1);
    await expect(takeBack(other)).rejects.toThrow(Conflict);
  });

  const digests = async () => ({
    rows: await rowsOf<{ id: string }>(
      lib.database,
      `SELECT digest_id AS id FROM reminder_ledger WHERE kind = 'learning_asked' ORDER BY 1`,
    ),
  });

  it('comes on paper to whoever has no mailbox, and to nobody who is away', async () => {
    const without = await add({ email: null });
    const away = await add();
    await ask(await seen(without, away));
    await figures.addAbsence(away, 'sick_leave', { from: '2026-11-17' });
    await plan('2026-11-17');
    expect(await ledger()).toMatchObject([{ personId: without }]);
    const paper = await lib.get(PaperNoticeQueries).listPaperNotices({
      ...{ since: '2026-11-17', unitIds: head.headedUnitIds, limit: 10, offset: 0 },
    });
    expect(paper.rows.map(({ text, lead }) => [text, lead])).toEqual([['情報セキュリティ', 1]]);
  });

  it('is the head’s to ask, of the own unit and of others only, and is written down', async () => {
    const chosen = await seen(person);
    const stranger = await lib.city.addActor({
      ...{ roles: ['staff', 'unit_head'], headedUnitIds: [await lib.city.addUnit()] },
    });
    await expect(ask(chosen, stranger)).rejects.toThrow(NotFound);
    const office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    await expect(ask(chosen, office)).rejects.toThrow(NotAllowed);
    const own = { personId: head.personId, mark: '0123456789abcdef' };
    await expect(ask([own])).rejects.toThrow(NotAllowed);
    const foreign = await lib.city.addPerson();
    await expect(ask([{ ...own, personId: foreign }])).rejects.toThrow(Conflict);
    await ask(chosen);
    const log = await rowsOf<object>(
      lib.database,
      `SELECT action, subject_id AS "subjectId" FROM audit_entries WHERE action LIKE 'reminder_request.%'`,
    );
    expect(log).toEqual([{ action: 'reminder_request.asked', subjectId: person }]);
  });
});
