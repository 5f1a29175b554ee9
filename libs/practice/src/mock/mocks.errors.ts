import { Conflict, words } from '@app/platform';

export function otherMockOpen(): Conflict {
  return new Conflict(
    'mock.open',
    '受けている途中の模擬試験があります。先にそれを続けるか、提出してください。',
  );
}

/** Fewer questions than the blueprint asks for: the bank is not complete. */
export function paperIncomplete(): Conflict {
  return new Conflict(
    'mock.incomplete',
    `模擬試験を組める数の問題がありません。${words.programOffice}にお知らせください。`,
  );
}
