import type { Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { Conflict, type LocalDate, NotAllowed } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { AppointmentQueries } from '../appointment/appointment.queries';
import { AppointmentsService } from '../appointment/appointments.service';
import { AppointmentsModule } from '../appointments.module';
import { BatchWork } from './batch-work';
import { batchState, type TermAct } from './batch.rules';
import { BatchQueries } from './batches.queries';
import { BatchesService, type OrderingTerms } from './batches.service';
import { EndingTermQueries } from './ending-terms.queries';
import { LetterDrafts } from '../letter/letter-drafts';
import { LettersService } from '../letter/letters.service';
import { TermOrdersService } from './term-orders.service';
import { UndoingBatchQueries } from './undoing-batch.queries';

const END = '2027-03-31';
const EVERYBODY = { page: 1, pageSize: 100 };

describe('Terms of many that run out', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let unitId: string;
  let orders: TermOrdersService;
  let batches: BatchesService;
  let number = 0;
  let office: Actor;

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    const personId = await lib.city.addPerson();
    const accountId = await lib.city.addAccount(personId, 'program_office');
    office = anActor({ roles: ['staff', 'program_office'], personId, accountId });
    figures = new TestFigures(lib.database);
    orders = lib.get(TermOrdersService);
    batches = lib.get(BatchesService);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
  });

  afterAll(async () => {
    await lib.close();
  });

  const holder = async (more: { employedTo?: LocalDate; name?: string } = {}) => {
    const personId = await lib.city.addPerson({ unitId, ...more });
    const facts = { personId, unitId, termStart: '2025-04-01', termEnd: END } as const;
    return { personId, id: await figures.addAppointment(facts) };
  };

  const ordering = (
    act: TermAct,
    appointmentIds: readonly string[],
    change: Partial<OrderingTerms> = {},
  ): OrderingTerms => ({
    ...{ act, appointmentIds, termEnd: act === 'extend' ? '2028-03-31' : null },
    documentNumber: `一括第${String((number += 1))}号`,
    note: '年度末の見直し',
    filter: { months: 6 },
    ...change,
  });

  const work = async () => lib.get(BatchWork).run();
  const read = async (id: string) => {
    const batch = await lib.get(BatchQueries).getBatch(office, id);
    const { rows } = await lib.get(BatchQueries).listMembers(office, batch, EVERYBODY);
    return { batch, rows, state: batchState(batch) };
  };
  const ready = async (...given: Parameters<typeof ordering>) => {
    const id = await orders.order(office, ordering(...given));
    await work();
    return id;
  };
  const confirm = async (batchId: string, takesWarned = false) =>
    batches.confirm(office, { batchId, takesWarned, warnedReason: '' });
  const kept = async (id: string) =>
    (await lib.get(UndoingBatchQueries).listKept(office, (await read(id)).batch)).map(
      ({ text }) => text,
    );
  const decidedOf = async (id: string) => {
    const { rows } = await lib.get(EndingTermQueries).list(office, { months: 24 }, EVERYBODY);
    return rows.find((row) => row.id === id)?.decided;
  };

  it('are for DX推進室 alone', async () => {
    const actor = anActor({ roles: ['staff', 'hr'] });
    await expect(orders.order(actor, ordering('renew', []))).rejects.toThrow(NotAllowed);
    await expect(lib.get(EndingTermQueries).list(actor, { months: 6 }, EVERYBODY)).rejects.toThrow(
      NotAllowed,
    );
  });

  it('are tried one by one before anything is done, and each says why it cannot be', async () => {
    const [fine, left, yearly] = [
      await holder(),
      await holder({ employedTo: '2027-04-01' }),
      await holder({ employedTo: '2028-04-01' }),
    ];
    const id = await ready('renew', [fine.id, left.id, yearly.id]);
    const { batch, rows, state } = await read(id);
    expect(state).toBe('ready');
    expect(batch).toMatchObject({ members: 3, refused: 1, warned: 1, done: 0 });
    expect(rows.map(({ appointmentId }) => appointmentId)).toEqual([left.id, yearly.id, fine.id]);
    expect(rows[0]?.refusal).toContain('在職していません');
    expect(rows[1]?.warnings.join('')).toContain('在職が令和10年3月31日まで');
    expect(await decidedOf(fine.id)).toBe('undecided');
    const nothing = await rowsOf(
      lib.database,
      `SELECT 1 FROM audit_entries WHERE action = 'appointment.renewed'`,
    );
    expect(nothing).toEqual([]);
    await confirm(id);
    await work();
    expect((await read(id)).batch).toMatchObject({ done: 1, problems: 2 });
    expect((await read(id)).state).toBe('done');
    expect(await decidedOf(fine.id)).toBe('followed');
    expect(await decidedOf(yearly.id)).toBe('undecided');
  });

  it('are confirmed once, also by two at the same moment', async () => {
    const { id: appointmentId } = await holder();
    const id = await ready('renew', [appointmentId]);
    const both = await Promise.allSettled([confirm(id), confirm(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await Promise.all([work(), work()]);
    expect((await read(id)).batch.done).toBe(1);
  });

  it('are not done when something new stands against them since they were looked at', async () => {
    const one = await holder();
    const id = await ready('renew', [one.id]);
    await figures.addAbsence(one.personId, 'parental_leave', {
      from: '2027-03-01',
      to: '2028-03-01',
    });
    await confirm(id);
    await work();
    const { rows, batch } = await read(id);
    expect(batch).toMatchObject({ done: 0, problems: 1 });
    expect(rows[0]?.problem).toMatch(
      /^確かめたあとで注意が増えたため、登録していません。任期の始まりに育休中です/,
    );
    expect(rows[0]?.problem).not.toContain('確認欄');
  });

  it('are taken back together, unless something was built on one of them', async () => {
    const [one, two] = [await holder({ name: '前田　利家' }), await holder()];
    const id = await ready('renew', [one.id, two.id]);
    await confirm(id);
    await work();
    const made =
      (await read(id)).rows.find(({ appointmentId }) => appointmentId === one.id)?.resultId ?? '';
    lib.clock.set('2027-05-01T10:00:00+09:00');
    const service = lib.get(AppointmentsService);
    expect(await kept(id)).toEqual([]);
    await service.end(office, { appointmentId: made, endedOn: '2027-05-31', reason: 'resigned' });
    expect(await kept(id)).toEqual(['前田　利家さん: 終了が登録されています。']);
    await expect(batches.undo(office, id, '取りやめ')).rejects.toThrow(
      /前田　利家さん: 終了が登録されています。/,
    );
    expect((await read(id)).state).toBe('done');
    await service.undoEnd(office, made);
    await batches.undo(office, id, '取りやめ');
    expect((await read(id)).state).toBe('undone');
    expect(await lib.get(AppointmentQueries).findOne(office, made, '2027-05-01')).toMatchObject({
      state: 'annulled',
      annulReason: '取りやめ',
    });
    await expect(batches.undo(office, id, '再び')).rejects.toThrow(Conflict);
    lib.clock.set('2026-11-16T10:00:00+09:00');
  });

  it('go on together under the number of one decision, and back again', async () => {
    const [one, two] = [await holder(), await holder()];
    const id = await ready('extend', [one.id, two.id]);
    expect((await read(id)).batch).toMatchObject({ refused: 0, warned: 0 });
    await confirm(id);
    await work();
    expect((await read(id)).batch).toMatchObject({ done: 2, problems: 0 });
    const seen = await lib.get(AppointmentQueries).findOne(office, two.id, '2026-11-16');
    expect(seen).toMatchObject({ termEnd: '2028-03-31', extensions: [{ oldEnd: END }] });
    await lib.get(AppointmentsService).annul(office, { appointmentId: one.id, reason: '誤り' });
    const partly = await read(id);
    expect(partly.batch).toMatchObject({ done: 2, annulled: 1 });
    expect(partly.rows.filter((row) => row.isAnnulled).map((row) => row.appointmentId)).toEqual([
      one.id,
    ]);
    // The clock of the worker was ahead of that of the page.
    lib.clock.advance({ seconds: -2 });
    await batches.undo(office, id, '決裁の取下げ');
    lib.clock.advance({ seconds: 2 });
    expect(await lib.get(AppointmentQueries).findOne(office, two.id, '2026-11-16')).toMatchObject({
      termEnd: END,
    });
  });

  it('name beforehand those whose letter says the later end, or whose term of before is over', async () => {
    const [one, two] = [await holder({ name: '佐々　成政' }), await holder({ name: '神保　長職' })];
    const id = await ready('extend', [one.id, two.id]);
    await confirm(id);
    await work();
    expect(await kept(id)).toEqual([]);
    const choice = { appointmentId: one.id, seal: null, datedOn: null };
    const { mark } = await lib.get(LetterDrafts).preview(office, choice);
    await lib.get(LettersService).issue(office, { ...choice, reason: '' }, mark);
    const refused = batches.undo(office, id, '取りやめ');
    await expect(refused).rejects.toThrow(/佐々　成政さん: .*書面を発行しているため/);
    const [text, ...others] = await kept(id);
    expect([text, others]).toEqual([
      expect.stringMatching(/^佐々　成政さん: 延長後の終わり.*書面を発行しているため/),
      [],
    ]);
    lib.clock.set('2027-04-01T10:00:00+09:00');
    expect(await kept(id)).toEqual([text, expect.stringMatching(/^神保　長職さん: もとの任期の/)]);
    lib.clock.set('2026-11-16T10:00:00+09:00');
    await expect(
      lib.get(UndoingBatchQueries).listKept(anActor(), { id, act: 'extend' }),
    ).rejects.toThrow(NotAllowed);
  });

  it('are left to expire, which a later end or an undo makes open again', async () => {
    const { id: appointmentId } = await holder();
    const id = await ready('let_expire', [appointmentId], { documentNumber: '', note: '' });
    await confirm(id);
    await work();
    expect(await decidedOf(appointmentId)).toBe('left_to_expire');
    await batches.undo(office, id, '再任することになった');
    expect(await decidedOf(appointmentId)).toBe('undecided');
  });

  it('are stopped before they are done', async () => {
    const { id: appointmentId } = await holder();
    const id = await ready('renew', [appointmentId]);
    await batches.cancel(office, id);
    await expect(confirm(id)).rejects.toThrow(Conflict);
    expect(await work()).toBe(0);
  });

  it('say what is missing in the form, at its field', async () => {
    const { id } = await holder();
    const refused = async (act: TermAct, change: Partial<OrderingTerms>) =>
      orders.order(office, ordering(act, [id], change)).then(
        () => null,
        (error: unknown) => Object.keys((error as { fields: object }).fields),
      );
    expect(await refused('renew', { documentNumber: ' ' })).toEqual(['documentNumber']);
    expect(await refused('extend', { termEnd: null })).toEqual(['termEnd']);
    expect(await refused('extend', { note: '' })).toEqual(['note']);
    expect(await refused('renew', { appointmentIds: [] })).toEqual(['of']);
  });
});
