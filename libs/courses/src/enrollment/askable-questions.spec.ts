import { WithdrawalsService } from '@app/quizzes';
import {
  anActor,
  type LibTest,
  rowsOf,
  startLibTest,
  type TestCourse,
  TestCourses,
} from '@app/testing';
import { CoursesModule } from '../courses.module';
import { EnrollmentsService } from './enrollments.service';

const KEYS = ['a', 'b', 'c', 'd'];

describe('What a course quiz asks', () => {
  let test: LibTest;
  let courses: TestCourses;
  let made = 0;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = new TestCourses(test.database);
  });

  beforeEach(() => {
    made += 1;
  });

  afterAll(() => test.close());

  /** Texts of these keys, told apart by their version; of every key there may be several. */
  async function texts(version: number, ...keys: readonly string[]): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      test.database,
      `INSERT INTO questions (id, key, content_hash, kind, difficulty, tags, usage, body, created_at)
       SELECT gen_random_uuid(), $1 || k, $2::text, 'single', 1, '{}', 'practice', jsonb_build_object('kind', 'single', 'stem', $2::text, 'explanation', 'x',
         'choices', '[{"text": "甲", "correct": true, "why": ""}, {"text": "乙", "correct": false, "why": ""}]'::jsonb), '2026-04-01'
       FROM unnest($3::text[]) WITH ORDINALITY AS u (k, place) ORDER BY place RETURNING id`,
      [`${String(made)}/`, `第${String(version)}版`, keys],
    );
    return rows.map(({ id }) => id);
  }

  const edition = (course: TestCourse, quizQuestionIds: readonly string[], fiscalYear?: number) =>
    courses.addVersion(course.courseId, 2, {
      ...{ key: course.key, quizQuestionIds, lessons: [] },
      ...(fiscalYear !== undefined && { fiscalYear }),
    });

  /** What is drawn by somebody who began with the first edition, before there was another one. */
  async function askedOf(course: TestCourse, before: () => Promise<unknown>): Promise<string[]> {
    const learner = anActor({ personId: await test.city.addPerson() });
    await test.database.execute(
      `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 0, '2026-11-01')`,
      [learner.personId, course.courseId, course.versionId],
    );
    await before();
    const attemptId = await test.get(EnrollmentsService).startQuiz(learner, course.key);
    const rows = await rowsOf<{ id: string }>(
      test.database,
      'SELECT question_id AS id FROM quiz_attempt_questions WHERE attempt_id = $1',
      [attemptId],
    );
    return rows.map(({ id }) => id).toSorted();
  }

  async function aCourse(quizQuestionIds: readonly string[], quizDraw?: number) {
    return courses.addCourse({
      ...{ quizQuestionIds, lessons: [] },
      ...(quizDraw !== undefined && { quizDraw }),
    });
  }

  it('is asked as the newest edition has it, and not at all where it has it no longer', async () => {
    const old = await texts(1, ...KEYS);
    const course = await aCourse(old, 2);
    const [a = '', b = ''] = old;
    const [corrected = ''] = await texts(2, 'c');
    const seen = new Set<string>();
    for (let turn = 0; turn < 6; turn++)
      for (const id of await askedOf(course, () =>
        turn === 0 ? edition(course, [a, b, corrected]) : Promise.resolve(),
      ))
        seen.add(id);
    expect([...seen].toSorted()).toEqual([a, b, corrected].toSorted());
  });

  it('is taken from the newest edition where too little is left of the old one', async () => {
    const course = await aCourse(await texts(1, 'a', 'b'));
    const anew = await texts(2, 'x', 'y');
    expect(await askedOf(course, () => edition(course, anew))).toEqual(anew.toSorted());
  });

  it('stays within its fiscal year', async () => {
    const old = await texts(1, 'a', 'b');
    const course = await aCourse(old);
    expect(
      await askedOf(course, async () => edition(course, await texts(2, 'a', 'b'), 2099)),
    ).toEqual(old.toSorted());
  });

  it('is not what was withdrawn', async () => {
    const old = await texts(1, ...KEYS);
    const course = await aCourse(old);
    const personId = await test.city.addPerson();
    const accountId = await test.city.addAccount(personId, 'program_office');
    const office = anActor({ personId, accountId, roles: ['program_office'] });
    const why = { treatment: 'all_right', reason: '正解が2つある' } as const;
    const asked = await askedOf(course, () =>
      test.get(WithdrawalsService).withdraw(office, old[0] ?? '', why),
    );
    expect(asked).toEqual(old.slice(1).toSorted());
  });
});
