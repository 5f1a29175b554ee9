import { col, statement } from '@app/platform';
import { questionBodySchema } from '@app/quizzes';
import { FIRST_ANSWERS, FIRST_COURSE_ANSWERS } from '../estimate/first-answers.sql';

/** Longer than this somebody was away from the question: no time is kept. */
const LONGEST_SECONDS = 1800;

/**
 * First answers question by question in the order of time, as arrays of numbers: people are numbered, a choice is its place
 * as written (−1: none, or another kind of question), −1 seconds were not measured.
 */
const answersOf = (
  answers: string,
): string => `SELECT q.id AS "questionId", q.body, n.people, n.right, n.choices, n.seconds
    FROM (
      SELECT f.question_id, array_agg(f.person ORDER BY f.answered_at, f.person) AS people,
        array_agg(f.is_right ORDER BY f.answered_at, f.person) AS "right",
        array_agg(f.choice ORDER BY f.answered_at, f.person) AS choices,
        array_agg(f.seconds ORDER BY f.answered_at, f.person) AS seconds
      FROM (
        SELECT a.question_id, a.answered_at, (dense_rank() OVER (ORDER BY a.person_id) - 1)::int AS person, a.is_correct::int AS is_right,
          CASE WHEN a.answer ->> 'kind' = 'single' THEN coalesce(a.choice_order[(a.answer #>> '{choices,0}')::int + 1], -1) ELSE -1 END AS choice,
          CASE WHEN a.answered_at - a.begun_at <= make_interval(secs => ${String(LONGEST_SECONDS)})
            THEN extract(epoch FROM a.answered_at - a.begun_at)::int ELSE -1 END AS seconds
        FROM ${answers} a) f
      GROUP BY f.question_id) n
    JOIN questions q ON q.id = n.question_id ORDER BY q.id`;

const ROW = {
  questionId: col.id<'question'>(),
  body: col.json(questionBodySchema),
  people: col.ints,
  right: col.ints,
  choices: col.ints,
  seconds: col.ints,
};

export const EXAM_ANSWERS = statement({
  name: 'practice.answers-to-exam-questions',
  sql: answersOf(FIRST_ANSWERS),
  parameters: {},
  row: ROW,
});

export const COURSE_ANSWERS = statement({
  name: 'practice.answers-to-course-questions',
  sql: answersOf(FIRST_COURSE_ANSWERS),
  parameters: {},
  row: ROW,
});
