import { Injectable } from '@nestjs/common';
import { col, Database, isUuid, statement } from '@app/platform';
import { courseName } from '../obligation/obligation-title.sql';
import { enrollmentIdOfQuiz } from '../enrollment/enrollment.rules';

const NEWEST = `(SELECT n.title FROM course_versions n WHERE n.course_id = c.id
  ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1)`;

const LABELS = statement({
  name: 'courses.labels',
  sql: `SELECT c.id, ${courseName(NEWEST)} AS label FROM courses c WHERE c.id = ANY (:ids)
    UNION ALL
    SELECT a.id, ${courseName(NEWEST)} || '(令和' || a.fiscal_year - 2018 || '年度)' FROM course_assignments a
      JOIN courses c ON c.id = a.course_id WHERE a.id = ANY (:ids)
    UNION ALL
    SELECT e.id, v.title FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id WHERE e.id = ANY (:ids)`,
  parameters: { ids: 'uuid[]' },
  row: { id: col.id(), label: col.text },
});

/** What the log says of an act: its subject, and what else it names. */
export interface NamedInLog {
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The names of courses, for lists that only have the ids of courses, assignments, enrollments or their quizzes. */
@Injectable()
export class CourseLabelQueries {
  constructor(private readonly database: Database) {}

  /** In the order of the entries; empty where nothing of a course is named. One statement for all of them. */
  async labelsOf(entries: readonly NamedInLog[]): Promise<readonly string[]> {
    const named = entries.map(idsOf);
    const ids = [...new Set(named.flat())];
    if (ids.length === 0) return entries.map(() => '');
    const rows = await this.database.all(LABELS, { ids });
    const labels = new Map<string, string>(rows.map(({ id, label }) => [id, label]));
    return named.map((those) => those.map((id) => labels.get(id)).find(Boolean) ?? '');
  }
}

/** What says most first: an enrollment knows its edition, an assignment its year. */
function idsOf({ subjectId, detail }: NamedInLog): string[] {
  const { quizKey, courseId } = detail;
  const quiz = typeof quizKey === 'string' ? enrollmentIdOfQuiz(quizKey) : null;
  return [quiz, subjectId, courseId].filter(
    (id): id is string => typeof id === 'string' && isUuid(id),
  );
}
