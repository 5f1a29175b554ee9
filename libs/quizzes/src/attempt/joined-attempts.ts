import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  NOTHING_TO_JOIN,
  type PartPlan,
  type RowWords,
} from '@app/organization';
import { col, Database, statement } from '@app/platform';
import { joinAttempts } from './joined-attempts.rules';

const OF_PEOPLE = statement({
  name: 'quizzes.attempts-of-people',
  sql: `SELECT a.id, a.person_id AS "personId", a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber",
      a.submitted_at IS NULL AS "isOpen"
    FROM quiz_attempts a WHERE a.person_id = ANY (:personIds) ORDER BY a.started_at, a.id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    id: col.id<'quiz_attempt'>(),
    personId: col.id<'person'>(),
    quizKey: col.text,
    attemptNumber: col.int,
    isOpen: col.bool,
  },
});

/** Attempts that were begun before the join and ended after it. */
const LATER = statement({
  name: 'quizzes.later-than-join',
  sql: `SELECT count(*)::int AS attempts FROM person_join_rows j JOIN quiz_attempts a ON a.id = j.old_row_id
    WHERE j.join_id = :joinId AND j.table_name = 'quiz_attempts' AND a.submitted_at > :at`,
  parameters: { joinId: 'uuid', at: 'timestamptz' },
  row: { attempts: col.int },
});

const CHANGE = `
  UPDATE quiz_attempts a SET person_id = r.person_id, attempt_number = r.attempt_number
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid, attempt_number integer) WHERE a.id = r.id`;

/** Attempts under two numbers of one human being: all of them were theirs, and all of them count as tries. */
@Injectable()
export class JoinedAttempts implements JoinPart {
  readonly heading = 'テスト';
  readonly place = 50;
  readonly tables = ['quiz_attempts'];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const attempts = await this.database.all(OF_PEOPLE, { personIds });
    return personIds.flatMap((personId) => {
      const count = attempts.filter((row) => row.personId === personId && !row.isOpen).length;
      return count === 0 ? [] : [{ personId, text: `提出したテスト ${String(count)}回` }];
    });
  }

  async plan(pair: JoinPair): Promise<PartPlan> {
    const personIds = [pair.personId, pair.joinedTo];
    const { rows, left } = joinAttempts(await this.database.all(OF_PEOPLE, { personIds }), pair);
    return {
      ...NOTHING_TO_JOIN,
      rows: [{ table: 'quiz_attempts', rows }],
      notes: left.map(
        () =>
          '同じテストを両方の番号で受けている途中です。残す番号のほうを続け、もう1件はつなぐ前の番号の記録として残します。',
      ),
    };
  }

  async change(_table: string, rows: readonly RowWords[]): Promise<void> {
    await this.database.execute(CHANGE, [JSON.stringify(rows)]);
  }

  async listDependents({ id, at }: MadeJoin): Promise<readonly string[]> {
    const { attempts } = await this.database.only(LATER, { joinId: id, at });
    return attempts > 0 ? ['受けている途中だったテストの提出'] : [];
  }
}
