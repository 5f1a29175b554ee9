import { Injectable } from '@nestjs/common';
import { SentTables, withoutZeros, type SourceRow } from '@app/organization';
import { Clock, col, Database, statement, type RowFrom } from '@app/platform';
import { certificationKey } from '../certification/certification.rules';
import { CertificationQueries } from '../certification/certifications.queries';
import { RECORD_STATE_WORDS } from '../vocabulary';
import { certificateNumberKey } from '../record/certification-record.rules';
import {
  certificateOf,
  ENTRY_LAYOUT,
  type EntryBase,
  judgeEntries,
  type ReadEntry,
} from './entry.rules';

const NUMBERS = statement({
  name: 'certifications.all-staff-numbers',
  sql: 'SELECT DISTINCT staff_number AS "staffNumber" FROM staff_numbers',
  parameters: {},
  row: { staffNumber: col.text },
});

const STANDING = statement({
  name: 'certifications.standing-records-of-numbers',
  sql: `SELECT n.staff_number AS "staffNumber", r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.number_key AS "numberKey", r.state
    FROM (SELECT DISTINCT staff_number, person_id FROM staff_numbers WHERE staff_number = ANY (:staffNumbers)) n
    JOIN certification_records r ON r.person_id = n.person_id AND r.state IN ('reported', 'verified')`,
  parameters: { staffNumbers: 'text[]' },
  row: {
    staffNumber: col.text,
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    numberKey: col.text,
    state: col.oneOf(['reported', 'verified']),
  },
});

/** By whatever number the holder ever had. */
const HOLDERS = statement({
  name: 'certifications.holders-of-certificates',
  sql: `SELECT r.certification_id AS "certificationId", r.number_key AS "numberKey", array_agg(DISTINCT n.staff_number) AS "staffNumbers"
    FROM certification_records r JOIN staff_numbers n ON n.person_id = r.person_id
    WHERE r.number_key = ANY (:numberKeys) AND r.state IN ('reported', 'verified') GROUP BY 1, 2, r.person_id`,
  parameters: { numberKeys: 'text[]' },
  row: {
    certificationId: col.id<'certification'>(),
    numberKey: col.text,
    staffNumbers: col.texts,
  },
});

interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Reads a list as HR sends it, of whatever encoding or as a spreadsheet, and compares it with what is known. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tables: SentTables,
    private readonly certifications: CertificationQueries,
  ) {}

  /** InvalidInput when nothing of the file can be read. */
  async read(file: SentFile): Promise<readonly ReadEntry[]> {
    const { rows } = await this.tables.read(ENTRY_LAYOUT, file);
    return judgeEntries(rows, await this.base(rows));
  }

  private async base(rows: readonly SourceRow[]): Promise<EntryBase> {
    const typed = rows.map(({ cells }) => cells['職員番号'] ?? '');
    const numbers = rows.map(({ cells }) => certificateNumberKey(cells['証書番号'] ?? ''));
    const known = (await this.database.all(NUMBERS, {})).map(({ staffNumber }) => staffNumber);
    const given = new Set(typed.map((text) => text.normalize('NFKC').trim()));
    const all = await this.certifications.listAll();
    const standing = await this.database.all(STANDING, { staffNumbers: [...given] });
    const numberKeys = [...new Set(numbers)].filter((key) => key !== '');
    const held = await this.database.all(HOLDERS, { numberKeys });
    return {
      today: this.clock.today(),
      staffNumbers: new Set(known),
      withoutZeros: withoutZeros(known),
      certifications: new Map(
        all.flatMap(({ id, code, names }) =>
          [code, ...names].map((text) => [certificationKey(text), id] as const),
        ),
      ),
      names: all.map(({ name }) => name),
      exams: new Map(all.map((it) => [it.id, it])),
      standing: standing.map(({ state, ...row }) => ({
        ...row,
        stateWord: RECORD_STATE_WORDS[state],
      })),
      holders: holdersOf(held),
    };
  }
}

/** Of two who have it already both are whoever has it. */
function holdersOf(rows: readonly RowFrom<typeof HOLDERS>[]): EntryBase['holders'] {
  const holders = new Map<string, Set<string>>();
  for (const row of rows) {
    const all = holders.get(certificateOf(row)) ?? new Set<string>();
    for (const staffNumber of row.staffNumbers) all.add(staffNumber);
    holders.set(certificateOf(row), all);
  }
  return holders;
}
