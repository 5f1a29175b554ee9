import { Injectable } from '@nestjs/common';
import { QuizCourseQueries } from '@app/courses';
import { courseAddress } from '../../../shell/learning-parts';

/** Where a quiz belongs: its name, and where to go when it is over. Quizzes themselves do not know. */
export interface QuizReturn {
  readonly title: string;
  readonly href: string;
  readonly label: string;
}

/** Ties the key of a quiz to the page that it was started from. */
@Injectable()
export class QuizReturns {
  constructor(private readonly courses: QuizCourseQueries) {}

  async find(quizKey: string, personId: string): Promise<QuizReturn> {
    const course = await this.courses.findCourseOfQuiz(quizKey, personId);
    if (!course) return { title: 'テスト', href: '/', label: 'ホーム' };
    return {
      title: course.title,
      href: courseAddress({ courseKey: course.key, year: course.year }),
      label: course.title,
    };
  }
}
