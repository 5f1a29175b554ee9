import { formatDate, formatDateShort, localDateOf } from '@app/platform';
import type { AnsweredAttemptQuestion, AttemptResult } from '@app/quizzes';

/** 「令和9年4月2日に採点し直しました(前の結果 7/10)」: a line each time, with the result before. */
export function rescoredTexts({
  rescorings,
  questionCount,
}: Pick<AttemptResult, 'rescorings' | 'questionCount'>): readonly string[] {
  return rescorings.map(({ rescoredAt, correctBefore, passedBefore }) => {
    const before = `前の結果 ${String(correctBefore)}/${String(questionCount)}`;
    const day = formatDate(localDateOf(rescoredAt));
    return `${day}に採点し直しました(${before}${passedBefore ? '、合格' : ''})。`;
  });
}

/** What became of a question that was withdrawn; empty of all others. */
export function withdrawnText({
  withdrawal,
  isCorrect,
}: Pick<AnsweredAttemptQuestion, 'withdrawal' | 'isCorrect'>): string {
  if (withdrawal === null) return '';
  const { treatment, reason, withdrawnOn } = withdrawal;
  const day = formatDateShort(withdrawnOn);
  return `この問題は${day}に取り下げられました。${countedText(treatment === 'all_right', isCorrect)}理由: ${reason}`;
}

function countedText(isForAll: boolean, isCorrect: boolean): string {
  if (!isCorrect && isForAll) return '採点し直すと、正解になります。';
  if (isForAll) return '全員を正解にしています。';
  return '前の正解も、直した正解も、正解にします。';
}
