import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import {
  addDays,
  type CertificationVersionId,
  Clock,
  col,
  Database,
  type LocalDate,
  type RowOf,
  statement,
} from '@app/platform';
import {
  CERTIFICATION_KINDS,
  type CertificationFacts,
  EVIDENCE_KINDS,
  RENEWAL_KINDS,
} from './certification.rules';

const ROW = {
  id: col.id<'certification_version'>(),
  code: col.text,
  version: col.int,
  validFrom: col.date,
  nextFrom: col.date.orNull,
  name: col.text,
  shortName: col.text,
  kind: col.oneOf(CERTIFICATION_KINDS),
  issuer: col.text,
  level: col.int.orNull,
  feeYen: col.int.orNull,
  renewalKind: col.oneOf(RENEWAL_KINDS),
  renewalYears: col.int.orNull,
  renewalWindowDays: col.int.orNull,
  evidence: col.someOf(EVIDENCE_KINDS),
  url: col.text.orNull,
  aliases: col.texts,
  countsAs: col.texts,
  firstExamOn: col.date.orNull,
  lastExamOn: col.date.orNull,
  successorCode: col.text.orNull,
  unsure: col.text.orNull,
  factsOf: col.date,
  note: col.text,
  recordedAt: col.instant,
  /** Null: the product's own list. */
  recorder: col.text.orNull,
  checkedAt: col.instant.orNull,
  checker: col.text.orNull,
};

/** What was known of a qualification from a day on. */
export interface CertificationVersion extends CertificationFacts {
  readonly id: CertificationVersionId;
  readonly code: string;
  readonly version: number;
  readonly validFrom: LocalDate;
  /** The day before the next version begins; null for the newest. */
  readonly validUntil: LocalDate | null;
  readonly note: string;
  readonly recordedAt: Date;
  readonly recorder: string | null;
  readonly checkedAt: Date | null;
  readonly checker: string | null;
}

/** Few rows for ever. The names of the qualification itself are no aliases of it. */
const VERSIONS = statement({
  name: 'certifications.versions',
  sql: `SELECT v.id, c.code, v.version, v.valid_from AS "validFrom",
      lead(v.valid_from) OVER (PARTITION BY v.certification_id ORDER BY v.valid_from) AS "nextFrom",
      v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen", v.renewal_kind AS "renewalKind",
      v.renewal_years AS "renewalYears", v.renewal_window_days AS "renewalWindowDays", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.code FROM certification_equivalences e JOIN certifications asked ON asked.id = e.counts_as_id
        WHERE e.version_id = v.id ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.code AS "successorCode", v.unsure, v.facts_of AS "factsOf", v.note,
      v.recorded_at AS "recordedAt", recorder.name AS recorder, k.recorded_at AS "checkedAt", checker.name AS checker
    FROM certification_versions v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certifications s ON s.id = v.successor_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    LEFT JOIN ${detailsOn('recorder', 'person_of(v.recorded_by)', ':today')}
    LEFT JOIN ${detailsOn('checker', 'person_of(k.recorded_by)', ':today')}
    ORDER BY c.sort_order, c.code, v.valid_from DESC`,
  parameters: { today: 'date' },
  row: ROW,
});

/** What is and was known of qualifications, and what is planned. */
@Injectable()
export class CertificationVersionQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of all of them, in the order in which they are offered; the newest of each first. */
  async listAll(): Promise<readonly CertificationVersion[]> {
    return (await this.database.all(VERSIONS, { today: this.clock.today() })).map(versionOf);
  }

  /** The newest first; none for a code that nobody knows. */
  async listOf(code: string): Promise<readonly CertificationVersion[]> {
    return (await this.listAll()).filter((it) => it.code === code);
  }
}

function versionOf({ nextFrom, ...row }: RowOf<typeof ROW>): CertificationVersion {
  return { ...row, validUntil: nextFrom === null ? null : addDays(nextFrom, -1) };
}
