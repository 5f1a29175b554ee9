import { Injectable } from '@nestjs/common';
import { EntryDependents } from '@app/certifications';
import { detailsOn } from '@app/organization';
import { Clock, col, Database, type EntryBatchId, statement } from '@app/platform';

const BUILT = statement({
  name: 'appointments.nominations-on-entry',
  sql: `SELECT DISTINCT e.record_id AS "recordId", COALESCE(p.name, '') AS name,
      CASE n.state WHEN 'approved' THEN '任命の決定' ELSE '推薦(決定待ち)' END AS text
    FROM certificate_entry_rows e
    JOIN nomination_findings f ON f.evidence_row = e.record_id::text AND f.state = 'met'
    JOIN nominations n ON n.snapshot_id = f.snapshot_id AND n.state IN ('consented', 'approved')
    LEFT JOIN ${detailsOn('p', 'n.person_id', ':asOf')}
    WHERE e.batch_id = :batchId ORDER BY 2, 1`,
  parameters: { batchId: 'uuid', asOf: 'date' },
  row: { recordId: col.id<'certification_record'>(), name: col.text, text: col.text },
});

/** Recommendations whose requirements a certificate met that came with a list: the list is not undone beneath them. */
@Injectable()
export class NominationsOnCertificates {
  constructor(
    dependents: EntryDependents,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    dependents.add(async (batchId: EntryBatchId) =>
      this.database.all(BUILT, { batchId, asOf: this.clock.today() }),
    );
  }
}
