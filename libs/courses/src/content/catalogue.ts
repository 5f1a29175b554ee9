import type {
  CourseFile,
  FrontMatter,
  GlossaryTermFile,
  LawFile,
  QuestionFile,
  Syllabus,
} from './course-files.schema';

export interface LessonDraft {
  readonly file: string;
  /** The file's name without its ending; stable over versions. */
  readonly key: string;
  readonly facts: FrontMatter;
  readonly body: string;
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
}

export interface QuestionDraft {
  readonly file: string;
  readonly line: number;
  readonly question: QuestionFile;
}

export interface AssetDraft {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A course folder whose files all have the right shape, or as much of it as has. */
export interface CourseDraft {
  readonly folder: string;
  /** Null when course.yaml is missing or has not the right shape. */
  readonly course: CourseFile | null;
  /** In the order of course.yaml. */
  readonly lessons: readonly LessonDraft[];
  readonly questions: readonly QuestionDraft[];
  readonly assets: readonly AssetDraft[];
}

/** Everything under `courses/`. */
export interface Catalogue {
  readonly courses: readonly CourseDraft[];
  /** Null when there is no glossary.yaml. */
  readonly glossary: ReadonlyMap<string, GlossaryTermFile> | null;
  /** Null when there is no laws.yaml. */
  readonly laws: readonly LawFile[] | null;
  readonly syllabi: readonly Syllabus[];
}
