import { col, type RowFrom, statement } from '@app/platform';
import { isAskable, questionBodySchema } from '@app/quizzes';
import { MOCK_FORMS } from './mock-choice';

/** Statements of mock exams. */

export const PAPERS = statement({
  name: 'practice.mock-papers',
  sql: `SELECT b.paper, count(*) FILTER (WHERE ${isAskable('b.question_id')})::int AS questions FROM exam_questions b
    WHERE b.syllabus_key = :syllabusKey AND b.paper IS NOT NULL AND b.retired_at IS NULL GROUP BY b.paper ORDER BY b.paper`,
  parameters: { syllabusKey: 'text' },
  row: { paper: col.text, questions: col.int },
});
export type MockPaper = RowFrom<typeof PAPERS>;

/** Everything that is reserved, in the order of its paper, with when the person was last asked it by its key. */
export const POOL = statement({
  name: 'practice.mock-pool',
  sql: `WITH seen AS (
      SELECT q.key, max(a.started_at) AS at FROM quiz_attempts a
      JOIN mock_exams m ON m.attempt_id = a.id
      JOIN quiz_attempt_questions t ON t.attempt_id = a.id JOIN questions q ON q.id = t.question_id
      WHERE m.person_id = :personId GROUP BY q.key)
    SELECT b.question_id AS "questionId", b.paper, mi.field_key AS field, mi.number AS middle, q.body, seen.at AS "seenAt"
    FROM exam_questions b
    JOIN questions q ON q.id = b.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles mi ON mi.syllabus_key = i.syllabus_key AND mi.number = i.middle_number
    LEFT JOIN seen ON seen.key = b.question_key
    WHERE b.syllabus_key = :syllabusKey AND b.paper IS NOT NULL AND b.retired_at IS NULL AND ${isAskable('b.question_id')}
    ORDER BY b.paper, b.position, b.question_id`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: {
    questionId: col.id<'question'>(),
    paper: col.text,
    field: col.text,
    middle: col.int,
    body: col.json(questionBodySchema),
    seenAt: col.instant.orNull,
  },
});

/** Which positions count is told with the answers only, when it is over. */
const MOCK_COLUMNS = `m.attempt_id AS "attemptId", m.syllabus_key AS "syllabusKey", m.form, m.paper, m.field_key AS field,
  m.minutes, m.extra_minutes AS "extraMinutes", m.seen_count AS "seenCount",
  a.question_count AS "questionCount", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt"`;

const MOCK_ROW = {
  attemptId: col.id<'quiz_attempt'>(),
  syllabusKey: col.text,
  form: col.oneOf(MOCK_FORMS),
  paper: col.text.orNull,
  field: col.text.orNull,
  minutes: col.int,
  extraMinutes: col.int,
  seenCount: col.int,
  questionCount: col.int,
  startedAt: col.instant,
  deadlineAt: col.instant.orNull,
  submittedAt: col.instant.orNull,
};

/** Newest first. */
export const MOCKS = statement({
  name: 'practice.mocks-of-person',
  sql: `SELECT ${MOCK_COLUMNS} FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id
    WHERE m.person_id = :personId AND m.syllabus_key = :syllabusKey ORDER BY a.started_at DESC, a.id LIMIT :most`,
  parameters: { personId: 'uuid', syllabusKey: 'text', most: 'integer' },
  row: MOCK_ROW,
});
export type MockRow = RowFrom<typeof MOCKS>;

export const MOCK = statement({
  name: 'practice.mock',
  sql: `SELECT ${MOCK_COLUMNS} FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id
    WHERE m.attempt_id = :attemptId AND m.person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid' },
  row: MOCK_ROW,
});

export const OPEN_MOCK = statement({
  name: 'practice.open-mock',
  sql: `SELECT m.attempt_id AS "attemptId", a.quiz_key AS "quizKey", a.deadline_at AS "deadlineAt"
    FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id WHERE m.person_id = :personId AND m.finished_at IS NULL`,
  parameters: { personId: 'uuid' },
  row: {
    attemptId: col.id<'quiz_attempt'>(),
    quizKey: col.text,
    deadlineAt: col.instant.orNull,
  },
});

/** What was answered in mocks that are over. A question whose syllabus row is gone is not told. */
export const MOCK_ANSWERS = statement({
  name: 'practice.mock-answers',
  sql: `SELECT t.attempt_id AS "attemptId", t.position, t.is_correct AS "isCorrect", t.position = ANY (m.scored_positions) AS "isScored",
      b.difficulty, mi.field_key AS field, mi.number AS middle, mi.name AS "middleName"
    FROM mock_exams m
    JOIN quiz_attempt_questions t ON t.attempt_id = m.attempt_id
    JOIN exam_questions b ON b.question_id = t.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles mi ON mi.syllabus_key = i.syllabus_key AND mi.number = i.middle_number
    WHERE m.attempt_id = ANY (:attemptIds) AND m.person_id = :personId AND t.is_correct IS NOT NULL
    ORDER BY t.attempt_id, t.position`,
  parameters: { attemptIds: 'uuid[]', personId: 'uuid' },
  row: {
    attemptId: col.id<'quiz_attempt'>(),
    position: col.int,
    isCorrect: col.bool,
    isScored: col.bool,
    difficulty: col.int,
    field: col.text,
    middle: col.int,
    middleName: col.text,
  },
});
export type MockAnswerRow = RowFrom<typeof MOCK_ANSWERS>;

/** Where the picture of a question lies. */
export const FIGURE_HOMES = statement({
  name: 'practice.figure-homes',
  sql: `SELECT b.question_id AS "questionId", b.course_key AS "courseKey", b.course_version_id AS "versionId"
    FROM exam_questions b WHERE b.question_id = ANY (:questionIds) ORDER BY b.question_id`,
  parameters: { questionIds: 'uuid[]' },
  row: {
    questionId: col.id<'question'>(),
    courseKey: col.text,
    versionId: col.id<'course_version'>(),
  },
});
export type FigureHome = RowFrom<typeof FIGURE_HOMES>;

/** The lessons that teach what these questions ask, by 中分類. */
export const LESSONS_OF_QUESTIONS = statement({
  name: 'practice.lessons-of-questions',
  sql: `SELECT DISTINCT i.middle_number AS middle, l.position, b.course_key AS "courseKey", l.key, l.title
    FROM exam_questions b
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN lessons l ON l.course_version_id = b.course_version_id AND b.item_number = ANY (l.syllabus_items)
    WHERE b.question_id = ANY (:questionIds) ORDER BY 1, 2, 4`,
  parameters: { questionIds: 'uuid[]' },
  row: {
    middle: col.int,
    position: col.int,
    courseKey: col.text,
    key: col.text,
    title: col.text,
  },
});
export type TaughtBy = RowFrom<typeof LESSONS_OF_QUESTIONS>;
