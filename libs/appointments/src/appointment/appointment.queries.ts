import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, requirePermission } from '@app/access';
import {
  Database,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  type Page,
  requireExportable,
  searchKey,
} from '@app/platform';
import type { AppointmentState, DxRole, EndReason } from './appointment.rules';

export interface AppointmentFilter {
  /** The day as of which states and units are told. */
  readonly on: LocalDate;
  readonly role?: DxRole | undefined;
  readonly state?: AppointmentState | undefined;
  /** The unit at the appointment, as far as it may be known, or of the primary posting on the day. */
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

/**
 * An appointment as lists and pages show it. For who must not know personnel orders before they are announced (内示),
 * the unit and the note of a term ahead, and an end that lies ahead with its reason, are null as if nobody knew them.
 */
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
  readonly note: string | null;
  readonly appointedAt: Date;
  readonly appointedByName: string | null;
  /** The unit of the appointment, by its name on the first day of the term. */
  readonly unitCode: string | null;
  readonly unitName: string | null;
  /** The unit of the primary posting on the day; null for somebody without one. */
  readonly currentUnitCode: string | null;
  readonly currentUnitName: string | null;
}

/** Whether $2 sees what is ahead; the state says the same for everybody, for a role is no personnel order. */
const ANNOUNCED = `($2 OR a.term_start <= $1)`;
const END_ANNOUNCED = `($2 OR a.ended_on <= $1)`;

/** The same rule as appointmentState(); the spec holds the two together. */
const STATE = `CASE
  WHEN a.term_start <= $1 AND a.term_end >= $1 AND (a.ended_on IS NULL OR a.ended_on > $1) THEN 'in_force'
  WHEN a.ended_on <= $1 THEN 'ended'
  WHEN a.term_start > $1 THEN 'upcoming'
  ELSE 'expired' END`;

const ROWS = `
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, ${STATE} AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN ${END_ANNOUNCED} THEN a.ended_on END AS "endedOn", CASE WHEN ${END_ANNOUNCED} THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ${ANNOUNCED} THEN a.note END AS note, a.appointed_at AS "appointedAt", by_person.name AS "appointedByName",
    CASE WHEN ${ANNOUNCED} THEN o.code END AS "unitCode", CASE WHEN ${ANNOUNCED} THEN COALESCE(u.name, o.code) END AS "unitName",
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
  ($3::text IS NULL OR role = $3) AND ($4::text IS NULL OR state = $4)
  AND ($5::text IS NULL OR "unitCode" = $5 OR "currentUnitCode" = $5)
  AND ($6::date IS NULL OR (state = 'in_force' AND COALESCE("endedOn" - 1, "termEnd") <= $6))
  AND ($7::text IS NULL OR "staffNumber" = $8 OR "personId" IN (SELECT id FROM persons WHERE search_key LIKE '%' || $7 || '%'))`;

/** Reads appointments with their state on a day, as far as the reader may know; filters and counts see no more. */
@Injectable()
export class AppointmentQueries {
  constructor(private readonly database: Database) {}

  /** Those in force first, the nearest end of term first. */
  async list(actor: Actor, filter: AppointmentFilter): Promise<Page<AppointmentRow>> {
    requirePermission(actor, 'appointments.read');
    const values = valuesOf(actor, filter);
    const [count, rows] = await Promise.all([
      this.database.queryOne<{ total: number }>(
        `SELECT count(*)::int AS total FROM (${ROWS}) appointment WHERE ${FILTER}`,
        values,
      ),
      this.database.query<AppointmentRow>(
        `SELECT * FROM (${ROWS}) appointment WHERE ${FILTER}
         ORDER BY array_position(ARRAY['in_force', 'upcoming', 'ended', 'expired'], state), "termEnd", "staffNumber", id
         LIMIT $9 OFFSET $10`,
        [...values, filter.pageSize, (filter.page - 1) * filter.pageSize],
      ),
    ]);
    return { rows, total: count?.total ?? 0 };
  }

  /** Everything that fits the filter, for a file; refused, never cut, when it is more than a file holds. */
  async listAll(
    actor: Actor,
    filter: Omit<AppointmentFilter, 'page' | 'pageSize'>,
  ): Promise<readonly AppointmentRow[]> {
    const page = { ...filter, page: 1, pageSize: MAXIMUM_EXPORT_ROWS };
    const { rows, total } = await this.list(actor, page);
    requireExportable(total);
    return rows;
  }

  /** How many are in force on the day, and of how many the term ends by another day. */
  async countInForce(actor: Actor, on: LocalDate, endingBy: LocalDate): Promise<InForceCounts> {
    requirePermission(actor, 'appointments.read');
    const row = await this.database.queryOne<InForceCounts>(
      `SELECT count(*) FILTER (WHERE role = 'leader')::int AS leaders,
         count(*) FILTER (WHERE role = 'supporter')::int AS supporters,
         count(*) FILTER (WHERE COALESCE("endedOn" - 1, "termEnd") <= $3)::int AS ending
       FROM (${ROWS}) appointment WHERE state = 'in_force'`,
      [on, seesAhead(actor), endingBy],
    );
    return row ?? { leaders: 0, supporters: 0, ending: 0 };
  }

  async findOne(actor: Actor, id: string, on: LocalDate): Promise<AppointmentRow | null> {
    requirePermission(actor, 'appointments.read');
    return this.database.queryOne<AppointmentRow>(`${ROWS} WHERE a.id = $3`, [
      on,
      seesAhead(actor),
      id,
    ]);
  }

  /** Every appointment a person has had or will have, newest first. */
  async listOfPerson(
    actor: Actor,
    personId: string,
    on: LocalDate,
  ): Promise<readonly AppointmentRow[]> {
    requirePermission(actor, 'appointments.read');
    return this.database.query<AppointmentRow>(
      `${ROWS} WHERE a.person_id = $3 ORDER BY a.term_start DESC, a.role, a.id`,
      [on, seesAhead(actor), personId],
    );
  }
}

/** Those who prepare personnel orders or appoint know what is ahead; everybody else knows what is announced. */
function seesAhead(actor: Actor): boolean {
  return hasPermission(actor, 'appointments.manage') || hasPermission(actor, 'organization.import');
}

function valuesOf(
  actor: Actor,
  { on, role, state, unitCode, endingBy, text }: AppointmentFilter,
): unknown[] {
  const key = text === undefined ? '' : searchKey(text).replace(/[\\%_]/g, (sign) => `\\${sign}`);
  return [
    on,
    seesAhead(actor),
    role ?? null,
    state ?? null,
    unitCode ?? null,
    endingBy ?? null,
    key || null,
    text?.normalize('NFKC').trim() ?? '',
  ];
}
