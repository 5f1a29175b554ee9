import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  addDays,
  asKnown,
  col,
  Database,
  instantAt,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';

/**
 * SQL: the certificate of the row `r` counted at the end of a day, `end` being the first instant after it. A verification
 * that was revoked later counted until the day before; one that was annulled is in no row that is known. One that ends counts
 * up to its last day.
 */
export function countsAt(r: string, end: string): string {
  return `(${r}.state IN ('verified', 'revoked') AND ${r}.decided_at < ${end} AND (${r}.revoked_at IS NULL OR ${r}.revoked_at >= ${end})
    AND (${r}.valid_until IS NULL OR (${r}.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= ${end}))`;
}

const HELD_AS_KNOWN = statement({
  name: 'certifications.held-as-known',
  sql: `SELECT DISTINCT r.person_id AS "personId", c.code AS "certificationCode", r.passed_on AS "passedOn"
    FROM ${asKnown('certification_records', ':knownAt')} r JOIN certifications c ON c.id = r.certification_id
    WHERE ${countsAt('r', ':end')}
    ORDER BY 1, 2, 3`,
  parameters: { end: 'timestamptz', knownAt: 'timestamptz' },
  row: { personId: col.id<'person'>(), certificationCode: col.text, passedOn: col.date },
});

export type HeldAsKnown = RowFrom<typeof HELD_AS_KNOWN>;

/** Who held what on a day, as it stood in the books at an instant. */
@Injectable()
export class HeldCertificateQueries {
  constructor(private readonly database: Database) {}

  async listHeldAsKnown(
    actor: Actor,
    on: LocalDate,
    knownAt: Date,
  ): Promise<readonly HeldAsKnown[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.all(HELD_AS_KNOWN, { end: instantAt(addDays(on, 1)), knownAt });
  }
}
