import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { detailsOn } from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  NotFound,
  type RecordId,
  type RowOf,
  statement,
} from '@app/platform';
import { examDaysOf } from '../certification/exam-days.sql';
import { EVIDENCE_KINDS, SHOWN_STATES } from './certification-record.rules';
import { isReportedAgain } from './reported-again.sql';
import { SHOWN_RECORDS } from './shown-records.sql';

const ROW = {
  id: col.id<'certification_record'>(),
  certificationCode: col.text,
  certificationName: col.text,
  passedOn: col.date,
  certificateNumber: col.text,
  state: col.oneOf(SHOWN_STATES),
  returnReason: col.text.orNull,
  revokeReason: col.text.orNull,
  annulReason: col.text.orNull,
  reportedAt: col.instant,
  /** Empty when the person reported it themselves. */
  reporterName: col.text,
  decidedAt: col.instant.orNull,
  revokedAt: col.instant.orNull,
  annulledAt: col.instant.orNull,
  /** After a return, a revocation or an annulment: whether the same pass has been reported again since. */
  isReplaced: col.bool,
  validUntil: col.date.orNull,
  /** As the qualification is known today. */
  renewalWindowDays: col.int.orNull,
  /** Its next period has been reported, and that report stands. */
  isRenewed: col.bool,
  evidenceKind: col.oneOf(EVIDENCE_KINDS),
  renewsId: col.id<'certification_record'>().orNull,
  nameOnCertificate: col.text.orNull,
};

export type OwnRecordRow = RowOf<typeof ROW>;

const OWN = `
  WITH ${SHOWN_RECORDS}
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.annul_reason AS "annulReason", r.revoked_at AS "revokedAt", r.annulled_at AS "annulledAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    r.valid_until AS "validUntil", exam.renewal_window_days AS "renewalWindowDays", r.evidence_kind AS "evidenceKind", r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate",
    EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified')) AS "isRenewed",
    CASE WHEN r.reported_by_person_id = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    ${isReportedAgain('r')} AS "isReplaced"
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  ${examDaysOf('r.certification_id')}
  LEFT JOIN ${detailsOn('reporter', 'r.reported_by_person_id', ':asOf')}
  WHERE r.person_id = :personId`;

const LIST = statement({
  name: 'certifications.own-records',
  sql: `${OWN} ORDER BY r.reported_at DESC, r.id`,
  parameters: { asOf: 'date', personId: 'uuid' },
  row: ROW,
});

const ONE = statement({
  name: 'certifications.own-record',
  sql: `${OWN} AND r.id = :recordId`,
  parameters: { asOf: 'date', personId: 'uuid', recordId: 'uuid' },
  row: ROW,
});

/** What a person sees of their own certificates. Another person's id names nothing here. */
@Injectable()
export class OwnRecordQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first; few for anybody, so there are no pages. */
  async listOwn(actor: Actor): Promise<readonly OwnRecordRow[]> {
    return this.database.all(LIST, { asOf: this.clock.today(), personId: actor.personId });
  }

  async getOwn(actor: Actor, recordId: RecordId): Promise<OwnRecordRow> {
    const row = await this.database.first(ONE, {
      asOf: this.clock.today(),
      personId: actor.personId,
      recordId: idOf(recordId),
    });
    if (!row) throw new NotFound();
    return row;
  }
}
