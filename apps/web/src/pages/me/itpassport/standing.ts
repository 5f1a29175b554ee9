import {
  abilityOf,
  type ItemStanding,
  type Mastery,
  type Standing,
  type SyllabusMiddle,
  type SyllabusTree,
} from '@app/practice';

export interface MiddleStanding extends Standing {
  readonly middle: SyllabusMiddle;
  readonly fieldName: string;
  /** Shown by a later mixed check to have stayed. */
  readonly isMastered: boolean;
  /** Able, and a mixed check would count now. */
  readonly mayBeChecked: boolean;
}

export function middlesOf(
  { fields }: SyllabusTree,
  standing: readonly ItemStanding[],
  mastery: ReadonlyMap<number, Mastery>,
): readonly MiddleStanding[] {
  const byItem = new Map(standing.map((row) => [row.item, row]));
  return fields.flatMap((field) =>
    field.middles.map((middle) => ({
      ...sumOf(middle.items.flatMap(({ number }) => byItem.get(number) ?? [])),
      middle,
      fieldName: field.name,
      isMastered: mastery.get(middle.number)?.isMastered ?? false,
      mayBeChecked: mastery.get(middle.number)?.mayBeChecked ?? false,
    })),
  );
}

export function sumOf(parts: readonly Standing[]): Standing {
  const sum = (key: keyof Standing) => parts.reduce((total, part) => total + part[key], 0);
  return { answered: sum('answered'), right: sum('right') };
}

/** Where most is to be gained: what an exam asks of it times what is not known of it. */
export function weakest(middles: readonly MiddleStanding[]): MiddleStanding | null {
  const loss = ({ middle, answered, right }: MiddleStanding) =>
    middle.questions * (1 - right / answered);
  const weak = middles.filter((it) => abilityOf(it) === 'weak');
  return weak.toSorted((a, b) => loss(b) - loss(a))[0] ?? null;
}
