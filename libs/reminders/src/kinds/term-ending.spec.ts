import { addDays, type LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

const TODAY: LocalDate = '2026-11-16';
const DAY_BEFORE: LocalDate = '2026-11-15';
const DAY_AFTER: LocalDate = '2026-11-17';

describe('Reminders of terms that end', () => {
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

  it("announces the end of a leader's term to leader, head and programme office, once", async () => {
    const head = await lib.city.addPerson({ name: '課長', unitId: taxId, isManagerial: true });
    const leader = await lib.city.addPerson({ name: '富山　花子', unitId: taxId });
    // 90 days before Saturday 2027-02-13 is Sunday 2026-11-15.
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2027-02-13' });
    expect(await plan.run('2026-11-13')).toMatchObject({ entries: 0 });
    expect(await plan.run('2026-11-15')).toMatchObject({ isOfficeDay: false });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 3 });
    expect(await plan.run('2026-11-17')).toMatchObject({ entries: 0 });
    const entries = await ledger();
    expect(new Set(entries.map(({ person }) => person))).toEqual(new Set([head, leader, office]));
    expect(entries[0]).toMatchObject({
      kind: 'term_ending',
      text: '富山　花子(税務課)',
      due_on: '2027-02-13',
      lead: 90,
    });
  });

  it('says nothing of a term that was renewed, ended early, or of a supporter', async () => {
    const [renewed, ended, supporter] = [await staff(), await staff(), await staff()];
    const term = { unitId: taxId, termEnd: '2026-12-31' } as const;
    await figures.addAppointment({ ...term, personId: renewed });
    await figures.addAppointment({
      unitId: taxId,
      personId: renewed,
      termStart: '2027-01-01',
      termEnd: '2029-12-31',
    });
    await figures.addAppointment({ ...term, personId: ended, endedOn: '2026-11-30' });
    await figures.addAppointment({ ...term, personId: supporter, role: 'supporter' });
    expect(await plan.run(TODAY)).toMatchObject({ entries: 0 });
  });

  it('tells the head of the unit where the leader works now, not of the one left behind', async () => {
    const welfareId = await lib.city.addUnit({ name: '福祉課', parentId: departmentId });
    const oldHead = await lib.city.addPerson({ unitId: taxId, isManagerial: true });
    const newHead = await lib.city.addPerson({ unitId: welfareId, isManagerial: true });
    const leader = await lib.city.addPerson({ unitId: taxId });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-31' });
    await lib.city.transfer(leader, welfareId, '2026-10-01');
    await plan.run(TODAY);
    const aboutTerm = (await ledger())
      .filter(({ kind }) => kind === 'term_ending')
      .map(({ person }) => person);
    expect(aboutTerm).toContain(newHead);
    expect(aboutTerm).not.toContain(oldHead);
  });

  // Each bound from both sides: the day on which it begins to hold, and the day before.
  it.each([
    ['90 days before its last day', { termEnd: addDays(TODAY, 90) }, true],
    ['91 days before its last day', { termEnd: addDays(TODAY, 91) }, false],
    ['on its last day', { termEnd: TODAY }, true],
    ['on the day after its last day', { termEnd: DAY_BEFORE }, false],
    ['on its first day', { termStart: TODAY, termEnd: '2026-12-31' }, true],
    ['on the day before its first day', { termStart: DAY_AFTER, termEnd: '2026-12-31' }, false],
  ] as const)('the end of a term is announced %s: %#', async (_when, term, isAnnounced) => {
    const unitId = await lib.city.addUnit();
    const personId = await lib.city.addPerson({ unitId });
    await new TestFigures(lib.database).addAppointment({ personId, unitId, ...term });
    expect(await kindsFor(personId, TODAY)).toEqual(isAnnounced ? ['term_ending'] : []);
  });

  async function kindsFor(personId: string, day: LocalDate): Promise<string[]> {
    const found = await lib.get(CandidateQueries).listForRecipient(day, personId, ['term_ending']);
    return found.map(({ kind }) => kind);
  }

  async function staff(): Promise<string> {
    return lib.city.addPerson({ unitId: taxId });
  }

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
