import { Injectable } from '@nestjs/common';
import { handles } from '@app/platform';
import {
  COUNT_QUESTIONS,
  EstimatesService,
  FIT_QUESTIONS,
  FitQuestionsService,
  QuestionStatisticsService,
  RENEW_ESTIMATE,
} from '@app/practice';
import { AttemptsService, RESCORE_ATTEMPTS, RescoringService } from '@app/quizzes';
import { CLOSE_OVERDUE_ATTEMPTS } from '../worker.jobs';
import type { JobProcessor } from './processor';

@Injectable()
export class LearningProcessor implements JobProcessor {
  readonly handlers;

  constructor(
    attempts: AttemptsService,
    questions: FitQuestionsService,
    estimates: EstimatesService,
    statistics: QuestionStatisticsService,
    rescoring: RescoringService,
  ) {
    // Each attempt is a transaction of its own: one that fails keeps no other from being closed.
    this.handlers = [
      handles(CLOSE_OVERDUE_ATTEMPTS, () => attempts.closeOverdueAttempts()),
      handles(FIT_QUESTIONS, () => questions.run()),
      handles(RENEW_ESTIMATE, ({ personId }) => estimates.renewAlone(personId)),
      handles(COUNT_QUESTIONS, () => statistics.run()),
      handles(RESCORE_ATTEMPTS, () => rescoring.run()),
    ];
  }
}
