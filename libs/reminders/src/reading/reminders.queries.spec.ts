import { addDays, type LocalDate } from '@app/platform';
import { type LibTest, rewriteHistory, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { ReminderQueries } from './reminders.queries';

const TODAY: LocalDate = '2026-11-16';

describe('ReminderQueries', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let plan: PlanReminders;
  let departmentId: string;
  let taxId: string;
  let office: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    plan = lib.get(PlanReminders);
    departmentId = await lib.city.addUnit({
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    taxId = await lib.city.addUnit({ name: '税務課', parentId: departmentId });
    office = await lib.city.addPerson({ name: '推進　室員', unitId: departmentId });
    await lib.city.addAccount(office, 'program_office');
  });

  afterEach(async () => {
    await lib.close();
  });

  it('previews 30 days by the same rules, in the order in which planning then writes them', async () => {
    const head = await lib.city.addPerson({ name: '課長', unitId: taxId, isManagerial: true });
    const leader = await lib.city.addPerson({ name: '富山　花子', unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-10' });
    const courseId = await figures.addCourse('生成AI活用 L1');
    await figures.addEnrollment({ personId: head, courseId, dueOn: '2026-11-30' });
    await figures.addEnrollment({ personId: leader, courseId, dueOn: '2026-11-13' });

    const filter = {
      from: TODAY,
      to: '2026-12-16',
      person: '',
      kind: null,
      limit: 100,
      offset: 0,
    } as const;
    const preview = await lib.get(ReminderQueries).previewReminders(filter);
    expect(await ledger()).toEqual([]);
    expect(preview.total).toBe(preview.rows.length);
    for (let day = TODAY; day <= filter.to; day = addDays(day, 1)) await plan.run(day);
    const written = await lib.get(ReminderQueries).listReminders({ ...filter, state: null });
    const key = (row: (typeof preview.rows)[number]) =>
      [row.plannedFor, row.staffNumber, row.kind, row.text, row.dueOn, row.lead, row.reason].join(
        '|',
      );
    expect(written.rows.map(key).sort()).toEqual(preview.rows.map(key).sort());
    expect(preview.rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'learning_due',
        'learning_overdue',
        'term_ending',
        'unit_without_leader',
      ]),
    );
    const vacancy = preview.rows.find(({ kind }) => kind === 'unit_without_leader');
    expect(vacancy).toMatchObject({
      plannedFor: '2026-12-11',
      reason: '空白になりました',
    });
    expect(await lib.get(ReminderQueries).previewReminders(filter)).toEqual({ rows: [], total: 0 });
  });

  it('shows people ahead with the unit of that day, and those who are not here yet', async () => {
    const moving = await lib.city.addPerson({ name: '異動　花子', unitId: taxId });
    await lib.city.transfer(moving, departmentId, '2026-12-01');
    const coming = await lib.city.addPerson({
      ...{ name: '新人　太郎', unitId: taxId, staffNumber: '000901' },
      employedFrom: '2026-12-01',
    });
    await rewriteHistory(
      lib.database,
      `UPDATE staff_numbers SET valid_from = '2026-12-01' WHERE staff_number = '000901'`,
    );
    const courseId = await figures.addCourse('生成AI活用 L1');
    for (const personId of [moving, coming])
      await figures.addEnrollment({ personId, courseId, dueOn: '2026-12-10' });
    const filter = {
      from: '2026-12-01',
      to: '2026-12-10',
      person: '',
      kind: 'learning_due',
      limit: 10,
      offset: 0,
    } as const;
    const { rows } = await lib.get(ReminderQueries).previewReminders(filter);
    const units = new Map(rows.map(({ personName, unitName }) => [personName, unitName]));
    expect(Object.fromEntries(units)).toEqual({ '異動　花子': '総務部', '新人　太郎': '税務課' });
  });

  it('filters and pages the preview in the database', async () => {
    const courseId = await figures.addCourse('生成AI活用 L1');
    for (const name of ['青木　一郎', '井上　二郎', '青山　三郎']) {
      await figures.addEnrollment({
        personId: await lib.city.addPerson({ name, unitId: departmentId }),
        courseId,
        dueOn: '2026-11-17',
      });
    }
    const filter = {
      from: TODAY,
      to: TODAY,
      person: '青',
      kind: 'learning_due' as const,
      limit: 1,
      offset: 1,
    } as const;
    const page = await lib.get(ReminderQueries).previewReminders(filter);
    expect(page).toMatchObject({
      total: 2,
      rows: [{ personName: '青山　三郎', unitName: '総務部' }],
    });
    expect(
      await lib.get(ReminderQueries).previewReminders({ ...filter, kind: 'term_ending' }),
    ).toMatchObject({ total: 0 });
  });

  async function ledger() {
    return rowsOf<{
      kind: string;
      person: string;
      text: string;
      due_on: string;
      lead: number;
      link: string;
    }>(
      lib.database,
      'SELECT kind, recipient_person_id AS person, text, due_on, lead, link FROM reminder_ledger ORDER BY due_on, id',
    );
  }
});
