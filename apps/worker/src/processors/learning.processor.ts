import { Injectable } from '@nestjs/common';
import { AssignmentsService } from '@app/courses';
import { handles } from '@app/platform';
import { AttemptsService } from '@app/quizzes';
import { ASSIGN_NEWCOMERS, CLOSE_OVERDUE_ATTEMPTS } from '../worker.jobs';
import type { JobProcessor } from './processor';

@Injectable()
export class LearningProcessor implements JobProcessor {
  readonly handlers;

  constructor(attempts: AttemptsService, assignments: AssignmentsService) {
    this.handlers = [
      handles(CLOSE_OVERDUE_ATTEMPTS, () => attempts.closeOverdueAttempts()),
      handles(ASSIGN_NEWCOMERS, () => assignments.assignNewcomers()),
    ];
  }
}
