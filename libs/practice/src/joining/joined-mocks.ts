import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type HistoryMoves,
  type JoinPair,
  type JoinPart,
  JoinParts,
  NOTHING_TO_JOIN,
  type PartPlan,
  personNow,
  type RowWords,
} from '@app/organization';
import { col, Database, formatDateShort, type RowFrom, statement } from '@app/platform';

const MOCKS = statement({
  name: 'practice.mocks-to-join',
  sql: `SELECT m.attempt_id AS id, m.person_id AS "personId", m.finished_at IS NULL AS "isOpen"
    FROM mock_exams m WHERE m.person_id = ANY (:personIds) ORDER BY m.attempt_id`,
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'quiz_attempt'>(), personId: col.id<'person'>(), isOpen: col.bool },
});

/** With the person who wrote it, for what somebody gave to another number of their own. */
const ALLOWANCES = statement({
  name: 'practice.extra-times-to-join',
  sql: `SELECT x.id, x.person_id AS "personId", x.valid_from AS "validFrom", x.valid_to AS "validTo",
      ${personNow('a.person_id')} AS "recordedBy"
    FROM exam_time_allowances x LEFT JOIN accounts a ON a.id = x.recorded_by
    WHERE x.person_id = ANY (:personIds) ORDER BY x.valid_from, x.id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    id: col.id<'exam_time_allowance'>(),
    personId: col.id<'person'>(),
    validFrom: col.date,
    validTo: col.date.orNull,
    recordedBy: col.id<'person'>().orNull,
  },
});
type Allowance = RowFrom<typeof ALLOWANCES>;

const CHANGE = `
  UPDATE mock_exams m SET person_id = r.person_id FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE m.attempt_id = r.id`;

/** Mock exams and the time for them under two numbers of one human being. */
@Injectable()
export class JoinedMocks implements JoinPart {
  readonly heading = 'ITパスポートの模擬試験';
  readonly place = 56;
  readonly tables = ['mock_exams'];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  /** How many, not how well: what came of them is nobody else's business. */
  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const mocks = await this.database.all(MOCKS, { personIds });
    const allowances = await this.database.all(ALLOWANCES, { personIds });
    const counted = personIds.flatMap((personId) => {
      const count = mocks.filter((row) => row.personId === personId && !row.isOpen).length;
      return count === 0 ? [] : [{ personId, text: `受けた模擬試験 ${String(count)}回` }];
    });
    return [
      ...counted,
      ...allowances.map(({ personId, validFrom }) => ({
        personId,
        text: `試験時間の延長(${formatDateShort(validFrom)}から)`,
      })),
    ];
  }

  /** Attempts change hands with quizzes; what belongs to them follows. Of two that are open neither could give way. */
  async plan(pair: JoinPair): Promise<PartPlan> {
    const { personId, joinedTo } = pair;
    const personIds = [personId, joinedTo];
    const mocks = await this.database.all(MOCKS, { personIds });
    const allowances = await this.database.all(ALLOWANCES, { personIds });
    const open = mocks.filter(({ isOpen }) => isOpen);
    const byOneself = allowances.some((row) => personIds.some((id) => id === row.recordedBy));
    return {
      ...NOTHING_TO_JOIN,
      history: [movesOf(allowances, pair)],
      rows: [
        {
          table: 'mock_exams',
          rows: mocks
            .filter((row) => row.personId === personId)
            .map(({ id }) => ({
              ...{ id, changes: { person_id: joinedTo }, was: { person_id: personId } },
            })),
        },
      ],
      blockers: [
        ...(open.length > 1
          ? ['両方の番号で模擬試験を受けている途中です。どちらかが終わってから、つないでください。']
          : []),
        ...(byOneself
          ? [
              '試験時間の延長は、もう一方の番号で本人が登録したものです。先に、ほかの担当者が延長を終えてください。',
            ]
          : []),
      ],
    };
  }

  async change(_table: string, rows: readonly RowWords[]): Promise<void> {
    await this.database.execute(CHANGE, [JSON.stringify(rows)]);
  }

  /** What is sat since goes with the person who is kept; separating takes nothing away from anybody. */
  listDependents(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
}

/** What was given to either holds for the one who is kept; where both were given something, that one's own does. */
function movesOf(rows: readonly Allowance[], { personId, joinedTo }: JoinPair): HistoryMoves {
  const kept = rows.filter((row) => row.personId === joinedTo);
  const moved = rows.filter(
    (row) => row.personId === personId && !kept.some((own) => overlaps(own, row)),
  );
  return {
    target: { table: 'exam_time_allowances', key: 'id' },
    end: moved.map(({ id }) => id),
    copies: moved.map(({ id }) => ({ from: id, changes: { person_id: joinedTo } })),
  };
}

function overlaps(a: Allowance, b: Allowance): boolean {
  return (
    (a.validTo === null || b.validFrom < a.validTo) &&
    (b.validTo === null || a.validFrom < b.validTo)
  );
}
