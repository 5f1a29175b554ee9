import { personNow } from '@app/organization';
import type { LocalDate } from '@app/platform';

/** What somebody may wish to be told of practice; of nothing unless they said so. */
export const NOTICE_WISHES = ['daily', 'stopped'] as const;
export type NoticeWish = (typeof NOTICE_WISHES)[number];

/** Since when a wish holds. */
export interface HeldWish {
  readonly wish: NoticeWish;
  readonly since: LocalDate;
}

/**
 * SQL: the wish of `alias` is that of `:personId`, under whichever number it was said. Wishes stay with their number when two
 * are joined, so that separating gives them back.
 */
export const isWishOf = (alias: string): string =>
  `${alias}.person_id = ANY (ARRAY(SELECT :personId UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE ${personNow('pj.person_id')} = :personId))`;
