import { idOf, type LocalDate } from '@app/platform';
import { addNomination, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import type { Requirement, Wanted } from '../role/requirement.rules';
import type { RoleVersion } from '../role/roles.queries';
import { RolePathQueries, toldToOffice } from './paths.queries';

const ON = '2026-11-16';

describe('What is known of the way to a role', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let unit: string;
  let course: string;

  beforeAll(async () => {
    lib = await startLibTest(AppointmentsModule);
    figures = new TestFigures(lib.database);
    unit = await lib.city.addUnit({ code: 'A', name: '総務課' });
    course = await figures.addCourse('リーダー養成', 'dx-leader');
  });

  afterAll(() => lib.close());

  const version = (...wanted: readonly Wanted[]): RoleVersion => ({
    ...{ id: 'v', role: 'leader', version: 1, validFrom: '2026-04-01', validUntil: null },
    ...{ letter: 'appointment', termMonths: null, together: true, isEnded: false, note: '' },
    requirements: wanted.map((it): Requirement => ({
      ...{ wanted: it, isRequired: true, alternative: null },
    })),
  });
  const CERTIFICATE: Wanted = { kind: 'certificate_held', codes: ['ip'] };
  const COURSE: Wanted = { kind: 'course_completed', courseKey: 'dx-leader', isOfYear: false };
  const TERM: Wanted = { kind: 'supporter_term', months: 12 };

  const own = (personId: string, ...wanted: readonly Wanted[]) =>
    lib.get(RolePathQueries).readOwn(version(...wanted), idOf<'person'>(personId), ON);
  const facts = async (
    personId: string,
    asked: RoleVersion,
    on: LocalDate = ON,
    seesAhead = true,
  ) =>
    (await lib.get(RolePathQueries).readFacts(asked, { on, personIds: [personId], seesAhead }))[0];

  it('are exams, reports, due dates and terms, each with its day', async () => {
    const personId = await lib.city.addPerson({ unitId: unit });
    await figures.addAttempt({ personId, state: 'booked', examOn: '2026-12-01' });
    await figures.addEnrollment({ personId, courseId: course, dueOn: '2027-01-29' });
    const term = { personId, unitId: unit, role: 'supporter' } as const;
    await figures.addAppointment({ ...term, termStart: '2026-06-01', termEnd: '2028-03-31' });
    const found = await own(personId, CERTIFICATE, COURSE, TERM);
    expect(found?.path.parts.map(({ why, on }) => [why, on])).toEqual([
      ['exam_ahead', '2027-02-01'],
      ['course_due', '2027-01-29'],
      ['term_runs', '2027-05-31'],
    ]);
    expect(found?.path.readyOn).toBe('2027-05-31');
    expect(found?.facts).toMatchObject({ supporterSince: '2026-06-01', roles: ['supporter'] });
    // Before the exam was booked, the course asked for and the term begun, nothing was known.
    const earlier = await facts(personId, version(CERTIFICATE, COURSE, TERM), '2026-04-10');
    expect(earlier).toMatchObject({ supporterSince: null, roles: [] });
    expect(earlier?.hints.map(({ why }) => why)).toEqual(['term']);
  });

  it('are told of terms as announced to whoever may not know of orders', async () => {
    const personId = await lib.city.addPerson({ unitId: unit });
    const term = { personId, unitId: unit, role: 'supporter' } as const;
    await figures.addAppointment({
      ...{ ...term, termStart: '2026-06-01', termEnd: '2028-03-31', endedOn: '2027-03-31' },
    });
    await figures.addAppointment({ ...term, termStart: '2028-04-01', termEnd: '2029-03-31' });
    const of = async (seesAhead: boolean) =>
      (await facts(personId, version(TERM), ON, seesAhead))?.hints.map(({ on, until }) => [
        on,
        until,
      ]);
    expect(await of(true)).toEqual([
      ['2026-11-17', '2027-03-31'],
      ['2028-04-01', '2029-03-31'],
    ]);
    expect(await of(false)).toEqual([['2026-11-17', '2028-03-31']]);
  });

  it('are the open recommendation and the steps that were taken in it', async () => {
    const personId = await lib.city.addPerson({ unitId: unit });
    const by = await lib.city.addAccount(await lib.city.addPerson({ unitId: unit }));
    await addNomination(lib.database, {
      ...{ personId, unitId: unit, by, state: 'nominated', nominatedOn: '2026-11-10' },
      consentBy: '2026-11-24',
    });
    const asked = version({ kind: 'recommendation' }, { kind: 'consent' });
    const found = await facts(personId, asked);
    expect(found?.underWay).toMatchObject({ state: 'nominated', consentBy: '2026-11-24' });
    expect(found?.hints).toMatchObject([{ place: 0, why: 'step_taken', on: '2026-11-10' }]);
    expect((await facts(personId, { ...asked, role: 'supporter' }))?.underWay).toBeNull();
  });

  it('tell an office of what was begun freely only when it is finished', async () => {
    const personId = await lib.city.addPerson({ unitId: unit });
    await figures.addEnrollment({ personId, courseId: course, dueOn: null });
    const found = await facts(personId, version(COURSE));
    expect(found?.hints.map(({ why }) => why)).toEqual(['course_begun']);
    expect(found && toldToOffice(found).hints).toEqual([]);
  });

  it('go on with no exam that is over, but with what was sat before', async () => {
    const [personId, sat] = [await lib.city.addPerson(), await lib.city.addPerson()];
    await figures.addAttempt({ personId, state: 'booked', examOn: '2026-12-01' });
    await figures.addAttempt({ personId: sat, state: 'passed', examOn: '2026-10-20' });
    await figures.endExam('ip', '2026-10-31');
    const told = async (of: string) => (await own(of, CERTIFICATE))?.path.parts[0];
    expect(await told(personId)).toMatchObject({
      ...{ state: 'missing', why: 'exam_over', from: '2026-10-31', on: null },
    });
    expect((await told(sat))?.why).toBe('exam_passed');
    // Where another one counts as it, that can still be sat.
    const either = await own(personId, { ...CERTIFICATE, orEquivalent: true });
    expect(either?.path.parts[0]?.why).toBe('no_exam');
  });

  it('are of whoever is employed on the day only', async () => {
    const personId = await lib.city.addPerson({ unitId: unit, employedTo: '2026-11-16' });
    expect(await own(personId, COURSE)).toBeNull();
  });
});
