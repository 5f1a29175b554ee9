import { randomUUID } from 'node:crypto';
import type { TeamMember } from '@app/coverage';
import { History, type LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { ReminderRequestQueries } from '../asking/reminder-requests.queries';
import { RemindersModule } from '../reminders.module';
import { JoinedReminders } from './joined-reminders';

interface LedgerRow {
  readonly id: string;
  readonly recipient: string;
  readonly object: string;
  readonly lead: number;
}

/** What was said to one number was said to the person. */
describe('Reminders of two numbers of one human being', () => {
  let test: LibTest;
  let part: JoinedReminders;
  let course: TestCourse;
  let personId: string;
  let joinedTo: string;
  let unitId: string | undefined;

  beforeAll(async () => {
    test = await startLibTest(RemindersModule);
    part = test.get(JoinedReminders);
    course = await new TestCourses(test.database).addCourse({ fiscalYear: 2026, title: '研修' });
  });

  beforeEach(async () => {
    personId = await test.city.addPerson();
    joinedTo = await test.city.addPerson();
  });

  afterAll(() => test.close());

  /** The name of the obligation is made of the person, the course and its year. */
  async function obligationOf(person: string): Promise<string> {
    const [row] = await rowsOf<{ id: string }>(
      test.database,
      `SELECT md5($1::uuid::text || $2::uuid::text || '2026')::uuid::text AS id`,
      [person, course.courseId],
    );
    return row?.id ?? '';
  }

  async function addDigest(recipient: string, day: string): Promise<string> {
    const id = randomUUID();
    await test.database.execute(
      `INSERT INTO reminder_digests (id, recipient_person_id, day, message_id, state, planned_at)
       VALUES ($1::uuid, $2, $3, $1::uuid::text, 'planned', now())`,
      [id, recipient, day],
    );
    return id;
  }

  interface Entry {
    readonly kind?: string;
    readonly object: string;
    readonly dueOn?: string;
    readonly digestId?: string;
    readonly lead?: number;
  }

  async function addEntry(recipient: string, entry: Entry): Promise<string> {
    const id = randomUUID();
    await test.database.execute(
      `INSERT INTO reminder_ledger (id, recipient_person_id, kind, object_id, due_on, lead, planned_for, text, reason, link,
         digest_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $7, '2026-11-16', '研修', '', '/', $6, now())`,
      [
        ...[id, recipient, entry.kind ?? 'learning_due', entry.object],
        ...[entry.dueOn ?? '2026-12-18', entry.digestId ?? null, entry.lead ?? 7],
      ],
    );
    return id;
  }

  async function ledger(): Promise<ReadonlyMap<string, LedgerRow>> {
    const rows = await rowsOf<LedgerRow>(
      test.database,
      `SELECT id, recipient_person_id AS recipient, object_id AS object, lead FROM reminder_ledger
       WHERE recipient_person_id IN ($1, $2)`,
      [personId, joinedTo],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Writes the plan, or gives everything back, as a join and its undoing do. */
  async function write(what: 'changes' | 'was', plan: Awaited<ReturnType<typeof part.plan>>) {
    for (const { table, rows } of plan.rows) {
      await part.change(
        table,
        rows.map((row) => ({ ...row[what], id: row.id })),
      );
    }
  }

  it('go to the person who is kept: of learning under the name that the obligation has there, others as they are', async () => {
    const [mine, theirs] = [await obligationOf(personId), await obligationOf(joinedTo)];
    const unit = randomUUID();
    const learning = await addEntry(personId, { object: mine });
    const vacancy = await addEntry(personId, { object: unit, kind: 'unit_without_leader' });
    const before = await ledger();
    const plan = await part.plan({ personId, joinedTo });
    await write('changes', plan);
    const after = await ledger();
    expect(after.get(learning)).toMatchObject({ recipient: joinedTo, object: theirs });
    expect(after.get(vacancy)).toMatchObject({ recipient: joinedTo, object: unit });
    await write('was', plan);
    expect(await ledger()).toEqual(before);
  });

  it('are not said twice: what both were told stays with each', async () => {
    const mine = await addEntry(personId, { object: await obligationOf(personId) });
    const other = await addEntry(personId, {
      object: await obligationOf(personId),
      dueOn: '2027-01-20',
    });
    await addEntry(joinedTo, { object: await obligationOf(joinedTo) });
    await write('changes', await part.plan({ personId, joinedTo }));
    const after = await ledger();
    expect(after.get(mine)?.recipient).toBe(personId);
    expect(after.get(other)?.recipient).toBe(joinedTo);
  });

  it('stay with their mail: one a day, and that of a day on which both had one stays where it is', async () => {
    const object = await obligationOf(personId);
    const [alone, twice] = [
      await addDigest(personId, '2026-11-16'),
      await addDigest(personId, '2026-11-17'),
    ];
    await addDigest(joinedTo, '2026-11-17');
    const moved = await addEntry(personId, { object, digestId: alone });
    const left = await addEntry(personId, { object, dueOn: '2027-01-20', digestId: twice });
    await write('changes', await part.plan({ personId, joinedTo }));
    const after = await ledger();
    expect([after.get(moved)?.recipient, after.get(left)?.recipient]).toEqual([joinedTo, personId]);
    const digests = await rowsOf<{ id: string; recipient: string }>(
      test.database,
      'SELECT id, recipient_person_id AS recipient FROM reminder_digests WHERE id IN ($1, $2)',
      [alone, twice],
    );
    expect(new Map(digests.map((row) => [row.id, row.recipient]))).toEqual(
      new Map([
        [alone, joinedTo],
        [twice, personId],
      ]),
    );
  });

  async function addRequest(of: string, askedOn: LocalDate, number: number): Promise<string> {
    const id = randomUUID();
    unitId ??= await test.city.addUnit();
    await test.database.execute(
      `INSERT INTO reminder_requests_history (id, person_id, object_id, org_unit_id, asked_on, number, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $5::date)`,
      [id, of, await obligationOf(of), unitId, askedOn, number],
    );
    return id;
  }

  const standing = async (of: string) =>
    rowsOf<{ day: string; number: number; object: string }>(
      test.database,
      `SELECT asked_on::text AS day, number, object_id AS object FROM reminder_requests WHERE person_id = $1 ORDER BY 2`,
      [of],
    );

  /** As JoinBooks does: the moved rows end and are copied; on the way back those that ended are. */
  async function moveRequests(plan: Awaited<ReturnType<typeof part.plan>>) {
    const made: string[] = [];
    for (const { target, end, copies } of plan.history) {
      const named = copies.map((copy) => ({ ...copy, id: randomUUID() }));
      made.push(...named.map(({ id }) => id));
      await test.get(History).copy(target, { accountId: null }, { end, copies: named });
    }
    return async () => {
      const former = plan.history.flatMap(({ end }) => end);
      const copies = former.map((from) => ({ from, id: randomUUID(), changes: {} }));
      const target = { table: 'reminder_requests', key: 'id' } as const;
      await test.get(History).copy(target, { accountId: null }, { end: made, copies });
    };
  }

  it('count for both numbers: who was reminded under one of them is not reminded again within seven days', async () => {
    await addRequest(joinedTo, '2026-11-01', 1);
    await addRequest(joinedTo, '2026-11-12', 2);
    await addRequest(personId, '2026-10-20', 1);
    await addRequest(personId, '2026-11-15', 2);
    const object = await obligationOf(personId);
    const mail = await addEntry(personId, { object, kind: 'learning_asked', lead: 2 });
    const other = await addEntry(personId, { object, kind: 'learning_asked', lead: 7 });
    const before = [await standing(personId), await standing(joinedTo), await ledger()];
    const plan = await part.plan({ personId, joinedTo });
    await write('changes', plan);
    const giveBack = await moveRequests(plan);
    const theirs = await obligationOf(joinedTo);
    expect(await standing(personId)).toEqual([]);
    expect(await standing(joinedTo)).toEqual([
      { day: '2026-11-01', number: 1, object: theirs },
      { day: '2026-10-20', number: 3, object: theirs },
      { day: '2026-11-15', number: 4, object: theirs },
    ]);
    const member = { personId: joinedTo } as TeamMember;
    const last = await test.get(ReminderRequestQueries).lastOf([member]);
    expect(last.get(joinedTo)).toBe('2026-11-15');
    const after = await ledger();
    expect(after.get(mail)).toMatchObject({ recipient: joinedTo, object: theirs, lead: 4 });
    expect(after.get(other)).toMatchObject({ recipient: personId, lead: 7 });
    await write('was', plan);
    await giveBack();
    expect([await standing(personId), await standing(joinedTo), await ledger()]).toEqual(before);
  });

  it('are no record of a person, and nothing is built upon them', async () => {
    expect(await part.listHoldings()).toEqual([]);
    expect(await part.listDependents()).toEqual([]);
    expect((await part.plan({ personId, joinedTo })).blockers).toEqual([]);
  });
});
