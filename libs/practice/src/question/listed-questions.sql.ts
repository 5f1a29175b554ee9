import { col, statement } from '@app/platform';
import { questionBodySchema } from '@app/quizzes';
import { z } from 'zod';
import { ITEM_FLAGS } from '../readiness';

/** Where a question is asked. */
export const QUESTION_PLACES = ['course', 'practice', 'mock'] as const;
export type QuestionPlace = (typeof QUESTION_PLACES)[number];

/** What most likely needs somebody first, or by one figure; what is not known yet comes last. */
export const QUESTION_SORTS = {
  trouble:
    'coalesce(cardinality(l.flags), 0) DESC, l.discrimination NULLS LAST, l.answers DESC NULLS LAST',
  answers: 'l.answers NULLS LAST',
  '-answers': 'l.answers DESC NULLS LAST',
  facility: 'l.facility NULLS LAST',
  '-facility': 'l.facility DESC NULLS LAST',
  discrimination: 'l.discrimination NULLS LAST',
  '-discrimination': 'l.discrimination DESC NULLS LAST',
  time: 'l.median_seconds NULLS LAST',
  '-time': 'l.median_seconds DESC NULLS LAST',
} as const;
export type QuestionSort = keyof typeof QUESTION_SORTS;

/** A figure over fewer people than this could tell of one of them. */
export const FEWEST_PEOPLE = 5;

/** The questions in use: those of the exam bank, and those of the newest edition of each course that has a quiz. */
const IN_USE = `(
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  )`;

const LISTED = `SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= ${String(FEWEST_PEOPLE)} THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM ${IN_USE} u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE (:place = '' OR u.place = :place)
      AND (:pattern = '' OR q.key ILIKE :pattern OR q.body ->> 'stem' ILIKE :pattern OR q.body ->> 'text' ILIKE :pattern)`;

const FLAGGED = `(:flag = '' OR (:flag = 'withdrawn' AND l.is_withdrawn) OR (:flag = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR (:flag = ANY (l.flags) AND NOT l.is_withdrawn))`;

const countedChoices = z.array(
  z.object({
    choice: z.int(),
    isKey: z.boolean(),
    share: z.number(),
    pointBiserial: z.number().nullable(),
    upperShare: z.number(),
    lowerShare: z.number(),
  }),
);

const FILTER = { place: 'text', pattern: 'text', flag: 'text' } as const;

/** Each order is a statement of its own. */
export const LISTS = Object.fromEntries(
  Object.entries(QUESTION_SORTS).map(([sort, order]) => [sort, listBy(sort, order)]),
) as Readonly<Record<QuestionSort, ReturnType<typeof listBy>>>;

function listBy(sort: string, order: string) {
  return statement({
    name: `practice.questions-by-${sort.startsWith('-') ? `${sort.slice(1)}-down` : sort}`,
    sql: `SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (${LISTED}) l WHERE ${FLAGGED}
      ORDER BY ${order}, l.key, l.question_id LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
    row: {
      questionId: col.id<'question'>(),
      place: col.oneOf(QUESTION_PLACES),
      courseKey: col.text,
      key: col.text,
      body: col.json(questionBodySchema),
      flags: col.someOf(ITEM_FLAGS).orNull,
      facility: col.float.orNull,
      discrimination: col.float.orNull,
      drift: col.float.orNull,
      medianSeconds: col.float.orNull,
      /** Null below five. */
      answers: col.int.orNull,
      hasAnswers: col.bool,
      isWithdrawn: col.bool,
    },
  });
}

export const COUNT = statement({
  name: 'practice.question-count',
  sql: `SELECT count(*)::int AS total, (count(*) FILTER (WHERE cardinality(l.flags) > 0 AND NOT l.is_withdrawn))::int AS flagged,
      max(l.counted_at) AS "countedAt"
    FROM (${LISTED}) l WHERE ${FLAGGED}`,
  parameters: FILTER,
  row: { total: col.int, flagged: col.int, countedAt: col.instant.orNull },
});

/** One question wherever it is or was asked. */
export const ONE_QUESTION = statement({
  name: 'practice.question-statistics',
  sql: `SELECT q.id AS "questionId", s.flags, s.facility, s.discrimination, s.drift, s.median_seconds AS "medianSeconds",
      CASE WHEN s.answers >= ${String(FEWEST_PEOPLE)} THEN s.answers END AS answers, coalesce(s.answers, 0) > 0 AS "hasAnswers",
      s.choices, s.counted_at AS "countedAt", u.place, u.course_key AS "courseKey"
    FROM questions q
    LEFT JOIN question_statistics s ON s.question_id = q.id
    LEFT JOIN ${IN_USE} u ON u.question_id = q.id
    WHERE q.id = :questionId LIMIT 1`,
  parameters: { questionId: 'uuid' },
  row: {
    questionId: col.id<'question'>(),
    flags: col.someOf(ITEM_FLAGS).orNull,
    facility: col.float.orNull,
    discrimination: col.float.orNull,
    drift: col.float.orNull,
    medianSeconds: col.float.orNull,
    answers: col.int.orNull,
    hasAnswers: col.bool,
    choices: col.json(countedChoices).orNull,
    countedAt: col.instant.orNull,
    /** Null: no edition in use asks it. */
    place: col.oneOf(QUESTION_PLACES).orNull,
    courseKey: col.text.orNull,
  },
});
