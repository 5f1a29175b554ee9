import { Injectable } from '@nestjs/common';
import {
  type Holding,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  type PartPlan,
  type RowChange,
  type RowWords,
} from '@app/organization';
import { Database, formatDateShort, localDateOf, words } from '@app/platform';
import { joinEnrollments, joinExemptions } from './joined-learning.rules';
import { type EnrollmentOfPerson, JoinedLearningQueries } from './joined-learning.queries';

/** Before the row goes to the other person its cycle is out of the way, for the two may change places. */
const STEP_ASIDE = `
  UPDATE enrollments e SET cycle = -1 - e.cycle FROM jsonb_to_recordset($1::jsonb) AS r (id uuid) WHERE e.id = r.id`;
const COME_BACK = `
  UPDATE enrollments e SET cycle = -1 - e.cycle, person_id = r.person_id
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE e.id = r.id`;
const MEMBERSHIP = `
  UPDATE assignment_persons e SET person_id = r.person_id
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE e.id = r.id`;
const CLOSED = `
  UPDATE closed_obligations e SET person_id = r.person_id
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid) WHERE e.id = r.id`;

const CHANGES: Readonly<Record<string, readonly string[]>> = {
  enrollments: [STEP_ASIDE, COME_BACK],
  assignment_persons: [MEMBERSHIP],
  closed_obligations: [CLOSED],
};

/** Learning of two numbers of one human being. */
@Injectable()
export class JoinedLearning implements JoinPart {
  readonly place = 40;
  readonly tables = Object.keys(CHANGES);

  constructor(
    parts: JoinParts,
    private readonly database: Database,
    private readonly queries: JoinedLearningQueries,
  ) {
    parts.add(this);
  }

  get heading(): string {
    return `受講した${words.course}`;
  }

  async listHoldings(personIds: readonly string[]): Promise<readonly Holding[]> {
    const enrollments = await this.queries.listEnrollments(personIds);
    const exemptions = await this.queries.listExemptions(personIds);
    return [
      ...enrollments.map((row) => ({ personId: row.personId, text: enrollmentText(row) })),
      ...exemptions.map(({ personId, title, validFrom }) => ({
        personId,
        text: `${title}(${formatDateShort(validFrom)}から免除)`,
      })),
    ];
  }

  async plan(pair: JoinPair): Promise<PartPlan> {
    const personIds = [pair.personId, pair.joinedTo];
    const enrollments = joinEnrollments(await this.queries.listEnrollments(personIds), pair);
    const exemptions = await this.queries.listExemptions(personIds);
    const byOneself = exemptions.filter(({ recordedBy }) =>
      personIds.some((id) => id === recordedBy),
    );
    return {
      history: [joinExemptions(exemptions, pair)],
      rows: [
        { table: 'enrollments', rows: enrollments.moved.map(({ row, to }) => change(row, to)) },
        ...(await this.listsOf(pair)),
      ],
      notes: enrollments.left.map(
        (row) =>
          `${enrollmentText(row)}は、もう一方の番号でも受講しています。先に修了したほう(なければ残す番号のもの)を使い、これはつなぐ前の番号の記録として残します。`,
      ),
      blockers: byOneself.map(
        ({ title }) =>
          `${title}の免除は、もう一方の番号で本人が登録したものです。先に、ほかの担当者が免除を取り消してください。`,
      ),
    };
  }

  async change(table: string, rows: readonly RowWords[]): Promise<void> {
    for (const sql of CHANGES[table] ?? [])
      await this.database.execute(sql, [JSON.stringify(rows)]);
  }

  async listDependents({ id, at }: MadeJoin): Promise<readonly string[]> {
    const rows = await this.queries.listLater(id, at);
    return rows.map(({ title, isLearned }) =>
      isLearned ? `${title}のその後の受講` : `${title}の免除の変更`,
    );
  }

  private async listsOf({ personId, joinedTo }: JoinPair): Promise<PartPlan['rows']> {
    const changes = (ids: readonly string[]) => ids.map((id) => change({ id, personId }, joinedTo));
    const memberships = await this.queries.listMemberships(personId, joinedTo);
    const closed = await this.queries.listClosed(personId, joinedTo);
    return [
      { table: 'assignment_persons', rows: changes(memberships) },
      { table: 'closed_obligations', rows: changes(closed) },
    ];
  }
}

function change(row: { readonly id: string; readonly personId: string }, to: string): RowChange {
  return { id: row.id, changes: { person_id: to }, was: { person_id: row.personId } };
}

function enrollmentText({ title, completedAt }: EnrollmentOfPerson): string {
  const state = completedAt ? `${formatDateShort(localDateOf(completedAt))}修了` : '受講中';
  return `${title}(${state})`;
}
