import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, headsUnit, requirePermission } from '@app/access';
import { actedAsDeputy, detailsOn, inForce, personLine, unitsBelow } from '@app/organization';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  NotFound,
  type NominationId,
  type OrgUnitId,
  type Page,
  type PersonId,
  startOfDay,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { type DxRole } from '../appointment/appointment.rules';
import { RoleQueries } from '../role/roles.queries';
import { isAppointedSince, isFollowed, isOpenOn } from './nomination-day.sql';
import {
  NOMINATION_STATES,
  NOMINATION_STEPS,
  type NominationState,
  ORIGINS,
} from './nomination.rules';
import { TO_DECIDE, type ToDecide } from './to-decide.sql';

const ROW = {
  id: col.id<'nomination'>(),
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  role: col.text,
  origin: col.oneOf(ORIGINS),
  state: col.oneOf(NOMINATION_STATES),
  reason: col.text,
  /** Of the nomination, by its name of today. */
  unitId: col.id<'org_unit'>(),
  unitCode: col.text,
  unitName: col.text,
  nominatedAt: col.instant,
  nominatedBy: col.id<'account'>(),
  nominatorName: col.text.orNull,
  /** Recommended as the head by whoever acted for them (代理). */
  isByDeputy: col.bool,
  consentBy: col.date.orNull,
  /** Since when it stands where it stands. */
  since: col.instant,
  /** Why it was returned, not taken, or (for DX推進室 alone) declined. */
  answer: col.text.orNull,
  support: col.text.orNull,
  supportedBy: col.id<'account'>().orNull,
  supporterName: col.text.orNull,
  /** The same of the 副申. */
  isSupportByDeputy: col.bool,
  snapshotId: col.id<'nomination_snapshot'>().orNull,
  appointmentId: col.id<'appointment'>().orNull,
  /** What stood against it when it was approved and was confirmed. */
  confirmed: col.texts,
  /** The same person was recommended for the same role later. */
  isFollowed: col.bool,
  /** The same person was appointed to the same role without it: nothing of it goes on any more. */
  isAppointedSince: col.bool,
};

/** A recommendation as its reader may know it. */
export type NominationRow = RowOf<typeof ROW>;

/** Nobody answered in time, whether or not somebody has written that down since. */
const LAPSED = `(n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < :today))`;

/** As nominationState() tells it; the spec holds the two together. */
const STATE = `CASE WHEN ${LAPSED} THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END`;

const nameOf = (alias: string, account: string): string => `
    LEFT JOIN accounts ${alias}_account ON ${alias}_account.id = ${account}
    LEFT JOIN ${detailsOn(alias, `${alias}_account.person_id`, ':today')}`;

const SHOWN = `WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, ${STATE} AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND ${actedAsDeputy('nominator_account.person_id', 'n.org_unit_id', 'n.nominated_at')} AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN ${LAPSED} THEN ${startOfDay('n.consent_by + 1')}
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR :seesDeclines THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND ${actedAsDeputy('supporter_account.person_id', 'n.org_unit_id', 'n.supported_at')} AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      ${isFollowed('n')} AS "isFollowed", ${isAppointedSince('n')} AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL ${personLine('n.person_id', ':today')} line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':today')}
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    ${nameOf('nominator', 'n.nominated_by')}
    ${nameOf('supporter', 'n.supported_by')}
  )`;

const WANTED = `(:state IS NULL OR state = :state) AND (:role IS NULL OR role = :role)
  AND (:unitCode IS NULL OR "unitCode" = :unitCode) AND (:unitIds IS NULL OR "unitId" = ANY (:unitIds))
  AND (:personId IS NULL OR "personId" = :personId)`;

const FILTER = {
  today: 'date',
  seesDeclines: 'boolean',
  state: 'text?',
  role: 'text?',
  unitCode: 'text?',
  unitIds: 'uuid[]?',
  personId: 'uuid?',
} as const;

export const NOMINATION_SORTS = ['waiting', 'newest', 'name'] as const;
export type NominationSort = (typeof NOMINATION_SORTS)[number];

/** What waits for the office first, the oldest first; then what waits for the person. */
const ORDER: Readonly<Record<NominationSort, string>> = {
  waiting: `array_position(ARRAY['consented', 'nominated', 'returned'], state), since, id`,
  newest: `"nominatedAt" DESC, id`,
  name: `kana, "staffNumber", id`,
};

const listBy = (sort: NominationSort) =>
  statement({
    name: `appointments.nominations-by-${sort}`,
    sql: `${SHOWN} SELECT * FROM shown WHERE ${WANTED} ORDER BY ${ORDER[sort]} LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
    row: { ...ROW, kana: col.text },
  });
const LIST_BY = { waiting: listBy('waiting'), newest: listBy('newest'), name: listBy('name') };

const TOTAL = statement({
  name: 'appointments.nominations-total',
  sql: `${SHOWN} SELECT count(*)::int AS total FROM shown WHERE ${WANTED}`,
  parameters: FILTER,
  row: { total: col.int },
});

const ONE = statement({
  name: 'appointments.one-nomination',
  sql: `${SHOWN} SELECT * FROM shown WHERE id = :id`,
  parameters: { today: 'date', seesDeclines: 'boolean', id: 'uuid' },
  row: { ...ROW, kana: col.text },
});

const STEPS = statement({
  name: 'appointments.nomination-steps',
  // A row that only changed hands with a number is no step.
  sql: `SELECT n.step, n.recorded_at AS at, actor.name AS "byName",
      ((n.step = 'nominated' AND n.origin = 'head') OR n.step = 'supported')
        AND ${actedAsDeputy('actor_account.person_id', 'n.org_unit_id', 'n.recorded_at')} AS "isByDeputy",
      CASE WHEN n.state <> 'declined' OR :seesDeclines THEN n.answer END AS answer, n.confirmed
    FROM (SELECT h.*, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before FROM nominations_history h WHERE h.id = :id) n
    ${nameOf('actor', 'n.recorded_by')}
    WHERE n.before IS DISTINCT FROM n.step ORDER BY n.recorded_at, n.superseded_at NULLS LAST`,
  parameters: { today: 'date', seesDeclines: 'boolean', id: 'uuid' },
  row: {
    step: col.oneOf(NOMINATION_STEPS),
    at: col.instant,
    byName: col.text.orNull,
    /** As the head, by whoever acted for them. */
    isByDeputy: col.bool,
    answer: col.text.orNull,
    confirmed: col.texts,
  },
});
export type NominationStepRow = RowFrom<typeof STEPS>;

const PERSON = statement({
  name: 'appointments.nominated-person',
  sql: `SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_id AS "unitId", line.unit_name AS "unitName", o.code AS "unitCode"
    FROM employments e JOIN LATERAL ${personLine('e.person_id', ':today')} line ON true
    LEFT JOIN org_units o ON o.id = line.unit_id
    WHERE e.person_id = :personId AND ${inForce('e', ':today')}`,
  parameters: { personId: 'uuid', today: 'date' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitId: col.id<'org_unit'>().orNull,
    unitName: col.text.orNull,
    unitCode: col.text.orNull,
  },
});
export type NominatedPerson = RowFrom<typeof PERSON>;

const OPEN_OF_PEOPLE = statement({
  name: 'appointments.open-nominations-of-people',
  sql: `SELECT n.id, n.person_id AS "personId", n.org_unit_id AS "unitId", n.state FROM nominations n
    WHERE n.role = :role AND n.person_id = ANY (:personIds) AND ${isOpenOn('n', ':today')}`,
  parameters: { role: 'text', personIds: 'uuid[]', today: 'date' },
  row: { id: ROW.id, personId: ROW.personId, unitId: ROW.unitId, state: ROW.state },
});
export type OpenNomination = RowFrom<typeof OPEN_OF_PEOPLE>;

/** Of the units and all below them, what is under way; the oldest first. */
const OPEN_BELOW = statement({
  name: 'appointments.open-nominations-below',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT unnest(:unitIds::uuid[]) AS org_unit_id', ':today')}
    SELECT n.id, n.person_id AS "personId", n.org_unit_id AS "unitId", n.role, n.state, n.consent_by AS "consentBy", line.name
    FROM nominations n JOIN LATERAL ${personLine('n.person_id', ':today')} line ON true
    WHERE n.org_unit_id IN (SELECT org_unit_id FROM below) AND ${isOpenOn('n', ':today')} ORDER BY n.nominated_at, n.id`,
  parameters: { unitIds: 'uuid[]', today: 'date' },
  row: {
    id: ROW.id,
    personId: ROW.personId,
    unitId: ROW.unitId,
    role: ROW.role,
    state: ROW.state,
    consentBy: ROW.consentBy,
    name: ROW.name,
  },
});
export type NominationUnderWay = RowFrom<typeof OPEN_BELOW>;

export interface NominationFilter {
  readonly state?: NominationState | undefined;
  readonly role?: DxRole | undefined;
  readonly unitCode?: string | undefined;
  readonly sort?: NominationSort | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Reads recommendations: the person's own, those of the units one heads, and all for who reads appointments. */
@Injectable()
export class NominationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly roles: RoleQueries,
  ) {}

  async list(actor: Actor, filter: NominationFilter): Promise<Page<NominationRow>> {
    requirePermission(actor, 'appointments.read');
    return this.read(actor, filter, { unitIds: null, personId: null });
  }

  /** Of the units that the actor heads today, however they head them. */
  async listOfHeaded(actor: Actor, filter: NominationFilter): Promise<Page<NominationRow>> {
    requirePermission(actor, 'team.read');
    return this.read(actor, filter, { unitIds: actor.headedUnitIds, personId: null });
  }

  async listOwn(actor: Actor): Promise<readonly NominationRow[]> {
    const all = { sort: 'newest', page: 1, pageSize: 20 } as const;
    return (await this.read(actor, all, { unitIds: null, personId: actor.personId })).rows;
  }

  /** NotFound for whom it does not concern. */
  async get(actor: Actor, id: NominationId): Promise<NominationRow> {
    const found = await this.database.first(ONE, { ...this.reader(actor), id });
    if (found === null || !concerns(actor, found)) throw new NotFound();
    return found;
  }

  async listSteps(actor: Actor, { id }: NominationRow): Promise<readonly NominationStepRow[]> {
    return this.database.all(STEPS, { ...this.reader(actor), id });
  }

  /** What waits for a decision; null for who decides nothing. */
  async findToDecide(actor: Actor): Promise<ToDecide | null> {
    if (!hasPermission(actor, 'appointments.manage')) return null;
    return this.database.only(TO_DECIDE, { personId: actor.personId });
  }

  async findPerson(personId: PersonId): Promise<NominatedPerson | null> {
    return this.database.first(PERSON, { personId, today: this.clock.today() });
  }

  /** Of these people, what is under way for the role and concerns the actor. */
  async listOpenOf(
    actor: Actor,
    role: DxRole,
    personIds: readonly PersonId[],
  ): Promise<readonly OpenNomination[]> {
    const asked = { role, personIds, today: this.clock.today() };
    const rows = await this.database.all(OPEN_OF_PEOPLE, asked);
    return rows.filter((row) => concerns(actor, row));
  }

  /** Of the people of these units and of those below them, what is under way and concerns the actor. */
  async listOpenBelow(
    actor: Actor,
    unitIds: readonly OrgUnitId[],
  ): Promise<readonly NominationUnderWay[]> {
    if (unitIds.length === 0) return [];
    const rows = await this.database.all(OPEN_BELOW, { unitIds, today: this.clock.today() });
    return rows.filter((row) => concerns(actor, row));
  }

  /** The roles that ask for the head's word today. */
  async listRolesWithSupport(): Promise<readonly DxRole[]> {
    const versions = await this.roles.listOn(this.clock.today());
    return versions
      .filter(({ requirements }) =>
        requirements.some((it) => it.isRequired && it.wanted.kind === 'recommendation'),
      )
      .map(({ role }) => role);
  }

  private async read(
    actor: Actor,
    { state, role, unitCode, sort = 'waiting', page, pageSize }: NominationFilter,
    whose: { readonly unitIds: readonly string[] | null; readonly personId: string | null },
  ): Promise<Page<NominationRow>> {
    const asked = {
      ...this.reader(actor),
      ...whose,
      ...{ state: state ?? null, role: role ?? null, unitCode: unitCode ?? null },
    };
    const [{ total }, rows] = await Promise.all([
      this.database.only(TOTAL, asked),
      this.database.all(LIST_BY[sort], {
        ...asked,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      }),
    ]);
    return { rows, total };
  }

  private reader(actor: Actor): { readonly today: LocalDate; readonly seesDeclines: boolean } {
    const seesDeclines = hasPermission(actor, 'appointments.manage');
    return { today: this.clock.today(), seesDeclines };
  }
}

function concerns(
  actor: Actor,
  { personId, unitId }: Pick<NominationRow, 'personId' | 'unitId'>,
): boolean {
  if (personId === actor.personId || hasPermission(actor, 'appointments.read')) return true;
  return headsUnit(actor, unitId);
}
