import { Injectable } from '@nestjs/common';
import { AssignmentsService } from '@app/courses';
import { Commands, handles } from '@app/platform';
import { AttemptsService } from '@app/quizzes';
import { ASSIGN_NEWCOMERS, CLOSE_OVERDUE_ATTEMPTS } from '../worker.jobs';
import type { JobProcessor } from './processor';

/** Written into the audit log instead of a person's name. */
const NIGHT = { accountId: null, label: 'courses.assign-newcomers' };

@Injectable()
export class LearningProcessor implements JobProcessor {
  readonly handlers;

  constructor(attempts: AttemptsService, assignments: AssignmentsService, commands: Commands) {
    this.handlers = [
      // Each attempt is a transaction of its own: one that fails keeps no other from being closed.
      handles(CLOSE_OVERDUE_ATTEMPTS, () => attempts.closeOverdueAttempts()),
      handles(ASSIGN_NEWCOMERS, () =>
        commands.run({ actor: () => NIGHT, command: (by) => assignments.assignNewcomers(by) }),
      ),
    ];
  }
}
