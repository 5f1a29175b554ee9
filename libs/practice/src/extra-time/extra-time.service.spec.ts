import type { Actor } from '@app/access';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { randomUUID } from 'node:crypto';
import { PracticeModule } from '../practice.module';
import { ExtraTimeQueries } from './extra-time.queries';
import { ExtraTimeService } from './extra-time.service';

const HALF = { percent: 50, reason: '画面を拡大して読むため' } as const;

describe('ExtraTimeService', () => {
  let test: LibTest;
  let service: ExtraTimeService;
  let queries: ExtraTimeQueries;
  let office: Actor;
  let personId: string;

  beforeAll(async () => {
    test = await startLibTest(PracticeModule);
    service = test.get(ExtraTimeService);
    queries = test.get(ExtraTimeQueries);
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    test.clock.set('2027-04-02T10:00:00+09:00');
    office = await test.city.addActor({ roles: ['staff', 'program_office'] });
    const unitId = await test.city.addUnit({ name: '総務課' });
    personId = await test.city.addPerson({ unitId });
  });

  const percentOn = (day: `${number}-${number}-${number}`) => queries.percentOn(personId, day);

  it('lets two who press at the same moment take turns', async () => {
    await Promise.all([service.set(office, personId, HALF), service.set(office, personId, HALF)]);
    const ended = await Promise.allSettled([
      service.end(office, personId),
      service.end(office, personId),
    ]);
    const refused = ended.filter((it) => it.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([expect.any(Conflict)]);
    expect(await percentOn('2027-04-02')).toBe(0);
  });

  it('is given from today on with a reason, changed, and ended; days before stay as they were', async () => {
    await service.set(office, personId, HALF);
    test.clock.set('2027-04-10T10:00:00+09:00');
    await service.set(office, personId, { ...HALF, percent: 25 });
    test.clock.set('2027-04-20T10:00:00+09:00');
    await service.end(office, personId);
    expect(
      await Promise.all((['2027-04-01', '2027-04-02', '2027-04-09'] as const).map(percentOn)),
    ).toEqual([0, 50, 50]);
    expect(
      await Promise.all((['2027-04-10', '2027-04-19', '2027-04-20'] as const).map(percentOn)),
    ).toEqual([25, 25, 0]);
    await expect(service.end(office, personId)).rejects.toThrow(Conflict);
  });

  it('is listed with who has it, and what was set twice on one day is the last', async () => {
    await service.set(office, personId, HALF);
    await service.set(office, personId, { ...HALF, percent: 100 });
    const listed = (await queries.list(office)).filter((row) => row.personId === personId);
    expect(listed).toMatchObject([{ percent: 100, reason: HALF.reason, unitName: '総務課' }]);
    const { staffNumber } = listed[0] ?? { staffNumber: '' };
    expect(await queries.findPerson(office, staffNumber)).toMatchObject({ percent: 100, personId });
    expect(await queries.findPerson(office, '999999')).toBeNull();
  });

  it('needs a reason, which no log repeats', async () => {
    await expect(service.set(office, personId, { ...HALF, reason: ' ' })).rejects.toThrow(
      InvalidInput,
    );
    await expect(
      service.set(office, personId, { ...HALF, reason: 'あ'.repeat(501) }),
    ).rejects.toThrow(InvalidInput);
    await service.set(office, personId, HALF);
    await service.end(office, personId);
    const entries = await rowsOf<{ action: string; detail: object }>(
      test.database,
      'SELECT action, detail FROM audit_entries WHERE subject_id = $1 ORDER BY action DESC',
      [personId],
    );
    expect(entries).toEqual([
      { action: 'exam_time.extended', detail: { percent: 50 } },
      { action: 'exam_time.ended', detail: {} },
    ]);
  });

  it('is never one’s own, of nobody, or by anybody else', async () => {
    await expect(service.set(office, office.personId, HALF)).rejects.toThrow(NotAllowed);
    await expect(service.end(office, office.personId)).rejects.toThrow(NotAllowed);
    await expect(service.set(office, randomUUID(), HALF)).rejects.toThrow(NotFound);
    for (const role of ['hr', 'auditor', 'administrator', 'unit_head'] as const) {
      const actor = anActor({ roles: ['staff', role] });
      await expect(service.set(actor, personId, HALF)).rejects.toThrow(NotAllowed);
      await expect(queries.list(actor)).rejects.toThrow(NotAllowed);
      await expect(queries.findPerson(actor, '1')).rejects.toThrow(NotAllowed);
    }
  });
});
