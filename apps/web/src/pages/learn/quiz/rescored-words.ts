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

/** The same of a mock, in its own measure: what counts of it, and the points that the page said before. */
export function rescoredMockTexts(
  { rescorings }: Pick<AttemptResult, 'rescorings'>,
  answers: readonly {
    readonly position: number;
    readonly isScored: boolean;
    readonly isCorrect: boolean;
  }[],
): readonly string[] {
  const scored = answers.filter(({ isScored }) => isScored);
  const positions = new Set(scored.map(({ position }) => position));
  const right = scored.filter(({ isCorrect }) => isCorrect).length;
  return rescorings.map(({ rescoredAt, position }, index) => {
    const since = rescorings.slice(index).filter((it) => positions.has(it.position)).length;
    const before = right - since;
    const points = scored.length === 0 ? 0 : Math.round((before / scored.length) * 200) * 5;
    const result = positions.has(position)
      ? `前の結果 ${String(before)}/${String(scored.length)}、目安で${String(points)}点`
      : '採点しない問題なので、目安は変わりません';
    return `${formatDate(localDateOf(rescoredAt))}に採点し直しました(${result})。`;
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
