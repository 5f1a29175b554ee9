import { randomUUID } from 'node:crypto';
import { type Database, dayOf, type LocalDate } from '@app/platform';
import { addRecorder } from './recorder';
import { rowOf } from './rows';

/** One course of one person in one cycle. */
interface Learning {
  readonly personId: string;
  readonly courseId: string;
  readonly cycle: number;
}

/** The newest edition of a course in a cycle, made when there is none: a copy of its first version without lessons. */
export async function addEdition(
  database: Database,
  courseId: string,
  cycle: number,
): Promise<string> {
  const found = await rowOf<{ id: string }>(
    database,
    `SELECT id FROM course_versions WHERE course_id = $1 AND coalesce(fiscal_year, 0) = $2 ORDER BY version DESC LIMIT 1`,
    [courseId, cycle],
  );
  if (found) return found.id;
  const id = randomUUID();
  await database.execute(
    `INSERT INTO course_versions (id, course_id, version, title, summary, fiscal_year, promise, audience, minutes, objectives,
       content_hash, published_at)
     SELECT $1, course_id, (SELECT max(version) + 1 FROM course_versions WHERE course_id = $2), title, summary,
       nullif($3::integer, 0), promise, audience, minutes, objectives, content_hash, '2020-04-01'
     FROM course_versions WHERE course_id = $2 ORDER BY version LIMIT 1`,
    [id, courseId, cycle],
  );
  return id;
}

export interface AssignedFacts extends Learning {
  readonly fiscalYear: number;
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate;
  readonly assignedAt: string;
  readonly withdrawnAt: string | null;
}

/** An assignment to one person. */
export async function assignTo(database: Database, facts: AssignedFacts): Promise<string> {
  const id = randomUUID();
  const { accountId } = await addRecorder(database);
  await database.execute(
    `INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, is_mandatory, due_on, reason, created_at, created_by)
     VALUES ($1, $2, $3, 'persons', $4, $5, '理由です。', $6, $7)`,
    [
      id,
      facts.courseId,
      facts.fiscalYear,
      facts.isMandatory,
      facts.dueOn,
      facts.assignedAt,
      accountId,
    ],
  );
  await database.execute(
    'INSERT INTO assignment_persons (assignment_id, person_id) VALUES ($1, $2)',
    [id, facts.personId],
  );
  if (facts.withdrawnAt !== null) await withdraw(database, id, facts.withdrawnAt);
  return id;
}

export async function withdraw(
  database: Database,
  assignmentId: string,
  at: string,
): Promise<void> {
  await database.execute(
    `INSERT INTO assignment_withdrawals_history (id, assignment_id, withdrawn_on, recorded_at)
     VALUES (gen_random_uuid(), $1, ${dayOf('$2::timestamptz')}, $2)`,
    [assignmentId, at],
  );
}

/** The same, when there is a day on which it was begun or completed; else null. */
export async function addBegun(
  database: Database,
  facts: Learning & {
    readonly versionId: string;
    readonly startedAt?: string | null;
    readonly completedAt?: string | null;
  },
): Promise<string | null> {
  const { startedAt, completedAt = null } = facts;
  const begunAt = startedAt ?? completedAt;
  if (begunAt === null) return null;
  return addEnrollment(database, { ...facts, startedAt: begunAt, completedAt });
}

/** What was begun, and perhaps completed. */
export async function addEnrollment(
  database: Database,
  facts: Learning & {
    readonly versionId: string;
    readonly startedAt: string;
    readonly completedAt: string | null;
  },
): Promise<string> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at, completed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      facts.personId,
      facts.courseId,
      facts.versionId,
      facts.cycle,
      facts.startedAt,
      facts.completedAt,
    ],
  );
  return id;
}

export async function addExemption(
  database: Database,
  { personId, courseId, cycle }: Learning,
  at: string,
): Promise<void> {
  await database.execute(
    `INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, recorded_at)
     VALUES (gen_random_uuid(), $1, $2, $3, '免除の理由', ${dayOf('$4::timestamptz')}, $4)`,
    [personId, courseId, cycle, at],
  );
}
