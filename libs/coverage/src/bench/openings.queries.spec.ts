import {
  type NewRoleVersion,
  type Requirement,
  RolesService,
  type Wanted,
} from '@app/appointments';
import type { Actor } from '@app/access';
import { NotAllowed } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { OpeningQueries } from './openings.queries';

const ON = '2026-11-16';
const required = (wanted: Wanted): Requirement => ({
  ...{ wanted, isRequired: true, alternative: null },
});

describe('Units without a leader', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let office: Actor;
  let [tax, welfare, water] = ['', '', ''];
  let [booked, supporter] = ['', ''];

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    tax = await lib.city.addUnit({ code: 'A', name: '税務課' });
    welfare = await lib.city.addUnit({ code: 'B', name: '福祉課' });
    water = await lib.city.addUnit({ code: 'C', name: '水道課' });
    const version: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '決める' },
      requirements: [
        required({ kind: 'certificate_held', codes: ['ip'] }),
        required({ kind: 'approval' }),
      ],
      ...{ validFrom: ON, together: true, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
    // Left on 1 October: the unit is empty since.
    const before = await lib.city.addPerson({ unitId: tax });
    await figures.addAppointment({ personId: before, unitId: tax, endedOn: '2026-09-30' });
    booked = await lib.city.addPerson({ unitId: tax, name: '受験　一子' });
    await figures.addAttempt({ personId: booked, state: 'booked', examOn: '2026-12-01' });
    const later = await lib.city.addPerson({ unitId: tax });
    await figures.addAttempt({ personId: later, state: 'booked', examOn: '2027-02-01' });
    const away = await lib.city.addPerson({ unitId: tax });
    await figures.addCertificate({ personId: away });
    await figures.addAbsence(away, 'parental_leave', { from: '2026-10-01' });
    // Two hold the certificate; one has been a supporter.
    await figures.addCertificate({ personId: await lib.city.addPerson({ unitId: welfare }) });
    supporter = await lib.city.addPerson({ unitId: welfare, name: '支援　二子' });
    await figures.addCertificate({ personId: supporter });
    await figures.addAppointment({ personId: supporter, unitId: welfare, role: 'supporter' });
    await lib.city.addPerson({ unitId: water });
  });

  afterAll(() => lib.close());

  const list = (actor: Actor = office, on: typeof ON | '2026-11-17' = ON) =>
    lib.get(OpeningQueries).list(actor, 'leader', on);

  it('are told with the earliest day, by whom and what is missing; never held first, then the longest', async () => {
    const rows = await list();
    expect(rows.map((row) => [row.unit.name, row.since, row.kind, row.on])).toEqual([
      ['福祉課', null, 'candidate', '2026-12-01'],
      ['水道課', null, 'nobody', null],
      // The exam, sixty days, the next open day, ten open days of the office.
      ['税務課', '2026-10-01', 'candidate', '2027-02-16'],
    ]);
    expect(rows.map(({ best, others }) => [best?.name, others])).toEqual([
      ['支援　二子', 1],
      [undefined, 0],
      ['受験　一子', 1],
    ]);
    expect(rows[2]?.best?.path.parts[0]).toMatchObject({ why: 'exam_ahead', from: '2026-12-01' });
  });

  it('wait for a term that is to begin, for whoever may know of it', async () => {
    const personId = await lib.city.addPerson({ unitId: water });
    await figures.addAppointment({ personId, unitId: water, termStart: '2027-04-01' });
    const of = async (actor: Actor) =>
      (await list(actor)).find(({ unit }) => unit.name === '水道課');
    expect(await of(office)).toMatchObject({ kind: 'appointed', on: '2027-04-01' });
    const auditor = anActor({ roles: ['staff', 'auditor'] });
    expect(await of(auditor)).toMatchObject({ kind: 'nobody', on: null });
    await expect(list(anActor({ roles: ['staff'] }))).rejects.toThrow(NotAllowed);
  });

  it('are covered by who holds no role that is in the way', async () => {
    const version: NewRoleVersion = {
      ...{ role: 'supporter', letter: 'commission', termMonths: null, note: '兼ねない' },
      ...{ validFrom: '2026-11-17', requirements: [], together: false, isEnded: false },
    };
    const before = (await list()).find(({ unit }) => unit.name === '福祉課');
    expect(before?.best?.personId).toBe(supporter);
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
    // The version begins before the day on which they could be appointed.
    const after = (await list()).find(({ unit }) => unit.name === '福祉課');
    expect(after?.best?.personId).not.toBe(supporter);
    expect(after).toMatchObject({ on: '2026-12-01', others: 1 });
  });
});
