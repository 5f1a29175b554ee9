import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AuditActor,
  AuditLog,
  Clock,
  col,
  Database,
  DomainEvents,
  statement,
} from '@app/platform';
import { QuestionsService } from '@app/quizzes';
import { Course } from '../course/course.entity';
import { CourseAsset } from '../course/course-asset.entity';
import { CourseVersion } from '../course/course-version.entity';
import { CourseVersionQuestion } from '../course/course-version-question.entity';
import { Lesson } from '../course/lesson.entity';
import type { Catalogue, CourseDraft } from './catalogue';
import {
  compileLessons,
  compileQuestion,
  type CompleteCourse,
  contentHash,
  type Glossary,
  mediaTypeOf,
} from './compile-course';
import { CoursePublished, SyllabiPublished } from '../courses.events';
import { blockingProblems, isForQuiz } from './lint.rules';
import type { Problem } from './problem';
import { judgeSyllabi } from './syllabus.rules';
import { readCatalogue } from './read-catalogue';

/** What became of one course folder. A refused one keeps its last published version. */
export interface CourseOutcome {
  readonly key: string;
  readonly outcome: 'published' | 'unchanged' | 'refused';
  readonly version: number | null;
  readonly problems: readonly Problem[];
}

export interface PublishReport {
  readonly courses: readonly CourseOutcome[];
  readonly terms: number;
}

/** The editions of two fiscal years stand beside each other: each is compared with what was published of its own year. */
const LAST_VERSION = statement({
  name: 'courses.last-version',
  sql: `SELECT c.id AS "courseId", last.version, own.version AS "ownVersion", own.content_hash AS "contentHash"
    FROM courses c
    JOIN LATERAL (SELECT max(v.version) AS version FROM course_versions v WHERE v.course_id = c.id) last ON true
    LEFT JOIN LATERAL (SELECT v.version, v.content_hash FROM course_versions v
      WHERE v.course_id = c.id AND v.fiscal_year IS NOT DISTINCT FROM :fiscalYear
      ORDER BY v.version DESC LIMIT 1) own ON true
    WHERE c.key = :courseKey`,
  parameters: { courseKey: 'text', fiscalYear: 'integer?' },
  row: {
    courseId: col.id<'course'>(),
    version: col.int,
    /** Of the same fiscal year; null when none was published yet. */
    ownVersion: col.int.orNull,
    contentHash: col.text.orNull,
  },
});

/** Two publications at the same moment take turns, so that the second finds everything unchanged. */
const PUBLISH_LOCK = 720_260_405;

/**
 * Publishes course folders as immutable versions: only what has changed, one transaction a course, safe to repeat.
 * Lessons are rendered here, once, and never again.
 */
@Injectable()
export class PublishCoursesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly questions: QuestionsService,
    private readonly events: DomainEvents,
  ) {}

  async publishFolder(root: string, by: AuditActor): Promise<PublishReport> {
    return this.publishFolders([root], by);
  }

  /** The product's courses first, then the city's own. */
  async publishFolders(roots: readonly string[], by: AuditActor): Promise<PublishReport> {
    const { catalogue, problems: found } = readCatalogue(roots);
    const problems = [...found, ...blockingProblems(catalogue)];
    await this.publishGlossary(catalogue, by);
    await this.database.transaction(() =>
      this.events.emit(new SyllabiPublished(judgeSyllabi(catalogue.syllabi).usable)),
    );
    const courses: CourseOutcome[] = [];
    for (const draft of catalogue.courses) {
      const own = problems.filter((problem) => problem.file.startsWith(`${draft.folder}/`));
      courses.push(
        await this.publishOne(draft, own, { glossary: catalogue.glossary ?? new Map(), by }),
      );
    }
    return { courses, terms: catalogue.glossary?.size ?? 0 };
  }

  private async publishOne(
    draft: CourseDraft,
    problems: readonly Problem[],
    context: { readonly glossary: Glossary; readonly by: AuditActor },
  ): Promise<CourseOutcome> {
    if (!isComplete(draft) || problems.length > 0)
      return { key: draft.folder, outcome: 'refused', version: null, problems };
    const { key, fiscalYear = null } = draft.course;
    const hash = contentHash(draft, context.glossary);
    return this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
      const last = await this.database.first(LAST_VERSION, { courseKey: key, fiscalYear });
      if (last?.contentHash === hash)
        return { key, outcome: 'unchanged', version: last.ownVersion, problems };
      const version = (last?.version ?? 0) + 1;
      const courseId = last?.courseId ?? (await this.insertCourse(key));
      const versionId = await this.insertVersion(draft, { courseId, version, hash });
      await this.insertContent(draft, versionId, context.glossary);
      await this.audit.record(context.by, {
        action: 'course.published',
        subjectType: 'course',
        subjectId: courseId,
        detail: { key, version, contentHash: hash },
      });
      return { key, outcome: 'published', version, problems };
    });
  }

  private async insertCourse(key: string): Promise<string> {
    const id = randomUUID();
    await this.database.repository(Course).insert({ id, key, createdAt: this.clock.now() });
    return id;
  }

  private async insertVersion(
    { course }: CompleteCourse,
    facts: { readonly courseId: string; readonly version: number; readonly hash: string },
  ): Promise<string> {
    const id = randomUUID();
    await this.database.repository(CourseVersion).insert({
      id,
      courseId: facts.courseId,
      version: facts.version,
      title: course.title,
      summary: course.summary,
      fiscalYear: course.fiscalYear ?? null,
      promise: course.promise ?? null,
      audience: course.audience,
      minutes: course.minutes,
      objectives: course.objectives,
      ...testColumns(course),
      licence: course.licence,
      contentHash: facts.hash,
      publishedAt: this.clock.now(),
    });
    return id;
  }

  private async insertContent(
    draft: CompleteCourse,
    versionId: string,
    glossary: Glossary,
  ): Promise<void> {
    const questions = draft.questions.map(compileQuestion);
    const ids = await this.questions.publish(questions);
    const pool = questions
      .filter(({ usage }) => isForQuiz(usage))
      .flatMap(({ key }) => ids.get(key) ?? []);
    await this.database
      .repository(CourseVersionQuestion)
      .insert(pool.map((questionId) => ({ courseVersionId: versionId, questionId })));
    await this.events.emit(
      new CoursePublished(
        draft.course.key,
        versionId,
        questions.flatMap(({ key, tags, usage, difficulty }) => {
          const id = ids.get(key);
          return id === undefined ? [] : [{ id, key, tags, usage, difficulty }];
        }),
      ),
    );
    const lessons = compileLessons(draft, versionId, glossary, ids);
    await this.database.repository(Lesson).insert(
      lessons.map(({ checkQuestionIds, syllabusItems, ...lesson }) => ({
        ...lesson,
        id: randomUUID(),
        courseVersionId: versionId,
        checkQuestionIds: [...checkQuestionIds],
        syllabusItems: [...syllabusItems],
      })),
    );
    await this.database.repository(CourseAsset).insert(
      draft.assets.map(({ name, bytes }) => ({
        courseVersionId: versionId,
        name,
        mediaType: mediaTypeOf(name),
        bytes,
      })),
    );
  }

  /** The glossary is one list beside the courses: it always says what the file says. */
  private async publishGlossary({ glossary }: Catalogue, by: AuditActor): Promise<void> {
    if (!glossary) return;
    await this.database.transaction(async () => {
      const terms = JSON.stringify([...glossary.values()]);
      const changed = await this.database.execute(
        `INSERT INTO glossary_terms (term, reading, meaning, see)
         SELECT term, reading, meaning, see
         FROM jsonb_to_recordset($1::jsonb) AS t (term text, reading text, meaning text, see text[])
         ON CONFLICT (term) DO UPDATE SET reading = excluded.reading, meaning = excluded.meaning, see = excluded.see
         WHERE (glossary_terms.reading, glossary_terms.meaning, glossary_terms.see)
           IS DISTINCT FROM (excluded.reading, excluded.meaning, excluded.see)`,
        [terms],
      );
      const removed = await this.database.execute(
        'DELETE FROM glossary_terms WHERE NOT term = ANY ($1::text[])',
        [[...glossary.keys()]],
      );
      if (changed + removed === 0) return;
      await this.audit.record(by, {
        action: 'glossary.published',
        subjectType: 'glossary',
        subjectId: 'glossary',
        detail: { changed, removed },
      });
    });
  }
}

function testColumns({ completion: { quiz } }: CompleteCourse['course']) {
  if (!quiz)
    return {
      ...{ quizDraw: null, quizPass: null, quizRetakes: null },
      ...{ quizWaitMinutes: 0, quizKeys: 'always' as const, quizReadSeconds: 0 },
    };
  return {
    quizDraw: quiz.draw,
    quizPass: String(quiz.pass),
    quizRetakes: quiz.retakes === 'unlimited' ? null : quiz.retakes,
    quizWaitMinutes: quiz.waitMinutes,
    quizKeys: quiz.keys,
    quizReadSeconds: quiz.readSeconds,
  };
}

function isComplete(draft: CourseDraft): draft is CompleteCourse {
  return draft.course !== null;
}
