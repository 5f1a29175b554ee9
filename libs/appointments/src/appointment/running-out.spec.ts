import type { Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { Conflict, type LocalDate, NotAllowed } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { AppointmentQueries } from './appointment.queries';
import { type Extending, ExtensionsService } from './extensions.service';
import { RenewalsService, type Renewing } from './renewals.service';
import { AppointmentsService } from './appointments.service';

const END = '2027-03-31';

describe('A term that runs out', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let renewals: RenewalsService;
  let extensions: ExtensionsService;
  let unitId: string;
  let letters = 100;
  const office: Actor = anActor({ roles: ['staff', 'program_office'] });

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    await lib.city.register(office);
    figures = new TestFigures(lib.database);
    renewals = lib.get(RenewalsService);
    extensions = lib.get(ExtensionsService);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
  });

  afterAll(async () => {
    await lib.close();
  });

  afterEach(() => {
    lib.clock.set('2026-11-16T10:00:00+09:00');
  });

  interface Held {
    readonly personId: string;
    readonly id: string;
  }

  const holder = async (
    more: { employedTo?: LocalDate; endedOn?: LocalDate } = {},
  ): Promise<Held> => {
    const { endedOn, ...person } = more;
    const personId = await lib.city.addPerson({ unitId, ...person });
    const facts = { personId, unitId, termStart: '2025-04-01', termEnd: END } as const;
    const id = await figures.addAppointment({ ...facts, ...(endedOn && { endedOn }) });
    return { personId, id };
  };

  const renewing = (appointmentId: string, change: Partial<Renewing> = {}): Renewing => ({
    appointmentId,
    termStart: '2027-04-01',
    termEnd: null,
    documentNumber: `再第${String((letters += 1))}号`,
    note: '',
    warningsAccepted: false,
    ...change,
  });

  const extending = (appointmentId: string, change: Partial<Extending> = {}): Extending => ({
    appointmentId,
    termEnd: '2028-03-31',
    documentNumber: `延第${String((letters += 1))}号`,
    reason: '後任が決まらないため',
    warningsAccepted: false,
    ...change,
  });

  const seen = async (id: string, on: LocalDate = '2026-11-16') =>
    lib.get(AppointmentQueries).findOne(office, id, on);
  const auditOf = async (id: string): Promise<readonly string[]> => {
    const rows = await rowsOf<{ action: string }>(
      lib.database,
      `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ action }) => action);
  };

  it('is for DX推進室 alone', async () => {
    const { id } = await holder();
    for (const role of ['hr', 'auditor', 'administrator', 'unit_head'] as const) {
      const actor = anActor({ roles: ['staff', role] });
      await expect(renewals.renew(actor, renewing(id))).rejects.toThrow(NotAllowed);
      await expect(extensions.extend(actor, extending(id))).rejects.toThrow(NotAllowed);
      await expect(
        extensions.undoExtension(actor, { appointmentId: id, reason: '誤り' }),
      ).rejects.toThrow(NotAllowed);
    }
  });

  describe('renewed', () => {
    it('is followed by a term of its own that says which one it follows', async () => {
      const { id } = await holder();
      const next = await renewals.renew(office, renewing(id));
      expect(await seen(next)).toMatchObject({
        state: 'upcoming',
        termStart: '2027-04-01',
        termEnd: '2030-03-31',
        renews: { id, termStart: '2025-04-01', termEnd: END },
      });
      expect(await seen(id)).toMatchObject({ termEnd: END, renewedBy: { id: next } });
      expect(await auditOf(next)).toEqual(['appointment.renewed']);
    });

    it('begins after the last day of the term before, and a gap is to be accepted', async () => {
      const { id } = await holder();
      await expect(renewals.renew(office, renewing(id, { termStart: END }))).rejects.toMatchObject({
        fields: { termStart: expect.stringContaining('令和9年4月1日') },
      });
      const late = renewing(id, { termStart: '2027-05-01' });
      await expect(renewals.renew(office, late)).rejects.toMatchObject({
        fields: {
          warningsAccepted: expect.stringContaining('令和9年4月1日から令和9年4月30日まで'),
        },
      });
      await expect(renewals.renew(office, { ...late, warningsAccepted: true })).resolves.toEqual(
        expect.any(String),
      );
    });

    it('is renewed once, also by two at the same moment', async () => {
      const { id } = await holder();
      const both = await Promise.allSettled([
        renewals.renew(office, renewing(id)),
        renewals.renew(office, renewing(id)),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await expect(renewals.renew(office, renewing(id))).rejects.toThrow('もう一度再任');
    });

    it('can be renewed again once the renewal was annulled, and is not annulled below it', async () => {
      const { id } = await holder();
      const next = await renewals.renew(office, renewing(id));
      const appointments = lib.get(AppointmentsService);
      const reason = '誤り';
      await expect(appointments.annul(office, { appointmentId: id, reason })).rejects.toThrow(
        '再任',
      );
      await appointments.annul(office, { appointmentId: next, reason });
      await expect(renewals.renew(office, renewing(id))).resolves.toEqual(expect.any(String));
    });

    it('is not what was ended early, nor of somebody who has left, nor of oneself', async () => {
      const ended = await holder({ endedOn: '2026-12-31' });
      await expect(renewals.renew(office, renewing(ended.id))).rejects.toThrow('途中で終了');
      const left = await holder({ employedTo: '2027-04-01' });
      await expect(renewals.renew(office, renewing(left.id))).rejects.toMatchObject({
        fields: { termStart: expect.stringContaining('在職していません') },
      });
      const own = await holder();
      const self = anActor({ roles: ['program_office'], personId: own.personId });
      await expect(renewals.renew(self, renewing(own.id))).rejects.toThrow(Conflict);
    });

    it('is not taken back by ending the term before it', async () => {
      const { id } = await holder();
      await renewals.renew(office, renewing(id));
      const end = { appointmentId: id, endedOn: '2026-12-31', reason: 'resigned' } as const;
      const appointments = lib.get(AppointmentsService);
      await expect(appointments.end(office, end)).rejects.toMatchObject({
        fields: { warningsAccepted: expect.stringContaining('再任') },
      });
      await appointments.end(office, { ...end, warningsAccepted: true });
      expect(await seen(id)).toMatchObject({ endedOn: '2026-12-31' });
    });
  });

  describe('extended', () => {
    it('goes on, and the end of before stays readable', async () => {
      const { id } = await holder();
      await extensions.extend(office, extending(id, { documentNumber: '延第1号' }));
      expect(await seen(id)).toMatchObject({
        state: 'in_force',
        termEnd: '2028-03-31',
        endedOn: null,
        extensions: [{ oldEnd: END, newEnd: '2028-03-31', documentNumber: '延第1号' }],
      });
      const known = await lib
        .get(AppointmentQueries)
        .listHoldersAsKnown(office, '2027-06-01', new Date('2026-11-01T00:00:00Z'));
      expect(known.map((it) => it.id)).not.toContain(id);
      expect(await auditOf(id)).toEqual(['appointment.extended']);
    });

    it('refuses an end that is not later, too late, or within another term', async () => {
      const { id, personId } = await holder();
      for (const termEnd of ['2027-03-31', '2026-12-31', '2031-03-31'] as const) {
        await expect(extensions.extend(office, extending(id, { termEnd }))).rejects.toMatchObject({
          fields: { termEnd: expect.any(String) },
        });
      }
      await expect(extensions.extend(office, extending(id, { reason: ' ' }))).rejects.toMatchObject(
        {
          fields: { reason: '延長の理由を入力してください。' },
        },
      );
      const other = { personId, unitId, termStart: '2027-10-01', termEnd: '2029-03-31' } as const;
      await figures.addAppointment(other);
      await expect(extensions.extend(office, extending(id))).rejects.toMatchObject({
        code: 'appointment.overlap',
      });
      await extensions.extend(office, extending(id, { termEnd: '2027-09-30' }));
    });

    it('wants what it changes of the past, an employment that ends, and a used number to be accepted', async () => {
      const used = await holder();
      await extensions.extend(office, extending(used.id, { documentNumber: '延第77号' }));
      const yearly = await holder({ employedTo: '2027-10-01' });
      await expect(
        extensions.extend(office, extending(yearly.id, { documentNumber: '延第77号' })),
      ).rejects.toMatchObject({
        fields: { warningsAccepted: expect.stringMatching(/令和9年9月30日.*同じ文書番号/) },
      });
      const late = await holder();
      lib.clock.set('2027-05-10T10:00:00+09:00');
      await expect(extensions.extend(office, extending(late.id))).rejects.toMatchObject({
        fields: {
          warningsAccepted: expect.stringContaining(
            '令和9年4月1日から昨日までの数字(月末の数字は1回分)',
          ),
        },
      });
      await extensions.extend(office, extending(late.id, { warningsAccepted: true }));
      const [extension] = (await seen(late.id, '2027-05-10'))?.extensions ?? [];
      expect(extension).toMatchObject({ recordedOn: '2027-05-10' });
    });

    it('keeps the days between an end that was taken back and today as they were told', async () => {
      const { id } = await holder();
      const appointments = lib.get(AppointmentsService);
      await appointments.end(office, {
        ...{ appointmentId: id, endedOn: '2026-11-20', reason: 'resigned' },
      });
      await expect(extensions.extend(office, extending(id))).rejects.toThrow('途中で終了');
      lib.clock.set('2026-12-01T10:00:00+09:00');
      await appointments.undoEnd(office, id);
      await extensions.extend(office, extending(id));
      expect((await seen(id, '2026-12-01'))?.periods).toEqual([
        { from: '2025-04-01', to: '2026-11-20' },
        { from: '2026-12-01', to: '2028-03-31' },
      ]);
    });

    it('is taken back as long as nothing was built on it and the old term runs', async () => {
      const { id } = await holder();
      const undo = { appointmentId: id, reason: '決裁が取り下げられた' };
      await expect(extensions.undoExtension(office, undo)).rejects.toThrow('延長されていません');
      await extensions.extend(office, extending(id));
      await extensions.undoExtension(office, undo);
      expect(await seen(id)).toMatchObject({ termEnd: END, extensions: [] });
      await extensions.extend(office, extending(id));
      const next = await renewals.renew(
        office,
        renewing(id, { termStart: '2028-04-01', warningsAccepted: true }),
      );
      await expect(extensions.undoExtension(office, undo)).rejects.toThrow('再任');
      await lib.get(AppointmentsService).annul(office, { appointmentId: next, reason: '誤り' });
      lib.clock.set('2027-04-01T10:00:00+09:00');
      await expect(extensions.undoExtension(office, undo)).rejects.toThrow(
        '延長した期間に入っている',
      );
    });

    it('is not for oneself', async () => {
      const { id, personId } = await holder();
      const self = anActor({ roles: ['program_office'], personId });
      await expect(extensions.extend(self, extending(id))).rejects.toThrow(Conflict);
    });
  });
});
