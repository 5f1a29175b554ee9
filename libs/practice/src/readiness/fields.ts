/** The three 分野 in the order in which every triple of this folder is written. */
export const FIELDS = ['strategy', 'management', 'technology'] as const;

export type Field = (typeof FIELDS)[number];

/** One value for each field, in the order of FIELDS. */
export type Triple<Value = number> = readonly [Value, Value, Value];

export function fieldIndex(field: Field): 0 | 1 | 2 {
  if (field === 'strategy') return 0;
  return field === 'management' ? 1 : 2;
}

export function forFields<Value>(make: (index: 0 | 1 | 2) => Value): Triple<Value> {
  return [make(0), make(1), make(2)];
}
