import { Conflict, type LocalDate } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { roleTitle } from '../vocabulary';
import { nominationState, type Waiting } from './nomination.rules';
import { NOMINATION_STATE_WORDS } from './nomination-words';

const LOOK_AGAIN = '画面を開き直して確かめてください。';

/** It stands elsewhere than the act asks for: further on, back again, or at its end; said where. */
export function movedOn(found: Waiting, today: LocalDate): Conflict {
  const state = NOMINATION_STATE_WORDS[nominationState(found, today)];
  return new Conflict(
    'nomination.moved_on',
    `この推薦は、いま「${state}」のため、この操作はできません。${LOOK_AGAIN}`,
  );
}

/** Another recommendation of the same person for the same role goes on instead. */
export function followed(): Conflict {
  return new Conflict(
    'nomination.followed',
    `同じ人の、同じ役割への新しい推薦があるため、この操作はできません。${LOOK_AGAIN}`,
  );
}

/** The person was appointed without it. */
export function appointedSince(role: DxRole): Conflict {
  return new Conflict(
    'nomination.appointed_since',
    `この推薦のあと、本人は${roleTitle(role)}に任命されているため、この操作はできません。${LOOK_AGAIN}`,
  );
}

/** The word of the head is there already, or is not there to be taken back. */
export function supportChanged(isThere: boolean): Conflict {
  return new Conflict(
    'nomination.support_changed',
    isThere
      ? `この推薦の副申は、すでにあります。${LOOK_AGAIN}`
      : `あなたの副申は、この推薦にありません。${LOOK_AGAIN}`,
  );
}
