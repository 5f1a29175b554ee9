import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CoursePublished, type QuestionOfEdition } from '@app/courses';
import { Clock, col, Database, DomainEvents, statement } from '@app/platform';

const SYLLABUS_KEYS = statement({
  name: 'practice.syllabus-items-known',
  sql: `SELECT i.syllabus_key || '/' || i.number AS tag, i.syllabus_key AS "syllabusKey", i.number FROM syllabus_items i`,
  parameters: {},
  row: { tag: col.text, syllabusKey: col.text, number: col.int },
});

const RETIRE = `
  UPDATE exam_questions SET retired_at = $3
  WHERE course_key = $1 AND retired_at IS NULL AND NOT question_id = ANY ($2::uuid[])`;

/** A text that comes back is the one it was; its pictures are those of the newest edition. */
const ADD = `
  INSERT INTO exam_questions (question_id, question_key, syllabus_key, item_number, paper, position, difficulty, course_key,
    course_version_id, added_at)
  SELECT q.question_id, q.question_key, q.syllabus_key, q.item_number, q.paper, q.position, q.difficulty, $2, $3, $4
  FROM jsonb_to_recordset($1::jsonb) AS q (question_id uuid, question_key text, syllabus_key text, item_number int,
    paper text, position int, difficulty int)
  ON CONFLICT (question_id) DO UPDATE SET retired_at = NULL, course_version_id = excluded.course_version_id,
    paper = excluded.paper, position = excluded.position`;

const MOCK = 'mock-';

interface BankRow {
  readonly question_id: string;
  readonly question_key: string;
  readonly syllabus_key: string;
  readonly item_number: number;
  readonly paper: string | null;
  readonly position: number | null;
  readonly difficulty: number;
}

/**
 * The questions there are for an exam: those of published editions that name an item of its syllabus. Questions of mock
 * papers are reserved for mocks; they are about 30 % of all.
 */
@Injectable()
export class ExamBankService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: DomainEvents,
  ) {}

  onModuleInit(): void {
    this.events.on(CoursePublished, (event) => this.take(event));
  }

  /** Joins the caller's transaction. */
  private async take({ courseKey, versionId, questions }: CoursePublished): Promise<void> {
    const items = await this.database.all(SYLLABUS_KEYS, {});
    const byTag = new Map(items.map(({ tag, ...item }) => [tag, item]));
    const places = new Map<string, number>();
    const rows = questions.flatMap((question) => bankRow(question, byTag, places));
    const now = this.clock.now();
    await this.database.execute(RETIRE, [courseKey, rows.map((row) => row.question_id), now]);
    if (rows.length > 0)
      await this.database.execute(ADD, [JSON.stringify(rows), courseKey, versionId, now]);
  }
}

/** The places in a paper follow the order in which its questions are written. */
function bankRow(
  { id, key, tags, usage, difficulty }: QuestionOfEdition,
  byTag: ReadonlyMap<string, { readonly syllabusKey: string; readonly number: number }>,
  places: Map<string, number>,
): readonly BankRow[] {
  const item = tags.map((tag) => byTag.get(tag)).find((it) => it !== undefined);
  const paper = usage.startsWith(MOCK) ? usage : null;
  if (item === undefined || (paper === null && usage !== 'practice')) return [];
  const position = paper === null ? null : (places.get(paper) ?? 0) + 1;
  if (paper !== null && position !== null) places.set(paper, position);
  return [
    {
      ...{ question_id: id, question_key: key, syllabus_key: item.syllabusKey },
      ...{ item_number: item.number, paper, position, difficulty },
    },
  ];
}
