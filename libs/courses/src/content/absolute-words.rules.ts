import type { QuestionFile } from './course-files.schema';
import { ABSOLUTE } from './test-wise.rules';

/**
 * In the questions of a lesson no wrong choice may be told by 「必ず」「全て」 alone. (In the large banks of an exam a
 * single one is left to the test over the whole bank.)
 */
export function absoluteReasons(question: QuestionFile): string[] {
  if (question.usage !== 'lesson') return [];
  if (question.kind === 'true_false') return statementReasons(question);
  if (question.kind !== 'single' && question.kind !== 'multiple') return [];
  const right = question.choices.filter(({ correct }) => correct);
  const loud = question.choices.find(({ text, correct }) => !correct && ABSOLUTE.test(text));
  if (!loud || right.some(({ text }) => ABSOLUTE.test(text))) return [];
  return [`「${loud.text}」は、言い切る言葉だけで誤りと分かります。`];
}

function statementReasons({
  stem,
  choices,
}: Extract<QuestionFile, { kind: 'true_false' }>): string[] {
  const isTrue = choices.some(({ text, correct }) => correct && text.startsWith('正しい'));
  const word = ABSOLUTE.exec(stem)?.[0];
  return word === undefined || isTrue
    ? []
    : [`問題文の「${word}」だけで、誤りと分かります。言い切らない文にしてください。`];
}
