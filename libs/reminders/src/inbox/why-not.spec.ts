import { type LibTest, startLibTest, TestFigures } from '@app/testing';
import { ReminderHaltsService } from '../halting/halts.service';
import { PlanReminders } from '../planning/plan-reminders';
import { PracticeRows } from '../kinds/practice-rows.samples';
import { RemindersModule } from '../reminders.module';
import { WhyNotQueries } from './why-not.queries';

describe('Why somebody got no notice', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let queries: WhyNotQueries;
  let unitId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    queries = lib.get(WhyNotQueries);
    unitId = await lib.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
  });

  afterEach(() => lib.close());

  const explain = async (typed: string) => {
    const [person] = await queries.findPeople(typed);
    if (!person) throw new Error(`Nobody is found by ${typed}`);
    return queries.explain(person);
  };

  it('is asked by number, name and reading of any width', async () => {
    await lib.city.addPerson({ unitId, staffNumber: '000123', name: '富山　花子' });
    for (const typed of ['000123', '０００１２３', '富山花子', '富山 花'])
      expect(await queries.findPeople(typed)).toMatchObject([{ staffNumber: '000123' }]);
    expect(await queries.findPeople('')).toEqual([]);
    expect(await queries.findPeople("' OR 1=1 --")).toEqual([]);
  });

  it('is told from the books and the ledger', async () => {
    const personId = await lib.city.addPerson({ unitId, staffNumber: '000124', email: null });
    const courseId = await figures.addCourse('講座');
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
    expect(await explain('000124')).toMatchObject({ today: 1, person: { hasMailbox: false } });
    await lib.get(PlanReminders).run();
    expect((await explain('000124')).told).toMatchObject({ onPaper: 1, sent: 0 });
    await figures.complete(personId, courseId, '2026-11-16T09:00:00+09:00');
    expect(await explain('000124')).toMatchObject({ today: 0 });
    await figures.addAbsence(personId, 'parental_leave', { from: '2026-11-16' });
    expect(await explain('000124')).toMatchObject({ person: { isAway: true, isEmployed: true } });
    lib.clock.set('2026-11-22T10:00:00+09:00');
    expect(await explain('000124')).toMatchObject({ isOfficeDay: false, today: 0 });
  });

  it('tells nothing of what is between the product and the person', async () => {
    const personId = await lib.city.addPerson({ unitId, staffNumber: '000125' });
    const rows = new PracticeRows(lib.database);
    await rows.wish(personId, 'daily', '2026-04-01', null);
    await rows.practise(personId, '2026-10-26T12:00:00+09:00', '2026-11-01T00:00:00+09:00');
    await lib.get(PlanReminders).run();
    const { told, today } = await explain('000125');
    expect([today, told.waiting, told.sent, told.failed]).toEqual([0, 0, 0, 0]);
  });

  it('is told of a rule that has nobody told, and of a halt', async () => {
    const personId = await lib.city.addPerson({ unitId, staffNumber: '000126' });
    const courseId = await figures.addCourse('講座');
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
    expect(await explain('000126')).toMatchObject({ today: 1, halt: null, off: [] });
    const administrator = await lib.city.addActor({ roles: ['staff', 'administrator'] });
    await lib.get(ReminderHaltsService).start(administrator, '大雪の災害対応');
    await lib.database.execute(
      `INSERT INTO reminder_rules_history (id, kind, valid_from, is_on, leads, every, recipients, recorded_at)
       VALUES (gen_random_uuid(), 'learning_due', '2026-11-01', false, '{7}', NULL, '{person}', now())`,
    );
    const { today, halt, off } = await explain('000126');
    expect([today, halt?.reason, off.map(({ name }) => name)]).toEqual([
      0,
      '大雪の災害対応',
      ['learning_due'],
    ]);
  });
});
