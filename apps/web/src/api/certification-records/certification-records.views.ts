import type { Actor } from '@app/access';
import type { OwnRecordRow, ReviewRow } from '@app/certifications';
import type { CertificationRecordJson } from './certification-records.schemas';

type RecordFacts = OwnRecordRow | ReviewRow;

/** Only what the schema names leaves the house, whatever else a row holds. */
export function recordJson(
  row: RecordFacts,
  holder: { readonly staffNumber: string; readonly personName: string },
): CertificationRecordJson {
  return {
    id: row.id,
    staffNumber: holder.staffNumber,
    personName: holder.personName,
    certificationCode: row.certificationCode,
    certificationName: row.certificationName,
    passedOn: row.passedOn,
    certificateNumber: row.certificateNumber,
    validUntil: row.validUntil,
    nameOnCertificate: row.nameOnCertificate,
    renewsId: row.renewsId,
    evidenceKind: row.evidenceKind,
    state: row.state,
    reportedAt: row.reportedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    returnReason: row.returnReason,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokeReason: row.revokeReason,
  };
}

export function ownRecordList(
  actor: Actor,
  rows: readonly OwnRecordRow[],
  filter: { readonly state?: string | undefined; readonly certification?: string | undefined },
) {
  const holder = { staffNumber: actor.staffNumber, personName: actor.name };
  const fitting = rows.filter(
    (row) =>
      (filter.state === undefined || row.state === filter.state) &&
      (filter.certification === undefined || row.certificationCode === filter.certification),
  );
  return { items: fitting.map((row) => recordJson(row, holder)), total: fitting.length };
}
