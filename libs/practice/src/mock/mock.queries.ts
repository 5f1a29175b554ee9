import { Injectable } from '@nestjs/common';
import { Database, idOf, NotFound } from '@app/platform';
import type { AuthorLevel } from '../readiness/author-difficulty.rules';
import {
  FIGURE_HOMES,
  type FigureHome,
  LESSONS_OF_QUESTIONS,
  MOCK,
  MOCK_ANSWERS,
  type MockAnswerRow,
  MOCKS,
  type MockPaper,
  type MockRow,
  PAPERS,
  type TaughtBy,
} from './mocks.sql';

export interface MockAnswerOfMiddle extends Omit<MockAnswerRow, 'difficulty'> {
  readonly difficulty: AuthorLevel;
}

/** A mock with its answers; none while it goes on. */
export interface MockOfPerson extends MockRow {
  readonly answers: readonly MockAnswerOfMiddle[];
}

/** So many mocks are compared with each other. */
const MOST = 12;

/** Reads of one person's own mock exams: somebody else's do not exist. */
@Injectable()
export class MockQueries {
  constructor(private readonly database: Database) {}

  /** The fixed papers in their order. */
  async listPapers(syllabusKey: string): Promise<readonly MockPaper[]> {
    return this.database.all(PAPERS, { syllabusKey });
  }

  /** Newest first, the one that is open among them. */
  async listMocks(personId: string, syllabusKey: string): Promise<readonly MockOfPerson[]> {
    const rows = await this.database.all(MOCKS, { personId, syllabusKey, most: MOST });
    return this.withAnswers(personId, rows);
  }

  async findMock(attemptId: string, personId: string): Promise<MockOfPerson> {
    const row = await this.database.first(MOCK, { attemptId: idOf(attemptId), personId });
    if (row === null) throw new NotFound();
    const [mock] = await this.withAnswers(personId, [row]);
    if (mock === undefined) throw new NotFound();
    return mock;
  }

  async listFigureHomes(questionIds: readonly string[]): Promise<readonly FigureHome[]> {
    return this.database.all(FIGURE_HOMES, { questionIds });
  }

  async listLessons(questionIds: readonly string[]): Promise<readonly TaughtBy[]> {
    return this.database.all(LESSONS_OF_QUESTIONS, { questionIds });
  }

  private async withAnswers(
    personId: string,
    rows: readonly MockRow[],
  ): Promise<readonly MockOfPerson[]> {
    const attemptIds = rows.map(({ attemptId }) => attemptId);
    const answers = await this.database.all(MOCK_ANSWERS, { attemptIds, personId });
    return rows.map((mock) => ({
      ...mock,
      answers: answers.filter(({ attemptId }) => attemptId === mock.attemptId).map(answerOf),
    }));
  }
}

function answerOf({ difficulty, ...rest }: MockAnswerRow): MockAnswerOfMiddle {
  return { ...rest, difficulty: levelOf(difficulty) };
}

function levelOf(difficulty: number): AuthorLevel {
  if (difficulty <= 1) return 1;
  return difficulty === 2 ? 2 : 3;
}
