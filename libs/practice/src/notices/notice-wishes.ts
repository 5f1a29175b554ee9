import type { LocalDate } from '@app/platform';

/**
 * What somebody may wish to be told of practice, of nothing unless they said so; and that they are not to be asked once a year
 * whether they want to sit the exam, which all others are.
 */
export const NOTICE_WISHES = ['daily', 'stopped', 'unasked'] as const;
export type NoticeWish = (typeof NOTICE_WISHES)[number];

/** Since when a wish holds. */
export interface HeldWish {
  readonly wish: NoticeWish;
  readonly since: LocalDate;
}
