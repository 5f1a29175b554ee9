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
import { col, Database, statement } from '@app/platform';

/** One standing suggestion a person: where both have one, that of the person who is kept goes on. */
const TO_JOIN = statement({
  name: 'practice.suggestions-to-join',
  sql: `SELECT s.id FROM exam_suggestions s WHERE s.person_id = :personId AND (s.withdrawn_at IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM exam_suggestions o WHERE o.person_id = :joinedTo AND o.withdrawn_at IS NULL)) ORDER BY s.id`,
  parameters: { personId: 'uuid', joinedTo: 'uuid' },
  row: { id: col.id() },
});

const CHANGE = `
  UPDATE exam_suggestions s SET person_id = r.person_id FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE s.id = r.id`;

/** What was suggested to one number was suggested to the person. */
@Injectable()
export class JoinedSuggestions implements JoinPart {
  readonly heading = '受験のすすめ';
  readonly place = 58;
  readonly tables = ['exam_suggestions'];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  /** Between DX推進室 and the person: no record, so that nobody who joins numbers sees it. */
  listHoldings(): Promise<readonly Holding[]> {
    return Promise.resolve([]);
  }

  async plan({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    const rows = await this.database.all(TO_JOIN, { personId, joinedTo });
    const change = { changes: { person_id: joinedTo }, was: { person_id: personId } };
    return {
      ...NOTHING_TO_JOIN,
      rows: [{ table: 'exam_suggestions', rows: rows.map(({ id }) => ({ id, ...change })) }],
    };
  }

  async change(_table: string, rows: readonly RowWords[]): Promise<void> {
    await this.database.execute(CHANGE, [JSON.stringify(rows)]);
  }

  listDependents(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}
