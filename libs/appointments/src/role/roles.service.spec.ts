import type { Actor } from '@app/access';
import { Conflict, InvalidInput, type LocalDate, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { AppointmentQueries } from '../appointment/appointment.queries';
import { AppointmentsService } from '../appointment/appointments.service';
import { AppointmentEligibility } from '../appointment/eligibility';
import type { Requirement, Wanted } from './requirement.rules';
import { RoleEligibilityQueries } from './role-eligibility.queries';
import { RoleQueries } from './roles.queries';
import { type NewRoleVersion, RolesService } from './roles.service';

const ON: LocalDate = '2026-11-16';
const required = (wanted: Wanted, alternative: number | null = null): Requirement => ({
  ...{ wanted, isRequired: true, alternative },
});

describe('What a role asks for', () => {
  let test: LibTest;
  let figures: TestFigures;
  let service: RolesService;
  let roles: RoleQueries;
  let office: Actor;
  let unitId: string;

  beforeEach(async () => {
    test = await startLibTest(AppointmentsModule);
    figures = new TestFigures(test.database);
    service = test.get(RolesService);
    roles = test.get(RoleQueries);
    office = await test.city.addActor({ roles: ['staff', 'program_office'] });
    unitId = await test.city.addUnit({ code: 'A', name: '総務課' });
  });

  afterEach(() => test.close());

  const version = (facts: Partial<NewRoleVersion> = {}): NewRoleVersion => ({
    ...{ role: 'leader', validFrom: '2027-04-01', letter: 'appointment', termMonths: null },
    ...{ together: true, isEnded: false },
    ...{ note: '要件を決める', requirements: [required({ kind: 'consent' })] },
    ...facts,
  });

  async function add(input: NewRoleVersion, warningsAccepted = true): Promise<number> {
    const { mark } = await service.previewVersion(office, input);
    return service.addVersion(office, input, { mark, warningsAccepted });
  }

  it('is nothing until the city says so', async () => {
    const now = await roles.listOn(ON);
    expect(
      now.map(({ role, requirements, termMonths }) => [role, requirements, termMonths]),
    ).toEqual([
      ['supporter', [], null],
      ['leader', [], null],
    ]);
  });

  it('is every kind of requirement, kept as it was chosen, from its day on', async () => {
    await figures.addCourse('リーダー養成', 'dx-leader');
    const requirements: readonly Requirement[] = [
      required({ kind: 'course_completed', courseKey: 'dx-leader', isOfYear: false }),
      required({ kind: 'certificate_held', codes: ['ip', 'fe'] }, 1),
      required({ kind: 'supporter_term', months: 12 }, 1),
      required({ kind: 'employment_type', types: ['regular', 'reappointed'] }),
      required({ kind: 'recommendation' }),
      required({ kind: 'consent' }),
      { ...required({ kind: 'approval' }), isRequired: false },
    ];
    const input = version({ requirements, letter: 'commission', termMonths: 24 });
    expect(await add(input)).toBe(2);
    expect((await roles.getOn('leader', '2027-03-31')).version).toBe(1);
    expect(await roles.getOn('leader', '2027-04-01')).toMatchObject({
      ...{ version: 2, letter: 'commission', termMonths: 24, requirements },
    });
    expect((await roles.getOn('supporter', '2027-04-01')).version).toBe(1);
    expect((await roles.listVersions('leader'))[1]).toMatchObject({ validUntil: '2027-03-31' });
  });

  it('is registered only as it was looked at', async () => {
    const input = version();
    const seen = { mark: 'x', warningsAccepted: true };
    await expect(service.addVersion(office, input, seen)).rejects.toThrow(Conflict);
    const { mark } = await service.previewVersion(office, input);
    const otherwise = version({ termMonths: 12 });
    await expect(
      service.addVersion(office, otherwise, { mark, warningsAccepted: true }),
    ).rejects.toThrow(Conflict);
    await service.addVersion(office, input, { mark, warningsAccepted: false });
    const actions = await rowsOf<{ action: string }>(
      test.database,
      `SELECT action FROM audit_entries WHERE subject_type = 'role_version'`,
    );
    expect(actions).toEqual([{ action: 'role_version.added' }]);
  });

  it('says where nobody of a unit meets what is 必須, and wants that to have been seen', async () => {
    await test.city.addPerson({ unitId });
    const holder = await test.city.addPerson({
      unitId: await test.city.addUnit({ code: 'B', name: '税務課' }),
    });
    await figures.addCertificate({ personId: holder });
    const input = version({
      requirements: [required({ kind: 'certificate_held', codes: ['ip'] })],
    });
    const { preview } = await service.previewVersion(office, input);
    expect(preview.units).toEqual([
      { name: '総務課', people: 1, meeting: 0 },
      { name: '税務課', people: 1, meeting: 1 },
    ]);
    expect(preview.groups[0]?.unmetUnits).toEqual(['総務課']);
    await expect(add(input, false)).rejects.toThrow(InvalidInput);
    expect(await add(input)).toBe(2);
  });

  it('is withdrawn before it begins, and its number is not given again', async () => {
    await add(version());
    await expect(service.withdrawVersion(office, 'leader', 1)).rejects.toThrow(NotFound);
    await service.withdrawVersion(office, 'leader', 2);
    expect((await roles.getOn('leader', '2027-04-01')).version).toBe(1);
    expect(await add(version({ validFrom: ON }))).toBe(3);
    await expect(service.withdrawVersion(office, 'leader', 3)).rejects.toThrow(Conflict);
  });

  it('is refused for a day that is over, the same words, an unknown course, and by others', async () => {
    await expect(add(version({ validFrom: '2026-11-15' }))).rejects.toThrow(InvalidInput);
    await expect(add(version({ requirements: [] }))).rejects.toThrow(/第1版と同じです/);
    const unknown = required({ kind: 'course_completed', courseKey: 'none', isOfYear: false });
    await expect(add(version({ requirements: [unknown] }))).rejects.toThrow(InvalidInput);
    const other = required({ kind: 'certificate_held', codes: ['none'] });
    await expect(add(version({ requirements: [other] }))).rejects.toThrow(InvalidInput);
    await add(version());
    await expect(add(version({ termMonths: 12 }))).rejects.toThrow(InvalidInput);
    for (const role of ['hr', 'auditor', 'administrator', 'unit_head'] as const) {
      const actor = anActor({ roles: ['staff', role] });
      await expect(service.previewVersion(actor, version())).rejects.toThrow(NotAllowed);
      await expect(service.withdrawVersion(actor, 'leader', 2)).rejects.toThrow(NotAllowed);
    }
  });

  it('says how long a term is that nobody has said an end for', async () => {
    const appoint = async (termStart: LocalDate) => {
      const personId = await test.city.addPerson({ unitId });
      const id = await test.get(AppointmentsService).appoint(office, {
        ...{ personId, role: 'leader', termStart, termEnd: null, documentNumber: 'DX第1号' },
        ...{ note: '', warningsAccepted: true },
      });
      return (await test.get(AppointmentQueries).findOne(office, id, termStart))?.termEnd;
    };
    await add(version({ termMonths: 24 }));
    expect(await appoint('2026-12-01')).toBe('2029-03-31');
    expect(await appoint('2027-04-01')).toBe('2029-03-31');
    expect(await appoint('2027-05-01')).toBe('2029-04-30');
  });

  it('must have been seen to be missing before somebody is appointed', async () => {
    const certificate = required({ kind: 'certificate_held', codes: ['ip'] });
    const requirements = [certificate, required({ kind: 'consent' })];
    await add(version({ validFrom: ON, requirements }));
    const personId = await test.city.addPerson({ unitId });
    const appoint = (warningsAccepted: boolean, warnedReason?: string) =>
      test.get(AppointmentsService).appoint(office, {
        ...{ personId, role: 'leader', termStart: '2026-12-01', termEnd: null },
        ...{ documentNumber: 'DX第1号', note: '兼務', warningsAccepted, warnedReason },
      });
    await expect(appoint(false)).rejects.toMatchObject({
      fields: {
        warningsAccepted:
          '任期の始まりに、必須の要件を満たしていません(資格: ITパスポート)。本人の同意が必須です。済んでいることを確かめてください。よければ確認欄に印を付けてください。',
      },
    });
    for (const reason of [undefined, ' ']) {
      await expect(appoint(true, reason)).rejects.toMatchObject({
        fields: { warnedReason: '必須の要件を満たさないまま登録する理由を入力してください。' },
      });
    }
    const id = await appoint(true, ' 来月受験するため ');
    const made = await test.get(AppointmentQueries).findOne(office, id, '2026-12-01');
    expect(made?.note).toBe('兼務\n必須の要件を満たさないまま登録する理由: 来月受験するため');
    const eligibility = test.get(AppointmentEligibility);
    const standing = async (termStart: LocalDate) =>
      eligibility.listStanding(personId, ['leader', 'supporter'], {
        ...{ termStart, termEnd: '2031-03-31' },
      });
    expect(await standing('2027-01-01')).toEqual([
      'すでにDX推進リーダーに任命されています(任期 令和8年12月1日〜令和11年3月31日、文書番号 DX第1号)。重なる任期は登録できません。令和11年4月1日からの任期は、再任として登録します。',
    ]);
    expect(await standing('2029-04-01')).toEqual([
      'DX推進リーダーには、令和11年3月31日までの任期に続く再任として登録します。',
    ]);
    expect(await standing('2029-04-02')).toEqual([]);
  });

  describe('and who meets it', () => {
    const judged = async (wanted: Wanted, on = ON) => {
      const people = await test.get(RoleEligibilityQueries).judgeOn([required(wanted)], on);
      return (personId: string) => people.get(personId)?.judged[0];
    };

    it('by a verified certificate or one that counts like it, as of the day', async () => {
      const add2 = async (facts: object) => {
        const personId = await test.city.addPerson({ unitId });
        const rowId = await figures.addCertificate({ personId, ...facts });
        return { personId, rowId };
      };
      const holder = await add2({});
      const higher = await add2({ code: 'fe' });
      const reported = await add2({ state: 'reported' });
      const revoked = await add2({ state: 'revoked' });
      const state = await judged({ kind: 'certificate_held', codes: ['ip', 'fe'] });
      expect(state(holder.personId)).toMatchObject({
        ...{ state: 'met', evidence: { rowId: holder.rowId, on: '2026-06-01' } },
      });
      expect(state(higher.personId)?.state).toBe('met');
      expect(state(reported.personId)?.state).toBe('not_met');
      expect(state(revoked.personId)?.state).toBe('not_met');
      const before = await judged({ kind: 'certificate_held', codes: ['ip'] }, '2026-06-01');
      expect(before(holder.personId)?.state).toBe('not_met');
      const exact = await judged({ kind: 'certificate_held', codes: ['ip'] });
      expect(exact(higher.personId)?.state).toBe('not_met');
    });

    it('by whatever counts as the certificate on the day, only where the role says so', async () => {
      const personId = await test.city.addPerson({ unitId });
      await figures.addCertificate({ personId, code: 'ap' });
      const held = { kind: 'certificate_held', codes: ['ip'] } as const;
      const open = { ...held, orEquivalent: true } as const;
      expect((await judged(held))(personId)?.state).toBe('not_met');
      expect((await judged(open))(personId)?.state).toBe('met');
      // 応用情報 counts as nothing any more from December on.
      await test.database.execute(
        `INSERT INTO certification_versions_history
         SELECT (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid(), 'version', 2, 'valid_from', '2026-12-01'))).*
         FROM certification_versions_history h JOIN certifications c ON c.id = h.certification_id AND c.code = 'ap'`,
      );
      expect((await judged(open, '2026-11-30'))(personId)?.state).toBe('met');
      expect((await judged(open, '2026-12-01'))(personId)?.state).toBe('not_met');
      const requirements = [required(open), required(held, 1)];
      await add(version({ requirements }));
      expect((await roles.getOn('leader', '2027-04-01')).requirements).toEqual(requirements);
      const { certifications, withEquivalents } = await roles.readAskable();
      expect([certifications.get('ip'), [...withEquivalents]]).toEqual([
        'ITパスポート',
        ['ip', 'sg', 'fe'],
      ]);
    });

    it('by a finished course, ever or in the fiscal year', async () => {
      const courseId = await figures.addCourse('リーダー養成', 'dx-leader');
      const learn = async (completedAt: string | null, cycle = 2026) => {
        const personId = await test.city.addPerson({ unitId });
        await figures.addEnrollment({
          ...{ personId, courseId, completedAt, dueOn: null, enrolledAt: '2025-05-01', cycle },
        });
        return personId;
      };
      const [now, lastYear, open] = [
        await learn('2026-10-01'),
        await learn('2025-10-01', 2025),
        await learn(null),
      ];
      const wanted = { kind: 'course_completed', courseKey: 'dx-leader' } as const;
      const ever = await judged({ ...wanted, isOfYear: false });
      const ofYear = await judged({ ...wanted, isOfYear: true });
      expect([now, lastYear, open].map((id) => ever(id)?.state)).toEqual(['met', 'met', 'not_met']);
      expect([now, lastYear, open].map((id) => ofYear(id)?.state)).toEqual([
        ...['met', 'not_met', 'not_met'],
      ]);
    });

    it('by time in office as a supporter, added up, and by the employment', async () => {
      const serve = async (facts: { termStart: LocalDate; endedOn?: LocalDate }) => {
        const personId = await test.city.addPerson({ unitId });
        await figures.addAppointment({ personId, unitId, role: 'supporter', ...facts });
        return personId;
      };
      const year = await serve({ termStart: '2025-11-17' });
      const short = await serve({ termStart: '2025-11-18' });
      const twice = await serve({ termStart: '2024-04-01', endedOn: '2024-10-01' });
      await figures.addAppointment({
        ...{ personId: twice, unitId, role: 'supporter', termStart: '2026-05-18' },
      });
      const leader = await test.city.addPerson({ unitId, employmentType: 'part_time' });
      await figures.addAppointment({ personId: leader, unitId, termStart: '2020-04-01' });
      const served = await judged({ kind: 'supporter_term', months: 12 });
      expect([year, short, twice, leader].map((id) => served(id)?.state)).toEqual([
        ...['met', 'not_met', 'met', 'not_met'],
      ]);
      expect(served(short)?.evidence).toMatchObject({ days: 364, on: '2025-11-18' });
      const employed = await judged({ kind: 'employment_type', types: ['regular'] });
      expect([year, leader].map((id) => employed(id)?.state)).toEqual(['met', 'not_met']);
    });

    it('of everybody employed on the day, or of those asked for', async () => {
      const personId = await test.city.addPerson({ unitId });
      const gone = await test.city.addPerson({ unitId, employedTo: ON });
      const queries = test.get(RoleEligibilityQueries);
      const all = await queries.judgeOn([], ON);
      expect([all.has(personId), all.has(gone)]).toEqual([true, false]);
      expect([...(await queries.judgeOn([], ON, [personId])).keys()]).toEqual([personId]);
    });
  });
});
