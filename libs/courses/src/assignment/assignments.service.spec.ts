import { Conflict, InvalidInput, type LocalDate, NotAllowed, NotFound } from '@app/platform';
import {
  anActor,
  type LibTest,
  rewriteHistory,
  rowsOf,
  startLibTest,
  type TestCourse,
  TestCourses,
} from '@app/testing';
import { randomUUID } from 'node:crypto';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from '../enrollment/enrollments.service';
import { MandatoryQueries } from '../enrollment/mandatory.queries';
import { AssignmentQueries } from './assignments.queries';
import { AssignmentsService, type NewAssignment } from './assignments.service';
import { ExemptionsService } from './exemptions.service';

const PROGRAM_OFFICE = anActor({ roles: ['staff', 'program_office'] });
const EVERYBODY = { limit: 50, offset: 0 };

describe('Assignments', () => {
  let test: LibTest;
  let courses: TestCourses;
  let service: AssignmentsService;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    await test.city.register(PROGRAM_OFFICE);
    courses = new TestCourses(test.database);
    service = test.get(AssignmentsService);
  });

  afterEach(() => test.close());

  function input(course: TestCourse, facts: Partial<NewAssignment> = {}): NewAssignment {
    return {
      courseKey: course.key,
      fiscalYear: 2026,
      audience: { kind: 'all_staff' },
      isMandatory: true,
      dueOn: '2026-12-18',
      reason: '計画による全職員研修',
      ...facts,
    };
  }

  /** Everybody of whom the course is asked today, by the one source. */
  async function asked(course: TestCourse) {
    const asOf = test.clock.today();
    const rows = await test.get(MandatoryQueries).listStates({ asOf });
    return rows.filter((row) => row.courseId === course.courseId);
  }

  async function dueOf(course: TestCourse, personId: string): Promise<string | null> {
    return (await asked(course)).find((row) => row.personId === personId)?.dueOn ?? null;
  }

  async function absence(personId: string, from: LocalDate, to: LocalDate | null): Promise<void> {
    await test.city.addAbsence(personId, 'parental_leave', { from, to });
  }

  it('counts before and reaches afterwards the same people; nothing learnt is lost', async () => {
    const course = await courses.addCourse({ lessons: [{}] });
    const people = [];
    for (let index = 0; index < 5; index++) people.push(await test.city.addPerson());
    const [begun = '', done = '', away = '', left = ''] = people;
    const learn = test.get(EnrollmentsService);
    await learn.enroll(anActor({ personId: begun }), course.key);
    await learn.completeLesson(anActor({ personId: done }), {
      courseKey: course.key,
      lessonKey: '01-lesson',
      note: '',
    });
    await absence(away, '2026-10-01', '2027-02-01');
    await rewriteHistory(
      test.database,
      `UPDATE employments SET valid_to = '2026-11-01' WHERE person_id = $1`,
      [left],
    );

    expect(await service.preview(PROGRAM_OFFICE, input(course))).toEqual({
      total: 4,
      newlyEnrolled: 2,
      alreadyEnrolled: 1,
      askedFirst: 0,
      alreadyCompleted: 1,
      exempted: 0,
      absent: 1,
      title: course.title,
      isYearly: false,
      isEditionMissing: false,
      overlaps: [],
    });
    const id = await service.assign(PROGRAM_OFFICE, input(course));
    const rows = await asked(course);
    expect(rows).toHaveLength(4);
    expect(rows.find((row) => row.personId === done)?.state).toBe('completed');
    expect(await dueOf(course, begun)).toBe('2026-12-18');
    expect(await dueOf(course, away)).toBe('2027-03-03');
    expect(await test.get(AssignmentQueries).findAssignment(id)).toMatchObject({
      total: 4,
      completed: 1,
      overdue: 0,
      exempted: 0,
      absent: 1,
    });
    // The same once more would be refused: another due date, which is later, so that nobody's changes.
    const later = input(course, { dueOn: '2026-12-25' });
    expect(await service.preview(PROGRAM_OFFICE, later)).toMatchObject({
      newlyEnrolled: 0,
      alreadyEnrolled: 0,
      askedFirst: 3,
      overlaps: [{ id, people: 4 }],
    });
  });

  it('reaches a unit with those below it, managers, or named persons, and nobody else', async () => {
    const course = await courses.addCourse();
    const department = await test.city.addUnit({ kind: 'department' });
    const unit = await test.city.addUnit({ parentId: department });
    const other = await test.city.addUnit();
    const head = await test.city.addPerson({ unitId: unit, isManagerial: true });
    const clerk = await test.city.addPerson({ unitId: department, staffNumber: '000777' });
    const stranger = await test.city.addPerson({ unitId: other });
    await test.city.addPosting({ personId: stranger, unitId: unit, kind: 'concurrent' });
    const reached = async (
      audience: NewAssignment['audience'],
      facts: Partial<NewAssignment> = {},
    ) => {
      const mine = await courses.addCourse();
      await service.assign(PROGRAM_OFFICE, input(mine, { audience, ...facts }));
      return (await asked(mine)).map((row) => row.personId).sort();
    };
    expect(await reached({ kind: 'org_unit', orgUnitId: department })).toEqual(
      [head, clerk].sort(),
    );
    expect(await reached({ kind: 'managers' })).toEqual([head]);
    expect(await reached({ kind: 'persons', staffNumbers: ['000777'] })).toEqual([clerk]);
    await expect(
      service.preview(
        PROGRAM_OFFICE,
        input(course, { audience: { kind: 'persons', staffNumbers: ['000777', '999999'] } }),
      ),
    ).rejects.toThrow(InvalidInput);
    await expect(
      service.preview(
        PROGRAM_OFFICE,
        input(course, { audience: { kind: 'org_unit', orgUnitId: randomUUID() } }),
      ),
    ).rejects.toThrow(InvalidInput);
  });

  it('refuses a bad due date, an unknown course, another year, and anybody without the permission', async () => {
    const course = await courses.addCourse();
    await test.city.addPerson();
    await expect(
      service.assign(PROGRAM_OFFICE, input(course, { dueOn: '2026-11-15' })),
    ).rejects.toThrow(InvalidInput);
    await expect(
      service.assign(PROGRAM_OFFICE, input(course, { fiscalYear: 2025 })),
    ).rejects.toThrow(InvalidInput);
    await expect(
      service.assign(PROGRAM_OFFICE, input(course, { courseKey: 'none' })),
    ).rejects.toThrow(InvalidInput);
    for (const roles of [
      ['staff'],
      ['staff', 'hr'],
      ['staff', 'auditor'],
      ['staff', 'administrator'],
    ] as const) {
      await expect(service.assign(anActor({ roles }), input(course))).rejects.toThrow(NotAllowed);
    }
    expect(await asked(course)).toEqual([]);
  });

  it('takes an assignment back and falls back to the other one that is in force', async () => {
    const course = await courses.addCourse();
    const unitId = await test.city.addUnit();
    const personId = await test.city.addPerson({ unitId });
    const all = await service.assign(PROGRAM_OFFICE, input(course, { dueOn: '2027-03-01' }));
    const earlier = await service.assign(
      PROGRAM_OFFICE,
      input(course, {
        dueOn: '2026-12-01',
        audience: { kind: 'org_unit', orgUnitId: unitId },
        acceptedOverlaps: [all],
      }),
    );
    expect(await dueOf(course, personId)).toBe('2026-12-01');
    await service.withdraw(PROGRAM_OFFICE, earlier);
    expect(await dueOf(course, personId)).toBe('2027-03-01');
    await service.withdraw(PROGRAM_OFFICE, all);
    expect(await asked(course)).toEqual([]);
    await expect(service.withdraw(PROGRAM_OFFICE, all)).rejects.toThrow(Conflict);
    await expect(service.withdraw(PROGRAM_OFFICE, randomUUID())).rejects.toThrow(NotFound);
  });

  it('counts before a withdrawal whom it lets off; undone the same day, everything is as before', async () => {
    const course = await courses.addCourse({ lessons: [{}] });
    const unitId = await test.city.addUnit();
    const [open, elsewhere, done] = [
      await test.city.addPerson(),
      await test.city.addPerson({ unitId }),
      await test.city.addPerson(),
    ];
    const id = await service.assign(PROGRAM_OFFICE, input(course));
    await service.assign(
      PROGRAM_OFFICE,
      input(course, {
        dueOn: '2027-03-01',
        audience: { kind: 'org_unit', orgUnitId: unitId },
        acceptedOverlaps: [id],
      }),
    );
    await test.get(EnrollmentsService).completeLesson(anActor({ personId: done }), {
      courseKey: course.key,
      lessonKey: '01-lesson',
      note: '',
    });
    expect(await test.get(AssignmentQueries).previewWithdrawal(id)).toEqual({
      open: 2,
      stillAssigned: 1,
      completed: 1,
      exempted: 0,
      closed: 0,
    });

    const before = await asked(course);
    await expect(service.undoWithdrawal(PROGRAM_OFFICE, id)).rejects.toThrow(Conflict);
    await service.withdraw(PROGRAM_OFFICE, id);
    expect(await dueOf(course, open)).toBeNull();
    expect(await dueOf(course, elsewhere)).toBe('2027-03-01');
    await expect(service.undoWithdrawal(anActor(), id)).rejects.toThrow(NotAllowed);
    await service.undoWithdrawal(PROGRAM_OFFICE, id);
    expect(await asked(course)).toEqual(before);
    const audit = await rowsOf(
      test.database,
      `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(audit.slice(1)).toEqual([
      { action: 'course_assignment.withdrawn' },
      { action: 'course_assignment.withdrawal_undone' },
    ]);

    await service.withdraw(PROGRAM_OFFICE, id);
    test.clock.set('2026-11-17T00:00:00+09:00');
    await expect(service.undoWithdrawal(PROGRAM_OFFICE, id)).rejects.toThrow(Conflict);
    expect(await dueOf(course, open)).toBeNull();
  });

  it('reaches people hired later on their first day, with thirty days, without any job', async () => {
    const course = await courses.addCourse({ fiscalYear: 2026 });
    await test.city.addPerson();
    await service.assign(PROGRAM_OFFICE, input(course, { dueOn: '2026-11-20' }));
    const hired = await test.city.addPerson({ employedFrom: '2026-12-01' });
    expect(await asked(course)).toHaveLength(1);
    test.clock.set('2026-12-01T00:00:00+09:00');
    expect(await asked(course)).toHaveLength(2);
    expect(await dueOf(course, hired)).toBe('2026-12-31');
    expect(await rowsOf(test.database, 'SELECT 1 FROM enrollments')).toEqual([]);
    test.clock.set('2027-04-01T00:00:00+09:00');
    const next = await test.city.addPerson({ employedFrom: '2027-04-01' });
    expect(await dueOf(course, next)).toBeNull();
    expect((await asked(course)).every((row) => row.isCarriedOver)).toBe(true);
  });

  it('assigns the next fiscal year ahead: nothing is asked before its 1 April, nor before its edition (N2)', async () => {
    const course = await courses.addCourse({ fiscalYear: 2026, title: '令和8年度版' });
    await test.city.addPerson();
    const ahead = input(course, { fiscalYear: 2027, dueOn: '2027-12-17' });
    const id = await service.assign(PROGRAM_OFFICE, ahead);
    expect(await test.get(AssignmentQueries).findAssignment(id)).toMatchObject({
      hasEdition: false,
      total: 0,
    });
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect(await asked(course)).toEqual([]);
    const next = { key: course.key, fiscalYear: 2027, title: '令和9年度版' };
    await courses.addVersion(course.courseId, 2, next);
    expect(await asked(course)).toMatchObject([
      { courseTitle: '令和9年度版', dueOn: '2027-12-17' },
    ]);
    expect(await test.get(AssignmentQueries).findAssignment(id)).toMatchObject({
      courseTitle: '令和9年度版',
      hasEdition: true,
      total: 1,
    });
    test.clock.set('2028-04-01T00:00:00+09:00');
    const missing = input(course, { fiscalYear: 2028, dueOn: '2028-12-15' });
    await expect(service.assign(PROGRAM_OFFICE, missing)).rejects.toThrow(InvalidInput);
    const once = input(await courses.addCourse(), { fiscalYear: 2028, dueOn: '2028-12-15' });
    await expect(service.assign(PROGRAM_OFFICE, { ...once, repeatsYearly: true })).rejects.toThrow(
      InvalidInput,
    );
  });

  it('repeats every year by itself, once the edition of the year is there', async () => {
    const course = await courses.addCourse({ fiscalYear: 2026 });
    const personId = await test.city.addPerson();
    const id = await service.assign(PROGRAM_OFFICE, input(course, { repeatsYearly: true }));
    test.clock.set('2027-04-02T00:00:00+09:00');
    expect((await asked(course)).map((row) => row.fiscalYear)).toEqual([2026]);
    await courses.addVersion(course.courseId, 2, { key: course.key, fiscalYear: 2027 });
    const hired = await test.city.addPerson({ employedFrom: '2027-04-01' });
    expect(
      (await asked(course)).map((row) => [row.personId, row.fiscalYear, row.dueOn]).sort(),
    ).toEqual(
      [
        [personId, 2026, '2026-12-18'],
        [personId, 2027, '2027-12-18'],
        [hired, 2027, '2027-12-18'],
      ].sort(),
    );
    expect(await test.get(AssignmentQueries).findAssignment(id)).toMatchObject({
      fiscalYear: 2027,
      total: 2,
    });
  });

  it('gives thirty days after a leave of unknown length, once', async () => {
    const course = await courses.addCourse();
    const personId = await test.city.addPerson();
    await absence(personId, '2026-10-01', null);
    await service.assign(PROGRAM_OFFICE, input(course, { dueOn: '2026-12-01' }));
    expect(await dueOf(course, personId)).toBe('2026-12-01');
    await rewriteHistory(test.database, `UPDATE employment_statuses SET valid_to = '2027-01-12'`);
    test.clock.set('2027-01-12T00:30:00+09:00');
    expect(await dueOf(course, personId)).toBe('2027-02-11');
  });

  it('follows a transfer: the new unit’s course comes, the unfinished one of the old unit goes, the finished one stays', async () => {
    const [open, done, next] = [
      await courses.addCourse({ lessons: [{}] }),
      await courses.addCourse({ lessons: [{}] }),
      await courses.addCourse(),
    ];
    const [before, after] = [await test.city.addUnit(), await test.city.addUnit()];
    const personId = await test.city.addPerson({ unitId: before });
    for (const course of [open, done]) {
      await service.assign(
        PROGRAM_OFFICE,
        input(course, { audience: { kind: 'org_unit', orgUnitId: before } }),
      );
    }
    await test.city.addPerson({ unitId: after });
    await service.assign(
      PROGRAM_OFFICE,
      input(next, { audience: { kind: 'org_unit', orgUnitId: after } }),
    );
    await test.get(EnrollmentsService).completeLesson(anActor({ personId }), {
      courseKey: done.key,
      lessonKey: '01-lesson',
      note: '',
    });
    await test.city.transfer(personId, after, '2026-12-01');
    test.clock.set('2026-12-01T00:30:00+09:00');
    const rows = await test
      .get(MandatoryQueries)
      .listStates({ asOf: '2026-12-01', personIds: [personId] });
    expect(new Map(rows.map((row) => [row.courseKey, row.state]))).toEqual(
      new Map([
        [done.key, 'completed'],
        [next.key, 'not_started'],
      ]),
    );
    const earlier = await test
      .get(MandatoryQueries)
      .listStates({ asOf: '2026-11-30', personIds: [personId] });
    expect(earlier.map((row) => row.courseKey).sort()).toEqual([open.key, done.key].sort());
    expect(await dueOf(next, personId)).toBe('2026-12-31');
    await test.city.transfer(personId, before, '2026-12-15');
    test.clock.set('2026-12-15T00:30:00+09:00');
    expect(
      (await test.get(AssignmentQueries).listAssignments()).map((row) => row.total).sort(),
    ).toEqual([1, 1, 1]);
  });

  it('exempts with a reason, shows it, takes it back; never for oneself, never after completion', async () => {
    const course = await courses.addCourse({ lessons: [{}] });
    const personId = await test.city.addPerson({ name: '富山　花子' });
    const id = await service.assign(PROGRAM_OFFICE, input(course));
    const learning = { personId, courseId: course.courseId, cycle: 0 };
    const exemptions = test.get(ExemptionsService);
    await expect(exemptions.exempt(PROGRAM_OFFICE, learning, '  ')).rejects.toThrow(InvalidInput);
    await exemptions.exempt(PROGRAM_OFFICE, learning, '県の研修を受講済み');
    const people = test.get(AssignmentQueries);
    expect(await people.listPeople(id, EVERYBODY)).toMatchObject({
      rows: [{ state: 'exempted', exemptionReason: '県の研修を受講済み' }],
      total: 1,
    });
    await expect(exemptions.exempt(PROGRAM_OFFICE, learning, '再度')).rejects.toThrow(Conflict);
    await exemptions.undoExemption(PROGRAM_OFFICE, learning);
    await expect(exemptions.undoExemption(PROGRAM_OFFICE, learning)).rejects.toThrow(Conflict);
    const told = await rowsOf<{ course: string; cycle: number | null }>(
      test.database,
      `SELECT detail ->> 'course' AS course, detail -> 'cycle' AS cycle FROM audit_entries WHERE action LIKE 'enrollment.exempt%'`,
    );
    expect(told).toEqual([
      { course: `講座 ${course.key}`, cycle: null },
      { course: `講座 ${course.key}`, cycle: null },
    ]);
    expect(
      await people.listPeople(id, { ...EVERYBODY, state: 'not_started', text: '花子' }),
    ).toMatchObject({ total: 1 });
    expect(await people.listPeople(id, { ...EVERYBODY, text: '太郎' })).toEqual({
      rows: [],
      total: 0,
    });
    await expect(
      exemptions.exempt({ ...PROGRAM_OFFICE, personId }, learning, '自分'),
    ).rejects.toThrow(NotAllowed);
    await expect(exemptions.exempt(anActor(), learning, '理由')).rejects.toThrow(NotAllowed);
    for (const unknown of [
      { ...learning, personId: randomUUID() },
      { ...learning, courseId: randomUUID() },
      { ...learning, cycle: 2026 },
    ])
      await expect(exemptions.exempt(PROGRAM_OFFICE, unknown, '理由')).rejects.toThrow(NotFound);
    await exemptions.exempt(PROGRAM_OFFICE, learning, '長期出張');
    await test.get(EnrollmentsService).completeLesson(anActor({ personId }), {
      courseKey: course.key,
      lessonKey: '01-lesson',
      note: '',
    });
    expect(await people.listPeople(id, EVERYBODY)).toMatchObject({
      rows: [{ state: 'completed', exemptionReason: null }],
    });
    await expect(exemptions.exempt(PROGRAM_OFFICE, learning, '理由')).rejects.toThrow(Conflict);
  });

  it('keeps showing an exemption that was taken back on the days on which it held (T4)', async () => {
    const course = await courses.addCourse({ lessons: [{}] });
    const personId = await test.city.addPerson();
    await service.assign(PROGRAM_OFFICE, input(course));
    const learning = { personId, courseId: course.courseId, cycle: 0 };
    const exemptions = test.get(ExemptionsService);
    await exemptions.exempt(PROGRAM_OFFICE, learning, '長期出張');
    test.clock.set('2026-11-20T09:00:00+09:00');
    await exemptions.undoExemption(PROGRAM_OFFICE, learning);
    const stateOn = async (asOf: LocalDate) =>
      (await test.get(MandatoryQueries).listStates({ asOf, personIds: [personId] }))[0]?.state;
    expect(await stateOn('2026-11-16')).toBe('exempted');
    expect(await stateOn('2026-11-19')).toBe('exempted');
    expect(await stateOn('2026-11-20')).toBe('not_started');
    // Finishing an exempted course ends the exemption the same way.
    await exemptions.exempt(PROGRAM_OFFICE, learning, '再度の出張');
    test.clock.set('2026-11-25T09:00:00+09:00');
    await test.get(EnrollmentsService).completeLesson(anActor({ personId }), {
      courseKey: course.key,
      lessonKey: '01-lesson',
      note: '',
    });
    expect(await stateOn('2026-11-24')).toBe('exempted');
    expect(await stateOn('2026-11-25')).toBe('completed');
    const changed = await rowsOf(
      test.database,
      `SELECT reason, valid_from, valid_to, superseded_at IS NULL AS known FROM exemptions_history ORDER BY recorded_at, known`,
    );
    expect(changed).toEqual([
      { reason: '長期出張', valid_from: '2026-11-16', valid_to: null, known: false },
      { reason: '再度の出張', valid_from: '2026-11-20', valid_to: null, known: false },
      { reason: '長期出張', valid_from: '2026-11-16', valid_to: '2026-11-20', known: true },
      { reason: '再度の出張', valid_from: '2026-11-20', valid_to: '2026-11-25', known: true },
    ]);
  });
});
