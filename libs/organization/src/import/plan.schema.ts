import { localDateSchema } from '@app/platform';
import { z } from 'zod';
import { POSTING_KINDS, UNIT_KINDS, EMPLOYMENT_TYPES, ABSENCES } from '../vocabulary';
import {
  ALARM_KINDS,
  type FileSummary,
  type ImportPlan,
  type PlanItem,
  type PlanOperations,
  type PlanSummary,
  type RowChanges,
  type Suspicion,
} from './plan';

/** A kept plan as JSON: what a preview wrote and 反映 reads. */
export const FILE_KINDS = ['units', 'postings'] as const;
export const VERDICTS = ['create', 'change', 'unchanged', 'refused'] as const;
const SUSPICION_KINDS = [
  'same_name_new_number',
  'unit_empty',
  'unit_abolished_with_people',
  'unit_missing',
  'head_disappears',
  'unit_name_differs',
  'person_missing',
] as const;

const text = z.string();
const date = localDateSchema;
const validity = { id: text, valid_from: date, valid_to: date.nullable() };

const changesOf = <Row>(row: z.ZodType<Row>): z.ZodType<RowChanges<Row>> =>
  z.object({ insert: z.array(row), update: z.array(row), remove: z.array(text) });

const fileSummary: z.ZodType<FileSummary> = z.object({
  fileName: text,
  encoding: text,
  rows: z.number(),
  create: z.number(),
  change: z.number(),
  unchanged: z.number(),
  refused: z.number(),
});

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
  suspicions: z.number(),
  // Previews of before this was looked for have none.
  alarms: z
    .array(z.object({ kind: z.enum(ALARM_KINDS), message: text, examples: z.array(text) }))
    .default([]),
  undecidedNumbers: z.number(),
  unknownTitles: z.array(z.object({ title: text, people: z.number() })),
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

export const suspicionSchema: z.ZodType<Suspicion> = z.object({
  kind: z.enum(SUSPICION_KINDS),
  subject: text,
  message: text,
  pair: numberPair.nullable(),
});

const unitPeriod = z.object({
  ...validity,
  org_unit_id: text,
  name: text,
  kana: text,
  kind: z.enum(UNIT_KINDS),
  parent_org_unit_id: text.nullable(),
  counts_for_leader_kpi: z.boolean(),
  sort_order: z.number(),
});

const details = z.object({
  ...validity,
  person_id: text,
  name: text,
  kana: text,
  email: text.nullable(),
  search_key: text,
});

const posting = z.object({
  ...validity,
  person_id: text,
  org_unit_id: text,
  kind: z.enum(POSTING_KINDS),
  post_title: text,
  is_managerial: z.boolean(),
});

const operationsSchema: z.ZodType<PlanOperations> = z.object({
  units: z.array(z.object({ id: text, code: text })),
  unitPeriods: changesOf(unitPeriod),
  persons: z.array(z.object({ id: text })),
  details: changesOf(details),
  staffNumbers: changesOf(z.object({ ...validity, staff_number: text, person_id: text })),
  employments: changesOf(
    z.object({ ...validity, person_id: text, employment_type: z.enum(EMPLOYMENT_TYPES) }),
  ),
  statuses: changesOf(z.object({ ...validity, person_id: text, status: z.enum(ABSENCES) })),
  postings: changesOf(posting),
  subjects: z.array(
    z.object({
      type: z.enum(['org_unit', 'person']),
      id: text,
      isNew: z.boolean(),
      fields: z.array(text),
    }),
  ),
});

/** Plans of before the history of names and of numbers have another shape; nothing of them can be applied any more. */
export const planSchema: z.ZodType<ImportPlan> = z.object({
  effectiveOn: date,
  summary: planSummarySchema,
  items: z.array(planItemSchema),
  suspicions: z.array(suspicionSchema),
  operations: operationsSchema,
  leavings: operationsSchema,
});
