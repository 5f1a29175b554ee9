import { Injectable } from '@nestjs/common';
import { type ImportFile, SentTables, withoutZeros } from '@app/organization';
import {
  col,
  Database,
  type LocalDate,
  type NominationId,
  statement,
  wordsInUse,
} from '@app/platform';
import { AppointmentEligibility } from '../appointment/eligibility';
import { RoleQueries } from '../role/roles.queries';
import { dxRoles, roleTitle } from '../vocabulary';
import {
  LIST_LAYOUT,
  type ListBase,
  type ListedRow,
  markDoubles,
  readListed,
  roleKey,
} from './appointment-list.rules';

const NUMBERS = statement({
  name: 'appointments.all-staff-numbers',
  sql: `SELECT DISTINCT n.staff_number AS "staffNumber", n.person_id AS "personId" FROM staff_numbers n`,
  parameters: {},
  row: { staffNumber: col.text, personId: col.id<'person'>() },
});

const CONSENTED = statement({
  name: 'appointments.consented-nominations-of-people',
  sql: `SELECT n.id, n.person_id AS "personId", n.role FROM nominations n
    WHERE n.state = 'consented' AND n.person_id = ANY (:personIds)`,
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'nomination'>(), personId: col.id<'person'>(), role: col.text },
});

interface ReadList {
  readonly fileName: string;
  readonly unknownColumns: readonly string[];
  /** Of a spreadsheet. */
  readonly sheet: string | null;
  readonly rows: readonly ListedRow[];
}

/** Reads a list of appointments, of whatever encoding or as a spreadsheet, and says what of it cannot be understood. */
@Injectable()
export class AppointmentListReader {
  constructor(
    private readonly database: Database,
    private readonly tables: SentTables,
    private readonly eligibility: AppointmentEligibility,
    private readonly roles: RoleQueries,
  ) {}

  /** InvalidInput when nothing of the file can be read, or when it is longer than a batch. */
  async read(file: ImportFile): Promise<ReadList> {
    const { fileName, unknownColumns, form, rows } = await this.tables.read(LIST_LAYOUT, file);
    const base = await this.base();
    const read = rows.map((row) => readListed(row, base));
    const marked = await this.mark(read);
    const nominated = await this.withNominations(marked);
    return { fileName, unknownColumns, sheet: form.sheet, rows: nominated };
  }

  /** What of the rows stands against each other. */
  async mark(rows: readonly ListedRow[]): Promise<readonly ListedRow[]> {
    const ends = await this.endsOf(rows);
    const versions = await this.roles.listAll();
    return markDoubles(rows, { endOf: (row) => ends.get(row) ?? null, versions });
  }

  private async base(): Promise<ListBase> {
    const known = await this.database.all(NUMBERS, {});
    const roles = dxRoles().flatMap((role) =>
      [role, wordsInUse().role(role).short, roleTitle(role)].map(
        (text) => [roleKey(text), role] as const,
      ),
    );
    return {
      people: new Map(known.map(({ staffNumber, personId }) => [staffNumber, personId])),
      withoutZeros: withoutZeros(known.map(({ staffNumber }) => staffNumber)),
      roles: new Map(roles),
      titles: dxRoles().map((role) => roleTitle(role)),
    };
  }

  private async endsOf(rows: readonly ListedRow[]): Promise<ReadonlyMap<ListedRow, LocalDate>> {
    const ends = new Map<ListedRow, LocalDate>();
    const usual = new Map<string, LocalDate>();
    for (const row of rows) {
      const { role, termStart, termEnd } = row.proposal;
      if (termStart === null || row.findings.length > 0) continue;
      const key = `${role} ${termStart}`;
      const end = termEnd ?? usual.get(key) ?? (await this.eligibility.usualEnd(role, termStart));
      if (termEnd === null) usual.set(key, end);
      ends.set(row, end);
    }
    return ends;
  }

  /** Whoever was recommended and has consented is appointed by deciding on that. */
  private async withNominations(rows: readonly ListedRow[]): Promise<readonly ListedRow[]> {
    const personIds = rows.flatMap(({ personId }) => (personId === null ? [] : [personId]));
    const consented = await this.database.all(CONSENTED, { personIds });
    const open = new Map<string, NominationId>(
      consented.map(({ id, personId, role }) => [`${personId} ${role}`, id] as const),
    );
    return rows.map((row) => {
      const key = `${row.personId ?? ''} ${row.proposal.role}`;
      const nominationId = row.findings.length > 0 ? undefined : open.get(key);
      // It is decided once: a later term in the same list follows without it.
      open.delete(key);
      return nominationId === undefined ? row : { ...row, nominationId };
    });
  }
}
