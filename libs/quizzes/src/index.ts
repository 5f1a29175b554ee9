export {
  type AnsweredAttemptQuestion,
  AttemptQueries,
  type AttemptResult,
  type PlayerPage,
  type QuizStanding,
  type Rescored,
} from './attempt/attempts.queries';
export {
  type AttemptOutcome,
  AttemptsService,
  type SaveAnswer,
  type StartAttempt,
} from './attempt/attempts.service';
export {
  FASTEST_SECONDS,
  isHurried,
  KEYS_RULES,
  type KeysRule,
  mayStart,
} from './attempt/attempt.rules';
export { AnswerFaults } from './attempt/answer-faults';
export {
  type FinishedAttemptRow,
  FinishedAttemptQueries,
} from './attempt/finished-attempts.queries';
export { RetriesService } from './attempt/retries.service';
export { type Answer, answerSchema, type SimpleAnswer } from './question/answer';
export type {
  ChoiceFeedback,
  QuestionDisplay,
  QuestionFeedback,
  RowFeedback,
} from './question/display';
export { choicesAsked, faultOf } from './question/fault.rules';
export { feedbackOf } from './question/feedback.rules';
export { asWritten, choiceOrder, displayOf } from './question/display.rules';
export {
  CASE_BODY,
  figureOf,
  QUESTION_KINDS,
  type QuestionBody,
  type QuestionFigure,
  questionBodySchema,
  type QuestionKind,
  SIMPLE_BODIES,
} from './question/question-body';
export {
  type AnsweredQuestion,
  type DisplayedQuestion,
  QuestionQueries,
} from './question/questions.queries';
export { type PublishedQuestion, QuestionsService } from './question/questions.service';
export { isCorrect } from './question/scoring.rules';
export { seedOf, shuffle } from './question/shuffle.rules';
export { AttemptFinished, AttemptRescored } from './quizzes.events';
export { RESCORE_ATTEMPTS } from './quizzes.jobs';
export { QuizzesModule } from './quizzes.module';
export { type ResultChange } from './rescoring/rescoring.rules';
export { type PersonOfResult, RescoredPeopleQueries } from './rescoring/rescored-people.queries';
export { RescoringService } from './rescoring/rescoring.service';
export { type Treatment, TREATMENT_WORDS, TREATMENTS } from './withdrawal/withdrawal.rules';
export { isAskable } from './withdrawal/withdrawal.sql';
export {
  type QuestionHistory,
  type QuestionText,
  type RescoringRow,
  WithdrawalQueries,
  type WithdrawalRow,
} from './withdrawal/withdrawals.queries';
export { type Withdrawal, WithdrawalsService } from './withdrawal/withdrawals.service';
