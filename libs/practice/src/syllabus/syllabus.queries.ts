import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';

const SYLLABUS_COLUMNS = `s.key, s.title, s.source, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.minutes,
  s.pass_total AS "passTotal", s.pass_field AS "passField"`;
const SYLLABUS_ROW = {
  key: col.text,
  title: col.text,
  source: col.text,
  validFrom: col.date,
  validTo: col.date.orNull,
  minutes: col.int,
  passTotal: col.int,
  passField: col.int,
};

const ON = statement({
  name: 'practice.syllabus-on',
  sql: `SELECT ${SYLLABUS_COLUMNS} FROM syllabi s WHERE ${inForce('s', ':on')}`,
  parameters: { on: 'date' },
  row: SYLLABUS_ROW,
});

const BY_KEY = statement({
  name: 'practice.syllabus-by-key',
  sql: `SELECT ${SYLLABUS_COLUMNS} FROM syllabi s WHERE s.key = :key`,
  parameters: { key: 'text' },
  row: SYLLABUS_ROW,
});

const FOLLOWING = statement({
  name: 'practice.syllabus-following',
  sql: `SELECT ${SYLLABUS_COLUMNS} FROM syllabi s WHERE s.valid_from > :after ORDER BY s.valid_from LIMIT 1`,
  parameters: { after: 'date' },
  row: SYLLABUS_ROW,
});

/** How much there is to practise, and how much of it the person has answered. */
const BANK = statement({
  name: 'practice.bank-of-syllabus',
  sql: `SELECT count(*)::int AS questions, count(k.person_id)::int AS answered FROM exam_questions q
    LEFT JOIN practice_cards k ON k.person_id = :personId AND k.question_key = q.question_key
    WHERE q.syllabus_key = :syllabusKey AND q.paper IS NULL AND q.retired_at IS NULL`,
  parameters: { syllabusKey: 'text', personId: 'uuid' },
  row: { questions: col.int, answered: col.int },
});

const TREE = statement({
  name: 'practice.syllabus-tree',
  sql: `SELECT f.key AS "fieldKey", f.name AS "fieldName", f.questions AS "fieldQuestions", f.scored AS "fieldScored",
      m.number AS "middleNumber", m.name AS "middleName", m.questions AS "middleQuestions", m.major_name AS "majorName",
      i.number AS "itemNumber", i.name AS "itemName"
    FROM syllabus_items i
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    JOIN syllabus_fields f ON f.syllabus_key = i.syllabus_key AND f.key = m.field_key
    WHERE i.syllabus_key = :syllabusKey ORDER BY f.number, m.number, i.number`,
  parameters: { syllabusKey: 'text' },
  row: {
    fieldKey: col.text,
    fieldName: col.text,
    fieldQuestions: col.int,
    fieldScored: col.int,
    middleNumber: col.int,
    middleName: col.text,
    middleQuestions: col.int,
    majorName: col.text,
    itemNumber: col.int,
    itemName: col.text,
  },
});

export type SyllabusRow = RowFrom<typeof ON>;

/** How many questions there are to practise for a syllabus, and how many of them a person has answered. */
export type BankCount = RowFrom<typeof BANK>;

export interface SyllabusItem {
  readonly number: number;
  readonly name: string;
}

export interface SyllabusMiddle extends SyllabusItem {
  /** How many questions of an exam are of it. */
  readonly questions: number;
  readonly majorName: string;
  readonly items: readonly SyllabusItem[];
}

export interface SyllabusField {
  readonly key: string;
  readonly name: string;
  readonly questions: number;
  readonly scored: number;
  readonly middles: readonly SyllabusMiddle[];
}

/** 分野 → 中分類 → 項目, with how much an exam asks of each. */
export interface SyllabusTree extends SyllabusRow {
  readonly fields: readonly SyllabusField[];
}

/** What an exam of a day asks. */
@Injectable()
export class SyllabusQueries {
  constructor(private readonly database: Database) {}

  /** Null on days for which no syllabus is known. */
  async findOn(on: LocalDate): Promise<SyllabusTree | null> {
    return this.withTree(await this.database.first(ON, { on }));
  }

  /** What was asked by a syllabus of before stays readable. */
  async find(key: string): Promise<SyllabusTree | null> {
    return this.withTree(await this.database.first(BY_KEY, { key }));
  }

  /** The first that begins after a day; null while nothing newer is known. */
  async findAfter(after: LocalDate): Promise<SyllabusTree | null> {
    return this.withTree(await this.database.first(FOLLOWING, { after }));
  }

  async countBank(syllabusKey: string, personId: string): Promise<BankCount> {
    return this.database.only(BANK, { syllabusKey, personId });
  }

  private async withTree(syllabus: SyllabusRow | null): Promise<SyllabusTree | null> {
    if (syllabus === null) return null;
    const rows = await this.database.all(TREE, { syllabusKey: syllabus.key });
    return { ...syllabus, fields: fieldsOf(rows) };
  }
}

type TreeRow = RowFrom<typeof TREE>;

function fieldsOf(rows: readonly TreeRow[]): readonly SyllabusField[] {
  return groups(rows, (row) => row.fieldKey).map(([first, own]) => ({
    key: first.fieldKey,
    name: first.fieldName,
    questions: first.fieldQuestions,
    scored: first.fieldScored,
    middles: middlesOf(own),
  }));
}

function middlesOf(rows: readonly TreeRow[]): readonly SyllabusMiddle[] {
  return groups(rows, (row) => row.middleNumber).map(([first, own]) => ({
    number: first.middleNumber,
    name: first.middleName,
    questions: first.middleQuestions,
    majorName: first.majorName,
    items: own.map((row) => ({ number: row.itemNumber, name: row.itemName })),
  }));
}

/** In the order in which the rows come; each group with its first row. */
function groups<Key>(
  rows: readonly TreeRow[],
  keyOf: (row: TreeRow) => Key,
): readonly (readonly [TreeRow, readonly TreeRow[]])[] {
  const found = new Map<Key, TreeRow[]>();
  for (const row of rows) {
    const own = found.get(keyOf(row));
    if (own) own.push(row);
    else found.set(keyOf(row), [row]);
  }
  return [...found.values()].flatMap((own) => (own[0] ? [[own[0], own] as const] : []));
}
