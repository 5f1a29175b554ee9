import type { Syllabus } from './content/course-files.schema';

/** A person finished a course in a cycle for the first time. Emitted in the transaction that stores it. */
export class CourseCompleted {
  constructor(
    readonly enrollmentId: string,
    readonly personId: string,
    readonly courseId: string,
    readonly completedAt: Date,
  ) {}
}

/** A question of an edition that has just been published. */
export interface QuestionOfEdition {
  readonly id: string;
  readonly key: string;
  readonly tags: readonly string[];
  readonly usage: string;
  readonly difficulty: number;
}

/** An edition was published. Emitted in the transaction that stores it. */
export class CoursePublished {
  constructor(
    readonly courseKey: string,
    readonly versionId: string,
    readonly questions: readonly QuestionOfEdition[],
  ) {}
}

/** What the syllabus files say, before the courses that are made for them are published. */
export class SyllabiPublished {
  constructor(readonly syllabi: readonly Syllabus[]) {}
}
