import { personSight } from '@app/access';
import type { LocalDate } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { PersonCertificateQueries } from './person-certificates.queries';

describe('The certificates of a person as of a day', () => {
  let test: LibTest;
  let personId: string;

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    personId = await test.city.addPerson();
    const figures = new TestFigures(test.database);
    const reported = { personId, reportedAt: '2026-06-10', decidedAt: '2026-06-20' };
    await figures.addCertificate({ ...reported, passedOn: '2026-06-01' });
    await figures.addCertificate({
      ...{ ...reported, passedOn: '2026-05-01' },
      ...{ state: 'revoked', revokedAt: '2026-09-01' },
    });
    await figures.addCertificate({ ...reported, passedOn: '2026-04-01', state: 'returned' });
    await figures.addAttempt({ personId, state: 'failed', examOn: '2026-05-24' });
    await figures.addAttempt({ personId, state: 'booked', examOn: '2026-12-20' });
  });

  afterAll(() => test.close());

  const seenBy = (roles: 'self' | 'hr' | 'head', on: LocalDate) => {
    const unit = { personId, unitId: 'unit' };
    const actor = {
      self: anActor({ personId }),
      hr: anActor({ roles: ['staff', 'hr'] }),
      head: anActor({ roles: ['staff', 'unit_head'], headedUnitIds: ['unit'] }),
    }[roles];
    const sight = personSight(actor, unit);
    if (!sight) throw new Error('no sight');
    return test.get(PersonCertificateQueries).findSeen(sight, { on, isPast: on < '2026-11-16' });
  };
  const states = async (...given: Parameters<typeof seenBy>) =>
    (await seenBy(...given))?.records.map((row) => `${row.passedOn} ${row.state}`);

  it('stand as they stood then', async () => {
    expect(await states('hr', '2026-06-09')).toEqual([]);
    expect(await states('hr', '2026-06-19')).toEqual([
      '2026-06-01 reported',
      '2026-05-01 reported',
      '2026-04-01 reported',
    ]);
    expect(await states('hr', '2026-08-31')).toEqual([
      '2026-06-01 verified',
      '2026-05-01 verified',
      '2026-04-01 returned',
    ]);
    expect(await states('hr', '2026-11-16')).toEqual([
      '2026-06-01 verified',
      '2026-05-01 revoked',
      '2026-04-01 returned',
    ]);
  });

  it('are told to a head only as far as they count, without number and reason', async () => {
    const seen = await seenBy('head', '2026-11-16');
    expect(seen?.records).toMatchObject([
      { passedOn: '2026-06-01', state: 'verified', certificateNumber: '', reason: null },
    ]);
    expect(seen?.exams).toBeNull();
  });

  it('come with the exams that are expected to be passed; the failed ones are the person’s own', async () => {
    const exams = async (...given: Parameters<typeof seenBy>) =>
      (await seenBy(...given))?.exams?.map((row) => `${row.examOn} ${row.state}`);
    expect(await exams('hr', '2026-11-16')).toEqual(['2026-12-20 booked']);
    expect(await exams('self', '2026-11-16')).toEqual(['2026-12-20 booked', '2026-05-24 failed']);
    expect(await exams('self', '2026-09-01')).toEqual(['2026-05-24 failed']);
  });
});
