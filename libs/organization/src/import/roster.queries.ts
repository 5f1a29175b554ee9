import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { addDays, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { absenceOf, inForce } from '../day/in-force';
import {
  ABSENCE_WORDS,
  ABSENCES,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  POSTING_KIND_WORDS,
  POSTING_KINDS,
} from '../vocabulary';
import type { PostingColumn } from './layout';

/** Who has no primary post cannot stand in a file of this layout. */
const ROSTER = statement({
  name: 'organization.import-roster',
  sql: `SELECT n.staff_number AS "staffNumber", d.name, d.kana, d.email, o.code AS "unitCode", u.name AS "unitName",
      po.post_title AS title, po.kind, em.employment_type AS "employmentType",
      (SELECT min(stay.valid_to) FROM employments stay WHERE stay.person_id = em.person_id AND stay.valid_to > :on AND NOT EXISTS (
        SELECT 1 FROM employments next WHERE next.person_id = stay.person_id AND next.valid_from = stay.valid_to)) AS "employedTo",
      (SELECT min(first.valid_from) FROM employments first WHERE first.person_id = em.person_id) AS "hiredOn",
      ${absenceOf('em.person_id', ':on')} AS absence
    FROM employments em
    JOIN staff_numbers n ON n.person_id = em.person_id AND ${inForce('n', ':on')}
    JOIN person_details d ON d.person_id = em.person_id AND ${inForce('d', ':on')}
    JOIN postings po ON po.person_id = em.person_id AND ${inForce('po', ':on')}
    JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':on')}
    WHERE ${inForce('em', ':on')} AND EXISTS (SELECT 1 FROM postings main
      WHERE main.person_id = em.person_id AND main.kind = 'primary' AND ${inForce('main', ':on')})
    ORDER BY n.staff_number, po.kind <> 'primary', o.code, po.kind`,
  parameters: { on: 'date' },
  row: {
    staffNumber: col.text,
    name: col.text,
    kana: col.text,
    email: col.text.orNull,
    unitCode: col.text,
    unitName: col.text,
    title: col.text,
    kind: col.oneOf(POSTING_KINDS),
    employmentType: col.oneOf(EMPLOYMENT_TYPES),
    /** The first day not in office: an employment of another kind that follows at once goes on. */
    employedTo: col.date.orNull,
    hiredOn: col.date,
    absence: col.oneOf(ABSENCES).orNull,
  },
});

/** A row as HR's file of staff has it. */
export type RosterRow = Readonly<Record<PostingColumn, string>>;

/** The people of a day as the file from which an import would read them: read again, it changes nothing. */
@Injectable()
export class RosterQueries {
  constructor(private readonly database: Database) {}

  async listRoster(actor: Actor, on: LocalDate): Promise<readonly RosterRow[]> {
    requirePermission(actor, 'organization.import');
    const rows = await this.database.all(ROSTER, { on });
    return rows.map((row) => rosterRow(row, on));
  }
}

/** One post of a person as a row of HR's file of staff. */
export function rosterRow(row: RowFrom<typeof ROSTER>, on: LocalDate): RosterRow {
  const { employedTo, absence } = row;
  return {
    発令日: on,
    職員番号: row.staffNumber,
    氏名: row.name,
    フリガナ: row.kana,
    所属コード: row.unitCode,
    所属名: row.unitName,
    職名: row.title,
    兼務区分: POSTING_KIND_WORDS[row.kind],
    任用区分: EMPLOYMENT_TYPE_WORDS[row.employmentType],
    メールアドレス: row.email ?? '',
    採用年月日: row.hiredOn,
    退職年月日: employedTo === null ? '' : addDays(employedTo, -1),
    状態: ABSENCE_WORDS[absence ?? 'active'],
  };
}
