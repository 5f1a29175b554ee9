import { Injectable } from '@nestjs/common';
import { QuizCourseQueries } from '@app/courses';
import { courseAddress } from '../../../shell/learning-parts';

/** Where a quiz belongs: its name, and where to go when it is over. Quizzes themselves do not know. */
export interface QuizReturn {
  readonly title: string;
  readonly href: string;
  readonly label: string;
  /** What begins it once more; empty where nothing does. */
  readonly retryHref: string;
  /** Where the answers stand: the lessons by the tag that their questions carry. */
  readonly lessons: readonly {
    readonly tag: string;
    readonly position: number;
    readonly title: string;
    readonly href: string;
  }[];
}

/** Ties the key of a quiz to the page that it was started from. */
@Injectable()
export class QuizReturns {
  constructor(private readonly courses: QuizCourseQueries) {}

  async find(quizKey: string, personId: string): Promise<QuizReturn> {
    const course = await this.courses.findCourseOfQuiz(quizKey, personId);
    if (!course) return { title: 'テスト', href: '/', label: 'ホーム', retryHref: '', lessons: [] };
    const address = (rest = ''): string =>
      courseAddress({ courseKey: course.key, year: course.year }, rest);
    return {
      title: course.title,
      href: address(),
      label: course.title,
      retryHref: address('/quiz'),
      lessons: course.lessons.map(({ key, position, title }) => ({
        tag: `${course.key}/${key}`,
        position,
        title,
        href: address(`/lessons/${key}`),
      })),
    };
  }
}
