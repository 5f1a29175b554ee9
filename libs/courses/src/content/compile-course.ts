import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { type PublishedQuestion, questionBodySchema } from '@app/quizzes';
import type { AssetDraft, CourseDraft, LessonDraft, QuestionDraft } from './catalogue';
import { AUTHORED, type CourseFile, type GlossaryTermFile } from './course-files.schema';
import { parseMarkdown, RENDERER_VERSION, renderLesson, renderSources } from './markdown';
import { type PictureSize, sizeOfSvg } from './svg-picture';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt',
  '.csv': 'text/csv; charset=utf-8',
};

/** A course whose files all have the right shape: what can be published. */
export interface CompleteCourse extends CourseDraft {
  readonly course: CourseFile;
}

export interface CompiledLesson {
  readonly position: number;
  readonly key: string;
  readonly title: string;
  readonly minutes: number;
  readonly takeaway: string;
  readonly html: string;
  readonly syllabusItems: readonly number[];
  readonly checkQuestionIds: readonly string[];
}

export type Glossary = ReadonlyMap<string, GlossaryTermFile>;

/**
 * A fingerprint of everything that a learner of the course can see. The same content always has the same one; the
 * meanings of the terms that its lessons use belong to it, those of others do not.
 */
export function contentHash(draft: CompleteCourse, glossary: Glossary): string {
  const content = [
    RENDERER_VERSION,
    draft.course,
    draft.lessons.map(({ key, facts, body }) => [key, facts, body]),
    draft.questions.map(({ question }) => question),
    draft.assets.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]),
    [...meaningsIn(draft, glossary)].sort(),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** A question as `quizzes` takes it: its body without what only the author's tools need. */
export function compileQuestion({ question }: QuestionDraft): PublishedQuestion {
  const { id, difficulty, tags, usage } = question;
  const body = Object.entries(question).filter(([name]) => !(name in AUTHORED));
  return {
    key: id,
    difficulty,
    tags,
    usage,
    body: questionBodySchema.parse(Object.fromEntries(body)),
  };
}

export function compileLessons(
  draft: CompleteCourse,
  versionId: string,
  glossary: Glossary,
  questionIds: ReadonlyMap<string, string>,
): CompiledLesson[] {
  const surroundings = {
    assetAddress: `/courses/${draft.course.key}/assets/${versionId}/`,
    sizes: new Map(draft.assets.flatMap(sizeOf)),
    meanings: meaningsIn(draft, glossary),
    questionIds,
  };
  return draft.lessons.map((lesson, index) => ({
    position: index + 1,
    key: lesson.key,
    title: lesson.facts.title,
    minutes: lesson.facts.minutes,
    takeaway: lesson.facts.takeaway,
    html: renderLesson(lesson.body, surroundings) + renderSources(lesson.facts.sources),
    syllabusItems: [...lesson.facts.items],
    checkQuestionIds: checkKeys(lesson).flatMap((key) => questionIds.get(key) ?? []),
  }));
}

/** By the ending; what is none of ours is handed out as bytes and never shown. */
export function mediaTypeOf(name: string): string {
  return MEDIA_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

function checkKeys(lesson: LessonDraft): string[] {
  return parseMarkdown(lesson.body)
    .filter((token) => token.type === 'check')
    .map((token) => token.content);
}

function meaningsIn(draft: CompleteCourse, glossary: Glossary): Map<string, string> {
  const used = draft.lessons
    .flatMap((lesson) => parseMarkdown(lesson.body))
    .flatMap((token) => token.children ?? [])
    .filter((token) => token.type === 'term')
    .map((token) => token.content);
  return new Map(
    [...new Set(used)].flatMap((term) => {
      const meaning = glossary.get(term)?.meaning;
      return meaning === undefined ? [] : [[term, meaning] as const];
    }),
  );
}

function sizeOf({ name, bytes }: AssetDraft): [string, PictureSize][] {
  const size = name.endsWith('.svg') ? sizeOfSvg(bytes.toString('utf8')) : null;
  return size ? [[name, size]] : [];
}
