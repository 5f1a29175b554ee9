import type { RowFrom } from '@app/platform';
import { isPassed } from '../attempt/attempt.rules';
import { asWritten } from '../question/display.rules';
import { isRight } from '../withdrawal/withdrawal.rules';
import type { ANSWERS_TO_RESCORE } from './rescoring.sql';

type Row = RowFrom<typeof ANSWERS_TO_RESCORE>;

/** How one result changes: one more right, and perhaps passed. */
export interface ResultChange extends Pick<
  Row,
  'attemptId' | 'personId' | 'quizKey' | 'questionCount' | 'isPrivate' | 'position'
> {
  readonly correctBefore: number;
  readonly passedBefore: boolean;
  readonly correctAfter: number;
  readonly passedAfter: boolean;
}

/** Null where the answer stays wrong. */
export function changeOf(row: Row): ResultChange | null {
  const { body, choiceOrder, answer, treatment, replacement } = row;
  const treated = { treatment, replacement };
  if (!isRight(body, asWritten(body, choiceOrder, answer), treated)) return null;
  const { attemptId, personId, quizKey, questionCount, isPrivate, position } = row;
  return {
    ...{ attemptId, personId, quizKey, questionCount, isPrivate, position },
    ...resultAfter(row, { correctCount: row.correctCount ?? 0, passed: row.passed ?? false }),
  };
}

/** Who has passed stays so. */
export function resultAfter(
  { questionCount, passRatio }: Pick<Row, 'questionCount' | 'passRatio'>,
  before: { readonly correctCount: number; readonly passed: boolean },
) {
  const correctAfter = before.correctCount + 1;
  return {
    correctBefore: before.correctCount,
    passedBefore: before.passed,
    correctAfter,
    passedAfter: before.passed || isPassed(correctAfter, questionCount, passRatio),
  };
}
