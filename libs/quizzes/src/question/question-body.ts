import { z } from 'zod';

/** Every kind of question. `case` is a text followed by questions of the other kinds. */
export const QUESTION_KINDS = [
  'single',
  'multiple',
  'true_false',
  'order',
  'match',
  'numeric',
  'short_text',
  'sort_into',
  'case',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** More than anybody can read in one question; keeps permutations and answers small. */
export const MAXIMUM_OPTIONS = 20;

const text = z.string().trim().min(1, '空です。').max(4000);
/** A picture that belongs to the stem, in the folder of the course; its alternative text alone must be enough to answer. */
const figure = z.strictObject({
  asset: z
    .string()
    .regex(/^assets\/[a-z0-9][a-z0-9-]*\.svg$/, '図は「assets/名前.svg」の形で指定してください。'),
  alt: text,
});
const asked = { stem: text, figure: figure.optional(), explanation: text };

const choice = z.strictObject({
  text,
  correct: z.boolean().default(false),
  why: z.string().trim().default(''),
});
const choices = z.array(choice).min(2, '選択肢は2つ以上必要です。').max(MAXIMUM_OPTIONS);
const rightOnes = (list: readonly { correct: boolean }[]): number =>
  list.filter((item) => item.correct).length;
const exactlyOne = choices.refine(
  (list) => rightOnes(list) === 1,
  '正解(correct: true)はちょうど1つにしてください。',
);
const atLeastOne = choices.refine(
  (list) => rightOnes(list) >= 1,
  '正解(correct: true)が1つもありません。',
);

/**
 * One schema per kind, for course files and for what is stored: the stored body is the authored one with its
 * defaults filled in. Unknown keys are refused, so that a mistyped key is found.
 */
export const SIMPLE_BODIES = {
  single: z.strictObject({ kind: z.literal('single'), ...asked, choices: exactlyOne }),
  multiple: z.strictObject({ kind: z.literal('multiple'), ...asked, choices: atLeastOne }),
  true_false: z.strictObject({
    kind: z.literal('true_false'),
    ...asked,
    choices: exactlyOne.refine((list) => list.length === 2, '正誤問題の選択肢は2つです。'),
  }),
  order: z.strictObject({
    kind: z.literal('order'),
    ...asked,
    items: z.array(text).min(2).max(MAXIMUM_OPTIONS),
  }),
  match: z.strictObject({
    kind: z.literal('match'),
    ...asked,
    pairs: z
      .array(z.strictObject({ left: text, right: text }))
      .min(2)
      .max(MAXIMUM_OPTIONS),
  }),
  numeric: z.strictObject({
    kind: z.literal('numeric'),
    ...asked,
    answer: z.number(),
    tolerance: z.number().min(0).default(0),
    unit: z.string().default(''),
  }),
  short_text: z.strictObject({
    kind: z.literal('short_text'),
    ...asked,
    accept: z.array(text).min(1),
  }),
  sort_into: z.strictObject({
    kind: z.literal('sort_into'),
    ...asked,
    groups: z
      .record(text, z.array(text).min(1))
      .refine((groups) => Object.keys(groups).length >= 2, '組は2つ以上必要です。')
      .refine(
        (groups) => Object.values(groups).flat().length <= MAXIMUM_OPTIONS,
        '項目が多すぎます。',
      ),
  }),
} as const;

export const simpleBodySchema = z.discriminatedUnion('kind', [
  SIMPLE_BODIES.single,
  SIMPLE_BODIES.multiple,
  SIMPLE_BODIES.true_false,
  SIMPLE_BODIES.order,
  SIMPLE_BODIES.match,
  SIMPLE_BODIES.numeric,
  SIMPLE_BODIES.short_text,
  SIMPLE_BODIES.sort_into,
]);

export const CASE_BODY = z.strictObject({
  kind: z.literal('case'),
  text,
  questions: z.array(simpleBodySchema).min(1).max(10),
  explanation: z.string().trim().default(''),
});

export const questionBodySchema = z.discriminatedUnion('kind', [
  ...simpleBodySchema.options,
  CASE_BODY,
]);

export type SimpleBody = z.output<typeof simpleBodySchema>;
export type CaseBody = z.output<typeof CASE_BODY>;
/** A question with its key: never leaves the server before the answer is given. */
export type QuestionBody = SimpleBody | CaseBody;

/** A picture of the stem: the file of its course and the words that stand for it. */
export interface QuestionFigure {
  readonly asset: string;
  readonly alt: string;
}

export function figureOf(body: QuestionBody): QuestionFigure | null {
  return body.kind === 'case' ? null : (body.figure ?? null);
}
