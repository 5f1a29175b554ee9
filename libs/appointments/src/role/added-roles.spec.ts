import type { Actor } from '@app/access';
import {
  type AppointmentId,
  Conflict,
  idOf,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  NotFound,
  type PersonId,
  Vocabulary,
  withWords,
} from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import type { DxRole } from '../appointment/appointment.rules';
import { AppointmentEligibility } from '../appointment/eligibility';
import { type Appointing, AppointmentsService } from '../appointment/appointments.service';
import { ExtensionsService } from '../appointment/extensions.service';
import { LetterDrafts } from '../letter/letter-drafts';
import { LettersService } from '../letter/letters.service';
import { NominationsService } from '../nomination/nominations.service';
import { dxRoles, roleTitle } from '../vocabulary';
import { AddedRolesService } from './added-roles.service';
import { RoleQueries } from './roles.queries';
import { type NewRoleVersion, RolesService } from './roles.service';

const TODAY: LocalDate = '2026-11-16';
const NAME = { word: '業務改善推進員', short: '推進員' };

describe('A role that the city adds', () => {
  let test: LibTest;
  let service: AddedRolesService;
  let office: Actor;
  let personId: PersonId;

  beforeEach(async () => {
    test = await startLibTest(AppointmentsModule);
    service = test.get(AddedRolesService);
    office = await test.city.addActor({ roles: ['staff', 'program_office'] });
    const unitId = await test.city.addUnit({ code: 'A', name: '総務課' });
    personId = await test.city.addPerson({ unitId });
  });

  afterEach(() => test.close());

  async function inWords<Result>(work: () => Promise<Result> | Result): Promise<Result> {
    return withWords(await test.get(Vocabulary).current(), work);
  }

  async function begin(role: DxRole, facts: Partial<NewRoleVersion> = {}): Promise<void> {
    const version: NewRoleVersion = {
      ...{ role, validFrom: TODAY, letter: 'appointment', termMonths: 12, together: true },
      ...{ isEnded: false, note: '始める', requirements: [], ...facts },
    };
    const { mark } = await test.get(RolesService).previewVersion(office, version);
    await test.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
  }

  const appoint = (role: DxRole, facts: Partial<Appointing> = {}) =>
    test.get(AppointmentsService).appoint(office, {
      ...{ personId, role, termStart: TODAY, termEnd: null, documentNumber: '人第1号', note: '' },
      ...{ warningsAccepted: true, ...facts },
    });

  it('has a name from today on, and is appointed to once it asks for something, for as long as it says', async () => {
    const role = await service.addRole(office, NAME);
    expect(await inWords(() => [dxRoles(), roleTitle(role)])).toEqual([
      ['supporter', 'leader', role],
      '業務改善推進員',
    ]);
    await expect(inWords(() => appoint(role))).rejects.toMatchObject({
      fields: {
        termStart: expect.stringContaining('業務改善推進員の要件がまだ始まっていません') as string,
      },
    });
    await begin(role);
    await appoint(role);
    expect(
      await rowsOf(test.database, 'SELECT role, term_end::text FROM role_appointments'),
    ).toEqual([{ role, term_end: '2027-11-15' }]);
    expect(await test.get(RoleQueries).listOpenOn(TODAY)).toEqual(['leader', 'supporter', role]);
  });

  it('is called as nothing else is, also not by what the plan’s roles are called', async () => {
    await service.addRole(office, NAME);
    for (const same of [
      NAME,
      { word: 'ＤＸサポーター', short: '' },
      { word: '推進員', short: '' },
      // A blank makes no other word of it.
      { word: '業務改善 推進員', short: '' },
      { word: '推　進 員', short: '' },
    ]) {
      await expect(service.addRole(office, same)).rejects.toMatchObject({
        fields: { word: expect.stringContaining('同じです') as string },
      });
    }
    for (const word of ['', '　', 'あ'.repeat(31), '推進<員>', '推進\n員']) {
      await expect(service.addRole(office, { word, short: '' })).rejects.toThrow(InvalidInput);
    }
    // No letter could be made with it.
    await expect(service.addRole(office, { word: '推進員🚀', short: '' })).rejects.toMatchObject({
      fields: {
        word: '書面の書体にない文字(🚀)は使えません。取り除くか、別の文字に変えてください。',
      },
    });
    await expect(service.addRole(office, { word: '別の役割', short: '🚀' })).rejects.toMatchObject({
      fields: { short: expect.stringContaining('(🚀)') as string },
    });
    expect(await rowsOf(test.database, 'SELECT count(*)::int AS n FROM dx_roles')).toEqual([
      { n: 3 },
    ]);
  });

  it('is called otherwise from a day on; the plan’s own roles are renamed elsewhere', async () => {
    const role = await service.addRole(office, NAME);
    const validFrom: LocalDate = '2027-04-01';
    await service.renameRole(office, role, { word: '改善推進員', short: '', validFrom });
    const vocabulary = test.get(Vocabulary);
    expect((await vocabulary.on('2027-03-31')).role(role)).toEqual(NAME);
    expect((await vocabulary.on(validFrom)).role(role).word).toBe('改善推進員');
    expect((await vocabulary.on('2026-01-01')).role(role)).toEqual(NAME);
    const again = service.renameRole(office, role, { word: '改善推進員', short: '', validFrom });
    await expect(again).rejects.toThrow(Conflict);
    expect(await service.listPlannedNames(role)).toMatchObject([{ word: '改善推進員', validFrom }]);
    // Who sees only the name of today is told where the other one comes from.
    await expect(service.addRole(office, { word: '改善推進員', short: '' })).rejects.toMatchObject({
      fields: {
        word: '「業務改善推進員」が令和9年4月1日から使う言葉と同じです。見分けられるように、別の言葉を入力してください。',
      },
    });
    // One message, at the field that was filled in, by the name that people know.
    await expect(service.addRole(office, { word: NAME.word, short: '' })).rejects.toMatchObject({
      fields: {
        word: expect.stringContaining('「業務改善推進員」の言葉と同じです') as string,
      },
    });
    const twice: unknown = await service
      .addRole(office, { word: NAME.word, short: '' })
      .catch((it: unknown) => it);
    expect(Object.keys((twice as InvalidInput).fields)).toEqual(['word']);
    await service.withdrawName(office, role, validFrom);
    expect((await vocabulary.on(validFrom)).role(role)).toEqual(NAME);
    await expect(service.withdrawName(office, role, validFrom)).rejects.toThrow(Conflict);
    await expect(service.withdrawName(office, 'leader', validFrom)).rejects.toThrow(NotFound);
    await expect(service.withdrawName(anActor(), role, validFrom)).rejects.toThrow(NotAllowed);
    for (const other of ['leader', 'role-99', "x'"]) {
      await expect(
        service.renameRole(office, other, { word: '別', short: '', validFrom }),
      ).rejects.toThrow(NotFound);
    }
  });

  it('is held alone where it says so, on either side of the other role', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role, { together: false });
    await appoint('supporter', { termStart: '2027-01-01' });
    await expect(inWords(() => appoint(role))).rejects.toMatchObject({
      code: 'appointment.not_together',
      message: expect.stringContaining(
        '業務改善推進員は、ほかの役割と同時には務められません',
      ) as string,
    });
    const standing = async (asked: DxRole, termStart: LocalDate, termEnd: LocalDate) =>
      inWords(() =>
        test.get(AppointmentEligibility).listStanding(personId, [asked], { termStart, termEnd }),
      );
    expect(await standing(role, TODAY, '2026-12-31')).toEqual([]);
    expect(await standing(role, TODAY, '2027-01-01')).toEqual([
      '業務改善推進員には任命できません。業務改善推進員は、ほかの役割と同時には務められません。DXサポーターの任期(令和9年1月1日〜令和11年3月31日)と重ならない日にするか、先にその任命を終了してください。',
    ]);
    await appoint(role, { termEnd: '2026-12-31' });
    expect(await standing('leader', '2026-12-01', '2026-12-02')).toEqual([
      expect.stringContaining('DX推進リーダーには任命できません。業務改善推進員は、'),
    ]);
    await expect(
      appoint('leader', { termStart: '2026-12-01', documentNumber: '人第2号' }),
    ).rejects.toMatchObject({ code: 'appointment.not_together' });
    // Said first: nothing is asked to be accepted of what cannot be done at all.
    const unseen = { termStart: '2026-11-01', warningsAccepted: false } as const;
    await expect(appoint('leader', unseen)).rejects.toMatchObject({
      code: 'appointment.not_together',
    });
  });

  it('comes to its end: nobody is recommended or appointed any more, who holds it goes on', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    await appoint(role);
    test.clock.set('2026-11-20T10:00:00+09:00');
    await begin(role, { validFrom: '2026-11-20', isEnded: true });
    await expect(
      inWords(() => appoint(role, { termStart: '2028-01-01', termEnd: '2028-03-31' })),
    ).rejects.toMatchObject({
      fields: { termStart: expect.stringContaining('終えた役割です') as string },
    });
    const nominating = { personId, role, reason: '適任のため' };
    await expect(test.get(NominationsService).nominate(office, nominating)).rejects.toThrow(
      InvalidInput,
    );
    expect(await rowsOf(test.database, 'SELECT count(*)::int AS n FROM role_appointments')).toEqual(
      [{ n: 1 }],
    );
    await expect(begin('leader', { isEnded: true })).rejects.toMatchObject({
      fields: { isEnded: expect.stringContaining('終えることはできません') as string },
    });
  });

  it('ends only once it was seen whom that concerns, and before no term that is ahead', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    const unitId = await test.city.addUnit({ code: 'B', name: '税務課' });
    const [other, asked] = [
      await test.city.addPerson({ unitId, name: '先任　二郎' }),
      await test.city.addPerson({ unitId, name: '推薦　三郎' }),
    ];
    await appoint(role);
    const id = await appoint(role, { personId: idOf<'person'>(other), termStart: '2026-12-15' });
    await test.get(NominationsService).nominate(office, {
      ...{ personId: idOf<'person'>(asked), role, reason: '適任のため' },
    });
    const roles = test.get(RolesService);
    const ending: NewRoleVersion = {
      ...{ role, validFrom: '2026-12-10', letter: 'appointment', termMonths: 12, together: true },
      ...{ isEnded: true, note: '終える', requirements: [] },
    };
    await expect(roles.previewVersion(office, ending)).rejects.toMatchObject({
      fields: {
        validFrom: expect.stringMatching(
          /この日以後に始まる任命があるため.*先任　二郎さん\(令和8年12月15日から\)/,
        ) as string,
      },
    });
    await test.get(AppointmentsService).annul(office, {
      ...{ appointmentId: idOf<'appointment'>(id), reason: '役割を終えるため' },
    });
    const { effects, mark } = await inWords(() => roles.previewVersion(office, ending));
    expect(effects).toEqual([
      expect.stringContaining('令和8年12月10日より後まで任期のある人が1名います: '),
      expect.stringContaining('進んでいる推薦が1件あります: 推薦　三郎さん(同意待ち)。'),
    ]);
    const save = (warningsAccepted: boolean) =>
      inWords(() => roles.addVersion(office, ending, { mark, warningsAccepted }));
    await expect(save(false)).rejects.toMatchObject({
      fields: { warningsAccepted: expect.any(String) as string },
    });
    await save(true);
    // The end lies ahead: it is not told as if it were over.
    const late = inWords(() => appoint(role, { termStart: '2026-12-20', personId: idOf(other) }));
    await expect(late).rejects.toMatchObject({
      fields: {
        termStart:
          '業務改善推進員は令和8年12月10日に終わる予定の役割です。任期の始まりは、令和8年12月9日までの日にしてください。',
      },
    });
  });

  it('has no term beyond its end once that is known; who was given one before keeps it, and it goes on no further', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    const held = await appoint(role, { termEnd: '2027-06-30' });
    await begin(role, { validFrom: '2027-03-01', isEnded: true });
    const unitId = await test.city.addUnit({ code: 'B', name: '税務課' });
    const second = await test.city.addPerson({ unitId, name: '次の　人' });
    const next = { personId: second, documentNumber: '人第2号' };
    const ended = '業務改善推進員は令和9年3月1日に終わる予定の役割です。';
    await expect(
      inWords(() => appoint(role, { ...next, termEnd: '2027-03-01' })),
    ).rejects.toMatchObject({
      fields: { termEnd: `${ended}任期の終わりは、令和9年2月28日までの日にしてください。` },
    });
    // Without an end of its own it ends with the role.
    const own = await appoint(role, next);
    const ends = `SELECT term_end::text FROM role_appointments WHERE id = '${own}'`;
    expect(await rowsOf(test.database, ends)).toEqual([{ term_end: '2027-02-28' }]);
    const extend = (appointmentId: AppointmentId, termEnd: LocalDate) =>
      inWords(() =>
        test.get(ExtensionsService).extend(office, {
          ...{ appointmentId, termEnd, documentNumber: '人第3号', reason: '続けるため' },
          warningsAccepted: true,
        }),
      );
    const further = `${ended}これより延長できません。満了のままにしてください。`;
    await expect(extend(held, '2027-07-31')).rejects.toMatchObject({
      fields: { termEnd: further },
    });
    await expect(extend(own, '2027-03-31')).rejects.toMatchObject({ fields: { termEnd: further } });
  });

  it('says before it is to be held alone who holds another role beside it', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    await appoint(role, { termStart: '2026-12-01' });
    await appoint('supporter', { termStart: '2027-02-01', documentNumber: '人第2号' });
    const alone: NewRoleVersion = {
      ...{ role, validFrom: '2027-01-01', letter: 'appointment', termMonths: 12, together: false },
      ...{ isEnded: false, note: '専任にする', requirements: [] },
    };
    const roles = test.get(RolesService);
    const { effects, mark } = await inWords(() => roles.previewVersion(office, alone));
    expect(effects).toEqual([expect.stringContaining('(DXサポーター、令和9年2月1日から)')]);
    const save = inWords(() => roles.addVersion(office, alone, { mark, warningsAccepted: false }));
    await expect(save).rejects.toThrow(InvalidInput);
  });

  it('is taken away as long as it never asked for anything; its name is free again, its key is not', async () => {
    const role = await service.addRole(office, NAME);
    await service.renameRole(office, role, { word: '改善員', short: '', validFrom: '2027-04-01' });
    await expect(service.removeRole(anActor(), role)).rejects.toThrow(NotAllowed);
    await service.removeRole(office, role);
    expect(await inWords(dxRoles)).toEqual(['supporter', 'leader']);
    for (const gone of [role, 'leader', 'role-99'])
      await expect(service.removeRole(office, gone)).rejects.toThrow(NotFound);
    await expect(begin(role)).rejects.toThrow(NotFound);
    const [last] = await rowsOf(
      test.database,
      'SELECT action, subject_id, detail FROM audit_entries ORDER BY id DESC LIMIT 1',
    );
    expect(last).toEqual({
      ...{ action: 'role.removed', subject_id: role },
      detail: { name: '改善員', shortName: '改善員' },
    });
    const again = await service.addRole(office, NAME);
    expect(again).toBe('role-4');
    await begin(again, { validFrom: '2026-12-01' });
    await expect(service.removeRole(office, again)).rejects.toThrow('先に、その版を取りやめて');
    await test.get(RolesService).withdrawVersion(office, again, 1);
    await begin(again);
    await expect(service.removeRole(office, again)).rejects.toThrow('新しい版で役割を終えて');
  });

  it('keeps the version by which somebody is appointed, also from a day ahead, and is not taken away', async () => {
    const [role, from] = [await service.addRole(office, NAME), '2026-12-01' as LocalDate];
    const roles = test.get(RolesService);
    await begin(role, { validFrom: from });
    const id = await appoint(role, { termStart: from });
    const withdrawing = () => inWords(() => roles.withdrawVersion(office, role, 1));
    await expect(withdrawing()).rejects.toMatchObject({
      code: 'role_version.is_relied_on',
      message: expect.stringMatching(
        /この版を前提にしているため、取りやめられません: .+さん\(令和8年12月1日から\)/,
      ) as string,
    });
    await expect(service.removeRole(office, role)).rejects.toThrow('先に、その版を取りやめて');
    await test
      .get(AppointmentsService)
      .annul(office, { appointmentId: idOf<'appointment'>(id), reason: '誤り' });
    await withdrawing();
    // The list of appointments still tells of it.
    await expect(service.removeRole(office, role)).rejects.toMatchObject({
      code: 'role.in_the_books',
    });
  });

  it('keeps no version of before which somebody was appointed', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    await appoint(role, { termStart: '2027-05-01' });
    test.clock.set('2026-11-17T10:00:00+09:00');
    await begin(role, { validFrom: '2027-04-01', termMonths: 24 });
    await test.get(RolesService).withdrawVersion(office, role, 2);
    await begin(role, { validFrom: '2027-04-01', termMonths: 24 });
    test.clock.set('2026-11-18T10:00:00+09:00');
    const unitId = await test.city.addUnit({ code: 'B', name: '税務課' });
    const other = await test.city.addPerson({ unitId });
    await appoint(role, { personId: idOf<'person'>(other), termStart: '2027-04-01' });
    await expect(test.get(RolesService).withdrawVersion(office, role, 3)).rejects.toThrow(Conflict);
  });

  it('keeps a name with which a letter was issued', async () => {
    const role = await service.addRole(office, NAME);
    await begin(role);
    const validFrom: LocalDate = '2027-04-01';
    const renamed = { word: '改善推進員', short: '', validFrom };
    await service.renameRole(office, role, renamed);
    const appointmentId = idOf<'appointment'>(await appoint(role, { termStart: validFrom }));
    const choice = { appointmentId, seal: null, datedOn: null };
    const { mark } = await inWords(() => test.get(LetterDrafts).preview(office, choice));
    await inWords(() => test.get(LettersService).issue(office, { ...choice, reason: '' }, mark));
    await expect(service.withdrawName(office, role, validFrom)).rejects.toMatchObject({
      code: 'role.name_issued',
      message: expect.stringContaining('人第1号') as string,
    });
    await expect(
      service.renameRole(office, role, { ...renamed, word: '別の推進員' }),
    ).rejects.toMatchObject({ code: 'role.name_issued' });
    await test.get(AppointmentsService).annul(office, { appointmentId, reason: '誤り' });
    await service.withdrawName(office, role, validFrom);
  });

  it('is added by DX推進室 only, and not without end', async () => {
    await expect(service.addRole(anActor(), NAME)).rejects.toThrow(NotAllowed);
    for (let count = 3; count <= 20; count += 1) {
      await service.addRole(office, { word: `役割${String(count)}番`, short: '' });
    }
    expect((await inWords(dxRoles)).at(-1)).toBe('role-20');
    await expect(service.addRole(office, NAME)).rejects.toMatchObject({ code: 'role.too_many' });
  });
});
