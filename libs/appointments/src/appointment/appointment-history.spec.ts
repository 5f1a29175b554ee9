import { type Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import {
  addDays,
  col,
  Conflict,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  statement,
} from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { AppointmentQueries } from './appointment.queries';
import { type Appointing, AppointmentsService } from './appointments.service';
import { inOffice, officeDays } from './in-office.sql';

const IN_OFFICE = statement({
  name: 'testing.in-office',
  sql: `SELECT DISTINCT a.person_id AS "personId" FROM role_appointments a WHERE ${inOffice('a', ':on')} ORDER BY 1`,
  parameters: { on: 'date' },
  row: { personId: col.id<'person'>() },
});
const OFFICE_DAYS = statement({
  name: 'testing.office-days',
  sql: `WITH ${officeDays()} SELECT DISTINCT person_id AS "personId" FROM office WHERE in_office @> :on ORDER BY 1`,
  parameters: { on: 'date' },
  row: { personId: col.id<'person'>() },
});

describe('The history of an appointment', () => {
  let lib: LibTest;
  let service: AppointmentsService;
  let queries: AppointmentQueries;
  let unitId: string;
  let letters = 0;
  const office: Actor = anActor({ roles: ['staff', 'program_office'] });

  beforeEach(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    await lib.city.register(office);
    service = lib.get(AppointmentsService);
    queries = lib.get(AppointmentQueries);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
    lib.clock.set('2026-12-01T09:00:00+09:00');
  });

  afterEach(async () => {
    await lib.close();
  });

  const appoint = async (change: Partial<Appointing> = {}) => {
    const personId = change.personId ?? (await lib.city.addPerson({ unitId }));
    const id = await service.appoint(office, {
      personId,
      role: 'leader',
      termStart: '2026-12-01',
      termEnd: '2029-03-31',
      documentNumber: `DX第${String((letters += 1))}号`,
      note: '',
      warningsAccepted: false,
      ...change,
    });
    return { id, personId };
  };
  const stateOn = async (id: string, day: LocalDate) =>
    (await queries.findOne(office, id, day))?.state;
  const knows = async (day: LocalDate, at: string) =>
    (await queries.listHoldersAsKnown(office, day, new Date(at))).map((it) => it.id);

  it('answers what was said of a day at any instant, before and after an end and its undoing', async () => {
    const { id } = await appoint();
    lib.clock.set('2027-02-01T09:00:00+09:00');
    await service.end(office, { appointmentId: id, endedOn: '2027-01-31', reason: 'resigned' });
    lib.clock.set('2027-03-01T09:00:00+09:00');
    await service.undoEnd(office, id);
    expect(await knows('2026-12-10', '2026-11-30T15:00:00Z')).toEqual([]);
    for (const [day, then] of [
      ['2027-01-31', [id]],
      ['2027-02-10', []],
      ['2027-03-01', []],
    ] as const) {
      expect(await knows(day, '2027-01-15T00:00:00Z')).toEqual([id]);
      expect([day, await knows(day, '2027-02-15T00:00:00Z')]).toEqual([day, then]);
    }
    expect(await knows('2027-02-10', '2027-03-02T00:00:00Z')).toEqual([]);
    expect(await knows('2027-03-01', '2027-03-02T00:00:00Z')).toEqual([id]);
  });

  it('leaves the days between an end and its later undoing as they were told', async () => {
    const { id } = await appoint();
    lib.clock.set('2027-02-01T09:00:00+09:00');
    await service.end(office, { appointmentId: id, endedOn: '2027-01-31', reason: 'resigned' });
    lib.clock.set('2027-03-01T09:00:00+09:00');
    await service.undoEnd(office, id);
    const days = ['2027-01-31', '2027-02-01', '2027-02-28', '2027-03-01', '2029-03-31'] as const;
    expect(await Promise.all(days.map((day) => stateOn(id, day)))).toEqual([
      'in_force',
      'ended',
      'ended',
      'in_force',
      'in_force',
    ]);
    const row = await queries.findOne(office, id, '2027-03-01');
    expect(row?.periods).toEqual([
      { from: '2026-12-01', to: '2027-01-31' },
      { from: '2027-03-01', to: '2029-03-31' },
    ]);
    expect(row).toMatchObject({ endedOn: null, endReason: null });
  });

  it('is as if it had never been ended when that is taken back on the same day, also for days that were over', async () => {
    const { id, personId } = await appoint();
    const end = { appointmentId: id, reason: 'resigned', warningsAccepted: true } as const;
    lib.clock.set('2027-05-04T09:00:00+09:00');
    await service.end(office, { ...end, endedOn: '2027-04-30' });
    lib.clock.set('2027-05-04T17:00:00+09:00');
    expect(await service.undoEnd(office, id)).toBeNull();
    const whole = [{ from: '2026-12-01', to: '2029-03-31' }];
    expect((await queries.findOne(office, id, '2027-05-02'))?.periods).toEqual(whole);
    expect(await stateOn(id, '2027-05-02')).toBe('in_force');
    // A day later it was told.
    await service.end(office, { ...end, endedOn: '2027-04-30' });
    lib.clock.set('2027-05-05T00:10:00+09:00');
    expect(await service.undoEnd(office, id)).toEqual({ from: '2027-05-01', until: '2027-05-04' });
    expect(await stateOn(id, '2027-05-02')).toBe('ended');
    // What took its place meanwhile stays.
    lib.clock.set('2027-06-10T09:00:00+09:00');
    await service.end(office, { ...end, endedOn: '2027-05-31' });
    await appoint({
      ...{ personId, termStart: '2027-06-02', termEnd: '2027-06-05', warningsAccepted: true },
    });
    await expect(service.undoEnd(office, id)).rejects.toThrow(Conflict);
  });

  it('changes no row that was recorded, and keeps an end that lay ahead out of the past when it is undone', async () => {
    const { id } = await appoint();
    await service.end(office, { appointmentId: id, endedOn: '2027-03-31', reason: 'resigned' });
    await service.undoEnd(office, id);
    const rows = await rowsOf<{ until: LocalDate; open: boolean }>(
      lib.database,
      `SELECT valid_to AS until, superseded_at IS NULL AS open FROM role_appointments_history ORDER BY recorded_at, open, valid_to`,
    );
    expect(rows.map((row) => row.until).toSorted()).toEqual([
      '2027-04-01',
      '2029-04-01',
      '2029-04-01',
    ]);
    expect(rows.filter((row) => row.open)).toHaveLength(1);
    expect((await queries.findOne(office, id, '2026-12-01'))?.periods).toHaveLength(1);
  });

  it('annuls a mistake: it counts on no day as known now, and still did as known before', async () => {
    const { id, personId } = await appoint();
    lib.clock.set('2027-01-10T09:00:00+09:00');
    const mistake = { appointmentId: id, reason: '別の人でした' };
    await expect(service.annul({ ...office, personId }, mistake)).rejects.toThrow(Conflict);
    await expect(service.annul(office, { ...mistake, reason: ' ' })).rejects.toThrow(InvalidInput);
    await expect(service.annul(anActor({ roles: ['hr'] }), mistake)).rejects.toThrow(NotAllowed);
    await service.annul(office, mistake);
    expect(await stateOn(id, '2026-12-15')).toBe('annulled');
    expect(await knows('2026-12-15', '2027-01-09T00:00:00Z')).toEqual([id]);
    expect(await knows('2026-12-15', '2027-01-11T00:00:00Z')).toEqual([]);
    const [row] = await queries.listOfPerson(office, personId, '2027-01-10');
    expect(row).toMatchObject({ state: 'annulled', annulReason: '別の人でした' });
    const filter = { on: '2027-01-10', page: 1, pageSize: 10 } as const;
    expect((await queries.list(office, filter)).total).toBe(0);
    expect((await queries.list(office, { ...filter, state: 'annulled' })).total).toBe(1);
    await expect(service.annul(office, mistake)).rejects.toThrow(Conflict);
    await expect(service.undoEnd(office, id)).rejects.toThrow(Conflict);
    await expect(appoint({ personId, termStart: '2027-01-10' })).resolves.toBeDefined();
  });

  it('tells who left the service during the term, and who is away, apart from those at work', async () => {
    const leaving = await lib.city.addPerson({ unitId, employedTo: '2027-04-01' });
    const { id } = await appoint({ personId: leaving, warningsAccepted: true });
    const away = await appoint();
    const period = { from: '2027-01-01', to: '2027-07-01' } as const;
    await new TestFigures(lib.database).addAbsence(away.personId, 'parental_leave', period);
    expect(await stateOn(id, '2027-03-31')).toBe('in_force');
    const left = await queries.findOne(office, id, '2027-04-01');
    expect(left).toMatchObject({ state: 'left_service', leftOn: '2027-03-31' });
    expect(await queries.countInForce(office, '2027-04-01', '2027-04-02')).toEqual({
      leaders: 1,
      supporters: 0,
      absentLeaders: 1,
      absentSupporters: 0,
      ending: 0,
    });
  });

  it('marks what was recorded after the day from which it holds', async () => {
    const { id } = await appoint({ termStart: '2026-11-01', warningsAccepted: true });
    const inTime = await appoint();
    const row = await queries.findOne(office, id, '2026-12-01');
    expect(row).toMatchObject({ recordedLateOn: '2026-12-01', endRecordedLateOn: null });
    expect(await queries.findOne(office, inTime.id, '2026-12-01')).toMatchObject({
      recordedLateOn: null,
    });
    lib.clock.set('2027-02-03T09:00:00+09:00');
    const end = { appointmentId: inTime.id, endedOn: '2027-01-31', reason: 'resigned' } as const;
    await expect(service.end(office, end)).rejects.toMatchObject({
      fields: {
        warningsAccepted: expect.stringMatching(
          /^過ぎた日での終了です。「終了を後から登録」と表示し、令和9年2月1日から昨日までの数字が変わります。/,
        ),
      },
    });
    await service.end(office, { ...end, warningsAccepted: true });
    expect(await queries.findOne(office, inTime.id, '2027-02-03')).toMatchObject({
      endRecordedLateOn: '2027-02-03',
    });
  });

  it('wants a past day and a number used before to be accepted, and refuses a term of many years', async () => {
    await expect(appoint({ termStart: '2026-10-01' })).rejects.toMatchObject({
      fields: { warningsAccepted: expect.stringContaining('月末の数字は2回分') },
    });
    await appoint({ documentNumber: 'DX第7号' });
    await expect(appoint({ documentNumber: 'DX第7号' })).rejects.toMatchObject({
      fields: { warningsAccepted: expect.stringContaining('同じ文書番号が') },
    });
    await expect(appoint({ documentNumber: 'ｄｘ第　７号' })).rejects.toMatchObject({
      fields: { warningsAccepted: expect.stringContaining('同じ文書番号が') },
    });
    await expect(appoint({ termEnd: '2096-03-31', warningsAccepted: true })).rejects.toMatchObject({
      fields: { termEnd: expect.stringContaining('令和13年3月31日') },
    });
  });

  it('means the same by "in office" on a day and for all days', async () => {
    const leaving = await lib.city.addPerson({ unitId, employedTo: '2027-04-01' });
    await appoint({ personId: leaving, warningsAccepted: true });
    const { id } = await appoint();
    await service.end(office, { appointmentId: id, endedOn: '2027-01-31', reason: 'resigned' });
    lib.clock.set('2027-03-01T09:00:00+09:00');
    await service.undoEnd(office, id);
    for (let day: LocalDate = '2026-11-29'; day < '2027-04-05'; day = addDays(day, 1)) {
      const [one, all] = [
        await lib.database.all(IN_OFFICE, { on: day }),
        await lib.database.all(OFFICE_DAYS, { on: day }),
      ];
      expect([day, all]).toEqual([day, one]);
    }
  });
});
