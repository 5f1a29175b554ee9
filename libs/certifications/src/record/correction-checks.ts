import { Injectable } from '@nestjs/common';
import { col, Database, type RecordId, statement } from '@app/platform';
import type { CertificateFacts } from './correction.rules';
import { breaksRenewal, standsTwice } from './correction.errors';
import { endsLater } from './record-renewals';
import type { BookedRecord } from './record-books';

const LOCK_HOLDER = statement({
  name: 'certifications.lock-holder-of-record',
  sql: `SELECT p.id FROM person_identities p
    WHERE p.id IN (SELECT h.person_id FROM certification_records_history h WHERE h.id = :recordId) ORDER BY p.id FOR NO KEY UPDATE`,
  parameters: { recordId: 'uuid' },
  row: { id: col.id<'person'>() },
});

/** Another record of the holder's that stands and would say the same; a renewal keeps its number. */
const TWIN = statement({
  name: 'certifications.twin-of-correction',
  sql: `SELECT c.name, r.passed_on AS "passedOn" FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = :personId AND r.certification_id = :certificationId AND r.id <> :recordId AND r.state IN ('reported', 'verified')
      AND (r.passed_on = :passedOn OR (r.number_key = :numberKey AND r.renews_id IS DISTINCT FROM :recordId::uuid AND r.id IS DISTINCT FROM :renewsId::uuid))
    ORDER BY r.reported_at, r.id LIMIT 1`,
  parameters: {
    personId: 'uuid',
    certificationId: 'uuid',
    recordId: 'uuid',
    passedOn: 'date',
    numberKey: 'text',
    renewsId: 'uuid?',
  },
  row: { name: col.text, passedOn: col.date },
});

/** The record that this one renews, and the one that renews it. */
const CHAIN = statement({
  name: 'certifications.chain-of-record',
  sql: `SELECT r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.valid_until AS "validUntil", r.renews_id IS NOT DISTINCT FROM :recordId::uuid AS "isNext"
    FROM certification_records r
    WHERE r.id IS NOT DISTINCT FROM :renewsId::uuid OR (r.renews_id = :recordId AND r.state IN ('reported', 'verified'))`,
  parameters: { recordId: 'uuid', renewsId: 'uuid?' },
  row: {
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    validUntil: col.date.orNull,
    isNext: col.bool,
  },
});

/** Whether a record can say something else without contradicting the holder's others. To be asked with the holder locked. */
@Injectable()
export class CorrectionChecks {
  constructor(private readonly database: Database) {}

  async lockHolder(recordId: RecordId): Promise<void> {
    await this.database.all(LOCK_HOLDER, { recordId });
  }

  async requireFitting(
    record: BookedRecord,
    next: CertificateFacts & { readonly numberKey: string },
  ): Promise<void> {
    const { id: recordId, personId, renewsId } = record;
    const { certificationId, passedOn, numberKey, validUntil } = next;
    for (const other of await this.database.all(CHAIN, { recordId, renewsId })) {
      const isInOrder = other.isNext ? passedOn < other.passedOn : passedOn > other.passedOn;
      if (other.certificationId !== certificationId || !isInOrder) throw breaksRenewal();
      const [until, renewed] = other.isNext
        ? [other.validUntil, validUntil]
        : [validUntil, other.validUntil];
      if (renewed !== null && !endsLater(until, renewed)) throw breaksRenewal();
    }
    if (record.state !== 'verified') return;
    const asked = { personId, certificationId, recordId, passedOn, numberKey, renewsId };
    const twin = await this.database.first(TWIN, asked);
    if (twin) throw standsTwice(twin);
  }
}
