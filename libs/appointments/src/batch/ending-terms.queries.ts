import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import {
  addMonths,
  type AppointmentId,
  Clock,
  col,
  Database,
  type LocalDate,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { SHOWN } from '../appointment/appointment-rows.sql';
import { isLeftToExpire } from './left-to-expire.sql';

/** What was decided of a term that runs out: nothing yet, another one follows it, or it is left to end. */
export const ENDING_STATES = ['undecided', 'followed', 'left_to_expire'] as const;
export type EndingState = (typeof ENDING_STATES)[number];

/** SQL: terms that run out by a day, each with what was decided of it. */
const ENDING = `, ending AS (
  SELECT shown.*, CASE
    WHEN EXISTS (SELECT 1 FROM role_appointments n WHERE n.person_id = shown."personId" AND n.role = shown.role AND n.term_start > shown."termEnd")
      THEN 'followed'
    WHEN ${isLeftToExpire('shown.id', 'shown."termEnd"')} THEN 'left_to_expire'
    ELSE 'undecided' END AS decided
  FROM shown WHERE state = 'in_force' AND "endedOn" IS NULL AND "termEnd" <= :until
)`;
const FROM = `FROM ending WHERE (:role IS NULL OR role = :role) AND (:decided IS NULL OR decided = :decided)
    AND (:unitCode IS NULL OR "unitCode" = :unitCode OR "currentUnitCode" = :unitCode)`;
const FILTER = {
  on: 'date',
  seesAhead: 'boolean',
  until: 'date',
  role: 'text?',
  decided: 'text?',
  unitCode: 'text?',
} as const;

const LIST = statement({
  name: 'appointments.ending-terms',
  sql: `${SHOWN}${ENDING} SELECT id, "personId", "staffNumber", name, role, "termStart", "termEnd", "documentNumber", "currentUnitName", decided ${FROM}
    ORDER BY "termEnd", "staffNumber", id LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: {
    id: col.id<'appointment'>(),
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    role: col.text,
    termStart: col.date,
    termEnd: col.date,
    documentNumber: col.text,
    currentUnitName: col.text.orNull,
    decided: col.oneOf(ENDING_STATES),
  },
});

/** A term that runs out. */
export type EndingTerm = RowFrom<typeof LIST>;

const TOTAL = statement({
  name: 'appointments.ending-terms-total',
  sql: `${SHOWN}${ENDING} SELECT count(*)::int AS total,
      (SELECT count(*)::int FROM ending WHERE decided = 'undecided') AS undecided ${FROM}`,
  parameters: FILTER,
  row: { total: col.int, undecided: col.int },
});

const IDS = statement({
  name: 'appointments.ending-terms-ids',
  sql: `${SHOWN}${ENDING} SELECT id, "termEnd" ${FROM} ORDER BY "termEnd", "staffNumber", id`,
  parameters: FILTER,
  row: { id: col.id<'appointment'>(), termEnd: col.date },
});

/** Longer ahead nobody decides what becomes of a term. */
export const MOST_MONTHS = 24;

export interface EndingFilter {
  /** Terms that end within so many months. */
  readonly months: number;
  readonly role?: string | undefined;
  readonly decided?: EndingState | undefined;
  readonly unitCode?: string | undefined;
}

/** Of everybody whom the filter finds, how many nothing was decided of; whatever else the filter says. */
export interface EndingTerms extends Page<EndingTerm> {
  readonly undecided: number;
}

/** Terms that run out soon, the nearest first: for whoever decides what becomes of them. */
@Injectable()
export class EndingTermQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: Actor,
    filter: EndingFilter,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<EndingTerms> {
    const asked = this.valuesOf(actor, filter);
    const { total, undecided } = await this.database.only(TOTAL, asked);
    const limits = { limit: pageSize, offset: (page - 1) * pageSize };
    return { rows: await this.database.all(LIST, { ...asked, ...limits }), total, undecided };
  }

  /** All that fit, in the order of the list. */
  async listIds(
    actor: Actor,
    filter: EndingFilter,
  ): Promise<readonly { readonly id: AppointmentId; readonly termEnd: LocalDate }[]> {
    return this.database.all(IDS, this.valuesOf(actor, filter));
  }

  private valuesOf(actor: Actor, { months, role, decided, unitCode }: EndingFilter) {
    requirePermission(actor, 'appointments.manage');
    const on = this.clock.today();
    const until = addMonths(on, months);
    return {
      ...{ on, seesAhead: seesAhead(actor), until },
      ...{ role: role ?? null, decided: decided ?? null, unitCode: unitCode ?? null },
    };
  }
}
