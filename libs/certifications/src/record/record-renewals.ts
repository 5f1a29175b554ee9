import { Injectable } from '@nestjs/common';
import {
  col,
  Conflict,
  Database,
  formatDateShort,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
  type PersonId,
  type RecordId,
  statement,
} from '@app/platform';

const RENEWED = statement({
  name: 'certifications.renewed-record',
  sql: `SELECT r.id, r.certification_id AS "certificationId", r.passed_on AS "passedOn",
      r.valid_until AS "validUntil", r.state = 'verified' AND r.valid_until IS NOT NULL AS "mayBeRenewed",
      EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified')) AS "isRenewed"
    FROM certification_records r WHERE r.id = :recordId AND r.person_id = :personId`,
  parameters: { recordId: 'uuid', personId: 'uuid' },
  row: {
    id: col.id<'certification_record'>(),
    certificationId: col.id<'certification'>(),
    passedOn: col.date,
    validUntil: col.date.orNull,
    mayBeRenewed: col.bool,
    isRenewed: col.bool,
  },
});

export interface Renewal {
  readonly personId: PersonId;
  readonly certificationId: string;
  readonly passedOn: LocalDate;
  /** null: it has no end. */
  readonly validUntil: LocalDate | null;
}

/** A renewal follows one verified certificate of the same holder that ends, and each is followed once. */
@Injectable()
export class RecordRenewals {
  constructor(private readonly database: Database) {}

  /** The record that is renewed; null for a report that renews nothing. To be asked with the holder locked. */
  async requireRenewable(typedId: string, renewal: Renewal): Promise<RecordId | null> {
    if (typedId === '') return null;
    const recordId = idOf<'certification_record'>(typedId);
    const found = await this.database.first(RENEWED, { recordId, personId: renewal.personId });
    if (!found) throw new NotFound();
    if (found.certificationId !== renewal.certificationId)
      throw new InvalidInput({ certificationCode: '更新では、前と同じ資格を選んでください。' });
    if (renewal.passedOn <= found.passedOn)
      throw new InvalidInput({ passedOn: '更新した日は、前の合格日より後の日にしてください。' });
    if (found.validUntil !== null && !endsLater(renewal.validUntil, found.validUntil))
      throw new InvalidInput({
        validUntil: `更新した資格の有効期限は、前の有効期限(${formatDateShort(found.validUntil)})より後の日にしてください。`,
      });
    if (!found.mayBeRenewed || found.isRenewed) throw notRenewable(found.isRenewed);
    return found.id;
  }
}

/** Whether a renewal goes on after the end of what it renews; what has no end does. */
export function endsLater(next: LocalDate | null, renewed: LocalDate): boolean {
  return next === null || next > renewed;
}

function notRenewable(isRenewed: boolean): Conflict {
  return new Conflict(
    'certification_record.not_renewable',
    isRenewed
      ? 'この資格の更新は、すでに報告されています。もう一度報告する必要はありません。'
      : '更新を報告できるのは、有効期限があり、確認済みの資格だけです。',
  );
}
