import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  type CleanFile,
  Clock,
  col,
  Database,
  FileStore,
  idOf,
  type IntakeRule,
  InvalidInput,
  normalizeCode,
  notBefore,
  NotFound,
  type PersonId,
  type RecordId,
  statement,
  toLocalDate,
} from '@app/platform';
import {
  type CertificationRow,
  chosenCertification,
} from '../certification/certifications.queries';
import {
  CertificateAnnulled,
  CertificateReported,
  CertificateReturned,
  CertificateRevoked,
  CertificateVerified,
} from '../certifications.events';
import { endFaultOf, requireFittingEnd, requireWithinExams } from './certificate-days.rules';
import {
  alreadyDecided,
  alreadyReported,
  endIsWrong,
  notAnnullable,
  notVerified,
  ownRecord,
  ownVerification,
} from './certification-record.errors';
import { certificateNumberKey, reasonProblem, reportProblems } from './certification-record.rules';
import {
  type BookedRecord,
  isOwnOf,
  isVerifiedForOrBy,
  type NewReport,
  RecordBooks,
  subjectOf,
} from './record-books';
import { RecordDuplicates } from './record-duplicates';
import { SHOWN_RECORDS } from './shown-records.sql';
import { RecordJournal } from './record-journal';

const MEGABYTE = 1024 * 1024;
/** A scan needs no more; what a telephone makes is larger only as a JPEG. */
const SCAN_BYTES = 10 * MEGABYTE;

/** So long the longer side of a photograph is kept, of which the file is larger than a scan or than 51 million pixels. */
export const REDUCED_SIDE = 4000;

/** What evidence may be: a photograph of a certificate as any telephone takes it, or a scan. */
export const EVIDENCE_RULE = {
  accept: ['application/pdf', 'image/jpeg', 'image/png'],
  maximumBytes: 50 * MEGABYTE,
  maximumOf: { 'application/pdf': SCAN_BYTES, 'image/png': SCAN_BYTES },
  reduce: {
    aboveBytes: SCAN_BYTES,
    abovePixels: 51_000_000,
    side: REDUCED_SIDE,
    mostPixels: 210_000_000,
  },
  field: 'evidence',
} as const satisfies IntakeRule;

export interface CertificateReport {
  /** Whose pass it is, when it is not the actor's own; empty for one's own. */
  readonly staffNumber: string;
  readonly certificationCode: string;
  /** As it was typed. */
  readonly passedOn: string;
  readonly certificateNumber: string;
  readonly evidence: CleanFile | null;
  /** The last day on which it is good, as typed; empty or left out: it has no end. */
  readonly validUntil?: string;
  /** As it stands on the certificate, when it is a former name. */
  readonly nameOnCertificate?: string;
  /** One's own report that came back: its file is kept where no other one is sent. */
  readonly againId?: string;
  /** The record whose next period this is. */
  readonly renewsId?: string;
}

/** The file of a report that came back. */
const KEPT = statement({
  name: 'certifications.kept-evidence',
  sql: `WITH ${SHOWN_RECORDS}
    SELECT r.evidence_file_id AS "fileId" FROM shown_record r JOIN stored_files f ON f.id = r.evidence_file_id AND f.removed_at IS NULL
    WHERE r.id = :recordId AND r.person_id = :personId AND r.state IN ('returned', 'revoked', 'annulled')`,
  parameters: { recordId: 'uuid', personId: 'uuid' },
  row: { fileId: col.id<'stored_file'>() },
});

const HOLDER_OF_NUMBER = statement({
  name: 'certifications.person-by-number',
  sql: 'SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number = :staffNumber LIMIT 1',
  parameters: { staffNumber: 'text' },
  row: { personId: col.id<'person'>() },
});

/**
 * Reports, withdraws, verifies, returns, revokes and annuls certificates. Two persons stand behind every verified record and
 * behind every revocation, and each record is decided once; see the lib's README for what always holds.
 */
@Injectable()
export class CertificationRecordsService {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly books: RecordBooks,
    private readonly journal: RecordJournal,
    private readonly joins: JoinQueries,
    private readonly duplicates: RecordDuplicates,
  ) {}

  /** Returns the record's id. Only who may verify can report for somebody else, and then cannot verify it. */
  async report(actor: Actor, report: CertificateReport): Promise<RecordId> {
    requirePermission(actor, 'self');
    const certificateNumber = report.certificateNumber.normalize('NFC').trim();
    const kept = report.evidence === null ? await this.keptEvidence(actor, report) : null;
    const evidence = this.requireComplete({ ...report, certificateNumber }, kept);
    return this.database.transaction(async () => {
      const personId = await this.personOf(actor, report.staffNumber);
      const certification = await chosenCertification(
        this.database,
        report.certificationCode,
        this.clock.today(),
      );
      const passedOn = toLocalDate(report.passedOn);
      requireWithinExams(certification, passedOn, 'passedOn');
      requireFittingEnd(certification, { passedOn, validUntil: report.validUntil ?? '' });
      const numberKey = certificateNumberKey(certificateNumber);
      const written = writtenOn(report);
      const pass = {
        ...{ personId, certificationId: certification.id, passedOn, numberKey },
        validUntil: written.validUntil,
      };
      const renewsId = await this.duplicates.requireNone(pass, report.renewsId ?? '');
      if (personId === actor.personId) await this.duplicates.requireNotFailed(pass);
      const evidenceFileId =
        typeof evidence === 'string'
          ? evidence
          : await this.files.save({ file: evidence, createdBy: actor.accountId });
      const recordId = await this.add(actor, certification, {
        ...pass,
        id: randomUUID(),
        certificateNumber,
        evidenceFileId,
        renewsId,
        ...written,
      });
      const subject = { recordId, personId, certificationCode: certification.code, passedOn };
      await this.journal.record(actor, 'reported', subject, { certificateNumber });
      await this.journal.tell(new CertificateReported(subject));
      return recordId;
    });
  }

  /** Takes back a report about oneself on which nobody has decided. */
  async withdraw(actor: Actor, recordId: RecordId): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const record = await this.books.lock(recordId);
      if (record.personId !== actor.personId) throw new NotFound();
      if (record.state !== 'reported') throw alreadyDecided(record.state);
      const withdrawn = { state: 'withdrawn', withdrawnAt: this.clock.now() } as const;
      await this.books.replace(actor, record, withdrawn);
      await this.journal.record(actor, 'withdrawn', subjectOf(record));
    });
  }

  /** From now on the certificate counts. */
  async verify(actor: Actor, recordId: RecordId): Promise<void> {
    await this.decide(actor, recordId, { state: 'verified', returnReason: null });
  }

  /** Sends the report back; the reason is what the person reads. */
  async return(actor: Actor, recordId: RecordId, reason: string): Promise<void> {
    const returnReason = reason.trim();
    const problem = reasonProblem(returnReason);
    if (problem) throw new InvalidInput({ reason: problem });
    await this.decide(actor, recordId, { state: 'returned', returnReason });
  }

  /** A verification that was wrong counts no more from today on; on the days before it still does. */
  async revoke(actor: Actor, recordId: RecordId, reason: string): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    const revokeReason = reason.trim();
    const problem = reasonProblem(revokeReason, '取消し');
    if (problem) throw new InvalidInput({ reason: problem });
    await this.database.transaction(async () => {
      const record = await this.books.lock(recordId);
      if (record.state !== 'verified') throw notVerified(record.state);
      if (isVerifiedForOrBy(record, await this.selfOf(actor))) throw ownVerification();
      const revokedAt = notBefore(record.decidedAt, this.clock.now());
      const revoked = {
        state: 'revoked',
        revokedAt,
        revokedBy: actor.personId,
        revokeReason,
      } as const;
      await this.books.replace(actor, record, revoked);
      const subject = subjectOf(record);
      await this.journal.record(actor, 'revoked', subject, { reason: revokeReason });
      await this.journal.tell(new CertificateRevoked(subject, revokeReason));
    });
  }

  /** It should never have been verified: it counts on no day any more, also on the days before today. */
  async annul(actor: Actor, recordId: RecordId, reason: string): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    const why = reason.trim();
    const problem = reasonProblem(why, '取消し');
    if (problem) throw new InvalidInput({ reason: problem });
    await this.database.transaction(async () => {
      const record = await this.books.lock(recordId);
      if (record.state !== 'verified' && record.state !== 'revoked') {
        throw notAnnullable(record.state);
      }
      if (isVerifiedForOrBy(record, await this.selfOf(actor))) throw ownVerification();
      await this.books.annul(actor, record, why);
      const subject = subjectOf(record);
      await this.journal.record(actor, 'annulled', subject, { reason: why });
      await this.journal.tell(new CertificateAnnulled(subject, why));
    });
  }

  private async decide(
    actor: Actor,
    recordId: RecordId,
    decision: { readonly state: 'verified' | 'returned'; readonly returnReason: string | null },
  ): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const record = await this.books.lock(recordId);
      if (isOwnOf(record, await this.selfOf(actor))) throw ownRecord();
      if (record.state !== 'reported') throw alreadyDecided(record.state);
      if (decision.state === 'verified') await this.requireRightEnd(record);
      const decided = { decidedAt: this.clock.now(), decidedBy: actor.personId };
      await this.books.replace(actor, record, { ...decision, ...decided });
      const subject = subjectOf(record);
      const reason = decision.returnReason;
      await this.journal.record(actor, decision.state, subject, reason === null ? {} : { reason });
      await this.journal.tell(
        reason === null
          ? new CertificateVerified(subject)
          : new CertificateReturned(subject, reason),
      );
    });
  }

  /** What must end and does not say when would count for ever; what never ends would cease to count. */
  private async requireRightEnd(record: BookedRecord): Promise<void> {
    const { certificationCode } = record;
    const today = this.clock.today();
    const certification = await chosenCertification(this.database, certificationCode, today);
    const fault = endFaultOf(certification, record);
    if (fault !== null) throw endIsWrong(certification.name, fault);
  }

  /** The one who acts, whichever of their numbers they signed in with. */
  private async selfOf({ personId }: Actor): Promise<PersonId> {
    return (await this.joins.personNow(personId)) ?? idOf<'person'>(personId);
  }

  /** Of one's own report that came back, as long as the file is there. */
  private async keptEvidence(
    { personId }: Actor,
    { againId = '', staffNumber }: CertificateReport,
  ): Promise<string | null> {
    if (againId === '' || staffNumber !== '') return null;
    const asked = { recordId: idOf<'certification_record'>(againId), personId };
    return (await this.database.first(KEPT, asked))?.fileId ?? null;
  }

  /** The file that was sent, or the id of the one that is kept. */
  private requireComplete(report: CertificateReport, kept: string | null): CleanFile | string {
    const problems = reportProblems(report, this.clock.today());
    if (report.certificationCode === '') problems.certificationCode = '資格を選んでください。';
    const evidence = report.evidence ?? kept;
    if (evidence === null) {
      problems.evidence = '合格証書などの証明書類(PDF・JPEG・PNG)を選んでください。';
    }
    if (evidence === null || Object.keys(problems).length > 0) throw new InvalidInput(problems);
    return evidence;
  }

  /** The right is asked for before the number is looked up: who may not ask learns nothing from the answer. */
  private async personOf(actor: Actor, staffNumber: string): Promise<PersonId> {
    const code = normalizeCode(staffNumber);
    if (code === '' || code === actor.staffNumber) return actor.personId;
    requirePermission(actor, 'certifications.verify');
    const row = await this.database.first(HOLDER_OF_NUMBER, { staffNumber: code });
    if (row) return row.personId;
    throw new InvalidInput({
      staffNumber: 'この職員番号の職員はいません。番号を確かめてください。',
    });
  }

  /** Where something stands in the way after all, it came by another way than a report. */
  private async add(
    actor: Actor,
    { name }: CertificationRow,
    report: NewReport,
  ): Promise<RecordId> {
    const recordId = await this.books.addReport(actor, report);
    if (recordId !== null) return recordId;
    throw alreadyReported({ name, passedOn: report.passedOn, state: 'reported' });
  }
}

/** What stands on the certificate besides its day and number. */
function writtenOn({
  validUntil = '',
  nameOnCertificate = '',
}: CertificateReport): Pick<NewReport, 'validUntil' | 'nameOnCertificate'> {
  const name = nameOnCertificate.normalize('NFC').trim();
  return {
    validUntil: validUntil === '' ? null : toLocalDate(validUntil),
    nameOnCertificate: name === '' ? null : name,
  };
}
