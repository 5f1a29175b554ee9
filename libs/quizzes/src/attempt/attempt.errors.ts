import { Conflict, formatDateTime, words } from '@app/platform';

export function noQuestions(): Conflict {
  return new Conflict(
    'quiz.no_questions',
    `このテストには問題がありません。${words.programOffice}にお知らせください。`,
  );
}

export function noRetakesLeft(): Conflict {
  return new Conflict(
    'quiz.no_retakes_left',
    `受けられる回数を使い切りました。もう一度受けたいときは、${words.programOffice}にご相談ください。`,
  );
}

export function mustWait(until: Date): Conflict {
  return new Conflict(
    'quiz.wait',
    `次は${formatDateTime(until)}から受けられます。それまでに学習内容を見直してください。`,
  );
}

export function attemptOver(): Conflict {
  return new Conflict(
    'quiz.attempt_over',
    'この回は終了しているため、解答は保存されませんでした。結果のページをご覧ください。',
  );
}

export function olderRevision(): Conflict {
  return new Conflict(
    'quiz.older_revision',
    'ほかの画面で新しい解答が保存されています。いま表示しているのは新しい方の解答です。',
  );
}
