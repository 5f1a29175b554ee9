import { CASE_BODY, KEYS_RULES, SIMPLE_BODIES } from '@app/quizzes';
import { z } from 'zod';
import { COURSE_PROMISES } from '../course/course-promise';

export const AUDIENCES = [
  'all_staff',
  'managers',
  'supporters',
  'leader_candidates',
  'exam_candidates',
  'publishers',
] as const;

const text = z.string().trim().min(1, '空です。');
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '半角の英小文字・数字・ハイフンで書いてください。');
const minutes = z.int().min(1).max(600);
const lessonFile = z
  .string()
  .regex(/^\d{2}-[a-z0-9-]+\.md$/, 'レッスンのファイル名は「01-slug.md」の形にしてください。');
const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, '日付は YYYY-MM-DD、YYYY-MM または YYYY で書いてください。');

const fullDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日付は YYYY-MM-DD で書いてください。');

/** course.yaml */
export const courseFileSchema = z.strictObject({
  key: slug,
  /** The folder of the course that this one was copied from. */
  copyOf: slug.optional(),
  title: text,
  summary: text,
  fiscalYear: z.int().min(2019).max(2100).optional(),
  promise: z.enum(COURSE_PROMISES).optional(),
  audience: z.array(z.enum(AUDIENCES)).min(1),
  minutes,
  objectives: z.array(text).min(1),
  lessons: z.array(lessonFile).min(1),
  completion: z.strictObject({
    lessons: z.literal('all'),
    quiz: z
      .strictObject({
        draw: z.int().min(1),
        pass: z.number().min(0).max(1),
        retakes: z.union([z.literal('unlimited'), z.int().min(0)]).default('unlimited'),
        /** Between two tries: time to read again what was wrong. */
        waitMinutes: z
          .int()
          .min(0)
          .max(7 * 24 * 60)
          .default(10),
        /** When the result tells what is right. */
        keys: z.enum(KEYS_RULES).default('passed_or_last'),
        /** For how long a lesson stands open before 「読みました」 is taken, at the most; 0: not asked. */
        readSeconds: z.int().min(0).max(600).default(20),
      })
      .optional(),
  }),
  survey: z.string().optional(),
  cityReview: z.array(text).default([]),
  licence: z.string().default(''),
});

/** What stands between the two `---` of a lesson. */
export const frontMatterSchema = z.strictObject({
  title: text,
  minutes,
  objectives: z.array(text).min(1),
  takeaway: text,
  /** Items of the syllabus that the lesson covers. */
  items: z.array(z.int()).default([]),
  sources: z.array(z.strictObject({ text, date: day })).default([]),
  /** After this day the facts must be looked up again: the check warns. */
  factsValidUntil: fullDay.optional(),
});

/** What the author says about a question; the rest is its body. */
export const AUTHORED = {
  id: z
    .string()
    .regex(
      /^[a-z0-9]+([.-][a-z0-9]+)*$/,
      'idは半角の英小文字・数字・点・ハイフンで書いてください。',
    ),
  tags: z.array(text).min(1),
  difficulty: z.int().min(1).max(3),
  /** Comparisons that a script recomputes, for example "2 * 3 == 6, 5 < 6". */
  check: text.optional(),
  source: z.enum(['original', 'past_paper']),
  citation: text.optional(),
  /** After this day the facts must be looked up again: the check warns. */
  factsValidUntil: fullDay.optional(),
  modified: z.boolean().optional(),
  usage: z
    .string()
    .regex(/^(practice|lesson|mock-\d+)$/, 'practice・lesson・mock-1 などを指定してください。'),
};

/** One entry of a file of questions: the body of its kind and what its author says about it. */
export const questionFileSchema = z.discriminatedUnion('kind', [
  SIMPLE_BODIES.single.extend(AUTHORED),
  SIMPLE_BODIES.multiple.extend(AUTHORED),
  SIMPLE_BODIES.true_false.extend(AUTHORED),
  SIMPLE_BODIES.order.extend(AUTHORED),
  SIMPLE_BODIES.match.extend(AUTHORED),
  SIMPLE_BODIES.numeric.extend(AUTHORED),
  SIMPLE_BODIES.short_text.extend(AUTHORED),
  SIMPLE_BODIES.sort_into.extend(AUTHORED),
  CASE_BODY.extend(AUTHORED),
]);

/** One entry of glossary.yaml. */
export const glossaryTermSchema = z.strictObject({
  term: text,
  reading: z
    .string()
    .regex(/^[\p{Script=Hiragana}ー・\s0-9a-z]+$/u, '読みはひらがなで書いてください。'),
  meaning: text.max(200),
  see: z.array(text).default([]),
});

/** One entry of laws.yaml. */
export const lawSchema = z.strictObject({
  name: text,
  aliases: z.array(text).default([]),
  /** Names that the law had before. */
  former: z.array(text).default([]),
  /** What the courses say of it. */
  point: text,
  /** Since when what the courses say is in force. */
  effective: fullDay,
  /** After this day it must be looked up again. */
  staleAfter: fullDay,
  source: text,
  checked: fullDay,
});

const numbered = { number: z.int().min(1), name: text };

/** syllabus/*.yaml: fields → 大分類 → 中分類 → items. */
export const syllabusSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/),
  title: text,
  validFrom: day,
  source: text,
  cityReview: z.array(text).default([]),
  validTo: day.optional(),
  /** How long an exam takes, and what of 1000 the whole and each field take to pass. */
  exam: z.strictObject({ minutes: z.int(), passTotal: z.int(), passField: z.int() }),
  fields: z.array(
    z.strictObject({
      key: slug,
      name: text,
      weight: z.int(),
      scored: z.int(),
      majors: z.array(
        z.strictObject({
          ...numbered,
          middles: z.array(
            z.strictObject({
              ...numbered,
              /** In a drawn paper. */
              questions: z.int(),
              items: z.array(z.strictObject(numbered)).min(1),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type CourseFile = z.output<typeof courseFileSchema>;
export type FrontMatter = z.output<typeof frontMatterSchema>;
export type QuestionFile = z.output<typeof questionFileSchema>;
export type GlossaryTermFile = z.output<typeof glossaryTermSchema>;
export type LawFile = z.output<typeof lawSchema>;
export type Syllabus = z.output<typeof syllabusSchema>;
