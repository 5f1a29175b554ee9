/** The way to a certificate that counts, as the person walks it; a failed try leads back to preparing. */
export const WAY_STEPS = ['意向', '準備', '申込み', '受験', '結果', '報告', '確認'] as const;

/** Which of them each is; `done`: all are behind. */
export const WAY_AT = {
  intention: 0,
  preparing: 1,
  booking: 2,
  exam: 3,
  outcome: 4,
  report: 5,
  review: 6,
  done: 7,
} as const;

/** The part of it that begins with a booking, for whoever has nothing to say of what came before. */
export const BOOKED_STEPS = WAY_STEPS.slice(WAY_AT.booking);
