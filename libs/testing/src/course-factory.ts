import { randomUUID } from 'node:crypto';
import type { Database, LocalDate } from '@app/platform';
import { addBegun, addEdition, addExemption, assignTo } from './learning-rows';

export interface LessonFacts {
  readonly key?: string;
  readonly title?: string;
  readonly html?: string;
  readonly takeaway?: string;
  readonly checkQuestionIds?: readonly string[];
}

export interface CourseFacts {
  readonly key?: string;
  readonly title?: string;
  readonly summary?: string;
  /** Makes it a yearly course. */
  readonly fiscalYear?: number | null;
  readonly lessons?: readonly LessonFacts[];
  /** Questions of the final quiz; none without it. */
  readonly quizQuestionIds?: readonly string[];
  /** How many of them are asked; all unless given. */
  readonly quizDraw?: number;
  readonly quizPass?: number;
  readonly quizRetakes?: number | null;
  readonly quizWaitMinutes?: number;
  readonly quizKeys?: 'always' | 'passed_or_last';
  readonly quizReadSeconds?: number;
}

export interface TestCourse {
  readonly courseId: string;
  readonly versionId: string;
  readonly key: string;
  readonly title: string;
  readonly lessonIds: readonly string[];
  readonly lessonKeys: readonly string[];
}

export interface MandatoryFacts {
  readonly personId: string;
  readonly course: TestCourse;
  readonly dueOn: LocalDate;
  readonly fiscalYear?: number;
  readonly cycle?: number;
  readonly isMandatory?: boolean;
  /** Instants as ISO text; assigned on 2026-04-01 unless said otherwise. */
  readonly assignedAt?: string;
  readonly withdrawnAt?: string | null;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly exemptedAt?: string | null;
}

/** What an assignment says unless a spec says otherwise. */
const ASSIGNED = {
  fiscalYear: 2026,
  isMandatory: true,
  assignedAt: '2026-04-01T09:00:00+09:00',
  withdrawnAt: null,
} as const;

/** What a test asks unless a spec says otherwise: nothing but right answers. */
const NO_RULES = {
  quizPass: 0.8,
  quizRetakes: null,
  quizWaitMinutes: 0,
  quizKeys: 'always',
  quizReadSeconds: 0,
} as const;

export const RIGHT_CHOICE = '正しい選択肢';
export const WRONG_CHOICE = '誤った選択肢';

function drawOf({ quizQuestionIds: quiz = [], quizDraw = quiz.length }: CourseFacts) {
  return quiz.length > 0 ? quizDraw : null;
}

/** Writes published courses and enrollments straight into the tables, so that a spec says only what matters. */
export class TestCourses {
  private counter = 0;

  constructor(private readonly database: Database) {}

  /** A question with one right choice (RIGHT_CHOICE) and three wrong ones. */
  async addQuestion(stem = '問題文です。'): Promise<string> {
    const id = randomUUID();
    const wrong = [1, 2, 3].map((number) => ({
      text: `${WRONG_CHOICE}${String(number)}`,
      correct: false,
      why: `${String(number)}番目が違う理由です。`,
    }));
    const choices = [{ text: RIGHT_CHOICE, correct: true, why: '正しい理由です。' }, ...wrong];
    const body = { kind: 'single', stem, choices, explanation: '解説です。' };
    await this.database.execute(
      `INSERT INTO questions (id, key, content_hash, kind, difficulty, tags, usage, body, created_at)
       VALUES ($1, $2, $2, 'single', 1, '{}', 'lesson', $3, '2026-04-01')`,
      [id, `test.${id}`, JSON.stringify(body)],
    );
    return id;
  }

  /** Version 1 of a new course with two lessons, unless said otherwise. */
  async addCourse(facts: CourseFacts = {}): Promise<TestCourse> {
    const courseId = randomUUID();
    const key = facts.key ?? `course-${this.next()}`;
    await this.database.execute(
      `INSERT INTO courses (id, key, created_at) VALUES ($1, $2, '2020-04-01')`,
      [courseId, key],
    );
    return this.addVersion(courseId, 1, { ...facts, key });
  }

  async addVersion(
    courseId: string,
    version: number,
    facts: CourseFacts & { readonly key: string },
  ): Promise<TestCourse> {
    const versionId = randomUUID();
    const {
      title = `講座 ${facts.key}`,
      summary = 'まとめの一文です。',
      quizQuestionIds: quiz = [],
      lessons = [{}, {}],
    } = facts;
    const hasQuiz = quiz.length > 0;
    const rules = { ...NO_RULES, ...facts };
    await this.database.execute(
      `INSERT INTO course_versions (id, course_id, version, title, summary, fiscal_year, audience, minutes, objectives,
         quiz_draw, quiz_pass, quiz_retakes, quiz_wait_minutes, quiz_keys, quiz_read_seconds, licence, content_hash, published_at)
       VALUES ($1::uuid, $2, $3, $4, $5, $6, '{all_staff}', 20, '{目標です。}', $7, $8, $9, $10, $11, $12, '', $1::uuid::text, '2020-04-01')`,
      [
        versionId,
        courseId,
        version,
        title,
        summary,
        facts.fiscalYear ?? null,
        drawOf(facts),
        hasQuiz ? rules.quizPass : null,
        ...[rules.quizRetakes, rules.quizWaitMinutes, rules.quizKeys, rules.quizReadSeconds],
      ],
    );
    await this.database.execute(
      'INSERT INTO course_version_questions (course_version_id, question_id) SELECT $1, unnest($2::uuid[])',
      [versionId, quiz],
    );
    return {
      courseId,
      versionId,
      key: facts.key,
      title,
      ...(await this.addLessons(versionId, lessons)),
    };
  }

  /**
   * An assignment to this person alone, and what they have made of it: an enrollment when it was begun, an exemption
   * when there is one. A cycle of a fiscal year without an edition gets one. Returns the ids; the enrollment may be null.
   */
  async addMandatory({
    personId,
    course: { courseId },
    cycle = 0,
    ...facts
  }: MandatoryFacts): Promise<{ enrollmentId: string | null; assignmentId: string }> {
    const learning = { personId, courseId, cycle };
    const versionId = await addEdition(this.database, courseId, cycle);
    const assignmentId = await assignTo(this.database, {
      ...ASSIGNED,
      ...(cycle > 0 && { fiscalYear: cycle }),
      ...facts,
      ...learning,
    });
    const enrollmentId = await addBegun(this.database, { ...learning, versionId, ...facts });
    if (facts.exemptedAt) await addExemption(this.database, learning, facts.exemptedAt);
    return { enrollmentId, assignmentId };
  }

  private async addLessons(versionId: string, facts: readonly LessonFacts[]) {
    const lessonIds: string[] = [];
    const lessonKeys: string[] = [];
    for (const [index, lesson] of facts.entries()) {
      const id = randomUUID();
      const position = index + 1;
      const key = lesson.key ?? `0${String(position)}-lesson`;
      await this.database.execute(
        `INSERT INTO lessons (id, course_version_id, position, key, title, minutes, takeaway, html, check_question_ids)
         VALUES ($1, $2, $3, $4, $5, 10, $6, $7, $8)`,
        [
          id,
          versionId,
          position,
          key,
          lesson.title ?? `第${String(position)}回のレッスン`,
          lesson.takeaway ?? '自分の課で一つ試す。',
          lesson.html ?? `<p>本文${String(position)}です。</p>`,
          lesson.checkQuestionIds ?? [],
        ],
      );
      lessonIds.push(id);
      lessonKeys.push(key);
    }
    return { lessonIds, lessonKeys };
  }

  private next(): string {
    this.counter += 1;
    return String(this.counter).padStart(3, '0');
  }
}
