import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import { detailsOn, personNow } from '@app/organization';
import {
  AppLogger,
  type AppointmentId,
  Clock,
  col,
  Conflict,
  Database,
  fiscalYearEnd,
  fiscalYearStart,
  type Id,
  type LocalDate,
  naturalOrder,
  NotFound,
  type Page,
  type RowFrom,
  statement,
  statementsFor,
} from '@app/platform';
import { type DxRole } from '../appointment/appointment.rules';
import { LETTER_KINDS } from '../role/letter-kind';
import { NOT_ANNOUNCED } from '../vocabulary';
import { withCancelledMark } from './letter-paper';
import { letterSays, SEAL_KINDS } from './letter.rules';

const ISSUED = {
  id: col.id<'issued_document'>(),
  appointmentId: col.id<'appointment'>(),
  personId: col.id<'person'>(),
  issueNumber: col.int,
  letter: col.oneOf(LETTER_KINDS),
  seal: col.oneOf(SEAL_KINDS),
  documentNumber: col.text,
  datedOn: col.date,
  templateVersion: col.int,
  sha256: col.text,
  byteSize: col.int,
  says: col.json(letterSays),
  reason: col.text,
  issuedAt: col.instant,
  issuedByName: col.text.orNull,
  /** When the appointment turned out to be a mistake; the paper stays as it was. */
  annulledAt: col.instant.orNull,
  /** A later issue stands for it. */
  isReplaced: col.bool,
  /** Two numbers were joined, and the appointment of the other one stands. */
  isSetAside: col.bool,
  role: col.text,
  termStart: col.date,
};

/** SQL: what was issued, without its bytes. `:on` is the day as of which people are named. */
const DOCUMENTS = `
  SELECT d.id, d.appointment_id AS "appointmentId", ${personNow('a.person_id')} AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN ${detailsOn('by_person', 'by_account.person_id', ':on')}
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id`;

const OF_APPOINTMENT = statement({
  name: 'appointments.letters-of',
  sql: `${DOCUMENTS} WHERE d.appointment_id = :appointmentId ORDER BY d.issue_number DESC`,
  parameters: { appointmentId: 'uuid', on: 'date' },
  row: ISSUED,
});

/** A letter that was issued, with what it says. */
export type IssuedLetter = RowFrom<typeof OF_APPOINTMENT>;

const OF_APPOINTMENTS = statement({
  name: 'appointments.letters-of-own',
  sql: `${DOCUMENTS} WHERE d.appointment_id = ANY (:appointmentIds) ORDER BY d.dated_on DESC, d.issue_number DESC, d.id`,
  parameters: { appointmentIds: 'uuid[]', on: 'date' },
  row: ISSUED,
});

const CONTENT = statement({
  name: 'appointments.letter-content',
  sql: 'SELECT content, sha256 FROM issued_documents WHERE appointment_id = :appointmentId AND issue_number = :issueNumber',
  parameters: { appointmentId: 'uuid', issueNumber: 'integer' },
  row: { content: col.bytes, sha256: col.text },
});

const REGISTER_FILTER = `(:role IS NULL OR shown.role = :role) AND (:from IS NULL OR shown."datedOn" >= :from)
  AND (:to IS NULL OR shown."datedOn" <= :to)`;
const REGISTER = { on: 'date', role: 'text?', from: 'date?', to: 'date?' } as const;

export const REGISTER_SORTS = ['-day', 'day', 'number', '-number'] as const;
export type RegisterSort = (typeof REGISTER_SORTS)[number];

const BY_NUMBER = naturalOrder('"documentNumber"');
const ORDER: Readonly<Record<RegisterSort, string>> = {
  '-day': `"datedOn" DESC, ${BY_NUMBER} DESC, "issuedAt" DESC, id`,
  day: `"datedOn", ${BY_NUMBER}, "issuedAt", id`,
  number: `${BY_NUMBER}, "issuedAt", id`,
  '-number': `${BY_NUMBER} DESC, "issuedAt" DESC, id`,
};

const REGISTER_LIST = statementsFor(REGISTER_SORTS, (sort) =>
  statement({
    name: `appointments.register-by-${sort.replace('-', 'last-')}`,
    sql: `SELECT * FROM (${DOCUMENTS}) shown WHERE ${REGISTER_FILTER} ORDER BY ${ORDER[sort]} LIMIT :limit OFFSET :offset`,
    parameters: { ...REGISTER, limit: 'integer', offset: 'integer' },
    row: ISSUED,
  }),
);

const REGISTER_TOTAL = statement({
  name: 'appointments.register-total',
  sql: `SELECT count(*)::int AS total FROM (${DOCUMENTS}) shown WHERE ${REGISTER_FILTER}`,
  parameters: REGISTER,
  row: { total: col.int },
});

const YEARS = statement({
  name: 'appointments.register-years',
  sql: `SELECT DISTINCT (extract(year FROM dated_on) - CASE WHEN extract(month FROM dated_on) < 4 THEN 1 ELSE 0 END)::int AS year
    FROM issued_documents ORDER BY year DESC`,
  parameters: {},
  row: { year: col.int },
});

export interface RegisterFilter {
  readonly role?: DxRole | undefined;
  readonly fiscalYear?: number | undefined;
  readonly sort?: RegisterSort | undefined;
}

/** Reads what was issued: 任命簿, the letters of one appointment, and their bytes. */
@Injectable()
export class LetterQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** The newest first. */
  async listOf(actor: Actor, appointmentId: AppointmentId): Promise<readonly IssuedLetter[]> {
    requirePermission(actor, 'appointments.read');
    const rows = await this.database.all(OF_APPOINTMENT, { appointmentId, on: this.clock.today() });
    return rows.map((row) => this.shownTo(actor, row));
  }

  async listRegister(
    actor: Actor,
    filter: RegisterFilter,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<IssuedLetter>> {
    requirePermission(actor, 'appointments.read');
    const asked = { ...registerValues(filter), on: this.clock.today() };
    const { total } = await this.database.only(REGISTER_TOTAL, asked);
    const rows = await this.database.all(REGISTER_LIST[filter.sort ?? '-day'], {
      ...asked,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return { rows: rows.map((row) => this.shownTo(actor, row)), total };
  }

  /** Fiscal years in which letters are dated, the newest first. */
  async listYears(actor: Actor): Promise<readonly number[]> {
    requirePermission(actor, 'appointments.read');
    return (await this.database.all(YEARS, {})).map(({ year }) => year);
  }

  /** The bytes as they were issued. What is not what was issued is told and logged, and not given out. */
  async open(
    actor: Actor,
    appointmentId: AppointmentId,
    issueNumber: number,
  ): Promise<{ readonly letter: IssuedLetter; readonly bytes: Buffer }> {
    const letters = await this.listOf(actor, appointmentId);
    const letter = letters.find((it) => it.issueNumber === issueNumber);
    if (letter === undefined) throw new NotFound();
    if (!this.isOpenTo(actor, letter)) throw notAnnounced();
    return { letter, bytes: await this.read(letter) };
  }

  /** What was issued of an appointment that was annulled since, with the mark over it; the stored bytes stay what they are. */
  async openCancelled(
    actor: Actor,
    appointmentId: AppointmentId,
    issueNumber: number,
  ): Promise<{ readonly letter: IssuedLetter; readonly bytes: Buffer }> {
    const { letter, bytes } = await this.open(actor, appointmentId, issueNumber);
    if (letter.annulledAt === null) throw new NotFound();
    return { letter, bytes: await withCancelledMark(bytes, letter.annulledAt) };
  }

  /** One's own letters that hold, of terms that have begun; the newest first. */
  async listOwn(
    actor: Actor,
    appointmentIds: readonly AppointmentId[],
  ): Promise<readonly IssuedLetter[]> {
    if (appointmentIds.length === 0) return [];
    const today = this.clock.today();
    const rows = await this.database.all(OF_APPOINTMENTS, { appointmentIds, on: today });
    return rows.filter(
      (row) =>
        row.personId === actor.personId &&
        row.termStart <= today &&
        row.annulledAt === null &&
        !row.isReplaced,
    );
  }

  /** The bytes of one's own; NotFound for anybody else's, as for one that does not exist. */
  async openOwn(
    actor: Actor,
    appointmentId: AppointmentId,
    issueNumber: number,
  ): Promise<{ readonly letter: IssuedLetter; readonly bytes: Buffer }> {
    const letters = await this.listOwn(actor, [appointmentId]);
    const letter = letters.find((it) => it.issueNumber === issueNumber);
    if (letter === undefined) throw new NotFound();
    return { letter, bytes: await this.read(letter) };
  }

  private async read({ id, appointmentId, issueNumber }: IssuedLetter): Promise<Buffer> {
    const row = await this.database.only(CONTENT, { appointmentId, issueNumber });
    this.requireUnchanged(row, id);
    return row.content;
  }

  requireUnchanged(
    { content, sha256 }: { readonly content: Buffer; readonly sha256: string },
    id: Id<'issued_document'>,
  ): void {
    if (createHash('sha256').update(content).digest('hex') === sha256) return;
    this.logger.error(`The issued document ${id} is not what was issued`);
    throw new Conflict(
      'letter.changed',
      '保存してある書面が、発行したときの内容と一致しません。ダウンロードを止めました。システムの管理者に知らせて、バックアップから戻してください。',
    );
  }

  /** 内示: unit and post of a term ahead. */
  private isOpenTo(actor: Actor, { termStart: from }: IssuedLetter): boolean {
    return seesAhead(actor) || from <= this.clock.today();
  }

  private shownTo(actor: Actor, row: IssuedLetter): IssuedLetter {
    if (this.isOpenTo(actor, row)) return row;
    const { says } = row;
    const facts = { ...says.facts, unitName: NOT_ANNOUNCED, postTitle: NOT_ANNOUNCED };
    const content = { ...says.content, addressee: [NOT_ANNOUNCED], body: [NOT_ANNOUNCED] };
    return { ...row, says: { ...says, facts, content } };
  }
}

function notAnnounced(): Conflict {
  return new Conflict(
    'letter.not_announced',
    'この書面の所属と職名は公表前のため、任期が始まる日から開けます。',
  );
}

function registerValues({ role, fiscalYear }: RegisterFilter): {
  readonly role: DxRole | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
} {
  return {
    role: role ?? null,
    from: fiscalYear === undefined ? null : fiscalYearStart(fiscalYear),
    to: fiscalYear === undefined ? null : fiscalYearEnd(fiscalYear),
  };
}
