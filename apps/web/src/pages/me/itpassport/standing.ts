import type { ItemStanding, SyllabusMiddle, SyllabusTree } from '@app/practice';

/** How a part of the syllabus stands by the newest answer to each of its questions. */
export interface Standing {
  readonly questions: number;
  readonly answered: number;
  readonly right: number;
}

export interface MiddleStanding extends Standing {
  readonly middle: SyllabusMiddle;
  readonly fieldName: string;
}

export type Ability = 'few' | 'weak' | 'middling' | 'able';

/** With fewer answers nothing is said. */
const FEWEST = 4;
/** The pass line of the whole exam, as far as right answers can stand for it. */
const WEAK = 0.6;
const ABLE = 0.8;

export function abilityOf({ answered, right }: Standing): Ability {
  if (answered < FEWEST) return 'few';
  const rate = right / answered;
  if (rate < WEAK) return 'weak';
  return rate < ABLE ? 'middling' : 'able';
}

export function middlesOf(
  { fields }: SyllabusTree,
  standing: readonly ItemStanding[],
): readonly MiddleStanding[] {
  const byItem = new Map(standing.map((row) => [row.item, row]));
  return fields.flatMap((field) =>
    field.middles.map((middle) => ({
      ...sumOf(middle.items.flatMap(({ number }) => byItem.get(number) ?? [])),
      middle,
      fieldName: field.name,
    })),
  );
}

export function sumOf(parts: readonly Standing[]): Standing {
  const sum = (key: keyof Standing) => parts.reduce((total, part) => total + part[key], 0);
  return { questions: sum('questions'), answered: sum('answered'), right: sum('right') };
}

/** Where most is to be gained: what an exam asks of it times what is not known of it. */
export function weakest(middles: readonly MiddleStanding[]): MiddleStanding | null {
  const loss = ({ middle, answered, right }: MiddleStanding) =>
    middle.questions * (1 - right / answered);
  const weak = middles.filter((it) => abilityOf(it) === 'weak');
  return weak.toSorted((a, b) => loss(b) - loss(a))[0] ?? null;
}
