import type { LocalDate } from '@app/platform';
import { type LibTest, rewriteHistory, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { RemindersModule } from '../reminders.module';
import { windowsOn } from './certificate-expiring';

const TODAY: LocalDate = '2026-11-16';

describe('Telling the holder that a certificate ends', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const leads = async () =>
    (
      await lib.get(CandidateQueries).listForRecipient(TODAY, personId, ['certificate_expiring'])
    ).map(({ lead }) => lead);
  const ending = (validUntil: LocalDate) => figures.addCertificate({ personId, validUntil });

  it.each([
    ['2027-02-15', []],
    ['2027-02-14', [90]],
    ['2026-12-17', [90]],
    ['2026-12-16', [30]],
    ['2026-11-23', [7]],
    ['2026-11-16', [7]],
    ['2026-11-15', []],
  ] as const)('one until %s is told by %j', async (validUntil, told) => {
    await ending(validUntil);
    expect(await leads()).toEqual(told);
  });

  it('says nothing of a report, and once a renewal was reported', async () => {
    await figures.addCertificate({
      ...{ personId, state: 'reported', code: 'fe', validUntil: '2026-12-01' },
    });
    expect(await leads()).toEqual([]);
    const id = await ending('2026-12-01');
    expect(await leads()).toEqual([30]);
    const renewal = await figures.addCertificate({ personId, state: 'reported', code: 'sg' });
    await rewriteHistory(
      lib.database,
      'UPDATE certification_records_history SET renews_id = $2 WHERE id = $1',
      [renewal, id],
    );
    expect(await leads()).toEqual([]);
  });

  it('leaves no day between the leads', () => {
    const windows = windowsOn(TODAY, [30, 7]);
    expect(windows.map(({ dueAfter, dueUntil }) => [dueAfter, dueUntil])).toEqual([
      ['2026-11-23', '2026-12-16'],
      ['2026-11-15', '2026-11-23'],
    ]);
  });
});
