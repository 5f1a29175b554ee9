import { Injectable } from '@nestjs/common';
import { type Actor, type PersonSight, requirePermission, seesAhead } from '@app/access';
import { ABSENCES, detailsOn, FORMER_COLUMNS, inForce, searchPattern } from '@app/organization';
import {
  type AppointmentId,
  asKnown,
  col,
  Database,
  dayOf,
  type LocalDate,
  localDateSchema,
  type Page,
  type PersonId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { FORMER, LIST_FILTER, SHOWN } from './appointment-rows.sql';
import { LETTER_SINCE } from './letter-since.sql';
import {
  APPOINTMENT_STATES,
  type AppointmentState,
  type DxRole,
  END_REASONS,
} from './appointment.rules';
import { LETTER_KINDS } from '../role/letter-kind';

export interface AppointmentFilter {
  /** The day as of which states and units are told. */
  readonly on: LocalDate;
  readonly role?: DxRole | undefined;
  /** Without it every appointment but those that were annulled. */
  readonly state?: AppointmentState | undefined;
  /** The unit at the appointment, as far as it may be known, or of the primary posting on the day. */
  readonly unitCode?: string | undefined;
  /** In force, and the term ends on this day at the latest. */
  readonly endingBy?: LocalDate | undefined;
  readonly text?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

const ROW = {
  id: col.id<'appointment'>(),
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  role: col.text,
  state: col.oneOf(APPOINTMENT_STATES),
  termStart: col.date,
  termEnd: col.date,
  /** The last day in office when the term was ended early. */
  endedOn: col.date.orNull,
  endReason: col.oneOf(END_REASONS).orNull,
  documentNumber: col.text,
  /** Which kind of paper the role's terms have. */
  letter: col.oneOf(LETTER_KINDS),
  note: col.text.orNull,
  appointedAt: col.instant,
  appointedByName: col.text.orNull,
  /** The times in office, both days included; two when an end that had come was taken back later. */
  periods: col.json(z.array(z.object({ from: localDateSchema, to: localDateSchema }))),
  /** Away on the day: the role is held, but not exercised. */
  absence: col.oneOf(ABSENCES).orNull,
  /** For state left_service: the last day of the employment. */
  leftOn: col.date.orNull,
  /** The day on which it was recorded, when that is after the first day of the term: past figures were counted without it. */
  recordedLateOn: col.date.orNull,
  /** The same for an early end. */
  endRecordedLateOn: col.date.orNull,
  /** The next term of the same role is registered, without a day between the two. */
  isFollowed: col.bool,
  annulledAt: col.instant.orNull,
  annulReason: col.text.orNull,
  annulledByName: col.text.orNull,
  /** The unit of the appointment, by its name on the first day of the term. */
  unitCode: col.text.orNull,
  unitName: col.text.orNull,
  /** The unit of the primary posting on the day; null for somebody without one. */
  currentUnitCode: col.text.orNull,
  currentUnitName: col.text.orNull,
};

/**
 * An appointment as lists and pages show it. For who must not know personnel orders before they are announced (内示),
 * the unit and the note of a term ahead, and an end that lies ahead with its reason, are null as if nobody knew them.
 */
export type AppointmentRow = RowOf<typeof ROW>;

const READER = { on: 'date', seesAhead: 'boolean' } as const;
const FILTER = {
  ...READER,
  role: 'text?',
  state: 'text?',
  unitCode: 'text?',
  endingBy: 'date?',
  pattern: 'text?',
} as const;

const LIST = statement({
  name: 'appointments.list',
  sql: `${SHOWN} SELECT shown.*, ${FORMER} FROM shown WHERE ${LIST_FILTER}
    ORDER BY array_position(ARRAY['in_force', 'upcoming', 'left_service', 'ended', 'expired', 'annulled'], state),
      "termEnd", "staffNumber", id
    LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: { ...ROW, ...FORMER_COLUMNS },
});

/** As a list shows it: found perhaps by a name or number of earlier days. */
export type ListedAppointment = RowFrom<typeof LIST>;

const LIST_TOTAL = statement({
  name: 'appointments.list-total',
  sql: `${SHOWN} SELECT count(*)::int AS total FROM shown WHERE ${LIST_FILTER}`,
  parameters: FILTER,
  row: { total: col.int },
});

const renewal = z.object({ id: z.string(), termStart: localDateSchema, termEnd: localDateSchema });
const extension = z.object({
  oldEnd: localDateSchema,
  newEnd: localDateSchema,
  documentNumber: z.string(),
  reason: z.string(),
  recordedOn: localDateSchema,
  /** A letter was issued that says the later end: the extension cannot be taken back any more. */
  hasLetter: z.boolean(),
});

/** The recommendation that it decided on, with what was confirmed of it. */
const nomination = z.object({ id: z.string(), confirmed: z.array(z.string()) });

/** 再任: the term that this one follows and the one that follows it; 任期延長: the ends of before, the oldest first. */
const ONE = statement({
  name: 'appointments.one',
  sql: `${SHOWN} SELECT shown.*,
      (SELECT json_build_object('id', b.id, 'termStart', b.term_start, 'termEnd', max(b.valid_to) - 1)
        FROM role_appointments a JOIN role_appointments b ON b.id = a.renews_id
        WHERE a.id = shown.id GROUP BY b.id, b.term_start LIMIT 1) AS renews,
      (SELECT json_build_object('id', b.id, 'termStart', b.term_start, 'termEnd', max(b.valid_to) - 1)
        FROM role_appointments b WHERE b.renews_id = shown.id GROUP BY b.id, b.term_start ORDER BY b.term_start LIMIT 1) AS "renewedBy",
      COALESCE((SELECT json_agg(json_build_object('oldEnd', x.old_end, 'newEnd', x.new_end, 'documentNumber', x.document_number,
          'reason', CASE WHEN :seesAhead OR x.old_end < :on THEN x.reason ELSE '' END, 'recordedOn', ${dayOf('x.recorded_at')},
          'hasLetter', ${LETTER_SINCE} IS NOT NULL) ORDER BY x.old_end)
        FROM role_appointment_extensions x WHERE x.appointment_id = shown.id), '[]'::json) AS extensions,
      (SELECT json_build_object('id', n.id, 'confirmed', CASE WHEN :seesAhead OR shown."termStart" <= :on THEN n.confirmed ELSE '{}' END)
        FROM nominations n WHERE n.appointment_id = shown.id) AS nomination
    FROM shown WHERE id = :id`,
  parameters: { ...READER, id: 'uuid' },
  row: {
    ...ROW,
    renews: col.json(renewal).orNull,
    renewedBy: col.json(renewal).orNull,
    extensions: col.json(z.array(extension)),
    nomination: col.json(nomination).orNull,
  },
});

/** One appointment with what went before it and what follows it. */
export type AppointmentDetail = RowFrom<typeof ONE>;

/** A letter keeps the name of the day from which it holds, whatever the person is called later. */
const LETTER = statement({
  name: 'appointments.letter',
  sql: `${SHOWN} SELECT shown.*, coalesce(called.name, shown.name) AS "nameThen",
      CASE WHEN :seesAhead OR shown."termStart" <= :on THEN posted.post_title END AS "postTitle",
      ARRAY(SELECT x.document_number FROM role_appointment_extensions x WHERE x.appointment_id = shown.id ORDER BY x.old_end) AS "extensionNumbers"
    FROM shown
    LEFT JOIN ${detailsOn('called', 'shown."personId"', 'shown."termStart"')}
    LEFT JOIN postings posted ON posted.person_id = shown."personId" AND posted.kind = 'primary' AND ${inForce('posted', 'shown."termStart"')}
    WHERE shown.id = :id`,
  parameters: { ...READER, id: 'uuid' },
  row: { ...ROW, nameThen: col.text, postTitle: col.text.orNull, extensionNumbers: col.texts },
});

/** An appointment with the name on its letter. */
export type LetterRow = RowFrom<typeof LETTER>;

const OF_PERSON = statement({
  name: 'appointments.of-person',
  sql: `${SHOWN} SELECT * FROM shown WHERE "personId" = :personId ORDER BY "termStart" DESC, role, "appointedAt" DESC, id`,
  parameters: { ...READER, personId: 'uuid' },
  row: ROW,
});

/** `showsAhead`: also terms that have not begun. */
const SEEN = statement({
  name: 'appointments.seen',
  sql: `${SHOWN} SELECT * FROM shown WHERE "personId" = :personId AND (:showsAhead OR "termStart" <= :on)
      AND (:showsAnnulled OR state <> 'annulled')
    ORDER BY "termStart" DESC, role, "appointedAt" DESC, id`,
  parameters: { ...READER, personId: 'uuid', showsAhead: 'boolean', showsAnnulled: 'boolean' },
  row: ROW,
});

const IN_FORCE_COUNTS = statement({
  name: 'appointments.in-force-counts',
  sql: `${SHOWN} SELECT
      (count(*) FILTER (WHERE role = 'leader'))::int AS leaders,
      (count(*) FILTER (WHERE role = 'supporter'))::int AS supporters,
      (count(*) FILTER (WHERE role = 'leader' AND absence IS NOT NULL))::int AS "absentLeaders",
      (count(*) FILTER (WHERE role = 'supporter' AND absence IS NOT NULL))::int AS "absentSupporters",
      (count(*) FILTER (WHERE COALESCE("endedOn", "termEnd") <= :endingBy AND NOT "isFollowed"))::int AS ending
    FROM shown WHERE state = 'in_force'`,
  parameters: { ...READER, endingBy: 'date' },
  row: {
    leaders: col.int,
    supporters: col.int,
    /** Of them, on leave or seconded on the day. */
    absentLeaders: col.int,
    absentSupporters: col.int,
    ending: col.int,
  },
});

export type InForceCounts = RowFrom<typeof IN_FORCE_COUNTS>;

const IN_OFFICE_AS_KNOWN = statement({
  name: 'appointments.in-office-as-known',
  sql: `SELECT a.id, a.person_id AS "personId", a.role, a.term_start AS "termStart", a.term_end AS "termEnd", a.recorded_at AS "recordedAt"
    FROM ${asKnown('role_appointments', ':knownAt')} a
    WHERE ${inForce('a', ':on')} AND EXISTS (
      SELECT 1 FROM ${asKnown('employments', ':knownAt')} em WHERE em.person_id = a.person_id AND ${inForce('em', ':on')})
    ORDER BY a.role, a.term_start, a.id`,
  parameters: { on: 'date', knownAt: 'timestamptz' },
  row: {
    id: col.id<'appointment'>(),
    personId: col.id<'person'>(),
    role: col.text,
    termStart: col.date,
    termEnd: col.date,
    recordedAt: col.instant,
  },
});

export type HolderAsKnown = RowFrom<typeof IN_OFFICE_AS_KNOWN>;

/** Reads appointments with their state on a day, as far as the reader may know; filters and counts see no more. */
@Injectable()
export class AppointmentQueries {
  constructor(private readonly database: Database) {}

  /** Those in force first, the nearest end of term first. */
  async list(actor: Actor, filter: AppointmentFilter): Promise<Page<ListedAppointment>> {
    requirePermission(actor, 'appointments.read');
    const asked = valuesOf(actor, filter);
    const { pageSize, page } = filter;
    const [{ total }, rows] = await Promise.all([
      this.database.only(LIST_TOTAL, asked),
      this.database.all(LIST, { ...asked, limit: pageSize, offset: (page - 1) * pageSize }),
    ]);
    return { rows, total };
  }

  /** How many hold a role on the day, and of how many the term ends by another day. */
  async countInForce(actor: Actor, on: LocalDate, endingBy: LocalDate): Promise<InForceCounts> {
    requirePermission(actor, 'appointments.read');
    return this.database.only(IN_FORCE_COUNTS, { on, seesAhead: seesAhead(actor), endingBy });
  }

  async findOne(actor: Actor, id: AppointmentId, on: LocalDate): Promise<AppointmentDetail | null> {
    requirePermission(actor, 'appointments.read');
    return this.database.first(ONE, { on, seesAhead: seesAhead(actor), id });
  }

  /** The appointment as its letter tells it. */
  async findLetter(actor: Actor, id: AppointmentId, on: LocalDate): Promise<LetterRow | null> {
    requirePermission(actor, 'appointments.read');
    return this.database.first(LETTER, { on, seesAhead: seesAhead(actor), id });
  }

  /** Every appointment a person has had or will have, newest first; annulled ones with who annulled them and why. */
  async listOfPerson(
    actor: Actor,
    personId: PersonId,
    on: LocalDate,
  ): Promise<readonly AppointmentRow[]> {
    requirePermission(actor, 'appointments.read');
    return this.database.all(OF_PERSON, { on, seesAhead: seesAhead(actor), personId });
  }

  /** What the sight opens of a person's appointments, newest first, as of a day; null when it opens none. */
  async listSeen(
    sight: PersonSight,
    day: { readonly on: LocalDate; readonly isPast: boolean },
  ): Promise<readonly AppointmentRow[] | null> {
    if (sight.appointments === 'none') return null;
    return this.database.all(SEEN, {
      on: day.on,
      seesAhead: sight.seesAhead,
      personId: sight.personId,
      showsAhead: !day.isPast && (sight.seesAhead || sight.appointments === 'all'),
      showsAnnulled: sight.appointments !== 'announced',
    });
  }

  /** Who held a role on the day `on`, as it stood in the books at the instant `knownAt`. */
  async listHoldersAsKnown(
    actor: Actor,
    on: LocalDate,
    knownAt: Date,
  ): Promise<readonly HolderAsKnown[]> {
    requirePermission(actor, 'appointments.read');
    return this.database.all(IN_OFFICE_AS_KNOWN, { on, knownAt });
  }
}

function valuesOf(actor: Actor, { on, role, state, unitCode, endingBy, text }: AppointmentFilter) {
  return {
    on,
    seesAhead: seesAhead(actor),
    role: role ?? null,
    state: state ?? null,
    unitCode: unitCode ?? null,
    endingBy: endingBy ?? null,
    pattern: searchPattern(text),
  };
}
