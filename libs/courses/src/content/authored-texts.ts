import type { Catalogue, CourseDraft, LessonDraft, QuestionDraft } from './catalogue';

/** A piece of text that somebody reads, and where it stands. */
export interface AuthoredText {
  readonly file: string;
  readonly line: number | null;
  readonly text: string;
  /** `fixed`: shown as it is written, so that no variable can stand there. */
  readonly place: 'lesson' | 'question' | 'source' | 'glossary' | 'fixed';
}

/** What is no text for readers: names of files, marks for programs, arithmetic for the checker. */
const NOT_READ = new Set(['id', 'kind', 'tags', 'check', 'source', 'usage', 'asset', 'accept']);
const SVG_TEXT = /<(?:text|tspan|title|desc)\b[^>]*>([^<]*)/g;

/** Everything of lessons and questions that a learner can read. The points for the city (cityReview) are not for learners. */
export function learnersTexts({ courses }: Catalogue): AuthoredText[] {
  return courses.flatMap((course) => [
    ...course.lessons.flatMap(lessonTexts),
    ...course.questions.flatMap(questionTexts),
  ]);
}

/** The same with names of courses, words in figures and the glossary. */
export function authoredTexts(catalogue: Catalogue): AuthoredText[] {
  const terms = [...(catalogue.glossary?.values() ?? [])];
  return [
    ...learnersTexts(catalogue),
    ...catalogue.courses.flatMap(courseTexts),
    ...terms.map(({ term, meaning }) => ({
      file: 'glossary.yaml',
      line: null,
      text: `${term}\n${meaning}`,
      place: 'glossary' as const,
    })),
  ];
}

function lessonTexts({ file, facts, body, bodyLine }: LessonDraft): AuthoredText[] {
  const { title, objectives, takeaway, sources } = facts;
  const line = null;
  return [
    { file, line, text: [title, ...objectives].join('\n'), place: 'fixed' },
    { file, line, text: takeaway, place: 'lesson' },
    { file, line, text: sources.map((source) => source.text).join('\n'), place: 'source' },
    ...body
      .split('\n')
      .map((text, index) => ({ file, line: bodyLine + index, text, place: 'lesson' as const })),
  ];
}

/** What a typed answer is compared with stands for itself. */
function questionTexts({ file, line, question }: QuestionDraft): AuthoredText[] {
  const parts = question.kind === 'case' ? question.questions : [question];
  const accepted = parts.flatMap((part) => (part.kind === 'short_text' ? part.accept : []));
  return [
    { file, line, text: stringsIn(question).join('\n'), place: 'question' },
    { file, line, text: accepted.join('\n'), place: 'fixed' },
  ];
}

function courseTexts({ folder, course, assets }: CourseDraft): AuthoredText[] {
  const names = course ? [course.title, course.summary, ...course.objectives] : [];
  const figures = assets.filter(({ name }) => name.endsWith('.svg'));
  return [
    { file: `${folder}/course.yaml`, line: null, text: names.join('\n'), place: 'fixed' },
    ...figures.map(({ name, bytes }) => ({
      file: `${folder}/assets/${name}`,
      line: null,
      text: [...bytes.toString('utf8').matchAll(SVG_TEXT)].map((found) => found[1]).join('\n'),
      place: 'fixed' as const,
    })),
  ];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    NOT_READ.has(name) ? [] : [...groupName(name), ...stringsIn(inner)],
  );
}

/** Groups of a sorting question are named by their keys; the keys of everything else are ASCII. */
function groupName(name: string): string[] {
  return /^[a-zA-Z]+$/.test(name) ? [] : [name];
}
