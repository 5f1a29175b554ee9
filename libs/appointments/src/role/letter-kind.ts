/** 任命 or 委嘱. */
export const LETTER_KINDS = ['appointment', 'commission'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];
