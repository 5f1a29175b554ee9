/** The chance with which an exam is worth booking. */
export const READY_CHANCE = 0.8;
