import { localDateOf } from '@app/platform';
import {
  type ExamBlueprint,
  examBlueprint,
  type MockOfPerson,
  type MockScore,
  scoreMock,
  type SyllabusTree,
} from '@app/practice';
import { dayCell, type List } from '../../../shell/lists/list';
import { mockTitle } from '../../../shared/mock-words';
import { mockResultAddress, overallOf, pointsText } from './mock-words';

/** A mock that is over, with what it came to. */
export interface ScoredMock {
  readonly mock: MockOfPerson;
  readonly submittedAt: Date;
  readonly score: MockScore;
}

/** Those that are over, newest first. */
export function scoredMocks(
  mocks: readonly MockOfPerson[],
  syllabus: SyllabusTree,
): readonly ScoredMock[] {
  const exam: ExamBlueprint = examBlueprint(syllabus);
  return mocks.flatMap((mock) => {
    const { submittedAt, answers } = mock;
    return submittedAt === null ? [] : [{ mock, submittedAt, score: scoreMock(answers, exam) }];
  });
}

/** What one sat, beside each other. Of a mock of one field only that field is told. */
export function mockList({ fields }: SyllabusTree): List<ScoredMock> {
  return {
    name: '受けた模擬試験',
    columns: [
      {
        key: 'title',
        heading: '模擬試験',
        isRowHeading: true,
        value: ({ mock }) => mockTitle(mock, fields),
        show: ({ mock }) => ({
          text: mockTitle(mock, fields),
          href: mockResultAddress(mock.attemptId),
        }),
      },
      {
        key: 'day',
        heading: '受けた日',
        value: ({ submittedAt }) => dayCell(localDateOf(submittedAt)),
      },
      {
        key: 'total',
        heading: '目安(幅)',
        isNumber: true,
        isUnbroken: true,
        value: ({ score }) => textOf(overallOf(score)),
      },
      ...fields.map(({ key, name }) => ({
        key,
        heading: name,
        isNumber: true,
        value: ({ score }: ScoredMock) =>
          String(score.fields.find((it) => it.field === key)?.estimate.points ?? '―'),
      })),
    ],
  };
}

function textOf(estimate: ReturnType<typeof overallOf>): string {
  return estimate === null ? '―' : pointsText(estimate);
}
