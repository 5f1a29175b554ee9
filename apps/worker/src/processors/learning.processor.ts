import { Injectable } from '@nestjs/common';
import { handles } from '@app/platform';
import { FIT_QUESTIONS, FitQuestionsService } from '@app/practice';
import { AttemptsService } from '@app/quizzes';
import { CLOSE_OVERDUE_ATTEMPTS } from '../worker.jobs';
import type { JobProcessor } from './processor';

@Injectable()
export class LearningProcessor implements JobProcessor {
  readonly handlers;

  constructor(attempts: AttemptsService, questions: FitQuestionsService) {
    // Each attempt is a transaction of its own: one that fails keeps no other from being closed.
    this.handlers = [
      handles(CLOSE_OVERDUE_ATTEMPTS, () => attempts.closeOverdueAttempts()),
      handles(FIT_QUESTIONS, () => questions.run()),
    ];
  }
}
