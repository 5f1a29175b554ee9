import { type Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import {
  Conflict,
  DomainEvents,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  NotFound,
} from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { RoleAppointed, RoleEnded, RoleEndUndone } from '../appointments.events';
import { AppointmentsModule } from '../appointments.module';
import { AppointmentQueries } from './appointment.queries';
import { appointmentState } from './appointment.rules';
import { type Appointing, AppointmentsService } from './appointments.service';
import { CandidateQueries } from './candidates.queries';

describe('AppointmentsService', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let service: AppointmentsService;
  let unitId: string;
  let letters = 100;
  const office: Actor = anActor({ roles: ['staff', 'program_office'] });

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    await lib.city.register(office);
    figures = new TestFigures(lib.database);
    service = lib.get(AppointmentsService);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
  });

  afterAll(async () => {
    await lib.close();
  });

  const input = (personId: string, change: Partial<Appointing> = {}): Appointing => ({
    personId,
    role: 'leader',
    termStart: '2026-12-01',
    termEnd: '2029-03-31',
    documentNumber: `DX第${String((letters += 1))}号`,
    note: '',
    warningsAccepted: false,
    ...change,
  });

  it('appoints to the unit of the primary posting on the first day, with an audit entry and an event', async () => {
    const seen: RoleAppointed[] = [];
    lib.get(DomainEvents).on(RoleAppointed, (event) => {
      seen.push(event);
      return Promise.resolve();
    });
    const personId = await lib.city.addPerson({ unitId });
    const next = await lib.city.addUnit({ name: '税務課' });
    await lib.city.transfer(personId, next, '2027-04-01');
    const id = await service.appoint(office, input(personId, { termStart: '2027-04-01' }));
    const row = await lib.get(AppointmentQueries).findOne(office, id, '2026-11-16');
    expect(row).toMatchObject({
      unitName: '税務課',
      currentUnitName: '総務課',
      state: 'upcoming',
      documentNumber: 'DX第101号',
    });
    expect(seen.map((event) => event.subject.appointmentId)).toEqual([id]);
    expect(await auditOf(id)).toEqual(['appointment.made']);
  });

  it('asks for the permission first', async () => {
    for (const role of ['hr', 'auditor', 'administrator', 'unit_head'] as const) {
      const actor = anActor({ roles: ['staff', role] });
      await expect(service.appoint(actor, input('x'))).rejects.toThrow(NotAllowed);
      await expect(
        service.end(actor, { appointmentId: 'x', endedOn: '2026-12-01', reason: 'resigned' }),
      ).rejects.toThrow(NotAllowed);
      await expect(service.undoEnd(actor, 'x')).rejects.toThrow(NotAllowed);
    }
  });

  it('refuses an appointment of oneself', async () => {
    const personId = await lib.city.addPerson({ unitId });
    const self = anActor({ roles: ['program_office'], personId });
    await expect(service.appoint(self, input(personId))).rejects.toThrow(Conflict);
  });

  it('refuses a day before hiring, after leaving or without a unit, and an unknown person', async () => {
    const later = await lib.city.addPerson({
      unitId,
      employedFrom: '2027-04-01',
      postedFrom: '2027-04-01',
    });
    const left = await lib.city.addPerson({ unitId, employedTo: '2026-12-01' });
    const without = await lib.city.addPerson();
    for (const personId of [later, left, without]) {
      await expect(service.appoint(office, input(personId))).rejects.toMatchObject({
        fields: { termStart: expect.any(String) },
      });
    }
    await expect(
      service.appoint(office, input('00000000-0000-4000-8000-00000000dead')),
    ).rejects.toThrow(NotFound);
    const anybody = await lib.city.addPerson({ unitId });
    await expect(
      service.appoint(office, input(anybody, { termEnd: '2026-11-30' })),
    ).rejects.toThrow(InvalidInput);
  });

  it('wants leave, secondment and the end of a yearly appointment to be accepted', async () => {
    const onLeave = await lib.city.addPerson({ unitId });
    await figures.addAbsence(onLeave, 'parental_leave', { from: '2026-10-01', to: '2027-10-01' });
    const seconded = await lib.city.addPerson({ unitId });
    await figures.addAbsence(seconded, 'seconded', { from: '2026-04-01', to: '2028-04-01' });
    const yearly = await lib.city.addPerson({
      unitId,
      employmentType: 'fiscal_year_appointee',
      employedFrom: '2026-04-01',
      employedTo: '2027-04-01',
    });
    for (const personId of [onLeave, seconded, yearly]) {
      await expect(service.appoint(office, input(personId))).rejects.toMatchObject({
        fields: { warningsAccepted: expect.any(String) },
      });
      await expect(
        service.appoint(office, input(personId, { warningsAccepted: true })),
      ).resolves.toEqual(expect.any(String));
    }
  });

  it('takes a reappointment without a gap for one employment', async () => {
    const yearly = await lib.city.addPerson({
      unitId,
      employmentType: 'fiscal_year_appointee',
      employedFrom: '2026-04-01',
      employedTo: '2027-04-01',
    });
    await figures.addEmployment(yearly, 'fiscal_year_appointee', {
      from: '2027-04-01',
      to: '2028-04-01',
    });
    const facts = await lib.get(CandidateQueries).findFacts(yearly, '2026-11-16');
    expect(facts).toMatchObject({ employedUntil: '2028-03-31', isEmployed: true });
  });

  it('names the term that an appointment would overlap, and allows the day after it and the other role', async () => {
    const personId = await lib.city.addPerson({ unitId });
    await service.appoint(office, input(personId, { documentNumber: 'DX第12号' }));
    const again = service.appoint(
      office,
      input(personId, { termStart: '2029-03-31', termEnd: '2031-03-31', warningsAccepted: true }),
    );
    await expect(again).rejects.toThrow('任期 令和8年12月1日〜令和11年3月31日、文書番号 DX第12号');
    await service.appoint(office, input(personId, { role: 'supporter' }));
    await service.appoint(
      office,
      input(personId, { termStart: '2029-04-01', termEnd: '2031-03-31', warningsAccepted: true }),
    );
  });

  it('wants a start more than a year ahead to be accepted', async () => {
    const personId = await lib.city.addPerson({ unitId });
    const far = { termStart: '2035-04-01', termEnd: '2037-03-31' } as const;
    await expect(service.appoint(office, input(personId, far))).rejects.toMatchObject({
      fields: {
        warningsAccepted: expect.stringContaining(
          '任期の始まり(令和17年4月1日)が1年より先です。年の入力を確かめてください。',
        ),
      },
    });
    await service.appoint(office, input(personId, { ...far, warningsAccepted: true }));
  });

  it('lets only one of two appointments at the same moment through', async () => {
    const personId = await lib.city.addPerson({ unitId });
    const answers = await Promise.allSettled([
      service.appoint(office, input(personId)),
      service.appoint(office, input(personId)),
    ]);
    expect(answers.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find((it) => it.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(Conflict);
  });

  it('ends a term from a day on, once, within the term, and takes the end back', async () => {
    const events: object[] = [];
    for (const kind of [RoleEnded, RoleEndUndone]) {
      lib.get(DomainEvents).on<object>(kind, (event) => {
        events.push(event);
        return Promise.resolve();
      });
    }
    const personId = await lib.city.addPerson({ unitId });
    const appointmentId = await service.appoint(office, input(personId));
    for (const endedOn of ['2026-11-30', '2029-03-31', '2029-04-01'] as const) {
      await expect(
        service.end(office, { appointmentId, endedOn, reason: 'resigned' }),
      ).rejects.toMatchObject({ fields: { endedOn: expect.any(String) } });
    }
    await service.end(office, { appointmentId, endedOn: '2027-03-31', reason: 'resigned' });
    await expect(
      service.end(office, { appointmentId, endedOn: '2027-05-01', reason: 'resigned' }),
    ).rejects.toThrow(Conflict);
    expect(await stateOn(appointmentId, '2027-03-31')).toBe('in_force');
    expect(await stateOn(appointmentId, '2027-04-01')).toBe('ended');
    await service.undoEnd(office, appointmentId);
    expect(await stateOn(appointmentId, '2027-04-01')).toBe('in_force');
    await expect(service.undoEnd(office, appointmentId)).rejects.toThrow(Conflict);
    expect(await auditOf(appointmentId)).toEqual([
      'appointment.made',
      'appointment.ended',
      'appointment.end_undone',
    ]);
    expect(events.map((it) => it.constructor.name)).toEqual(['RoleEnded', 'RoleEndUndone']);
  });

  it('does not take an end back when another term has taken its place, or for oneself', async () => {
    const personId = await lib.city.addPerson({ unitId });
    const appointmentId = await service.appoint(office, input(personId));
    await service.end(office, { appointmentId, endedOn: '2027-03-31', reason: 'resigned' });
    await expect(service.undoEnd({ ...office, personId }, appointmentId)).rejects.toThrow(Conflict);
    await service.appoint(office, input(personId, { termStart: '2027-04-01' }));
    await expect(service.undoEnd(office, appointmentId)).rejects.toThrow(
      '任期 令和9年4月1日〜令和11年3月31日',
    );
  });

  it('tells the same state in SQL as in the rule, on every side of every edge', async () => {
    const ids: string[] = [];
    for (const endedOn of [null, '2026-05-31', '2026-07-31', '2026-12-30'] as const) {
      const personId = await lib.city.addPerson({ unitId });
      ids.push(
        await figures.addAppointment({
          personId,
          unitId,
          termStart: '2026-06-01',
          termEnd: '2026-12-31',
          endedOn,
        }),
      );
    }
    for (const id of ids) {
      for (const day of [
        '2026-05-31',
        '2026-06-01',
        '2026-07-31',
        '2026-08-01',
        '2026-12-30',
        '2026-12-31',
        '2027-01-01',
      ] as const) {
        const row = await lib.get(AppointmentQueries).findOne(office, id, day);
        if (!row) throw new Error('no row');
        expect([id, day, row.state]).toEqual([id, day, appointmentState(row, day)]);
      }
    }
  });

  it('lists by role, state, unit, end of term and name, with the number of all', async () => {
    const queries = lib.get(AppointmentQueries);
    const other = await lib.city.addUnit({ code: '0909', name: '農林水産課' });
    for (const name of ['滑川　一郎', '滑川　二郎', '滑川　三郎']) {
      const personId = await lib.city.addPerson({ unitId: other, name });
      await figures.addAppointment({
        personId,
        unitId: other,
        termEnd: name.endsWith('三郎') ? '2027-01-31' : '2029-03-31',
      });
    }
    const filter = { on: '2026-11-16', page: 1, pageSize: 2 } as const;
    const page = await queries.list(office, { ...filter, unitCode: '0909' });
    expect(page).toMatchObject({ total: 3, rows: [{ name: '滑川　三郎' }, {}] });
    expect((await queries.list(office, { ...filter, unitCode: '0909', page: 9 })).total).toBe(3);
    expect(
      (await queries.list(office, { ...filter, unitCode: '0909', endingBy: '2027-02-14' })).total,
    ).toBe(1);
    expect(
      (await queries.list(office, { ...filter, unitCode: '0909', role: 'supporter' })).total,
    ).toBe(0);
    expect((await queries.list(office, { ...filter, text: '滑川二郎' })).total).toBe(1);
    expect((await queries.list(office, { ...filter, text: '%' })).total).toBe(0);
  });

  it('tells who may not know orders ahead neither the unit of a term ahead nor an end ahead, by any way', async () => {
    const queries = lib.get(AppointmentQueries);
    const [from, to] = [
      await lib.city.addUnit({ code: '0501' }),
      await lib.city.addUnit({ code: '0502', name: '行先課' }),
    ];
    const [moving, leaving] = [
      await lib.city.addPerson({ unitId: from, name: '朝日　異動' }),
      await lib.city.addPerson({ unitId: from, name: '朝日　退任' }),
    ];
    await lib.city.transfer(moving, to, '2027-04-01');
    const ahead = { unitId: to, termStart: '2027-04-01', documentNumber: 'DX第5号' } as const;
    const id = await figures.addAppointment({ personId: moving, ...ahead });
    await figures.addAppointment({ personId: leaving, unitId: from, endedOn: '2026-11-30' });
    const filter = { on: '2026-11-16', page: 1, pageSize: 50 } as const;
    const seenBy = async (actor: Actor) => {
      const { rows } = await queries.list(actor, { ...filter, text: '朝日' });
      const byUnit = await queries.list(actor, { ...filter, unitCode: '0502' });
      const byEnd = await queries.list(actor, {
        ...filter,
        unitCode: '0501',
        endingBy: '2026-12-31',
      });
      const { ending } = await queries.countInForce(actor, '2026-11-16', '2026-12-31');
      const one = await queries.findOne(actor, id, '2026-11-16');
      const own = await queries.listOfPerson(actor, moving, '2026-11-16');
      return {
        text: JSON.stringify([
          rows,
          one,
          own,
          (await queries.list(actor, { ...filter, text: '朝日' })).rows,
        ]),
        rows: rows.map((row) => [
          row.name,
          row.state,
          row.unitCode,
          row.endedOn,
          row.endReason,
          row.note,
        ]),
        found: [byUnit.total, byEnd.total],
        ending,
      };
    };
    const preparing = await seenBy(office);
    expect(preparing.rows).toEqual([
      ['朝日　退任', 'in_force', '0501', '2026-11-30', 'resigned', ''],
      ['朝日　異動', 'upcoming', '0502', null, null, ''],
    ]);
    expect(preparing.found).toEqual([1, 1]);
    expect(await seenBy(anActor({ roles: ['staff', 'hr'] }))).toEqual(preparing);
    const auditor = anActor({ roles: ['staff', 'auditor'] });
    const announced = await seenBy(auditor);
    expect(announced.rows).toEqual([
      ['朝日　退任', 'in_force', '0501', null, null, ''],
      ['朝日　異動', 'upcoming', null, null, null, null],
    ]);
    expect(announced.text).not.toMatch(/行先課|0502|2026-11-30|resigned/);
    expect(announced.found).toEqual([0, 0]);
    expect(announced.ending).toBe(preparing.ending - 1);
    const later = await queries.findOne(auditor, id, '2027-04-01');
    expect(later).toMatchObject({ unitCode: '0502', unitName: '行先課', note: '' });
  });

  it('reads nothing for who has no permission', async () => {
    const queries = lib.get(AppointmentQueries);
    const head = anActor({ roles: ['staff', 'unit_head'] });
    const filter = { on: '2026-11-16', page: 1, pageSize: 50 } as const;
    await expect(queries.list(head, filter)).rejects.toThrow(NotAllowed);
    await expect(queries.findOne(head, unitId, filter.on)).rejects.toThrow(NotAllowed);
    await expect(queries.listOfPerson(head, unitId, filter.on)).rejects.toThrow(NotAllowed);
    await expect(queries.countInForce(head, filter.on, filter.on)).rejects.toThrow(NotAllowed);
  });

  it('finds candidates by number, name and unit', async () => {
    const candidates = lib.get(CandidateQueries);
    const top = await lib.city.addUnit({ code: '0700', name: '教育課' });
    const below = await lib.city.addUnit({
      code: '0701',
      name: '指導係',
      kind: 'section',
      parentId: top,
    });
    await lib.city.addPerson({ unitId: below, name: '入善　花子', staffNumber: '000777' });
    await lib.city.addPerson({
      unitId: below,
      name: '入善　太郎',
      staffNumber: '000778',
      employedTo: '2026-04-01',
    });
    expect((await candidates.search('000777', '2026-11-16')).map((it) => it.name)).toEqual([
      '入善　花子',
    ]);
    expect((await candidates.search('入善', '2026-11-16')).map((it) => it.staffNumber)).toEqual([
      '000777',
    ]);
    expect(await candidates.search('  ', '2026-11-16')).toEqual([]);
    expect((await candidates.listOfUnit('0700', '2026-11-16')).map((it) => it.unitName)).toEqual([
      '指導係',
    ]);
  });

  async function stateOn(id: string, day: LocalDate): Promise<string | undefined> {
    return (await lib.get(AppointmentQueries).findOne(office, id, day))?.state;
  }

  async function auditOf(id: string): Promise<string[]> {
    const rows = await rowsOf<{ action: string }>(
      lib.database,
      `SELECT action FROM audit_entries WHERE subject_type = 'role_appointment' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map((row) => row.action);
  }
});
