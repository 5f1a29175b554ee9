import { stateChip } from '../../../shell/signs';

export const ABILITY_CHIPS = {
  few: stateChip('practice.few'),
  weak: stateChip('practice.weak'),
  able: stateChip('practice.able'),
} as const;

export const MASTERED_CHIP = stateChip('practice.mastered');

/** How it stands, in words; what is neither weak nor able has no sign. */
export const ABILITY_WORDS = {
  few: ABILITY_CHIPS.few.label,
  weak: ABILITY_CHIPS.weak.label,
  middling: 'あと少し',
  able: ABILITY_CHIPS.able.label,
} as const;
