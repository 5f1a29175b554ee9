import { Injectable } from '@nestjs/common';
import { personLine } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { isOpenOn } from '../nomination/nomination-day.sql';
import { NOMINATION_STATES } from '../nomination/nomination.rules';
import type { RoleVersion } from './roles.queries';

/** Appointments with a time in office on the day or later, each once. A name is that of today. */
const terms = (which: string): string => `
  SELECT a.id, line.name, a.term_start AS "termStart", max(a.valid_to) - 1 AS "lastDay",
    EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = a.id) AS "hasLetter"
  FROM role_appointments a JOIN LATERAL ${personLine('a.person_id', ':today')} line ON true
  WHERE a.role = :role AND ${which}
  GROUP BY a.id, line.name, line.kana, a.term_start ORDER BY a.term_start, line.kana, a.id`;

const TERM = {
  id: col.id<'appointment'>(),
  name: col.text,
  termStart: col.date,
  /** In office, as it stands. */
  lastDay: col.date,
  hasLetter: col.bool,
};

/** Begun by the version: judged by it, and in force on no other one's days. */
const BUILT_ON = statement({
  name: 'appointments.built-on-role-version',
  sql: terms(
    `EXISTS (SELECT 1 FROM role_versions v WHERE v.id = :versionId AND a.term_start >= v.valid_from AND a.appointed_at >= v.recorded_at)`,
  ),
  parameters: { role: 'text', versionId: 'uuid', today: 'date' },
  row: TERM,
});

const FROM = statement({
  name: 'appointments.terms-of-role-from',
  sql: terms('a.valid_to > :from'),
  parameters: { role: 'text', from: 'date', today: 'date' },
  row: TERM,
});

/** A term of a role that is not over on a day. */
export type RoleTerm = RowFrom<typeof FROM>;

const OPEN = statement({
  name: 'appointments.open-nominations-of-role',
  sql: `SELECT n.id, line.name, n.state FROM nominations n JOIN LATERAL ${personLine('n.person_id', ':today')} line ON true
    WHERE n.role = :role AND ${isOpenOn('n', ':today')} ORDER BY n.nominated_at, n.id`,
  parameters: { role: 'text', today: 'date' },
  row: { id: col.id<'nomination'>(), name: col.text, state: col.oneOf(NOMINATION_STATES) },
});

/** A recommendation under way. */
export type OpenOfRole = RowFrom<typeof OPEN>;

/** Who holds the role and another one on one day that is not before `:from`. */
const BESIDE = statement({
  name: 'appointments.held-beside-role',
  sql: `SELECT line.name, other.role, greatest(a.valid_from, other.valid_from, :from) AS "from"
    FROM role_appointments a
    JOIN role_appointments other ON other.person_id = a.person_id AND other.role <> a.role
      AND greatest(a.valid_from, other.valid_from, :from) < least(a.valid_to, other.valid_to)
    JOIN LATERAL ${personLine('a.person_id', ':today')} line ON true
    WHERE a.role = :role GROUP BY line.name, line.kana, other.role, 3 ORDER BY 3, line.kana, other.role`,
  parameters: { role: 'text', from: 'date', today: 'date' },
  row: { name: col.text, role: col.text, from: col.date },
});

/** Somebody who holds, or will hold, another role beside this one. */
export type HeldBeside = RowFrom<typeof BESIDE>;

/** Also what was annulled, withdrawn or closed: the books name the role for good. */
const NAMED = statement({
  name: 'appointments.role-in-the-books',
  sql: `SELECT EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.role = :role)
      OR EXISTS (SELECT 1 FROM nominations_history h WHERE h.role = :role) AS "isNamed"`,
  parameters: { role: 'text' },
  row: { isNamed: col.bool },
});

/** Letters that hold, in the name that is used from a day until the next one. */
const LETTERS = statement({
  name: 'appointments.letters-with-role-name',
  sql: `SELECT d.document_number AS "documentNumber", d.says->'facts'->>'name' AS name FROM issued_documents d
    WHERE d.says->'facts'->>'roleName' = :word
      AND EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = d.appointment_id AND a.role = :role
        AND a.term_start >= :from AND (:to IS NULL OR a.term_start < :to))
      AND NOT EXISTS (SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number)
    ORDER BY d.issued_at, d.id`,
  parameters: { role: 'text', word: 'text', from: 'date', to: 'date?' },
  row: { documentNumber: col.text, name: col.text },
});

export type NamedLetter = RowFrom<typeof LETTERS>;

/** Held by whoever is appointed, alone by whoever takes away what appointments are judged by. */
const LOCK = 'role_versions';

/** What is built on a role: what stands against taking away one of its versions, its name, or all of it. */
@Injectable()
export class RoleUses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Before the version of a day is read by which somebody is appointed or recommended: it stays until the act is done. */
  async keepVersions(): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock_shared(hashtext($1))', [LOCK]);
  }

  /** Nobody is appointed meanwhile: what was found to be built on a version is all. */
  async keepOthersOut(): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', [LOCK]);
  }

  async listBuiltOn({ id, role }: Pick<RoleVersion, 'id' | 'role'>): Promise<readonly RoleTerm[]> {
    return this.database.all(BUILT_ON, { role, versionId: id, today: this.clock.today() });
  }

  async listTermsFrom(role: DxRole, from: LocalDate): Promise<readonly RoleTerm[]> {
    return this.database.all(FROM, { role, from, today: this.clock.today() });
  }

  async listOpenNominations(role: DxRole): Promise<readonly OpenOfRole[]> {
    return this.database.all(OPEN, { role, today: this.clock.today() });
  }

  async listHeldBeside(role: DxRole, from: LocalDate): Promise<readonly HeldBeside[]> {
    return this.database.all(BESIDE, { role, from, today: this.clock.today() });
  }

  async isNamed(role: DxRole): Promise<boolean> {
    return (await this.database.only(NAMED, { role })).isNamed;
  }

  async listLetters(
    role: DxRole,
    name: { readonly word: string; readonly from: LocalDate; readonly to: LocalDate | null },
  ): Promise<readonly NamedLetter[]> {
    return this.database.all(LETTERS, { role, ...name });
  }
}
