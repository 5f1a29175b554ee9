import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  localDateOf,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  answerSchema,
  displayOf,
  feedbackOf,
  type QuestionDisplay,
  type QuestionFeedback,
  questionBodySchema,
} from '@app/quizzes';
import { z } from 'zod';
import { newestAnswersOf } from '../mastery/newest-answers.sql';
import { SESSION_KINDS, type SessionKind } from './draw.rules';
import { type SessionScope, sessionScopeSchema } from './session-scope';

/** By the newest answer to each question. */
const STANDING = statement({
  name: 'practice.standing',
  sql: `SELECT i.number AS item, count(k.question_key)::int AS answered, (count(*) FILTER (WHERE k.was_correct))::int AS right
    FROM syllabus_items i
    JOIN exam_questions q ON q.syllabus_key = i.syllabus_key AND q.item_number = i.number AND q.retired_at IS NULL
    LEFT JOIN ${newestAnswersOf(':personId')} k ON k.question_key = q.question_key
    WHERE i.syllabus_key = :syllabusKey GROUP BY i.number ORDER BY i.number`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: { item: col.int, answered: col.int, right: col.int },
});
/** How a person stands with one item of the syllabus. */
export type ItemStanding = RowFrom<typeof STANDING>;

const COUNTS = statement({
  name: 'practice.counts',
  sql: `SELECT
      (SELECT count(*)::int FROM practice_cards k JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
       WHERE k.person_id = :personId AND q.syllabus_key = :syllabusKey AND q.paper IS NULL AND NOT k.was_correct) AS wrong,
      (SELECT count(*)::int FROM practice_cards k JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
       WHERE k.person_id = :personId AND q.syllabus_key = :syllabusKey AND q.paper IS NULL AND k.due_at <= :now) AS due,
      (SELECT count(*)::int FROM practice_marks m JOIN exam_questions q ON q.question_key = m.question_key AND q.retired_at IS NULL
       WHERE m.person_id = :personId AND q.syllabus_key = :syllabusKey AND q.paper IS NULL) AS marked,
      (SELECT count(*)::int FROM practice_answers a WHERE a.person_id = :personId AND a.answered_at >= :dayBegan) AS "answeredToday",
      (SELECT max(a.answered_at) FROM practice_answers a WHERE a.person_id = :personId) AS "lastAnsweredAt"`,
  parameters: {
    personId: 'uuid',
    syllabusKey: 'text',
    now: 'timestamptz',
    dayBegan: 'timestamptz',
  },
  row: {
    wrong: col.int,
    due: col.int,
    marked: col.int,
    answeredToday: col.int,
    lastAnsweredAt: col.instant.orNull,
  },
});

/** Of whoever has begun; nobody's row otherwise. */
const GLANCE = statement({
  name: 'practice.glance',
  sql: `SELECT count(*)::int AS answered, (count(*) FILTER (WHERE n.was_correct))::int AS right,
      (count(*) FILTER (WHERE k.due_at <= :now AND q.paper IS NULL))::int AS due,
      (SELECT s.id FROM practice_sessions s WHERE s.person_id = :personId AND s.ended_at IS NULL) AS "openSessionId",
      (SELECT m.attempt_id FROM mock_exams m WHERE m.person_id = :personId AND m.finished_at IS NULL) AS "openMockId"
    FROM ${newestAnswersOf(':personId')} n
    JOIN exam_questions q ON q.question_key = n.question_key AND q.retired_at IS NULL
    JOIN syllabi s ON s.key = q.syllabus_key AND ${inForce('s', ':on')}
    LEFT JOIN practice_cards k ON k.person_id = :personId AND k.question_key = n.question_key
    HAVING count(*) > 0 OR EXISTS (SELECT 1 FROM mock_exams m WHERE m.person_id = :personId AND m.finished_at IS NULL)`,
  parameters: { personId: 'uuid', on: 'date', now: 'timestamptz' },
  row: {
    answered: col.int,
    right: col.int,
    due: col.int,
    openSessionId: col.id<'practice_session'>().orNull,
    /** Its time goes on. */
    openMockId: col.id<'quiz_attempt'>().orNull,
  },
});
/** What home says of practice. */
export type PracticeGlance = RowFrom<typeof GLANCE>;

const OPEN = statement({
  name: 'practice.open-session',
  sql: `SELECT s.id AS "sessionId", s.kind, s.scope, s.size,
      (SELECT count(a.answered_at)::int FROM practice_answers a WHERE a.session_id = s.id) AS answered
    FROM practice_sessions s WHERE s.person_id = :personId AND s.ended_at IS NULL`,
  parameters: { personId: 'uuid' },
  row: {
    sessionId: col.id<'practice_session'>(),
    kind: col.oneOf(SESSION_KINDS),
    scope: col.json(sessionScopeSchema),
    size: col.int.orNull,
    answered: col.int,
  },
});
export type OpenSession = RowFrom<typeof OPEN>;

const place = z.object({ position: z.int(), isCorrect: z.boolean().nullable() });

/** The question of a place, or the newest one; with all that the page says besides it. */
const PAGE = statement({
  name: 'practice.session-page',
  sql: `SELECT s.id AS "sessionId", s.kind, s.scope, s.size, s.ended_at AS "endedAt", a.position,
      a.question_id AS "questionId", a.choice_order AS "choiceOrder", a.answer, q.key AS "questionKey", q.body, b.difficulty,
      i.number AS item, i.name AS "itemName", m.name AS "middleName", b.course_version_id AS "versionId", b.course_key AS "courseKey",
      EXISTS (SELECT 1 FROM practice_marks k WHERE k.person_id = s.person_id AND k.question_key = q.key) AS "isMarked",
      (SELECT json_agg(json_build_object('position', o.position, 'isCorrect', o.is_correct) ORDER BY o.position)
       FROM practice_answers o WHERE o.session_id = s.id) AS places,
      (SELECT json_agg(json_build_object('key', l.key, 'title', l.title) ORDER BY l.position) FROM lessons l
       WHERE l.course_version_id = b.course_version_id AND b.item_number = ANY (l.syllabus_items)) AS lessons
    FROM practice_sessions s
    JOIN LATERAL (SELECT * FROM practice_answers p WHERE p.session_id = s.id AND p.position <= coalesce(:position, p.position)
      ORDER BY p.position DESC LIMIT 1) a ON true
    JOIN questions q ON q.id = a.question_id
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE s.id = :sessionId AND s.person_id = :personId`,
  parameters: { sessionId: 'uuid', personId: 'uuid', position: 'integer?' },
  row: {
    sessionId: col.id<'practice_session'>(),
    kind: col.oneOf(SESSION_KINDS),
    scope: col.json(sessionScopeSchema),
    size: col.int.orNull,
    endedAt: col.instant.orNull,
    position: col.int,
    questionId: col.id<'question'>(),
    choiceOrder: col.ints,
    answer: col.json(answerSchema).orNull,
    questionKey: col.text,
    body: col.json(questionBodySchema),
    difficulty: col.int,
    item: col.int,
    itemName: col.text,
    middleName: col.text,
    versionId: col.id<'course_version'>(),
    courseKey: col.text,
    isMarked: col.bool,
    places: col.json(z.array(place)),
    lessons: col.json(z.array(z.object({ key: z.string(), title: z.string() }))).orNull,
  },
});
type PageRow = RowFrom<typeof PAGE>;

/** Terms of the glossary that stand in a text, the longest first. */
const TERMS = statement({
  name: 'practice.terms-in-text',
  sql: `SELECT t.term FROM glossary_terms t WHERE strpos(:text, t.term) > 0 AND length(t.term) >= 2
    ORDER BY length(t.term) DESC, t.term LIMIT 3`,
  parameters: { text: 'text' },
  row: { term: col.text },
});

const RESULTS = statement({
  name: 'practice.session-results',
  sql: `SELECT s.kind, s.scope, s.ended_at AS "endedAt", a.position, a.is_correct AS "isCorrect", a.answered_at AS "answeredAt",
      coalesce(q.body ->> 'stem', q.body ->> 'text') AS stem, i.number AS item, i.name AS "itemName", m.number AS middle, m.name AS "middleName"
    FROM practice_sessions s
    LEFT JOIN practice_answers a ON a.session_id = s.id AND a.answered_at IS NOT NULL
    LEFT JOIN questions q ON q.id = a.question_id
    LEFT JOIN exam_questions b ON b.question_id = a.question_id
    LEFT JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    LEFT JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE s.id = :sessionId AND s.person_id = :personId ORDER BY a.position`,
  parameters: { sessionId: 'uuid', personId: 'uuid' },
  row: {
    kind: col.oneOf(SESSION_KINDS),
    scope: col.json(sessionScopeSchema),
    endedAt: col.instant.orNull,
    position: col.int.orNull,
    isCorrect: col.bool.orNull,
    answeredAt: col.instant.orNull,
    stem: col.text.orNull,
    item: col.int.orNull,
    itemName: col.text.orNull,
    middle: col.int.orNull,
    middleName: col.text.orNull,
  },
});

export interface PracticeCounts extends RowFrom<typeof COUNTS> {
  readonly open: OpenSession | null;
}

/** One question of a session. `feedback` is null until it is answered, and then the key is no secret any more. */
export interface PracticePage extends Omit<PageRow, 'body' | 'choiceOrder' | 'lessons'> {
  readonly question: QuestionDisplay;
  readonly feedback: QuestionFeedback | null;
  readonly figure: { readonly asset: string; readonly alt: string } | null;
  readonly lessons: readonly { readonly key: string; readonly title: string }[];
  /** Of the glossary, about the right answer; none before it is answered. */
  readonly terms: readonly string[];
}

export interface PracticeResult {
  readonly position: number;
  readonly isCorrect: boolean;
  readonly stem: string;
  readonly item: number;
  readonly itemName: string;
  readonly middleName: string;
}

export interface PracticeSummary {
  readonly kind: SessionKind;
  readonly scope: SessionScope;
  readonly isEnded: boolean;
  readonly results: readonly PracticeResult[];
}

/** Reads of one person's own practice: somebody else's does not exist. */
@Injectable()
export class PracticeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listStanding(personId: string, syllabusKey: string): Promise<readonly ItemStanding[]> {
    return this.database.all(STANDING, { personId, syllabusKey });
  }

  async counts(personId: string, syllabusKey: string): Promise<PracticeCounts> {
    const now = this.clock.now();
    const dayBegan = new Date(`${localDateOf(now)}T00:00:00+09:00`);
    const counts = await this.database.only(COUNTS, { personId, syllabusKey, now, dayBegan });
    return { ...counts, open: await this.database.first(OPEN, { personId }) };
  }

  /** Null for whoever has not begun. */
  async glance(personId: string): Promise<PracticeGlance | null> {
    const now = this.clock.now();
    return this.database.first(GLANCE, { personId, now, on: this.clock.today() });
  }

  /** Without a position the newest question. */
  async findPage(
    sessionId: string,
    personId: string,
    position: number | null,
  ): Promise<PracticePage> {
    const key = { sessionId: idOf(sessionId), personId, position };
    const row = await this.database.first(PAGE, key);
    if (row === null) throw new NotFound();
    const { body, choiceOrder, lessons, ...rest } = row;
    const feedback = row.answer === null ? null : feedbackOf(body, choiceOrder, row.answer);
    return {
      ...rest,
      question: displayOf(body, choiceOrder),
      feedback,
      figure: body.kind === 'case' ? null : (body.figure ?? null),
      lessons: lessons ?? [],
      terms: feedback === null ? [] : await this.terms(feedback),
    };
  }

  async findSummary(sessionId: string, personId: string): Promise<PracticeSummary> {
    const rows = await this.database.all(RESULTS, { sessionId: idOf(sessionId), personId });
    const [first] = rows;
    if (first === undefined) throw new NotFound();
    const { kind, scope, endedAt } = first;
    return { kind, scope, isEnded: endedAt !== null, results: rows.flatMap(resultOf) };
  }

  private async terms({ choices, explanation }: QuestionFeedback): Promise<readonly string[]> {
    const right = choices.filter(({ isCorrect }) => isCorrect).map(({ text }) => text);
    const rows = await this.database.all(TERMS, { text: [...right, explanation].join('\n') });
    return rows.map(({ term }) => term);
  }
}

function resultOf(row: RowFrom<typeof RESULTS>): readonly PracticeResult[] {
  const { position, isCorrect, stem, item, itemName, middleName } = row;
  if (position === null || isCorrect === null || stem === null || item === null) return [];
  return [
    { position, isCorrect, stem, item, itemName: itemName ?? '', middleName: middleName ?? '' },
  ];
}
