import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  NOTHING_TO_JOIN,
  type PartPlan,
  type RowWords,
} from '@app/organization';
import { col, Database, numberText, statement } from '@app/platform';

/** All answers go to the person who is kept; of two sessions that are open the one that is there goes on. */
const ROWS = statement({
  name: 'practice.rows-to-join',
  sql: `SELECT 'practice_sessions' AS "table", s.id FROM practice_sessions s
      WHERE s.person_id = :personId AND (s.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM practice_sessions o WHERE o.person_id = :joinedTo AND o.ended_at IS NULL))
    UNION ALL SELECT 'practice_answers', a.id FROM practice_answers a JOIN practice_sessions s ON s.id = a.session_id
      WHERE a.person_id = :personId AND (s.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM practice_sessions o WHERE o.person_id = :joinedTo AND o.ended_at IS NULL))
    UNION ALL SELECT 'practice_cards', c.id FROM practice_cards c WHERE c.person_id = :personId AND NOT EXISTS (
      SELECT 1 FROM practice_cards o WHERE o.person_id = :joinedTo AND o.question_key = c.question_key)
    UNION ALL SELECT 'practice_marks', m.id FROM practice_marks m WHERE m.person_id = :personId AND NOT EXISTS (
      SELECT 1 FROM practice_marks o WHERE o.person_id = :joinedTo AND o.question_key = m.question_key)
    UNION ALL SELECT 'readiness_estimates', e.id FROM readiness_estimates e WHERE e.person_id = :personId
    ORDER BY 1, 2`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: { table: col.text, id: col.id() },
});

const ANSWERED = statement({
  name: 'practice.answers-of-people',
  sql: `SELECT a.person_id AS "personId", count(*)::int AS answers FROM practice_answers a
    WHERE a.person_id = ANY (:personIds) AND a.answered_at IS NOT NULL GROUP BY a.person_id ORDER BY a.person_id`,
  parameters: { personIds: 'uuid[]' },
  row: { personId: col.id<'person'>(), answers: col.int },
});

const CHANGES: Readonly<Record<string, string>> = {
  practice_sessions: `
    UPDATE practice_sessions t SET person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE t.id = r.id`,
  practice_answers: `
    UPDATE practice_answers t SET person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE t.id = r.id`,
  practice_cards: `
    UPDATE practice_cards t SET person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE t.id = r.id`,
  practice_marks: `
    UPDATE practice_marks t SET person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE t.id = r.id`,
  readiness_estimates: `
    UPDATE readiness_estimates t SET person_id = r.person_id
    FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE t.id = r.id`,
};

const TABLES = Object.keys(CHANGES);

/** What was practised under one number was practised by the person. */
@Injectable()
export class JoinedPractice implements JoinPart {
  readonly heading = 'ITパスポートの練習';
  readonly place = 55;
  readonly tables = TABLES;

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  /** How much, not how well: practice is nobody else's business. */
  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const rows = await this.database.all(ANSWERED, { personIds });
    return rows.map(({ personId, answers }) => ({
      personId,
      text: `練習の解答 ${numberText(answers)}問`,
    }));
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const found = await this.database.all(ROWS, { personId, joinedTo });
    const of = (table: string) => found.filter((row) => row.table === table);
    return {
      ...NOTHING_TO_JOIN,
      rows: TABLES.map((table) => ({
        table,
        rows: of(table).map(({ id }) => ({
          id,
          changes: { person_id: joinedTo },
          was: { person_id: personId },
        })),
      })),
    };
  }

  async change(table: string, rows: readonly RowWords[]): Promise<void> {
    await this.database.execute(CHANGES[table] ?? '', [JSON.stringify(rows)]);
  }

  /** What is practised since goes with the person who is kept; separating takes nothing away from anybody. */
  listDependents(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}
