import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  InvalidInput,
  type LocalDate,
  localDateSchema,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { isRetiredOn } from '../record/certificate-days.rules';
import { certificationKey, RENEWAL_KINDS } from './certification.rules';

const ROW = {
  id: col.id<'certification'>(),
  code: col.text,
  name: col.text,
  shortName: col.text,
  /** Every name of it, those two among them. */
  names: col.texts,
  /** The first day on which it could be passed; null: not certain. */
  firstExamOn: col.date.orNull,
  /** The last day on which it can be passed. */
  lastExamOn: col.date.orNull,
  successorName: col.text.orNull,
  /** Whether its certificates end, by the day of the pass: as each version says it, the newest first. */
  renewals: col.json(
    z.array(
      z.object({
        from: localDateSchema,
        kind: z.enum(RENEWAL_KINDS),
        years: z.number().nullable(),
      }),
    ),
  ),
};

export type CertificationRow = RowOf<typeof ROW>;

const COLUMNS = `SELECT c.id, c.code, v.name, v.short_name AS "shortName", v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn",
      (SELECT json_agg(json_build_object('from', r.valid_from, 'kind', r.renewal_kind, 'years', r.renewal_years) ORDER BY r.valid_from DESC)
        FROM certification_versions r WHERE r.certification_id = c.id) AS renewals,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id ORDER BY a.position) AS names,
      (SELECT s.name FROM certifications_called_on(:on) s WHERE s.id = v.successor_id) AS "successorName"
    FROM certification_versions_on(:on) v JOIN certifications c ON c.id = v.certification_id`;

const ALL = statement({
  name: 'certifications.all',
  sql: `${COLUMNS} ORDER BY c.sort_order, c.code`,
  parameters: { on: 'date' },
  row: ROW,
});

/** By its code, or by any name that it has on the day. */
const NAMED = statement({
  name: 'certifications.named',
  sql: `${COLUMNS}
    WHERE c.code = :code OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key = :key)
    ORDER BY c.code = :code DESC LIMIT 1`,
  parameters: { code: 'text', key: 'text', on: 'date' },
  row: ROW,
});

const EQUIVALENTS = statement({
  name: 'certifications.equivalents',
  sql: `SELECT k.asked_code AS "askedCode", c.code AS "heldCode"
    FROM certifications_counting_as(:on) k JOIN certifications c ON c.id = k.held_id JOIN certifications asked ON asked.id = k.asked_id
    WHERE NOT k.is_same ORDER BY asked.sort_order, c.sort_order, 1, 2`,
  parameters: { on: 'date' },
  row: { askedCode: col.text, heldCode: col.text },
});

/** Where the one is asked for, the other counts, at once or by way of others. */
export type Equivalent = RowFrom<typeof EQUIVALENTS>;

/** The qualifications to choose from, in the order in which they are offered, as they are called today. */
@Injectable()
export class CertificationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Also those that are retired: a pass of before may still be reported. */
  async listAll(): Promise<readonly CertificationRow[]> {
    return this.database.all(ALL, { on: this.clock.today() });
  }

  /** Those that can still be passed on the day or later. */
  async listOpen(): Promise<readonly CertificationRow[]> {
    const today = this.clock.today();
    return (await this.listAll()).filter((it) => !isRetiredOn(it, today));
  }

  /** What counts as what today. */
  async listEquivalents(): Promise<readonly Equivalent[]> {
    return this.database.all(EQUIVALENTS, { on: this.clock.today() });
  }
}

/**
 * The chosen qualification as it is called today, by its code or by one of its names; one that is not on the list was never
 * offered, so the field is wrong.
 */
export async function chosenCertification(
  database: Database,
  code: string,
  today: LocalDate,
): Promise<CertificationRow> {
  const row = await database.first(NAMED, { code, key: certificationKey(code), on: today });
  if (!row) throw new InvalidInput({ certificationCode: '資格を一覧から選んでください。' });
  return row;
}
