import { Injectable } from '@nestjs/common';
import { Database, type LocalDate, type Page, searchKey } from '@app/platform';
import type { AppointmentState, DxRole, EndReason } from './appointment.rules';

export interface AppointmentFilter {
  /** The day as of which states and units are told. */
  readonly on: LocalDate;
  readonly role?: DxRole | undefined;
  readonly state?: AppointmentState | undefined;
  /** The unit at the appointment or of the primary posting on the day. */
  readonly unitCode?: string | undefined;
  /** In force, and the term ends on this day at the latest. */
  readonly endingBy?: LocalDate | undefined;
  readonly text?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

export interface InForceCounts {
  readonly leaders: number;
  readonly supporters: number;
  readonly ending: number;
}

/** An appointment as lists and pages show it. */
export interface AppointmentRow {
  readonly id: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly role: DxRole;
  readonly state: AppointmentState;
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly endedOn: LocalDate | null;
  readonly endReason: EndReason | null;
  readonly documentNumber: string;
  readonly note: string;
  readonly appointedAt: Date;
  readonly appointedByName: string | null;
  /** The unit of the appointment, by its name on the first day of the term. */
  readonly unitCode: string;
  readonly unitName: string;
  /** The unit of the primary posting on the day; null for somebody without one. */
  readonly currentUnitCode: string | null;
  readonly currentUnitName: string | null;
}

/** The same rule as appointmentState(); the spec holds the two together. */
const STATE = `CASE
  WHEN a.term_start <= $1 AND a.term_end >= $1 AND (a.ended_on IS NULL OR a.ended_on > $1) THEN 'in_force'
  WHEN a.ended_on <= $1 THEN 'ended'
  WHEN a.term_start > $1 THEN 'upcoming'
  ELSE 'expired' END`;

const ROWS = `
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, ${STATE} AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd", a.ended_on AS "endedOn", a.end_reason AS "endReason",
    a.document_number AS "documentNumber", a.note, a.appointed_at AS "appointedAt", by_person.name AS "appointedByName",
    o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM role_appointments a
  JOIN persons p ON p.id = a.person_id
  JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start
    AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1
    AND (po.valid_to IS NULL OR po.valid_to > $1)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1
    AND (current_period.valid_to IS NULL OR current_period.valid_to > $1)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN persons by_person ON by_person.id = by_account.person_id`;

const FILTER = `
  ($2::text IS NULL OR role = $2) AND ($3::text IS NULL OR state = $3)
  AND ($4::text IS NULL OR "unitCode" = $4 OR "currentUnitCode" = $4)
  AND ($5::date IS NULL OR (state = 'in_force' AND COALESCE("endedOn" - 1, "termEnd") <= $5))
  AND ($6::text IS NULL OR "staffNumber" = $7 OR "personId" IN (SELECT id FROM persons WHERE search_key LIKE '%' || $6 || '%'))`;

/** Reads appointments with their state on a day. */
@Injectable()
export class AppointmentQueries {
  constructor(private readonly database: Database) {}

  /** Those in force first, the nearest end of term first. */
  async list(filter: AppointmentFilter): Promise<Page<AppointmentRow>> {
    const values = valuesOf(filter);
    const [count, rows] = await Promise.all([
      this.database.queryOne<{ total: number }>(
        `SELECT count(*)::int AS total FROM (${ROWS}) appointment WHERE ${FILTER}`,
        values,
      ),
      this.database.query<AppointmentRow>(
        `SELECT * FROM (${ROWS}) appointment WHERE ${FILTER}
         ORDER BY array_position(ARRAY['in_force', 'upcoming', 'ended', 'expired'], state), "termEnd", "staffNumber", id
         LIMIT $8 OFFSET $9`,
        [...values, filter.pageSize, (filter.page - 1) * filter.pageSize],
      ),
    ]);
    return { rows, total: count?.total ?? 0 };
  }

  /** How many are in force on the day, and of how many the term ends by another day. */
  async countInForce(on: LocalDate, endingBy: LocalDate): Promise<InForceCounts> {
    const row = await this.database.queryOne<InForceCounts>(
      `SELECT count(*) FILTER (WHERE role = 'leader')::int AS leaders,
         count(*) FILTER (WHERE role = 'supporter')::int AS supporters,
         count(*) FILTER (WHERE COALESCE("endedOn" - 1, "termEnd") <= $2)::int AS ending
       FROM (${ROWS}) appointment WHERE state = 'in_force'`,
      [on, endingBy],
    );
    return row ?? { leaders: 0, supporters: 0, ending: 0 };
  }

  async findOne(id: string, on: LocalDate): Promise<AppointmentRow | null> {
    return this.database.queryOne<AppointmentRow>(`${ROWS} WHERE a.id = $2`, [on, id]);
  }

  /** Every appointment a person has had or will have, newest first. */
  async listOfPerson(personId: string, on: LocalDate): Promise<readonly AppointmentRow[]> {
    return this.database.query<AppointmentRow>(
      `${ROWS} WHERE a.person_id = $2 ORDER BY a.term_start DESC, a.role, a.id`,
      [on, personId],
    );
  }
}

function valuesOf({ on, role, state, unitCode, endingBy, text }: AppointmentFilter): unknown[] {
  const key = text === undefined ? '' : searchKey(text).replace(/[\\%_]/g, (sign) => `\\${sign}`);
  return [
    on,
    role ?? null,
    state ?? null,
    unitCode ?? null,
    endingBy ?? null,
    key || null,
    text?.normalize('NFKC').trim() ?? '',
  ];
}
