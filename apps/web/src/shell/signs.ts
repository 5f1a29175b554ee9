import { learningStateWord, type LearningState } from '@app/courses';
import type { Absence } from '@app/organization';
import { CERTIFICATE_ROWS } from './signs/certificates';
import { CITY_ROWS } from './signs/city';
import { FILE_ROWS, REPORT_ROWS } from './signs/files';
import { LEARNING_ROWS } from './signs/learning';
import { PEOPLE_ROWS } from './signs/people';
import { type ChipView, type FactsOf, SIGNS, type StateRow } from './signs/sign';

export type { ChipView } from './signs/sign';
export { tag, type TagView } from './signs/tags';

/** Every state that a page shows, with its one sign and its one word; nothing else draws a chip. */
export const STATES = {
  ...LEARNING_ROWS,
  ...PEOPLE_ROWS,
  ...CERTIFICATE_ROWS,
  ...CITY_ROWS,
  ...FILE_ROWS,
  ...REPORT_ROWS,
};

type StateKey = keyof typeof STATES;

/** `stateChip('appointment.soon', '60')`: the state as sign, colour and word. */
export function stateChip<Key extends StateKey>(
  key: Key,
  ...facts: FactsOf<(typeof STATES)[Key]['word']>
): ChipView {
  const { kind, word }: StateRow = STATES[key];
  const [fact = ''] = facts;
  return { kind, sign: SIGNS[kind], label: typeof word === 'string' ? word : word(fact) };
}

/** In the grid of a quiz's numbers, where there is no room for words; the numbers' names say the same. */
export const QUESTION_SIGNS = { marked: '★' } as const;

/** The state of a course; of whoever is away, with why. */
export function learningChip(state: LearningState, absence: Absence | null = null): ChipView {
  return { ...stateChip(`learning.${state}`), label: learningStateWord(state, absence) };
}
