import {
  type DxRole,
  type NewRoleVersion,
  type Requirement,
  RolesService,
  type Wanted,
} from '@app/appointments';
import { NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { TeamCandidateQueries } from './team-candidates.queries';

describe('Candidates of a unit', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let own: string;
  let other: string;
  let security: string;
  let free: string;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    own = await lib.city.addUnit({ code: 'A', name: '総務課' });
    other = await lib.city.addUnit({ code: 'B', name: '税務課' });
    security = await figures.addCourse('情報セキュリティ', 'infosec');
    free = await figures.addCourse('リーダー養成', 'dx-leader');
  });

  afterEach(() => lib.close());

  const wanted = (it: Wanted): Requirement => ({ wanted: it, isRequired: true, alternative: null });
  const head = () => anActor({ roles: ['staff', 'unit_head'], headedUnitIds: [own] });

  async function ask(...requirements: readonly Requirement[]): Promise<void> {
    const office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    const version: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '決める', requirements },
      ...{ validFrom: '2026-11-16', together: true, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
  }

  const list = (role: DxRole = 'leader', page = 1, pageSize = 50) =>
    lib.get(TeamCandidateQueries).list(head(), 'A', { role, page, pageSize });

  it('are those who work there today, page by page, with their roles and absence', async () => {
    const leader = await lib.city.addPerson({ unitId: own, name: '先導　花子', kana: 'ア' });
    await figures.addAppointment({ personId: leader, unitId: own });
    const away = await lib.city.addPerson({ unitId: own, kana: 'イ' });
    await figures.addAbsence(away, 'parental_leave', { from: '2026-10-01' });
    await lib.city.addPerson({ unitId: own, employedTo: '2026-11-16' });
    await lib.city.addPerson({ unitId: own, employedFrom: '2027-04-01' });
    await lib.city.addPerson({ unitId: other });
    const found = await list();
    expect(found.people.map(({ personId, roles, absence }) => [personId, roles, absence])).toEqual([
      [leader, ['leader'], null],
      [away, [], 'parental_leave'],
    ]);
    expect(found).toMatchObject({
      total: 2,
      candidates: 1,
      ready: 0,
      version: { version: 1 },
      unit: { name: '総務課' },
    });
    expect((await list('leader', 2, 1)).people.map(({ personId }) => personId)).toEqual([away]);
  });

  it('begin, among equals, with who has been a supporter longest', async () => {
    const names = ['ア', 'イ', 'ウ'];
    const people: string[] = [];
    for (const kana of names) people.push(await lib.city.addPerson({ unitId: own, kana }));
    const [, later = '', first = ''] = people;
    for (const [personId, termStart] of [
      [later, '2026-10-01'],
      [first, '2026-04-01'],
    ] as const)
      await figures.addAppointment({ personId, unitId: own, role: 'supporter', termStart });
    expect((await list()).people.map(({ personId }) => names[people.indexOf(personId)])).toEqual([
      'ウ',
      'イ',
      'ア',
    ]);
  });

  it('are told with verified certificates and mandated courses; what was chosen freely is to be asked', async () => {
    await ask(
      wanted({ kind: 'certificate_held', codes: ['ip'] }),
      wanted({ kind: 'course_completed', courseKey: 'infosec', isOfYear: true }),
      wanted({ kind: 'course_completed', courseKey: 'dx-leader', isOfYear: false }),
      wanted({ kind: 'consent' }),
    );
    const personId = await lib.city.addPerson({ unitId: own, kana: 'イ' });
    await figures.addCertificate({ personId });
    await figures.addEnrollment({ personId, courseId: security, completedAt: '2026-10-01' });
    await figures.addEnrollment({
      ...{ personId, courseId: free, completedAt: '2026-10-01', dueOn: null },
    });
    // First by name, and last because something is missing.
    const reported = await lib.city.addPerson({ unitId: own, kana: 'ア', name: '亜' });
    await figures.addCertificate({ personId: reported, state: 'reported' });
    await figures.addEnrollment({ personId: reported, courseId: security });
    const { people } = await list();
    const told = people.map(({ judged, required }) => [
      ...judged.map(({ state }) => state),
      required,
    ]);
    expect(told).toEqual([
      ['met', 'met', 'unknown', 'unknown', 'unknown'],
      ['not_met', 'not_met', 'unknown', 'unknown', 'not_met'],
    ]);
    expect(people[0]?.judged[2]?.evidence).toBeNull();
  });

  it('are the head’s of the unit and nobody else’s', async () => {
    const asked = { role: 'leader', page: 1, pageSize: 50 } as const;
    const queries = lib.get(TeamCandidateQueries);
    await expect(queries.list(head(), 'B', asked)).rejects.toThrow(NotFound);
    await expect(queries.list(anActor({ roles: ['staff'] }), 'A', asked)).rejects.toThrow(NotFound);
    const office = anActor({ roles: ['staff', 'program_office'] });
    expect((await queries.list(office, 'A', asked)).people).toEqual([]);
  });
});
