import { Injectable } from '@nestjs/common';
import { CoursesQueries, QuizCourseQueries } from '@app/courses';
import { Clock } from '@app/platform';
import { type FigureHome, mockChoiceOf, MockQueries } from '@app/practice';
import type { PlayerPage } from '@app/quizzes';
import { type Figures, figuresAt } from '../../../shared/figure-address';
import { mockTitle } from '../../../shared/mock-words';
import { courseAddress } from '../../../shell/learning-parts';
import { standingOf, type TestStanding } from './test-standing';

/** Where a quiz belongs: its name, and where to go when it is over. Quizzes themselves do not know. */
export interface QuizReturn {
  readonly title: string;
  readonly href: string;
  readonly label: string;
  /** The pages above it. */
  readonly way: readonly (readonly [label: string, href: string])[];
  /** A page of its own for the result, before the id of the attempt; empty where there is none. */
  readonly resultPage: string;
  /** What begins it once more; empty where nothing does. */
  readonly retryHref: string;
  /** Where the answers stand: the lessons by the tag that their questions carry. */
  readonly lessons: readonly {
    readonly tag: string;
    readonly position: number;
    readonly title: string;
    readonly href: string;
    /** Questions that stand in it as checks, by their ids. */
    readonly checks: readonly string[];
  }[];
  /** Between two tries. */
  readonly waitMinutes: number;
  /** The course whose test it is. */
  readonly course?: { readonly key: string; readonly year: number | null };
}

/** Ties the key of a quiz to the page that it was started from. */
@Injectable()
export class QuizReturns {
  constructor(
    private readonly courses: QuizCourseQueries,
    private readonly mocks: MockQueries,
    private readonly pages: CoursesQueries,
    private readonly clock: Clock,
  ) {}

  async find(quizKey: string, personId: string): Promise<QuizReturn> {
    const mock = mockChoiceOf(quizKey);
    if (mock !== null) return { ...MOCK_RETURN, title: mockTitle(mock) };
    const course = await this.courses.findCourseOfQuiz(quizKey, personId);
    if (!course) return NOWHERE;
    const address = (rest = ''): string =>
      courseAddress({ courseKey: course.key, year: course.year }, rest);
    return {
      title: course.title,
      href: address(),
      label: course.title,
      way: [
        ['学ぶ', '/courses'],
        [course.title, address()],
      ],
      resultPage: '',
      retryHref: address('/quiz'),
      waitMinutes: course.waitMinutes,
      course: { key: course.key, year: course.year },
      lessons: course.lessons.map(({ key, position, title, checks }) => ({
        tag: `${course.key}/${key}`,
        position,
        title,
        checks,
        href: address(`/lessons/${key}`),
      })),
    };
  }

  /** How the test stands by now; null where it is no course's. */
  async standing({ course }: QuizReturn, personId: string): Promise<TestStanding | null> {
    if (course === undefined) return null;
    const row = await this.pages.findCourse(personId, course.key, course.year);
    return row && standingOf(row, this.clock.now());
  }

  /** The pictures of these questions by the ids of theirs. */
  async figuresOf(
    quizKey: string,
    questions: readonly Pick<PlayerPage, 'questionId' | 'figure'>[],
    personId: string,
  ): Promise<Figures> {
    const drawn = questions.filter(({ figure }) => figure !== null);
    if (drawn.length === 0) return new Map();
    return figuresAt(await this.homesOf(quizKey, drawn, personId), drawn);
  }

  private async homesOf(
    quizKey: string,
    questions: readonly Pick<PlayerPage, 'questionId'>[],
    personId: string,
  ): Promise<readonly FigureHome[]> {
    const ids = questions.map(({ questionId }) => questionId);
    if (mockChoiceOf(quizKey) !== null) return this.mocks.listFigureHomes(ids);
    const course = await this.courses.findCourseOfQuiz(quizKey, personId);
    if (course === null) return [];
    const { key: courseKey, versionId } = course;
    return ids.map((questionId) => ({ questionId, courseKey, versionId }));
  }
}

/** An attempt of which nobody says where it belongs. */
export const NOWHERE: QuizReturn = {
  ...{ title: 'テスト', href: '/', label: 'ホーム', way: [], resultPage: '' },
  ...{ retryHref: '', lessons: [], waitMinutes: 0 },
};

const MOCK_RETURN: QuizReturn = {
  ...NOWHERE,
  href: '/itpassport',
  label: 'ITパスポート',
  way: [['ITパスポート', '/itpassport']],
  resultPage: '/itpassport/mocks',
};
