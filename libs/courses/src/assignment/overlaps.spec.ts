import { InvalidInput } from '@app/platform';
import { anActor, type LibTest, startLibTest, type TestCourse, TestCourses } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { AssignmentsService, type NewAssignment } from './assignments.service';

const PROGRAM_OFFICE = anActor({ roles: ['staff', 'program_office'] });

/** What is assigned already, seen before it is assigned once more. */
describe('An assignment beside others', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: AssignmentsService;
  let course: TestCourse;
  let unitId: string;
  let below: string;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    await test.city.register(PROGRAM_OFFICE);
    courses = new TestCourses(test.database);
    service = test.get(AssignmentsService);
    course = await courses.addCourse({ fiscalYear: 2026, title: '研修 令和8年度版' });
    unitId = await test.city.addUnit({ name: '総務課' });
    below = await test.city.addUnit({ parentId: unitId });
    await test.city.addPerson({ unitId, staffNumber: '000501' });
    await test.city.addPerson({ unitId: below, staffNumber: '000502' });
    await test.city.addPerson({ staffNumber: '000503' });
  });

  afterEach(() => test.close());

  const input = (facts: Partial<NewAssignment> = {}): NewAssignment => ({
    ...{ courseKey: course.key, fiscalYear: 2026, audience: { kind: 'all_staff' } },
    ...{ isMandatory: true, dueOn: '2026-12-18', reason: '計画', ...facts },
  });
  const ofUnit = (id: string) => ({ audience: { kind: 'org_unit', orgUnitId: id } }) as const;
  const ofPersons = (...staffNumbers: string[]) =>
    ({ audience: { kind: 'persons', staffNumbers } }) as const;
  const assign = (facts: Partial<NewAssignment> = {}) =>
    service.assign(PROGRAM_OFFICE, input(facts));
  /** How many people of the new one each of the others covers. */
  const covered = async (facts: Partial<NewAssignment> = {}) => {
    const { overlaps } = await service.preview(PROGRAM_OFFICE, input(facts));
    return overlaps.map(({ id, people, dueOn }) => [id, people, dueOn]);
  };
  const fieldsOf = (work: Promise<unknown>) =>
    work.then(
      () => [],
      (error: unknown) => (error instanceof InvalidInput ? Object.keys(error.fields) : [error]),
    );

  it('names those that cover some of the people, and asks to be accepted with them', async () => {
    const other = { dueOn: '2027-01-29' } as const;
    const inUnit = await assign({ ...ofUnit(unitId), dueOn: '2027-02-26' });
    expect(await covered(other)).toEqual([[inUnit, 2, '2027-02-26']]);
    expect(await covered({ ...other, ...ofUnit(below) })).toEqual([[inUnit, 1, '2027-02-26']]);
    expect(await covered({ ...other, ...ofPersons('000503') })).toEqual([]);
    expect(await fieldsOf(assign(other))).toEqual(['acceptedOverlaps']);
    const all = await assign({ ...other, acceptedOverlaps: [inUnit] });
    expect(await covered({ ...ofPersons('000501'), dueOn: '2026-12-25' })).toEqual([
      [all, 1, '2027-01-29'],
      [inUnit, 1, '2027-02-26'],
    ]);
    const seenOne = { ...ofPersons('000501'), acceptedOverlaps: [all] };
    expect(await fieldsOf(assign(seenOne))).toEqual(['acceptedOverlaps']);
    await assign({ ...seenOne, acceptedOverlaps: [all, inUnit] });
  });

  it.each<[string, () => Partial<NewAssignment>]>([
    ['all staff', () => ({})],
    ['a unit', () => ofUnit(unitId)],
    ['the same people in another order', () => ofPersons('000502', '000501')],
  ])('refuses the same once more at the field, accepted or not: %s', async (_what, facts) => {
    const { audience = input().audience } = facts();
    const first: Partial<NewAssignment> =
      audience.kind === 'persons'
        ? { audience: { ...audience, staffNumbers: audience.staffNumbers.toReversed() } }
        : { audience };
    const id = await assign(first);
    const again = input({ audience, acceptedOverlaps: [id], reason: '別の理由' });
    expect(await fieldsOf(service.preview(PROGRAM_OFFICE, again))).toEqual(['courseKey']);
    expect(await fieldsOf(service.assign(PROGRAM_OFFICE, again))).toEqual(['courseKey']);
    expect((await service.findSame(PROGRAM_OFFICE, again))?.id).toBe(id);
    for (const differs of [{ dueOn: '2026-12-25' }, { isMandatory: false }] as const) {
      expect(await service.findSame(PROGRAM_OFFICE, { ...again, ...differs })).toBeNull();
      await service.assign(PROGRAM_OFFICE, {
        ...again,
        ...differs,
        acceptedOverlaps: (
          await service.preview(PROGRAM_OFFICE, { ...again, ...differs })
        ).overlaps.map((it) => it.id),
      });
    }
    await service.withdraw(PROGRAM_OFFICE, id);
    expect(await service.findSame(PROGRAM_OFFICE, again)).toBeNull();
  });

  it('is found for a year without an edition, and by what repeats, in both directions', async () => {
    const repeating = await assign({ repeatsYearly: true });
    const ahead = { fiscalYear: 2027, dueOn: '2027-12-17' } as const;
    expect(await covered(ahead)).toEqual([[repeating, 3, '2027-12-18']]);
    expect(await fieldsOf(assign({ ...ahead, dueOn: '2027-12-18' }))).toEqual(['courseKey']);
    const once = await assign({ ...ahead, acceptedOverlaps: [repeating] });
    await service.withdraw(PROGRAM_OFFICE, repeating);
    expect(await covered({ repeatsYearly: true })).toEqual([[once, 3, '2027-12-17']]);
    expect(await covered()).toEqual([]);
  });

  it('knows no years where the course has none', async () => {
    const undated = await courses.addCourse({});
    const facts = { courseKey: undated.key };
    const id = await assign(facts);
    expect(await covered({ ...facts, fiscalYear: 2027, dueOn: '2027-12-17' })).toEqual([
      [id, 3, '2026-12-18'],
    ]);
  });

  it('speaks of a year without an edition by the course’s name, never by another year’s title', async () => {
    const ahead = input({ fiscalYear: 2027, dueOn: '2027-12-17' });
    expect(await service.preview(PROGRAM_OFFICE, ahead)).toMatchObject({
      title: '研修(令和9年度分・版がありません)',
      isEditionMissing: true,
    });
    expect(await service.preview(PROGRAM_OFFICE, input())).toMatchObject({
      title: '研修 令和8年度版',
      isEditionMissing: false,
    });
  });
});
