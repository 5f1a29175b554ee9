import type { QuestionFile } from './course-files.schema';

type TrueFalse = Extract<QuestionFile, { kind: 'true_false' }>;
type Multiple = Extract<QuestionFile, { kind: 'multiple' }>;

const ENOUGH = 4;
const LOWEST_SHARE = 0.4;
const HIGHEST_SHARE = 0.6;
const TRUE = /^(?:正しい|適切|○|はい)/u;

/** Nobody passes by always saying "wrong", or by always ticking two. */
export function balanceReasons(questions: readonly QuestionFile[]): string[] {
  return [
    ...trueFalseReasons(questions.filter((question) => question.kind === 'true_false')),
    ...multipleReasons(questions.filter((question) => question.kind === 'multiple')),
  ];
}

/** How many statements of a course are right. */
function trueOnes(questions: readonly TrueFalse[]): number {
  return questions.filter(({ choices }) =>
    choices.some(({ text, correct }) => correct && TRUE.test(text)),
  ).length;
}

function trueFalseReasons(questions: readonly TrueFalse[]): string[] {
  if (questions.length < ENOUGH) return [];
  const share = trueOnes(questions) / questions.length;
  if (share >= LOWEST_SHARE && share <= HIGHEST_SHARE) return [];
  return [
    `正誤問題${String(questions.length)}問のうち「正しい」が${String(trueOnes(questions))}問です。40〜60%にしてください。`,
  ];
}

function multipleReasons(questions: readonly Multiple[]): string[] {
  const forms = new Set(questions.map(({ choices }) => formOf(choices)));
  if (questions.length < ENOUGH - 1 || forms.size > 1) return [];
  return [
    `複数選択${String(questions.length)}問が、どれも「${[...forms].join()}」です。選ぶ数を変えてください。`,
  ];
}

function formOf(choices: Multiple['choices']): string {
  const right = choices.filter(({ correct }) => correct).length;
  return `${String(choices.length)}つのうち${String(right)}つ`;
}
