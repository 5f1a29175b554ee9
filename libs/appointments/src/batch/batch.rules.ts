import { type LocalDate, localDateSchema } from '@app/platform';
import { z } from 'zod';

/** What can be done for many at once. */
export const BATCH_ACTS = ['renew', 'extend', 'let_expire', 'appoint'] as const;
export type BatchAct = (typeof BATCH_ACTS)[number];

/** What can be done with a term that runs out. */
export const TERM_ACTS = ['renew', 'extend', 'let_expire'] as const satisfies readonly BatchAct[];
export type TermAct = (typeof TERM_ACTS)[number];

/** As many at once as one press can take back. */
export const MOST_MEMBERS = 500;

/** A new appointment as a list asks for it; checked when it is tried. */
export const proposalSchema = z.object({
  staffNumber: z.string(),
  /** As the list says it: only to be compared. */
  name: z.string(),
  role: z.string(),
  unitCode: z.string(),
  /** Null where the cell could not be read; the row is refused then. */
  termStart: localDateSchema.nullable(),
  /** Null: as long as the role's terms usually are. */
  termEnd: localDateSchema.nullable(),
  documentNumber: z.string(),
  /** Of this row; none: as all of them say. */
  note: z.string().default(''),
});
export type BatchProposal = z.infer<typeof proposalSchema>;

/** What is wrong with a value of a row, and what to do about it. */
export const findingSchema = z.object({
  /** Empty: the row as a whole. */
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  remedy: z.string(),
});
export type RowFinding = z.infer<typeof findingSchema>;

interface BatchDays {
  readonly lookedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly undoneAt: Date | null;
}

/** Where a batch stands: tried row by row, waiting for its confirmation, under way, and what became of it. */
export const BATCH_STATES = [
  'looking',
  'ready',
  'under_way',
  'done',
  'cancelled',
  'undone',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export function batchState(batch: BatchDays): BatchState {
  if (batch.undoneAt !== null) return 'undone';
  if (batch.cancelledAt !== null) return 'cancelled';
  if (batch.finishedAt !== null) return 'done';
  if (batch.confirmedAt !== null) return 'under_way';
  return batch.lookedAt === null ? 'looking' : 'ready';
}

/** A row of a batch as it is done: what all of them share, and its own. */
export interface BatchStep {
  readonly act: BatchAct;
  readonly termEnd: LocalDate | null;
  readonly documentNumber: string | null;
  readonly note: string;
  /** Why it is done although something 必須 is missing; asked for with the confirmation. */
  readonly warnedReason?: string | null;
}
