import { addDays, type LocalDate, OfficeCalendar } from '@app/platform';
import { type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { RemindersModule } from '../reminders.module';
import { windowsOn } from './exam-result-due';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Reminders of a result that is still to be told', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const leadsOn = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['exam_result_due'])).map(
      ({ lead }) => lead,
    );

  it.each([
    ['2026-11-16', [], 'today'],
    ['2026-11-15', [-1], 'yesterday, a Sunday'],
    ['2026-11-13', [-1], 'on the last office day'],
    ['2026-11-12', [-1], 'two office days ago, and not asked yet'],
    ['2026-11-09', [-1], 'five office days ago'],
    ['2026-11-08', [-6], 'on the Sunday before'],
    ['2026-11-06', [-6], 'six office days ago'],
  ] as const)('an exam on %s is asked about by %j: %s', async (examOn, leads, _when) => {
    await figures.addAttempt({ personId, examOn, state: 'booked' });
    expect(await leadsOn(TODAY)).toEqual(leads);
  });

  it('asks four times at most, every five office days', () => {
    const calendar = new OfficeCalendar();
    const exam: LocalDate = '2026-11-12';
    const asked = new Map<number, LocalDate>();
    for (let day = exam; day < '2027-02-01'; day = addDays(day, 1)) {
      const told = windowsOn(day, calendar).filter(
        (it) => exam > it.dueAfter && exam <= it.dueUntil,
      );
      expect(told.length).toBeLessThan(2);
      for (const { lead } of told) if (!asked.has(lead)) asked.set(lead, day);
    }
    expect([...asked]).toEqual([
      [-1, '2026-11-13'],
      [-6, '2026-11-20'],
      [-11, '2026-11-30'],
      [-16, '2026-12-07'],
    ]);
  });

  it.each(['cancelled', 'failed', 'provisional_pass'] as const)(
    'one that is %s is not asked about',
    async (state) => {
      await figures.addAttempt({ personId, examOn: '2026-11-13', state });
      expect(await leadsOn(TODAY)).toEqual([]);
    },
  );

  it.each([
    ['reported', '2026-11-13', []],
    ['verified', '2026-11-13', []],
    ['returned', '2026-11-13', [-1]],
  ] as const)('with a certificate %s of %s: %j', async (state, passedOn, leads) => {
    await figures.addAttempt({ personId, examOn: '2026-11-13', state: 'booked' });
    await figures.addCertificate({ personId, passedOn, state });
    expect(await leadsOn(TODAY)).toEqual(leads);
  });

  it.each([
    ['before an earlier pass was verified', '2026-11-02', []],
    ['afterwards, knowing of it', '2026-11-09', [-1]],
  ] as const)('an exam booked %s', async (_when, day, leads) => {
    const createdAt = `${day}T09:00:00+09:00`;
    await figures.addAttempt({ personId, examOn: '2026-11-13', state: 'booked', createdAt });
    const verified = { state: 'verified', decidedAt: '2026-11-05T09:00:00+09:00' } as const;
    await figures.addCertificate({ personId, passedOn: '2026-11-01', ...verified });
    expect(await leadsOn(TODAY)).toEqual(leads);
  });
});
