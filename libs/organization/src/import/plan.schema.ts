import { localDateSchema } from '@app/platform';
import { z } from 'zod';
import { WORD_KINDS } from './city-words';
import {
  ALARM_KINDS,
  type FileSummary,
  type NumberPair,
  type PlanItem,
  type PlanSummary,
  type Suspicion,
} from './plan';
import type { FileForm } from './read-files';
import type { FoundWords } from './words-found.rules';

/** Of a kept plan what is shown and decided by. */
export const FILE_KINDS = ['units', 'postings'] as const;
export const VERDICTS = ['create', 'change', 'unchanged', 'refused'] as const;
const SUSPICION_KINDS = [
  'same_name_new_number',
  'unit_empty',
  'unit_abolished_with_people',
  'unit_missing',
  'head_disappears',
  'role_disappears',
  'several_heads',
  'unit_orphaned',
  'code_reused',
  'unit_name_differs',
  'person_missing',
] as const;

const text = z.string();
const date = localDateSchema;

const fileForm: z.ZodType<FileForm> = z.object({
  delimiter: z.enum([',', '\t', ';', '|']).nullable(),
  sheet: text.nullable(),
  skipped: z.array(z.object({ line: z.number(), text })),
  unknownColumns: z.array(text),
  mapped: z.array(z.object({ heading: text, column: text })),
  wideRows: z.number().nullable(),
  // Previews of before this was told have none.
  sent: z.object({ byteSize: z.number(), sha256: text }).nullable().default(null),
});

const fileSummary: z.ZodType<FileSummary> = z.object({
  fileName: text,
  encoding: text,
  rows: z.number(),
  create: z.number(),
  change: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  // Previews of before this was told have none.
  form: fileForm.nullable().default(null),
});

const wordKind = z.enum(WORD_KINDS);

const foundWords: z.ZodType<FoundWords> = z.object({
  unknown: z.array(
    z.object({
      ...{ kind: wordKind, word: text, count: z.number() },
      ...{ lines: z.array(z.number()), example: text },
    }),
  ),
  used: z.array(z.object({ kind: wordKind, word: text, meaning: text, count: z.number() })),
});

const toldRepair = z.object({ count: z.number(), examples: z.array(text) }).optional();
const toldRepairs = z.object({ zeros: toldRepair, newer: toldRepair });

export const planSummarySchema: z.ZodType<PlanSummary> = z.object({
  units: fileSummary.nullable(),
  postings: fileSummary.nullable(),
  affectedPeople: z.number(),
  newPeople: z.number(),
  renamedPeople: z.number(),
  // Previews of before this was counted do not know.
  movedPeople: z.number().default(0),
  employedPeople: z.number(),
  missingPeople: z.number(),
  leftBehindPeople: z.number().optional(),
  suspicions: z.number(),
  // Previews of before this was looked for have none.
  alarms: z
    .array(z.object({ kind: z.enum(ALARM_KINDS), message: text, examples: z.array(text) }))
    .default([]),
  undecidedNumbers: z.number(),
  unknownTitles: z.array(z.object({ title: text, people: z.number() })),
  words: foundWords.default({ unknown: [], used: [] }),
  // Previews of before this was offered have none.
  repairs: z.object({ offered: toldRepairs, done: toldRepairs }).default({ offered: {}, done: {} }),
});

export const planItemSchema: z.ZodType<PlanItem> = z.object({
  file: z.enum(FILE_KINDS),
  line: z.number(),
  verdict: z.enum(VERDICTS),
  subject: text,
  changes: z.array(z.object({ field: text, from: text, to: text })),
  problems: z.array(z.object({ column: text.nullable(), reason: text })),
});

const numberPair = z.object({
  staffNumber: text,
  name: text,
  kana: text,
  post: text,
  employment: text,
  hiredOn: date.nullable(),
  from: date,
  candidates: z.array(text),
  candidateTitles: z.array(text).default([]),
  choice: text,
});

export const numberPairsSchema: z.ZodType<readonly NumberPair[]> = z.array(numberPair);

export const suspicionSchema: z.ZodType<Suspicion> = z.object({
  kind: z.enum(SUSPICION_KINDS),
  subject: text,
  message: text,
  pair: numberPair.nullable(),
});
