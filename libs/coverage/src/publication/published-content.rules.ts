import { createHash } from 'node:crypto';
import { localDateSchema } from '@app/platform';
import { z } from 'zod';
import { FROZEN_PEOPLE, frozenFigure, frozenFigures } from '../snapshot/frozen-figures.rules';

const day = localDateSchema.nullable();

/** Somebody who was counted, without a name: names stand in the stored files only. */
const person = z.object({
  figure: z.enum(FROZEN_PEOPLE),
  personId: z.string(),
  unitName: z.string().nullable(),
  postTitle: z.string().nullable(),
  termEnd: day,
  passedOn: day,
});
export type PublishedPerson = z.output<typeof person>;

const compared = z.object({
  asOf: localDateSchema,
  /** Where its figures were written down. */
  from: z.enum(['publication', 'month']),
  /** Of the publication. */
  number: z.int().nullable(),
  covered: z.int(),
  counting: z.int(),
  leaders: z.int(),
  supporters: z.int(),
  counts: z.record(frozenFigure, z.int()),
});
export type ComparedDay = z.output<typeof compared>;

/** What is frozen of a day: the figures, in which words they were counted, and the people behind them. */
export const publishedContent = z.object({
  figures: frozenFigures,
  city: z.string(),
  /** Who publishes. */
  office: z.string(),
  /** The plan that promises. */
  plan: z.string(),
  leaderTarget: z.object({ dueOn: localDateSchema }).nullable(),
  holderTarget: z.object({ value: z.int(), dueOn: localDateSchema }).nullable(),
  rule: z.object({
    label: z.string(),
    sentences: z.array(z.object({ title: z.string(), text: z.string() })),
  }),
  /** People of whom the day was told otherwise by then than on the day itself (後から登録). */
  recordedLate: z.object({ changed: z.int(), joined: z.int() }),
  /** Every 部 with the rows that add up to it; without a code: of none. */
  departments: z.array(
    z.object({
      code: z.string().nullable(),
      name: z.string(),
      units: z.array(z.string()),
      outside: z.array(z.string().nullable()),
    }),
  ),
  people: z.array(person),
  /** The same day of the year before; null where nothing was written down of it. */
  compared: compared.nullable(),
});
export type PublishedContent = z.output<typeof publishedContent>;

export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes that are kept, and the hash by which anybody can tell that they are the same. */
export function sealedContent(content: PublishedContent) {
  const text = JSON.stringify(content);
  return { text, sha256: sha256Of(text) };
}

export const PUBLICATION_STATES = ['making', 'standing', 'corrected', 'withdrawn'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

interface PublicationFacts {
  readonly madeAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly correctedByNumber: number | null;
}

/** Withdrawn before corrected: the reason of it is what a reader must see first. */
export function publicationState(of: PublicationFacts): PublicationState {
  if (of.withdrawnAt !== null) return 'withdrawn';
  if (of.correctedByNumber !== null) return 'corrected';
  return of.madeAt === null ? 'making' : 'standing';
}
