import { type Field, FIELDS } from './fields';
import type { AbilityState } from './ability.rules';
import type { PassChance, Range } from './pass-chance.rules';

/** How much has to be answered before anything is said. */
export const LEAST_ANSWERS = { total: 20, perField: 5 } as const;

/** What may be shown of a chance; `from` and `to` are per cent. */
export type ShownChance =
  | { readonly kind: 'unknown'; readonly needed: NeededAnswers }
  | { readonly kind: 'band'; readonly from: number; readonly to: number; readonly range: Range };

/** First answers that are still missing: in all, and of these in each field at least. */
export interface NeededAnswers {
  readonly total: number;
  readonly fields: Readonly<Record<Field, number>>;
}

const BAND = 10;

/** A band of ten points and the 80 % range, widened to whole bands: more digits would claim what is not known. */
export function shownChance(
  state: Pick<AbilityState, 'counts'>,
  { chance, range }: PassChance,
): ShownChance {
  const needed = neededAnswers(state);
  if (needed.total > 0) return { kind: 'unknown', needed };
  const from = Math.min(bandBelow(chance), 100 - BAND);
  return {
    kind: 'band',
    from,
    to: from + BAND,
    range: {
      from: Math.min(bandBelow(range.from), from),
      to: Math.max(Math.ceil((range.to * 100) / BAND) * BAND, from + BAND),
    },
  };
}

export function neededAnswers({ counts }: Pick<AbilityState, 'counts'>): NeededAnswers {
  const [strategy, management, technology] = counts.map((count) =>
    Math.max(0, LEAST_ANSWERS.perField - count),
  );
  const fields = {
    strategy: strategy ?? 0,
    management: management ?? 0,
    technology: technology ?? 0,
  };
  const inFields = FIELDS.reduce((sum, field) => sum + fields[field], 0);
  const answered = counts.reduce((sum, count) => sum + count, 0);
  return { total: Math.max(inFields, LEAST_ANSWERS.total - answered), fields };
}

function bandBelow(chance: number): number {
  return Math.floor((chance * 100) / BAND) * BAND;
}
