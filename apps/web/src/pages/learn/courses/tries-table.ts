import type { CoursePageRow } from '@app/courses';
import { formatDateTime } from '@app/platform';
import type { FinishedAttemptRow } from '@app/quizzes';
import { secondsText } from '../../../shared/seconds-text';
import { courseAddress } from '../../../shell/learning-parts';
import type { List } from '../../../shell/lists/list';
import { type ListTableView, listTable } from '../../../shell/lists/list-table';
import { stateChip } from '../../../shell/signs';

/** What was handed in, newest first; nothing before the first one. */
export function triesTable(
  { key, year }: Pick<CoursePageRow, 'key' | 'year'>,
  tries: readonly FinishedAttemptRow[],
): ListTableView | null {
  if (tries.length === 0) return null;
  return listTable(TRIES, tries, {
    caption: 'これまでの結果',
    hidesCaption: true,
    path: courseAddress({ courseKey: key, year }, '/quiz'),
    query: {},
  });
}

const TRIES: List<FinishedAttemptRow> = {
  name: 'テストの結果',
  columns: [
    {
      key: 'number',
      heading: '回',
      isRowHeading: true,
      value: ({ attemptNumber }) => `${String(attemptNumber)}回目`,
      show: ({ attemptId, attemptNumber }) => ({
        text: `${String(attemptNumber)}回目の結果`,
        href: `/quiz-attempts/${attemptId}/result`,
      }),
    },
    { key: 'at', heading: '提出', value: ({ submittedAt }) => formatDateTime(submittedAt) },
    {
      key: 'right',
      heading: '正解',
      isNumber: true,
      value: ({ correctCount, questionCount }) =>
        `${String(correctCount)} / ${String(questionCount)}`,
    },
    {
      key: 'passed',
      heading: '結果',
      value: ({ passed }) => chipOf(passed).label,
      show: ({ passed }) => ({ text: '', chip: chipOf(passed) }),
    },
    {
      key: 'took',
      heading: 'かかった時間',
      isNumber: true,
      value: ({ startedAt, submittedAt }) =>
        secondsText(Math.round((submittedAt.getTime() - startedAt.getTime()) / 1000)),
    },
  ],
};

const chipOf = (passed: boolean) => stateChip(passed ? 'quiz.passed' : 'quiz.not_passed');
