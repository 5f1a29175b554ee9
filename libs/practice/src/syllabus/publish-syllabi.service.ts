import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Syllabus, SyllabiPublished } from '@app/courses';
import { Database, DomainEvents } from '@app/platform';

const SYLLABI = `
  INSERT INTO syllabi (key, title, source, valid_from, valid_to, minutes, pass_total, pass_field)
  SELECT key, title, source, valid_from, valid_to, minutes, pass_total, pass_field FROM jsonb_to_recordset($1::jsonb)
    AS s (key text, title text, source text, valid_from date, valid_to date, minutes int, pass_total int, pass_field int)
  ON CONFLICT (key) DO UPDATE SET title = excluded.title, source = excluded.source, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to, minutes = excluded.minutes, pass_total = excluded.pass_total, pass_field = excluded.pass_field`;
const FIELDS = `
  INSERT INTO syllabus_fields (syllabus_key, key, number, name, questions, scored)
  SELECT syllabus_key, key, number, name, questions, scored FROM jsonb_to_recordset($1::jsonb)
    AS f (syllabus_key text, key text, number int, name text, questions int, scored int)
  ON CONFLICT (syllabus_key, key) DO UPDATE SET number = excluded.number, name = excluded.name,
    questions = excluded.questions, scored = excluded.scored`;
const MIDDLES = `
  INSERT INTO syllabus_middles (syllabus_key, number, field_key, major_number, major_name, name, questions)
  SELECT syllabus_key, number, field_key, major_number, major_name, name, questions FROM jsonb_to_recordset($1::jsonb)
    AS m (syllabus_key text, number int, field_key text, major_number int, major_name text, name text, questions int)
  ON CONFLICT (syllabus_key, number) DO UPDATE SET field_key = excluded.field_key, major_number = excluded.major_number,
    major_name = excluded.major_name, name = excluded.name, questions = excluded.questions`;
const ITEMS = `
  INSERT INTO syllabus_items (syllabus_key, number, middle_number, name)
  SELECT syllabus_key, number, middle_number, name FROM jsonb_to_recordset($1::jsonb)
    AS i (syllabus_key text, number int, middle_number int, name text)
  ON CONFLICT (syllabus_key, number) DO UPDATE SET middle_number = excluded.middle_number, name = excluded.name`;

/**
 * What an exam asks, as the syllabus files say it: like the glossary it always says what its file says. An exam that
 * changes is another file with a key and days of its own, so that what was practised for the old one stays readable.
 */
@Injectable()
export class PublishSyllabiService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: DomainEvents,
  ) {}

  onModuleInit(): void {
    this.events.on(SyllabiPublished, ({ syllabi }) => this.publish(syllabi));
  }

  /** Joins the caller's transaction. */
  private async publish(syllabi: readonly Syllabus[]): Promise<void> {
    await this.write(SYLLABI, syllabi.map(syllabusRow));
    await this.write(FIELDS, syllabi.flatMap(fieldRows));
    await this.write(MIDDLES, syllabi.flatMap(middleRows));
    await this.write(ITEMS, syllabi.flatMap(itemRows));
  }

  private async write(sql: string, rows: readonly object[]): Promise<void> {
    if (rows.length > 0) await this.database.execute(sql, [JSON.stringify(rows)]);
  }
}

function syllabusRow({ key, title, source, validFrom, validTo, exam }: Syllabus) {
  return {
    ...{ key, title, source, valid_from: validFrom, valid_to: validTo ?? null },
    ...{ minutes: exam.minutes, pass_total: exam.passTotal, pass_field: exam.passField },
  };
}

function fieldRows({ key: syllabus_key, fields }: Syllabus) {
  return fields.map(({ key, name, weight: questions, scored }, index) => ({
    ...{ syllabus_key, key, number: index + 1, name, questions, scored },
  }));
}

function middleRows({ key: syllabus_key, fields }: Syllabus) {
  return fields.flatMap((field) =>
    field.majors.flatMap((major) =>
      major.middles.map(({ number, name, questions }) => ({
        ...{ syllabus_key, number, field_key: field.key, name, questions },
        ...{ major_number: major.number, major_name: major.name },
      })),
    ),
  );
}

function itemRows({ key: syllabus_key, fields }: Syllabus) {
  const middles = fields.flatMap(({ majors }) => majors.flatMap((major) => major.middles));
  return middles.flatMap((middle) =>
    middle.items.map(({ number, name }) => ({
      ...{ syllabus_key, number, name, middle_number: middle.number },
    })),
  );
}
