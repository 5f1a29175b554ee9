import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { Database, idOf, type LocalDate, NotFound } from '@app/platform';
import type { RecordState } from './certification-record.entity';

export interface OwnRecordRow {
  readonly id: string;
  readonly certificationCode: string;
  readonly certificationName: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly state: RecordState;
  readonly returnReason: string | null;
  readonly revokeReason: string | null;
  readonly reportedAt: Date;
  /** Empty when the person reported it themselves. */
  readonly reporterName: string;
  readonly decidedAt: Date | null;
  readonly revokedAt: Date | null;
  /** After a return or a revocation: whether the same pass has been reported again since. */
  readonly isReplaced: boolean;
}

const OWN_SQL = `
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.revoked_at AS "revokedAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    CASE WHEN r.reported_by = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.revoked_at, r.decided_at)) AS "isReplaced"
  FROM certification_records r
  JOIN certifications c ON c.id = r.certification_id
  LEFT JOIN persons reporter ON reporter.id = r.reported_by
  WHERE r.person_id = $1`;

/** What a person sees of their own certificates. Another person's id names nothing here. */
@Injectable()
export class OwnRecordQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; few for anybody, so there are no pages. */
  async listOwn(actor: Actor): Promise<readonly OwnRecordRow[]> {
    return this.database.query<OwnRecordRow>(`${OWN_SQL} ORDER BY r.reported_at DESC, r.id`, [
      actor.personId,
    ]);
  }

  async getOwn(actor: Actor, recordId: string): Promise<OwnRecordRow> {
    const row = await this.database.queryOne<OwnRecordRow>(`${OWN_SQL} AND r.id = $2`, [
      actor.personId,
      idOf(recordId),
    ]);
    if (!row) throw new NotFound();
    return row;
  }
}
