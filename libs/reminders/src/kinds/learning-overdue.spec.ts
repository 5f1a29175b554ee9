import { MandatoryQueries } from '@app/courses';
import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

describe('Reminders of what is late', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let courseId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    courseId = await figures.addCourse('情報セキュリティ', 'infosec');
  });

  afterEach(() => lib.close());

  it('come on the first office day after the due date and every five from then on, until it is done', async () => {
    const personId = await lib.city.addPerson();
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-13' });
    // 23 November is a holiday, 21 and 22 a weekend.
    const days = [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 30];
    for (const day of days) await plan(`2026-11-${day}`);
    expect(await ledger()).toEqual([
      { planned_for: '2026-11-16', due_on: '2026-11-13', lead: -1, text: '情報セキュリティ' },
      { planned_for: '2026-11-24', due_on: '2026-11-13', lead: -6, text: '情報セキュリティ' },
    ]);
    await figures.complete(personId, courseId, '2026-11-30');
    await plan('2026-12-01');
    expect(await ledger()).toHaveLength(2);
  });

  it('name exactly what is open, over the turn of the year too: what was carried over under its own year', async () => {
    await figures.addEnrollment({
      ...{ personId: await lib.city.addPerson(), courseId, cycle: 2026 },
      dueOn: '2026-12-25',
    });
    const finished = await lib.city.addPerson();
    await figures.addEnrollment({
      ...{ personId: finished, courseId, cycle: 2026 },
      dueOn: '2026-12-25',
      completedAt: '2027-03-31',
    });
    for (const day of ['2027-03-31', '2027-04-01', '2027-06-01'] as const) {
      lib.clock.set(`${day}T09:00:00+09:00`);
      await rewriteHistory(lib.database, 'DELETE FROM reminder_ledger');
      await plan(day);
      const open = await lib.get(MandatoryQueries).listStates({
        asOf: day,
        states: ['not_started', 'in_progress', 'overdue'],
      });
      const named = await rowsOf<{ id: string; text: string }>(
        lib.database,
        'SELECT object_id AS id, text FROM reminder_ledger ORDER BY object_id',
      );
      expect(named).toEqual(open.map(({ id, courseTitle: text }) => ({ id, text })));
      const year = day < '2027-04-01' ? '' : '(令和8年度分)';
      expect(named.map(({ text }) => text)).toEqual([`情報セキュリティ${year}`]);
    }
  });

  it('reach back to what was due years ago and is still open', async () => {
    const personId = await lib.city.addPerson();
    await figures.addEnrollment({ personId, courseId, dueOn: '2024-03-29', cycle: 2023 });
    await plan('2026-11-16');
    const [entry] = await ledger();
    expect(entry).toMatchObject({ due_on: '2024-03-29', text: '情報セキュリティ(令和5年度分)' });
    expect(entry?.lead).toBeLessThan(-600);
  });

  async function plan(day: LocalDate): Promise<void> {
    await lib.get(PlanReminders).run(day);
  }

  async function ledger() {
    return rowsOf<{ planned_for: string; due_on: string; lead: number; text: string }>(
      lib.database,
      'SELECT planned_for, due_on, lead, text FROM reminder_ledger ORDER BY planned_for, due_on',
    );
  }
});
