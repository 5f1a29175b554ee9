import { Injectable } from '@nestjs/common';
import { CalledByQueries, withoutZeros } from '@app/organization';
import { Clock, col, Database, dayOf, type RowFrom, statement } from '@app/platform';
import { certificationKey } from '../certification/certification.rules';
import { CertificationQueries } from '../certification/certifications.queries';
import { SHOWN_RECORDS } from '../record/shown-records.sql';
import { RECORD_STATE_WORDS } from '../vocabulary';
import { certificateOf, type EntryBase, REJECTED_STATES } from './entry.rules';

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

/**
 * What somebody of HR has judged to be wrong, of these people or with these numbers; the last judgement first. A whole list that
 * was taken back says nothing of a certificate in it.
 */
const REJECTED = statement({
  name: 'certifications.rejected-certificates',
  sql: `WITH ${SHOWN_RECORDS}, asked AS (
      SELECT DISTINCT person_id FROM staff_numbers WHERE staff_number = ANY (:staffNumbers)
    ), judged AS (
      SELECT r.*, COALESCE(r.annulled_at, r.revoked_at, r.decided_at) AS judged_at,
        CASE r.state WHEN 'annulled' THEN r.annul_reason WHEN 'revoked' THEN r.revoke_reason ELSE r.return_reason END AS why
      FROM shown_record r
      WHERE r.state IN ('returned', 'revoked', 'annulled')
        AND (r.number_key = ANY (:numberKeys) OR r.person_id IN (SELECT person_id FROM asked))
        AND NOT EXISTS (SELECT 1 FROM certificate_entry_rows e JOIN certificate_entry_batches b ON b.id = e.batch_id AND b.state = 'undone'
          WHERE e.record_id = r.id)
    )
    SELECT j.certification_id AS "certificationId", j.passed_on AS "passedOn", j.number_key AS "numberKey", j.state, ${dayOf('j.judged_at')} AS on,
      COALESCE(j.why, '') AS reason, ARRAY(SELECT DISTINCT n.staff_number FROM staff_numbers n WHERE n.person_id = j.person_id) AS "staffNumbers"
    FROM judged j ORDER BY j.judged_at DESC, j.id`,
  parameters: { staffNumbers: 'text[]', numberKeys: 'text[]' },
  row: {
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    numberKey: col.text,
    state: col.oneOf(REJECTED_STATES),
    on: col.date,
    reason: col.text,
    staffNumbers: col.texts,
  },
});

/** What rows of a list are compared with, as it is known now. */
@Injectable()
export class EntryBases {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly certifications: CertificationQueries,
    private readonly called: CalledByQueries,
  ) {}

  async read(asked: {
    readonly staffNumbers: readonly string[];
    readonly numberKeys: readonly string[];
  }): Promise<EntryBase> {
    const known = (await this.database.all(NUMBERS, {})).map(({ staffNumber }) => staffNumber);
    const staffNumbers = [...new Set(asked.staffNumbers)];
    const numberKeys = [...new Set(asked.numberKeys)].filter((key) => key !== '');
    const all = await this.certifications.listAll();
    const standing = await this.database.all(STANDING, { staffNumbers });
    return {
      today: this.clock.today(),
      staffNumbers: new Set(known),
      withoutZeros: withoutZeros(known),
      called: await this.called.read(staffNumbers, this.clock.today()),
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
      holders: holdersOf(await this.database.all(HOLDERS, { numberKeys })),
      rejected: await this.database.all(REJECTED, { staffNumbers, numberKeys }),
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
