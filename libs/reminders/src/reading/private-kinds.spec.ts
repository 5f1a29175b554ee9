import type { LocalDate } from '@app/platform';
import { addLetter, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { KINDS, OPEN_REMINDER_KINDS } from '../kinds/kinds';
import { PracticeRows } from '../kinds/practice-rows.samples';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PaperNoticeQueries } from './paper-notices.queries';
import { ReminderQueries } from './reminders.queries';

const TODAY: LocalDate = '2026-11-16';
const EVERYTHING = { person: '', kind: null, limit: 100, offset: 0 } as const;
const PRIVATE = KINDS.filter(({ isPrivate }) => isPrivate).map(({ name }) => name);

/** What is between the product and a person: nobody else sees it, not even that there was something. */
describe('Private kinds of reminders', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    lib.clock.set(`${TODAY}T10:00:00+09:00`);
    // Of the kinds that come in a month of the city, this is the month.
    await lib.database.execute(
      `INSERT INTO settings_history (key, valid_from, value, recorded_at) VALUES ('exams.intention_month', '2026-04-01', '"11"', '2026-04-01')`,
    );
  });

  afterEach(() => lib.close());

  /** Somebody who is told of everything that is private, and of nothing else. */
  async function addPrivatePerson(email: string | null): Promise<string> {
    const personId = await lib.city.addPerson({ email });
    const rows = new PracticeRows(lib.database);
    await lib.database.execute(
      `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
       SELECT gen_random_uuid(), $1, id, day, 'booked', '2026-10-01', '2026-10-01'
       FROM certifications JOIN (VALUES ('fe', '2026-11-13'::date), ('sg', '2026-11-17')) d (exam, day) ON d.exam = code`,
      [personId],
    );
    await rows.wish(personId, 'daily', '2026-04-01', null);
    await rows.wish(personId, 'stopped', '2026-04-01', null);
    await rows.practise(personId, '2026-10-26T12:00:00+09:00', '2026-11-01T00:00:00+09:00');
    const returned = { state: 'returned', decidedAt: '2026-11-13T16:00:00+09:00' } as const;
    const figures = new TestFigures(lib.database);
    await figures.addCertificate({ personId, code: 'ap', ...returned });
    const verified = { decidedAt: '2026-11-13T16:00:00+09:00', validUntil: '2026-12-01' } as const;
    await figures.addCertificate({ personId, code: 'pmp', ...verified });
    const unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    const appointmentId = await figures.addAppointment({ personId, unitId });
    await addLetter(lib.database, { appointmentId, issuedAt: '2026-11-13T16:00:00+09:00' });
    return personId;
  }

  const kindsInLedger = async () =>
    (
      await rowsOf<{ kind: string }>(
        lib.database,
        'SELECT DISTINCT kind FROM reminder_ledger ORDER BY kind',
      )
    ).map(({ kind }) => kind);

  it('are planned and sent, and counted nowhere', async () => {
    await addPrivatePerson('a@example.jp');
    expect(
      await lib.get(ReminderQueries).previewReminders({ ...EVERYTHING, from: TODAY, to: TODAY }),
    ).toEqual({ rows: [], total: 0 });
    const planned = await lib.get(PlanReminders).run(TODAY);
    expect(planned).toEqual({ day: TODAY, isOfficeDay: true, entries: 0, digests: 0 });
    expect(await kindsInLedger()).toEqual(PRIVATE.toSorted());
    const digests = await rowsOf(
      lib.database,
      `SELECT 1 FROM reminder_digests WHERE state = 'planned'`,
    );
    expect(digests).toHaveLength(1);
    const audit = await rowsOf(
      lib.database,
      `SELECT 1 FROM audit_entries WHERE action = 'reminders.planned'`,
    );
    expect(audit).toEqual([]);
  });

  it('are in no list of the ledger, of coming days or of paper', async () => {
    await addPrivatePerson(null);
    await lib.get(PlanReminders).run(TODAY);
    const asked = { ...EVERYTHING, from: TODAY, to: '2026-12-31' } as const;
    const nothing = { rows: [], total: 0 };
    const reminders = lib.get(ReminderQueries);
    expect(await reminders.listReminders({ ...asked, state: null })).toEqual(nothing);
    expect(await reminders.listReminders({ ...asked, state: 'no_mailbox' })).toEqual(nothing);
    expect(await reminders.previewReminders(asked)).toEqual(nothing);
    const slice = { since: '2026-11-01', limit: 100, offset: 0 } as const;
    expect(await lib.get(PaperNoticeQueries).listPaperNotices({ ...slice, unitIds: null })).toEqual(
      nothing,
    );
  });

  it('stand in one mail with what others may see, of which alone is spoken', async () => {
    const personId = await addPrivatePerson('a@example.jp');
    const figures = new TestFigures(lib.database);
    const courseId = await figures.addCourse('生成AI活用');
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
    const planned = await lib.get(PlanReminders).run(TODAY);
    expect(planned).toMatchObject({ entries: 1, digests: 1 });
    const [entry] = await rowsOf<{ detail: object }>(
      lib.database,
      `SELECT detail FROM audit_entries WHERE action = 'reminders.planned'`,
    );
    expect(entry?.detail).toEqual({ entries: 1, digests: 1 });
    const asked = { ...EVERYTHING, from: TODAY, to: TODAY, state: null } as const;
    const { rows } = await lib.get(ReminderQueries).listReminders(asked);
    expect(rows.map(({ kind }) => kind)).toEqual(['learning_due']);
  });

  it('are no choice for whoever filters or asks the API', () => {
    expect(PRIVATE.length).toBeGreaterThan(0);
    expect(OPEN_REMINDER_KINDS.filter((kind) => PRIVATE.includes(kind))).toEqual([]);
  });
});
