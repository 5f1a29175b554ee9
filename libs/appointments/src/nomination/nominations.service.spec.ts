import { type Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { Conflict, InvalidInput, type NominationId, NotAllowed, NotFound } from '@app/platform';
import {
  anActor,
  type LibTest,
  rewriteHistory,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { AppointmentQueries } from '../appointment/appointment.queries';
import { AppointmentsService } from '../appointment/appointments.service';
import { AppointmentsModule } from '../appointments.module';
import { STEPS, type Wanted } from '../role/requirement.rules';
import { type NewRoleVersion, RolesService } from '../role/roles.service';
import { NominationDecisions } from './nomination-decisions';
import { NominationSnapshots } from './nomination-snapshots';
import { NominationQueries } from './nominations.queries';
import { NominationsService } from './nominations.service';

describe('推薦', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let service: NominationsService;
  let decisions: NominationDecisions;
  let queries: NominationQueries;
  let unitId: string;
  let head: Actor;
  let letters = 500;
  const office: Actor = anActor({ roles: ['staff', 'program_office'] });
  const auditor: Actor = anActor({ roles: ['staff', 'auditor'] });

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    for (const actor of [office, auditor]) await lib.city.register(actor);
    figures = new TestFigures(lib.database);
    [service, decisions, queries] = [
      lib.get(NominationsService),
      lib.get(NominationDecisions),
      lib.get(NominationQueries),
    ];
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
    const personId = await lib.city.addPerson({ unitId, isManagerial: true });
    head = await lib.city.addActor({
      ...{ personId, roles: ['staff', 'unit_head'], headedUnitIds: [unitId] },
    });
    const wanted: readonly Wanted[] = [
      { kind: 'certificate_held', codes: ['ip'] },
      ...STEPS.map((kind) => ({ kind })),
    ];
    const version: NewRoleVersion = {
      ...{ role: 'leader', validFrom: '2026-11-16', letter: 'appointment', termMonths: 24 },
      ...{ together: true, isEnded: false, note: '要件を決める' },
      requirements: wanted.map((it) => ({ wanted: it, isRequired: true, alternative: null })),
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
  });

  afterAll(() => lib.close());

  const member = async (facts: object = {}): Promise<Actor> =>
    lib.city.addActor({ personId: await lib.city.addPerson({ unitId, ...facts }) });
  const nominate = (by: Actor, { personId }: Actor): Promise<NominationId> =>
    service.nominate(by, { personId, role: 'leader', reason: '業務の見直しを進めてきたため' });
  const approving = (nominationId: NominationId, warningsAccepted = false) => ({
    ...({
      nominationId,
      termStart: '2026-12-01',
      termEnd: null,
      note: '',
      warningsAccepted,
    } as const),
    documentNumber: `DX第${String((letters += 1))}号`,
  });
  const stateOf = async (id: NominationId) => (await queries.get(office, id)).state;
  const auditOf = async (id: string) =>
    (
      await rowsOf<{ action: string }>(
        lib.database,
        `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
        [id],
      )
    ).map(({ action }) => action);

  it('names leave as an appointment does, and goes on when that was seen', async () => {
    const away = await member();
    await figures.addAbsence(away.personId, 'sick_leave', { from: '2026-10-01' });
    const input = { personId: away.personId, role: 'leader', reason: '復帰のあとのため' };
    await expect(service.nominate(head, input)).rejects.toMatchObject({
      fields: { warningsAccepted: /いま育休中です。復帰するまで、課の充足には数えません。/ },
    });
    const id = await service.nominate(head, { ...input, warningsAccepted: true });
    expect(await stateOf(id)).toBe('nominated');
  });

  it('goes from the head over the consent to an appointment whose steps are met by it', async () => {
    const person = await member();
    await figures.addCertificate({ personId: person.personId });
    const id = await nominate(head, person);
    expect(await queries.get(person, id)).toMatchObject({
      state: 'nominated',
      consentBy: '2026-11-30',
    });
    const asked = await lib.get(NominationSnapshots).preview(await queries.get(person, id));
    expect(asked.map(({ state }) => state)).toEqual(['met', 'met', 'unknown', 'unknown']);
    await expect(decisions.approve(office, approving(id))).rejects.toThrow(
      'いま「同意待ち」のため',
    );
    await service.consent(person, id);
    const findings = await lib.get(NominationSnapshots).list(await queries.get(head, id));
    expect(findings.map(({ said, state, isLost }) => [said, state, isLost])).toEqual([
      ['資格: ITパスポート(令和8年6月1日)', 'met', false],
      ['所属長の推薦(令和8年11月16日)', 'met', false],
      ['本人の同意(令和8年11月16日)', 'met', false],
      ['DX推進室の承認', 'unknown', false],
    ]);
    const appointmentId = await decisions.approve(office, approving(id));
    const made = await lib.get(AppointmentQueries).findOne(office, appointmentId, '2026-12-02');
    expect(made).toMatchObject({ state: 'in_force', termEnd: '2028-11-30', unitName: '総務課' });
    expect(await queries.get(person, id)).toMatchObject({ state: 'approved', appointmentId });
    expect(await auditOf(id)).toEqual([
      ...['nomination.nominated', 'nomination.consented', 'nomination.approved'],
    ]);
  });

  it('ends when the person is appointed without it, which must have been seen; nobody consents to it any more', async () => {
    const appointments = lib.get(AppointmentsService);
    const person = await member();
    await figures.addCertificate({ personId: person.personId });
    const id = await nominate(head, person);
    const { nominationId: _by, ...term } = approving(id);
    const direct = { ...term, personId: person.personId, role: 'leader' };
    await expect(appointments.appoint(office, direct)).rejects.toMatchObject({
      fields: {
        warningsAccepted: expect.stringMatching(
          /所属長の推薦\(.+\)が「同意待ち」まで進んでいます。.*「直接任命されたため終了」になります。/,
        ) as string,
      },
    });
    await appointments.appoint(office, { ...direct, warningsAccepted: true });
    expect(await stateOf(id)).toBe('appointed_directly');
    expect(await auditOf(id)).toEqual(['nomination.nominated', 'nomination.appointed_directly']);
    await expect(service.consent(person, id)).rejects.toThrow(Conflict);
    const steps = await queries.listSteps(office, await queries.get(office, id));
    expect(steps.map(({ step }) => step)).toContain('appointed_directly');
    const other = await member();
    const supporting = await service.nominate(other, {
      ...{ personId: other.personId, role: 'supporter', reason: '相談役を務めてきたため' },
    });
    await appointments.appoint(office, {
      ...{ ...term, personId: other.personId, role: 'leader', documentNumber: 'DX第499号' },
      ...{ warningsAccepted: true, warnedReason: '要件は後で満たすため' },
    });
    expect(await stateOf(supporting)).toBe('consented');
  });

  it('goes on no more after it was declined or returned, once the person is appointed without it', async () => {
    const appointments = lib.get(AppointmentsService);
    const [declining, returned] = [await member(), await member()];
    const [declined, sentBack] = [await nominate(head, declining), await nominate(head, returned)];
    await service.decline(declining, declined, '');
    await service.consent(returned, sentBack);
    await decisions.refuse(office, sentBack, { outcome: 'returned', reason: '理由を詳しく' });
    const made = await Promise.all(
      [declining, returned].map(({ personId }) => {
        const { nominationId: _by, ...term } = approving(declined, true);
        const direct = { ...term, personId, role: 'leader', warnedReason: '要件は後で満たすため' };
        return appointments.appoint(office, direct);
      }),
    );
    const code = 'nomination.appointed_since';
    await expect(service.takeBackAnswer(declining, declined)).rejects.toMatchObject({ code });
    await expect(decisions.takeBack(office, sentBack)).rejects.toMatchObject({ code });
    for (const id of [declined, sentBack])
      expect(await queries.get(office, id)).toMatchObject({ isAppointedSince: true });
    // What was a mistake is none.
    for (const appointmentId of made)
      await appointments.annul(office, { appointmentId, reason: '誤り' });
    await service.takeBackAnswer(declining, declined);
    await decisions.takeBack(office, sentBack);
    expect(await stateOf(declined)).toBe('nominated');
  });

  it('is of whom one heads, of oneself, or of the office; and of nobody else it does not exist', async () => {
    const [person, stranger] = [await member(), await member()];
    for (const by of [stranger, auditor, anActor({ roles: ['staff', 'hr'] })])
      await expect(nominate(by, person)).rejects.toThrow(NotFound);
    const id = await nominate(office, person);
    expect(await queries.get(head, id)).toMatchObject({ origin: 'office' });
    await expect(queries.get(stranger, id)).rejects.toThrow(NotFound);
    await expect(service.consent(stranger, id)).rejects.toThrow(NotFound);
    await expect(nominate(head, person)).rejects.toThrow(Conflict);
    await expect(service.consent(head, id)).rejects.toThrow(NotFound);
    await expect(service.support(stranger, id, 'x')).rejects.toThrow(NotFound);
    await expect(
      service.nominate(head, { personId: stranger.personId, role: 'leader', reason: ' ' }),
    ).rejects.toThrow(InvalidInput);
  });

  it('tells why somebody declined to DX推進室 alone', async () => {
    const person = await member();
    const id = await nominate(head, person);
    await service.decline(person, id, '介護のため');
    const answers = [office, auditor, head].map(async (by) => (await queries.get(by, id)).answer);
    expect(await Promise.all(answers)).toEqual(['介護のため', null, null]);
    const steps = await queries.listSteps(head, await queries.get(head, id));
    expect(steps.map(({ step, answer }) => [step, answer])).toEqual([
      ['nominated', null],
      ['declined', null],
    ]);
    await service.takeBackAnswer(person, id);
    expect(await stateOf(id)).toBe('nominated');
    await service.consent(person, id);
    await service.takeBackAnswer(person, id);
    await service.withdraw(head, id);
    await expect(service.consent(person, id)).rejects.toThrow(Conflict);
    expect(await stateOf(id)).toBe('withdrawn');
  });

  it('comes back with a reason, which is taken back, and is made again', async () => {
    const person = await member();
    const id = await nominate(head, person);
    await service.consent(person, id);
    await expect(decisions.refuse(office, id, { outcome: 'returned', reason: '' })).rejects.toThrow(
      InvalidInput,
    );
    await decisions.refuse(office, id, { outcome: 'returned', reason: '理由を詳しく' });
    await decisions.takeBack(office, id);
    await decisions.refuse(office, id, { outcome: 'returned', reason: '理由を詳しく' });
    lib.clock.set('2026-11-17T09:00:00+09:00');
    const again = await nominate(head, person);
    await expect(decisions.takeBack(office, id)).rejects.toThrow(Conflict);
    await service.consent(person, again);
    await decisions.refuse(office, again, { outcome: 'not_taken', reason: '別の人を任命する' });
    expect(await stateOf(again)).toBe('not_taken');
    expect(await queries.get(head, id)).toMatchObject({ isFollowed: true, answer: '理由を詳しく' });
  });

  it('of oneself needs no consent, and the word of the head where the role asks for it', async () => {
    const person = await member();
    await figures.addCertificate({ personId: person.personId });
    const id = await nominate(person, person);
    expect(await stateOf(id)).toBe('consented');
    await expect(decisions.approve(office, approving(id))).rejects.toMatchObject({
      fields: { warningsAccepted: expect.stringContaining('所属長の推薦') as string },
    });
    // It is known to be missing: a tick is not enough.
    await expect(decisions.approve(office, approving(id, true))).rejects.toMatchObject({
      fields: { warnedReason: expect.any(String) as string },
    });
    await service.support(head, id, '適任です');
    await service.takeBackSupport(head, id);
    await service.support(head, id, '適任です');
    await decisions.approve(office, approving(id));
    const own = await nominate(head, head);
    await expect(service.support(head, own, '自分で')).rejects.toThrow(NotAllowed);
  });

  it('lapses when nobody answers, and the next one closes it', async () => {
    const person = await member();
    const id = await nominate(head, person);
    await rewriteHistory(
      lib.database,
      `UPDATE nominations_history SET consent_by = '2026-11-15' WHERE id = $1`,
      [id],
    );
    expect(await stateOf(id)).toBe('lapsed');
    // Since the day after the last one, also once the next recommendation has closed it.
    const lapsed = { consentBy: '2026-11-15', since: new Date('2026-11-16T00:00:00+09:00') };
    expect(await queries.get(head, id)).toMatchObject(lapsed);
    await expect(service.consent(person, id)).rejects.toThrow('返事の期限');
    await nominate(head, person);
    expect(await auditOf(id)).toEqual(['nomination.nominated', 'nomination.lapsed']);
    expect(await queries.get(head, id)).toMatchObject({ state: 'lapsed', ...lapsed });
  });

  it('names what no longer holds, which must have been seen; the snapshot stays', async () => {
    const person = await member();
    const recordId = await figures.addCertificate({ personId: person.personId });
    const id = await nominate(head, person);
    await service.consent(person, id);
    await lib.database.execute(
      'UPDATE certification_records_history SET superseded_at = recorded_at WHERE id = $1',
      [recordId],
    );
    const [first] = await lib.get(NominationSnapshots).list(await queries.get(office, id));
    expect(first).toMatchObject({ state: 'met', now: 'not_met', isLost: true });
    await expect(decisions.approve(office, approving(id))).rejects.toMatchObject({
      fields: {
        warningsAccepted: expect.stringContaining(
          '「資格: ITパスポート(令和8年6月1日)」を、いまは満たしていません。',
        ) as string,
      },
    });
    const reason = { warnedReason: '再受験するため' };
    const madeId = await decisions.approve(office, { ...approving(id, true), ...reason });
    const decided = await queries.get(person, id);
    expect(decided.confirmed).toEqual([
      '同意の日に満たしていた「資格: ITパスポート(令和8年6月1日)」を、いまは満たしていません。',
      '任期の始まりに、必須の要件を満たしていません(資格: ITパスポート)。',
      '理由: 再受験するため',
    ]);
    const made = await lib.get(AppointmentQueries).findOne(office, madeId, '2026-12-02');
    expect(made?.nomination).toEqual({ id, confirmed: decided.confirmed });
    const steps = await queries.listSteps(head, decided);
    expect(steps.at(-1)).toMatchObject({ step: 'approved', confirmed: decided.confirmed });
    expect((await lib.get(NominationSnapshots).list(decided))[0]).toMatchObject({ state: 'met' });
  });

  it('is never decided by oneself', async () => {
    const person = await lib.city.addActor({
      personId: await lib.city.addPerson({ unitId }),
      roles: ['staff', 'program_office'],
    });
    const id = await nominate(person, person);
    await expect(decisions.approve(person, approving(id, true))).rejects.toThrow(Conflict);
    const refusal = { outcome: 'not_taken', reason: 'x' } as const;
    await expect(decisions.refuse(person, id, refusal)).rejects.toThrow(Conflict);
    await expect(decisions.refuse(head, id, refusal)).rejects.toThrow(NotAllowed);
  });

  it('has one winner, however many decide at the same moment', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => member()));
    for (const person of people) {
      const id = await nominate(person, person);
      const tries = Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? decisions.approve(office, approving(id, true))
          : decisions.refuse(office, id, { outcome: 'not_taken', reason: '見送り' }),
      );
      const done = await Promise.allSettled(tries);
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    const decided = await rowsOf<{ count: number }>(
      lib.database,
      `SELECT count(*)::int AS count FROM nominations n WHERE (n.state = 'approved')
         <> EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = n.appointment_id)`,
    );
    expect(decided).toEqual([{ count: 0 }]);
  });

  it('ends where its appointment was a mistake, and may be made again', async () => {
    const person = await member();
    await figures.addCertificate({ personId: person.personId });
    const id = await nominate(head, person);
    await service.consent(person, id);
    const appointmentId = await decisions.approve(office, approving(id));
    const mistake = { appointmentId, reason: '別の人の決裁でした。' };
    await lib.get(AppointmentsService).annul(office, mistake);
    for (const reader of [person, head, office])
      expect(await queries.get(reader, id)).toMatchObject({ state: 'annulled', isFollowed: false });
    const asked = { page: 1, pageSize: 10 };
    const listed = async (state: 'annulled' | 'approved') =>
      (await queries.list(office, { ...asked, state })).rows.map((row) => row.id);
    expect(await listed('annulled')).toEqual([id]);
    expect(await listed('approved')).not.toContain(id);
    expect(await stateOf(await nominate(head, person))).toBe('nominated');
  });
});
