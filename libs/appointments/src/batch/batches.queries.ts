import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { detailsOn, personLine } from '@app/organization';
import {
  addDays,
  type AppointmentBatchId,
  Clock,
  col,
  Database,
  type LocalDate,
  NotFound,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import type { ListedColumn } from '../appointment-list/appointment-list.rules';
import type { DxRole } from '../appointment/appointment.rules';
import { AppointmentEligibility } from '../appointment/eligibility';
import { precedes } from '../appointment/preceding-term.sql';
import { BATCH_ACTS, findingSchema, proposalSchema } from './batch.rules';

const count = (condition: string): string =>
  `(SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND ${condition})`;

/** SQL: what the member `m` made, or whose term it was about, turned out to be a mistake. */
const IS_ANNULLED = `EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id)`;

const BATCHES = `
  SELECT b.id, b.act, b.term_end AS "termEnd", b.document_number AS "documentNumber", b.note, b.file_name AS "fileName", b.unknown_columns AS "unknownColumns", b.sheet,
    b.ordered_at AS "orderedAt", by_person.name AS "orderedByName", b.looked_at AS "lookedAt", b.confirmed_at AS "confirmedAt",
    b.takes_warned AS "takesWarned", b.warned_reason AS "warnedReason", b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    b.undone_at AS "undoneAt", b.undo_reason AS "undoReason",
    ${count('true')} AS members, ${count('m.looked_at IS NOT NULL')} AS looked, ${count('m.refusal IS NOT NULL')} AS refused,
    ${count('m.refusal IS NULL AND cardinality(m.warnings) > 0')} AS warned,
    ${count(`'requirements_missing' = ANY (m.warning_kinds)`)} AS missing,
    (SELECT min(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "firstStart",
    (SELECT max(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "lastStart",
    ${count('m.result_id IS NOT NULL')} AS done, ${count(IS_ANNULLED)} AS annulled,
    ${count(`m.nomination_id IS NOT NULL AND m.result_id IS NOT NULL AND NOT ${IS_ANNULLED}`)} AS nominated, ${count('m.problem IS NOT NULL')} AS problems,
    ${count('b.cancelled_at IS NOT NULL AND m.done_at IS NULL AND m.refusal IS NULL')} AS stopped
  FROM appointment_batches b
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN ${detailsOn('by_person', 'by_account.person_id', ':on')}`;

const BATCH = {
  id: col.id<'appointment_batch'>(),
  act: col.oneOf(BATCH_ACTS),
  termEnd: col.date.orNull,
  documentNumber: col.text.orNull,
  note: col.text,
  fileName: col.text.orNull,
  /** Headings of the list that were not read. */
  unknownColumns: col.texts,
  /** The sheet of a spreadsheet that was read. */
  sheet: col.text.orNull,
  orderedAt: col.instant,
  orderedByName: col.text.orNull,
  lookedAt: col.instant.orNull,
  confirmedAt: col.instant.orNull,
  takesWarned: col.bool.orNull,
  warnedReason: col.text.orNull,
  cancelledAt: col.instant.orNull,
  finishedAt: col.instant.orNull,
  undoneAt: col.instant.orNull,
  undoReason: col.text.orNull,
  members: col.int,
  looked: col.int,
  refused: col.int,
  /** Can be done once what was found is accepted. */
  warned: col.int,
  /** Of them, those to whom something 必須 is missing. */
  missing: col.int,
  done: col.int,
  /** Of them, those annulled since. */
  annulled: col.int,
  /** Of them, those whom a recommendation with its consent led to, and who are not annulled. */
  nominated: col.int,
  problems: col.int,
  /** Neither done nor refused when it was stopped. */
  stopped: col.int,
  /** Of what was made: the first days of its terms. */
  firstStart: col.date.orNull,
  lastStart: col.date.orNull,
};

const ONE = statement({
  name: 'appointments.batch',
  sql: `${BATCHES} WHERE b.id = :id`,
  parameters: { id: 'uuid', on: 'date' },
  row: BATCH,
});

/** What was ordered for many at once, and how far it is. */
export type AppointmentBatch = RowFrom<typeof ONE>;

const LATEST = statement({
  name: 'appointments.latest-batches',
  sql: `${BATCHES} ORDER BY b.ordered_at DESC, b.id LIMIT 10`,
  parameters: { on: 'date' },
  row: BATCH,
});

/** SQL: what the row asks for follows a term of the same role without a gap. */
const FOLLOWS = `EXISTS (SELECT 1 FROM role_appointments a WHERE ${precedes('a', {
  personId: 'who.person_id',
  role: `m.proposal ->> 'role'`,
  start: `(m.proposal ->> 'termStart')::date`,
})})`;

/** Those that need somebody's eyes first: refused, then with something to be accepted, then the others. */
const MEMBERS = statement({
  name: 'appointments.batch-members',
  sql: `SELECT m.position, m.line, m.proposal, m.old_end AS "oldEnd", m.appointment_id AS "appointmentId", m.refusal, m.findings,
      m.warnings, m.warning_kinds AS "warningKinds", m.nomination_id AS "nominationId",
      m.looked_at IS NOT NULL AS "isLooked", m.result_id AS "resultId", ${IS_ANNULLED} AS "isAnnulled", m.problem,
      made.term_start AS "madeStart", made.term_end AS "madeEnd", 
      CASE WHEN m.result_id IS NULL THEN ${FOLLOWS} ELSE made.renews_id IS NOT NULL END AS "isRenewal",
      who.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", who.role
    FROM appointment_batch_members m
    LEFT JOIN LATERAL (
      SELECT h.person_id, h.role FROM role_appointments_history h WHERE h.id = m.appointment_id ORDER BY h.recorded_at DESC LIMIT 1
    ) held ON true
    LEFT JOIN LATERAL (
      SELECT COALESCE(held.person_id, (SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = m.proposal ->> 'staffNumber' LIMIT 1)) AS person_id,
        held.role
    ) who ON true
    LEFT JOIN LATERAL ${personLine('who.person_id', ':on')} line ON true
    LEFT JOIN LATERAL (
      SELECT h.term_start, h.term_end, h.renews_id FROM role_appointments_history h WHERE h.id = m.result_id
      ORDER BY h.recorded_at LIMIT 1
    ) made ON true
    WHERE m.batch_id = :id
    ORDER BY COALESCE(m.problem, m.refusal) IS NULL, cardinality(m.warnings) = 0, m.position LIMIT :limit OFFSET :offset`,
  parameters: { id: 'uuid', on: 'date', limit: 'integer', offset: 'integer' },
  row: {
    position: col.int,
    line: col.int.orNull,
    proposal: col.json(proposalSchema).orNull,
    oldEnd: col.date.orNull,
    appointmentId: col.id<'appointment'>().orNull,
    refusal: col.text.orNull,
    findings: col.json(z.array(findingSchema)),
    warnings: col.texts,
    warningKinds: col.texts,
    nominationId: col.id<'nomination'>().orNull,
    isLooked: col.bool,
    resultId: col.id<'appointment'>().orNull,
    isAnnulled: col.bool,
    problem: col.text.orNull,
    madeStart: col.date.orNull,
    madeEnd: col.date.orNull,
    /** 再任: it follows a term of the same role without a gap. */
    isRenewal: col.bool,
    personId: col.id<'person'>().orNull,
    staffNumber: col.text.orNull,
    name: col.text.orNull,
    unitName: col.text.orNull,
    role: col.text.orNull,
  },
});
type Member = RowFrom<typeof MEMBERS>;

export interface BatchRow extends Omit<Member, 'madeStart' | 'madeEnd'> {
  /** From when to when the role is held by it: as it was made, else as it would be now; null where nothing new begins. */
  readonly term: { readonly from: LocalDate; readonly to: LocalDate } | null;
}

/** In the order of the list that was sent in. */
const REFUSED = statement({
  name: 'appointments.refused-batch-members',
  sql: `SELECT m.line, m.proposal, m.findings, COALESCE(m.problem, m.refusal) AS reason
    FROM appointment_batch_members m JOIN appointment_batches b ON b.id = m.batch_id
    WHERE m.batch_id = :id AND m.proposal IS NOT NULL
      AND (COALESCE(m.problem, m.refusal) IS NOT NULL OR (b.cancelled_at IS NOT NULL AND m.done_at IS NULL))
    ORDER BY m.position`,
  parameters: { id: 'uuid' },
  row: {
    line: col.int.orNull,
    proposal: col.json(proposalSchema),
    findings: col.json(z.array(findingSchema)),
    /** Null where nothing stood against it: it was stopped before it was its turn. */
    reason: col.text.orNull,
  },
});
export type RefusedRow = RowFrom<typeof REFUSED>;

/** Reads what was ordered for many, row by row. */
@Injectable()
export class BatchQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly eligibility: AppointmentEligibility,
  ) {}

  async getBatch(actor: Actor, id: AppointmentBatchId): Promise<AppointmentBatch> {
    requirePermission(actor, 'appointments.manage');
    const batch = await this.database.first(ONE, { id, on: this.clock.today() });
    if (batch === null) throw new NotFound();
    return batch;
  }

  async listLatest(actor: Actor): Promise<readonly AppointmentBatch[]> {
    requirePermission(actor, 'appointments.manage');
    return this.database.all(LATEST, { on: this.clock.today() });
  }

  async listMembers(
    actor: Actor,
    batch: AppointmentBatch,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<BatchRow>> {
    requirePermission(actor, 'appointments.manage');
    const { id, members: total } = batch;
    const limits = { limit: pageSize, offset: (page - 1) * pageSize };
    const found = await this.database.all(MEMBERS, { id, on: this.clock.today(), ...limits });
    const usual = this.usualEnds();
    const rows: BatchRow[] = [];
    for (const { madeStart, madeEnd, ...row } of found) {
      const made = madeStart && madeEnd ? { from: madeStart, to: madeEnd } : null;
      const term = startsAnew(batch) ? (made ?? (await wantedTerm(batch, row, usual))) : null;
      rows.push({ ...row, term });
    }
    return { rows, total };
  }

  /** What cannot be done or was not, as it was sent in: to be mended and sent again. */
  async listRefused(
    actor: Actor,
    { id }: Pick<AppointmentBatch, 'id'>,
  ): Promise<readonly RefusedRow[]> {
    requirePermission(actor, 'appointments.manage');
    return this.database.all(REFUSED, { id });
  }

  /** Rows of a batch mostly share the role and the day: each is asked once. */
  private usualEnds(): UsualEnd {
    const known = new Map<string, LocalDate>();
    return async (role, from) => {
      const key = `${role} ${from}`;
      const end = known.get(key) ?? (await this.eligibility.usualEnd(role, from));
      known.set(key, end);
      return end;
    };
  }
}

/** The column of the list in which a row says when its term ends. */
const TERM_END: ListedColumn = '任期終了';

type UsualEnd = (role: DxRole, from: LocalDate) => Promise<LocalDate>;

function startsAnew({ act }: Pick<AppointmentBatch, 'act'>): boolean {
  return act === 'renew' || act === 'appoint';
}

/** The row says an end that cannot be told; the usual one is not what it asks for. */
function isEndUnread({ proposal, findings }: Pick<Member, 'proposal' | 'findings'>): boolean {
  return proposal?.termEnd === null && findings.some(({ column }) => column === TERM_END);
}

function wantedStart({ proposal, oldEnd }: Pick<Member, 'proposal' | 'oldEnd'>): LocalDate | null {
  return proposal === null ? oldEnd && addDays(oldEnd, 1) : proposal.termStart;
}

async function wantedTerm(
  { termEnd }: Pick<AppointmentBatch, 'termEnd'>,
  row: Pick<Member, 'proposal' | 'oldEnd' | 'role' | 'findings'>,
  usualEnd: UsualEnd,
): Promise<BatchRow['term']> {
  const { proposal, role } = row;
  const from = wantedStart(row);
  const wanted = proposal?.role ?? role;
  if (from === null || wanted === null || isEndUnread(row)) return null;
  return { from, to: proposal?.termEnd ?? termEnd ?? (await usualEnd(wanted, from)) };
}
