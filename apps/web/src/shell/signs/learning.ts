import { FINISHED_AFTER_CLOSING, LEARNING_STATE_WORDS, type LearningState } from '@app/courses';
import { done, moving, open, past, type RowsOf, soon, type StateRow, wrong } from './sign';

const COURSES = {
  'learning.not_started': open(LEARNING_STATE_WORDS.not_started),
  'learning.in_progress': moving(LEARNING_STATE_WORDS.in_progress),
  'learning.completed': done(LEARNING_STATE_WORDS.completed),
  'learning.overdue': wrong(LEARNING_STATE_WORDS.overdue),
  'learning.exempted': past(LEARNING_STATE_WORDS.exempted),
  'learning.closed': past(LEARNING_STATE_WORDS.closed),
  'learning.absent': past(LEARNING_STATE_WORDS.absent),
  'learning.completed_late': done(FINISHED_AFTER_CLOSING),
  'learning.all_completed': done('全員修了'),
  'learning.left_out': past((why) => `対象外(${why})`),
} satisfies RowsOf<'learning', LearningState>;

const LESSONS = {
  'lesson.read': done('読了'),
  'lesson.begun': moving('途中'),
  'lesson.unread': open('未読'),
} satisfies Readonly<Record<string, StateRow>>;

const QUIZZES = {
  'quiz.passed': done('合格'),
  'quiz.not_passed': wrong('不合格'),
  'quiz.open': moving('受験中'),
  'quiz.begun': moving('途中'),
  'quiz.after_lessons': open('レッスンのあと'),
  'quiz.again': open('もう一度'),
  'quiz.not_taken': open('未受験'),
  'answer.right': done('正解'),
  'answer.wrong': wrong('不正解'),
  'answer.missing': wrong('未解答(不正解)'),
} satisfies Readonly<Record<string, StateRow>>;

const PRACTICE = {
  'practice.mastered': done('身に付いた'),
  'practice.able': moving('できています'),
  'practice.weak': soon('苦手'),
  'practice.few': open('まだ分からない'),
  'mock.reached': done('線に届く'),
  'mock.below': open('線に届かない'),
} satisfies Readonly<Record<string, StateRow>>;

const QUESTIONS = {
  'question.withdrawn': past('取下げ'),
} satisfies Readonly<Record<string, StateRow>>;

/** Courses, their lessons and their quizzes; practice for an exam; questions as their authors see them. */
export const LEARNING_ROWS = { ...COURSES, ...LESSONS, ...QUIZZES, ...PRACTICE, ...QUESTIONS };
