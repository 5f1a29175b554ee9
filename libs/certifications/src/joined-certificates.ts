import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  type PartPlan,
  personNow,
} from '@app/organization';
import { col, Database, formatDateShort, type RowFrom, statement } from '@app/platform';
import { ATTEMPT_STATES } from './exam/exam-attempt.rules';
import {
  ATTEMPTS,
  type OwnedRow,
  rankedMoves,
  RECORDS,
  withOneOpen,
} from './joined-certificates.rules';
import { RECORD_STATES } from './record/certification-record.rules';
import { ATTEMPT_STATE_WORDS, RECORD_STATE_WORDS } from './vocabulary';

const OF_PEOPLE = statement({
  name: 'certifications.records-of-people',
  sql: `SELECT r.row_id AS "rowId", r.person_id AS "personId", c.name, r.passed_on AS "passedOn", r.state,
      ${personNow('r.decided_by_person_id')} AS "decidedBy", ${personNow('r.revoked_by_person_id')} AS "revokedBy"
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = ANY (:personIds) ORDER BY c.sort_order, r.passed_on, r.reported_at, r.row_id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    rowId: col.id<'certification_record_row'>(),
    personId: col.id<'person'>(),
    name: col.text,
    passedOn: col.date,
    state: col.oneOf(RECORD_STATES),
    decidedBy: col.id<'person'>().orNull,
    revokedBy: col.id<'person'>().orNull,
  },
});

type RecordRow = RowFrom<typeof OF_PEOPLE>;

const EXAMS = statement({
  name: 'certifications.exams-of-people',
  sql: `SELECT e.row_id AS "rowId", e.person_id AS "personId", c.name, e.exam_on AS "examOn", e.state
    FROM exam_attempts e JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
    WHERE e.person_id = ANY (:personIds) ORDER BY e.exam_on, c.sort_order, e.row_id`,
  parameters: { personIds: 'uuid[]' },
  row: {
    rowId: col.id<'exam_attempt_row'>(),
    personId: col.id<'person'>(),
    name: col.text,
    examOn: col.date,
    state: col.oneOf(ATTEMPT_STATES),
  },
});

/** Certificates of others that one of the two reported and the other verified. */
const DECIDED_BY_BOTH = statement({
  name: 'certifications.decided-by-both',
  sql: `SELECT n.staff_number AS "staffNumber", c.name
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    JOIN staff_numbers n ON n.person_id = r.person_id AND n.valid_to IS NULL
    WHERE r.state = 'verified' AND r.person_id <> ALL (:personIds)
      AND ${personNow('r.reported_by_person_id')} = ANY (:personIds) AND ${personNow('r.decided_by_person_id')} = ANY (:personIds)
      AND r.reported_by_person_id <> r.decided_by_person_id
    ORDER BY n.staff_number, c.name`,
  parameters: { personIds: 'uuid[]' },
  row: { staffNumber: col.text, name: col.text },
});

/** Corrections that would be the act of one and the same: of their own certificate, or proposed and confirmed by both. */
const CORRECTED_BY_BOTH = statement({
  name: 'certifications.corrected-by-both',
  sql: `SELECT n.staff_number AS "staffNumber", c.name, k.state = 'proposed' AS "isOpen"
    FROM certification_corrections k JOIN certification_records r ON r.id = k.record_id
    JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    JOIN staff_numbers n ON n.person_id = r.person_id AND n.valid_to IS NULL
    WHERE (k.state = 'proposed' AND r.person_id = ANY (:personIds) AND ${personNow('k.proposed_by_person_id')} = ANY (:personIds))
      OR (k.state = 'confirmed' AND r.state = 'verified' AND ${personNow('k.decided_by_person_id')} = ANY (:personIds)
        AND (r.person_id = ANY (:personIds) OR ${personNow('k.proposed_by_person_id')} = ANY (:personIds))
        AND NOT EXISTS (SELECT 1 FROM certification_corrections later WHERE later.record_id = k.record_id AND later.state = 'confirmed'
          AND later.decided_at > k.decided_at))
    ORDER BY n.staff_number, c.name`,
  parameters: { personIds: 'uuid[]' },
  row: { staffNumber: col.text, name: col.text, isOpen: col.bool },
});

const LATER = statement({
  name: 'certifications.later-than-join',
  sql: `SELECT c.name, h.passed_on AS day, true AS "isRecord" FROM person_join_rows j
    JOIN certification_records_history h ON h.row_id = j.new_row_id JOIN certifications_called_on(h.passed_on) c ON c.id = h.certification_id
    WHERE j.join_id = :joinId AND j.table_name = 'certification_records' AND h.superseded_at IS NOT NULL
    UNION ALL
    SELECT c.name, h.exam_on, false FROM person_join_rows j
    JOIN exam_attempts_history h ON h.row_id = j.new_row_id JOIN certifications_called_on(h.exam_on) c ON c.id = h.certification_id
    WHERE j.join_id = :joinId AND j.table_name = 'exam_attempts' AND h.superseded_at IS NOT NULL
    ORDER BY 2, 1`,
  parameters: { joinId: 'uuid' },
  row: { name: col.text, day: col.date, isRecord: col.bool },
});

/** Certificates and exams of two numbers of one human being. */
@Injectable()
export class JoinedCertificates implements JoinPart {
  readonly heading = '資格・受験';
  readonly place = 20;
  readonly tables = [];

  constructor(
    parts: JoinParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const records = await this.database.all(OF_PEOPLE, { personIds });
    const exams = await this.database.all(EXAMS, { personIds });
    return [
      ...records.map((row) => ({ personId: row.personId, text: recordText(row) })),
      ...exams.map((row) => ({
        personId: row.personId,
        text: `${row.name}(受験日 ${formatDateShort(row.examOn)}、${ATTEMPT_STATE_WORDS[row.state]})`,
      })),
    ];
  }

  /** What one of them decided about the other is the decision of one and the same: it has to be made by somebody else first. */
  async plan(pair: JoinPair): Promise<PartPlan> {
    const personIds = [pair.personId, pair.joinedTo];
    const all = await this.database.all(OF_PEOPLE, { personIds });
    const exams = await this.database.all(EXAMS, { personIds });
    const own = all.filter((row) => !isDecidedByOneself(row, pair));
    const records = rankedMoves(RECORDS, own.map(recordOf), pair);
    const owned = exams.map(attemptOf);
    const attempts = rankedMoves(ATTEMPTS, owned, pair);
    const examOf = (rowId: string) => exams.find((row) => row.rowId === rowId)?.name ?? '';
    const open = withOneOpen(owned, attempts.moves, { pair, examOf });
    const both = await this.database.all(DECIDED_BY_BOTH, { personIds });
    const corrected = await this.database.all(CORRECTED_BY_BOTH, { personIds });
    return {
      history: [records.moves, open.moves],
      rows: [],
      notes: [
        ...[...records.left, ...attempts.left].map(
          ({ name }) =>
            `${name}が両方の番号にあります。確かなほうを残し、もう1件はつなぐ前の番号の記録として残します。`,
        ),
        ...open.left.map(
          ({ name }) =>
            `結果の出ていない受験が両方の番号にあります。${name}は、つなぐ前の番号の記録として残します。実際に受けるのがこちらのときは、つないだあとで本人に受験予定を直してもらってください。`,
        ),
      ],
      blockers: [
        ...open.crossed.map(
          ({ name }) =>
            `${name}の予定が、もう一方の番号の結果と入れ違いになっています。先に、本人が結果を登録するか、予定を取りやめてください。`,
        ),
        ...all
          .filter((row) => row.state === 'verified' && isDecidedByOneself(row, pair))
          .map(
            ({ name }) =>
              `${name}は、もう一方の番号で本人が確認したものです。先に、ほかの担当者が確認を取り消してください。`,
          ),
        ...both.map(
          ({ staffNumber, name }) =>
            `番号${staffNumber}の職員の${name}は、この2つの番号で報告と確認がされています。先に、ほかの担当者が確認を取り消してください。`,
        ),
        ...corrected.map(correctedText),
      ],
    };
  }

  change(): Promise<void> {
    return Promise.resolve();
  }

  async listDependents({ id }: MadeJoin): Promise<readonly string[]> {
    const rows = await this.database.all(LATER, { joinId: id });
    return rows.map(
      ({ name, day, isRecord }) =>
        `${name}(${isRecord ? '合格日' : '受験日'} ${formatDateShort(day)})の記録の変更`,
    );
  }
}

function recordOf({
  rowId,
  personId,
  name,
  passedOn,
  state,
}: RecordRow): OwnedRow<RecordRow['state']> {
  const label = `${name}(合格日 ${formatDateShort(passedOn)})`;
  return { rowId, personId, key: `${name} ${passedOn}`, state, name: label };
}

function attemptOf(row: RowFrom<typeof EXAMS>): OwnedRow<RowFrom<typeof EXAMS>['state']> {
  const { rowId, personId, name, examOn, state } = row;
  const label = `${name}の受験(${formatDateShort(examOn)})`;
  return { rowId, personId, key: `${name} ${examOn}`, state, name: label };
}

/** What is no valid decision, taken together, stays as it is with whom it is. */
function isDecidedByOneself(row: RecordRow, { personId, joinedTo }: JoinPair): boolean {
  return [row.decidedBy, row.revokedBy].some((id) => id === personId || id === joinedTo);
}

function correctedText({ staffNumber, name, isOpen }: RowFrom<typeof CORRECTED_BY_BOTH>): string {
  return isOpen
    ? `${name}の訂正は、もう一方の番号で本人が申し出たものです。先に、取り下げてください。`
    : `番号${staffNumber}の職員の${name}は、この2つの番号で訂正がされています。先に、ほかの担当者がもう一度訂正するか、確認を取り消してください。`;
}

function recordText({ name, passedOn, state }: RecordRow): string {
  return `${name}(合格日 ${formatDateShort(passedOn)}、${RECORD_STATE_WORDS[state]})`;
}
