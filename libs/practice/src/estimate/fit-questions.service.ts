import { Injectable } from '@nestjs/common';
import { Clock, col, Database, statement } from '@app/platform';
import {
  AUTHOR_SD,
  authorDifficulty,
  FIELDS,
  type FirstExposures,
  fitItems,
  READINESS_SETTINGS,
} from '../readiness';
import { SyllabusQueries } from '../syllabus/syllabus.queries';
import { FIRST_ANSWERS } from './first-answers.sql';
import { DAYS_OF_PRACTICE } from './shown-estimates.sql';
import { EstimatesService } from './estimates.service';

/** First answers of one field, people and questions numbered from 0 so that they fit into arrays of numbers. */
const EXPOSURES = statement({
  name: 'practice.first-exposures',
  sql: `SELECT array_agg(person ORDER BY person, item) AS people, array_agg(item ORDER BY person, item) AS items,
      array_agg(is_right ORDER BY person, item) AS right
    FROM (
      SELECT (dense_rank() OVER (ORDER BY a.person_id) - 1)::int AS person, (q.place - 1)::int AS item, a.is_correct::int AS is_right
      FROM ${FIRST_ANSWERS} a JOIN unnest(:questionIds) WITH ORDINALITY AS q (id, place) ON q.id = a.question_id
    ) numbered`,
  parameters: { questionIds: 'uuid[]' },
  row: { people: col.ints.orNull, items: col.ints.orNull, right: col.ints.orNull },
});

const QUESTIONS = statement({
  name: 'practice.questions-to-fit',
  sql: `SELECT b.question_id AS "questionId", b.difficulty AS level FROM exam_questions b
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE b.syllabus_key = :syllabusKey AND m.field_key = :field ORDER BY b.question_id`,
  parameters: { syllabusKey: 'text', field: 'text' },
  row: { questionId: col.id<'question'>(), level: col.int },
});

/** Whose estimate is older than their newest answer, or than the day: days that pass widen what is known. */
const TO_RENEW = statement({
  name: 'practice.people-to-estimate',
  sql: `SELECT DISTINCT a.person_id AS "personId" FROM ${FIRST_ANSWERS} a
    WHERE a.answered_at > :since ORDER BY a.person_id`,
  parameters: { since: 'timestamptz' },
  row: { personId: col.id<'person'>() },
});

const KEEP = `
  INSERT INTO exam_question_fits (question_id, difficulty, error, answers, fitted_at)
  SELECT f.question_id, f.difficulty, f.error, f.answers, $2 FROM jsonb_to_recordset($1::jsonb)
    AS f (question_id uuid, difficulty float8, error float8, answers int)
  ON CONFLICT (question_id) DO UPDATE SET difficulty = excluded.difficulty, error = excluded.error, answers = excluded.answers,
    fitted_at = excluded.fitted_at`;

const DAY_MS = 86_400_000;

/** At night: how hard the questions are, from all first answers, and then the estimates of whoever practises. */
@Injectable()
export class FitQuestionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly syllabi: SyllabusQueries,
    private readonly estimates: EstimatesService,
  ) {}

  /** Safe to run twice: the same answers give the same difficulties. Returns how many people got an estimate. */
  async run(): Promise<number> {
    const syllabus = await this.syllabi.findOn(this.clock.today());
    if (syllabus === null) return 0;
    await this.fitAll(syllabus.key);
    const since = new Date(this.clock.now().getTime() - DAYS_OF_PRACTICE * DAY_MS);
    const people = await this.database.all(TO_RENEW, { since });
    for (const { personId } of people) await this.estimates.renewAlone(personId);
    return people.length;
  }

  /** How hard the questions of a syllabus are, field by field. */
  async fitAll(syllabusKey: string): Promise<void> {
    for (const field of FIELDS) await this.fit(syllabusKey, field);
  }

  private async fit(syllabusKey: string, field: string): Promise<void> {
    const questions = await this.database.all(QUESTIONS, { syllabusKey, field });
    const questionIds = questions.map(({ questionId }) => questionId);
    const data = exposures(await this.database.only(EXPOSURES, { questionIds }), questions.length);
    if (data === null) return;
    const levels = questions.map(({ level }) => authorDifficulty(level as 1 | 2 | 3));
    const prior = { difficulty: Float64Array.from(levels), sd: AUTHOR_SD };
    const found = fitItems(data, prior, { floor: READINESS_SETTINGS.floor });
    const rows = questionIds.map((question_id, at) => ({
      question_id,
      difficulty: found.difficulty[at],
      error: found.error[at],
      answers: found.answers[at],
    }));
    const answered = rows.filter(({ answers }) => answers !== undefined && answers > 0);
    await this.database.execute(KEEP, [JSON.stringify(answered), this.clock.now()]);
  }
}

function exposures(
  {
    people,
    items,
    right,
  }: {
    readonly people: readonly number[] | null;
    readonly items: readonly number[] | null;
    readonly right: readonly number[] | null;
  },
  count: number,
): FirstExposures | null {
  if (people === null || items === null || right === null) return null;
  return {
    people: Math.max(...[people.at(-1) ?? 0]) + 1,
    items: count,
    person: Int32Array.from(people),
    item: Int32Array.from(items),
    right: Uint8Array.from(right),
  };
}
