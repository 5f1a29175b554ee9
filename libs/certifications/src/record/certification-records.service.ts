import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  Database,
  FileStore,
  idOf,
  InvalidInput,
  type LocalDate,
  normalizeCode,
  NotFound,
} from '@app/platform';
import {
  type CertificationRow,
  chosenCertification,
} from '../certification/certifications.queries';
import {
  CertificateReported,
  CertificateReturned,
  CertificateRevoked,
  type CertificateSubject,
  CertificateVerified,
} from '../certifications.events';
import { CertificationRecord, type RecordState } from './certification-record.entity';
import {
  alreadyDecided,
  alreadyReported,
  notVerified,
  ownRecord,
  ownVerification,
} from './certification-record.errors';
import { certificateNumberKey, reasonProblem, reportProblems } from './certification-record.rules';
import { RecordJournal } from './record-journal';

/** 8 MB: a photograph of a certificate as a telephone takes it, below what a form may send at all. */
export const MAXIMUM_EVIDENCE_BYTES = 8 * 1024 * 1024;

export interface Evidence {
  readonly bytes: Buffer;
  readonly fileName: string;
}

export interface CertificateReport {
  /** Whose pass it is, when it is not the actor's own; empty for one's own. */
  readonly staffNumber: string;
  readonly certificationCode: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly evidence: Evidence | null;
}

type NewRecord = Pick<
  CertificationRecord,
  'personId' | 'passedOn' | 'certificateNumber' | 'evidenceFileId'
>;

/**
 * Reports, withdraws, verifies, returns and revokes certificates. Two persons stand behind every verified record and
 * behind every revocation, and each record is decided once; see the lib's README for what always holds.
 */
@Injectable()
export class CertificationRecordsService {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly journal: RecordJournal,
  ) {}

  /** Returns the record's id. Only who may verify can report for somebody else, and then cannot verify it. */
  async report(actor: Actor, report: CertificateReport): Promise<string> {
    requirePermission(actor, 'self');
    const certificateNumber = report.certificateNumber.normalize('NFC').trim();
    const evidence = this.requireComplete({ ...report, certificateNumber });
    return this.database.transaction(async () => {
      const personId = await this.personOf(actor, report.staffNumber);
      const certification = await chosenCertification(this.database, report.certificationCode);
      const evidenceFileId = await this.files.save({
        bytes: evidence.bytes,
        originalName: evidence.fileName,
        createdBy: actor.accountId,
        accept: ['application/pdf', 'image/jpeg', 'image/png'],
        maximumBytes: MAXIMUM_EVIDENCE_BYTES,
        field: 'evidence',
      });
      const { passedOn } = report;
      const facts = { personId, passedOn, certificateNumber, evidenceFileId };
      const recordId = await this.insertUnlessLive(actor, certification, facts);
      const subject = { recordId, personId, certificationCode: certification.code, passedOn };
      await this.journal.record(actor, 'reported', subject, { certificateNumber });
      await this.journal.tell(new CertificateReported(subject));
      return recordId;
    });
  }

  /** Takes back a report about oneself on which nobody has decided. */
  async withdraw(actor: Actor, recordId: string): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.transaction(async () => {
      const record = await this.lock(recordId);
      if (record.personId !== actor.personId) throw new NotFound();
      if (record.state !== 'reported') throw alreadyDecided(record.state);
      await this.update(record, { state: 'withdrawn', withdrawnAt: this.clock.now() });
      await this.journal.record(actor, 'withdrawn', await this.subjectOf(record));
    });
  }

  /** From now on the certificate counts. */
  async verify(actor: Actor, recordId: string): Promise<void> {
    await this.decide(actor, recordId, { state: 'verified', returnReason: null });
  }

  /** Sends the report back; the reason is what the person reads. */
  async return(actor: Actor, recordId: string, reason: string): Promise<void> {
    const returnReason = reason.trim();
    const problem = reasonProblem(returnReason);
    if (problem) throw new InvalidInput({ reason: problem });
    await this.decide(actor, recordId, { state: 'returned', returnReason });
  }

  /** A verification that was wrong counts no more from today on; on the days before it still does. */
  async revoke(actor: Actor, recordId: string, reason: string): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    const revokeReason = reason.trim();
    const problem = reasonProblem(revokeReason, '取消し');
    if (problem) throw new InvalidInput({ reason: problem });
    await this.database.transaction(async () => {
      const record = await this.lock(recordId);
      if (record.state !== 'verified') throw notVerified(record.state);
      if (record.isVerifiedForOrBy(actor.personId)) throw ownVerification();
      const revoked = { revokedAt: this.clock.now(), revokedBy: actor.personId, revokeReason };
      await this.update(record, { state: 'revoked', ...revoked });
      const subject = await this.subjectOf(record);
      await this.journal.record(actor, 'revoked', subject, { reason: revokeReason });
      await this.journal.tell(new CertificateRevoked(subject, revokeReason));
    });
  }

  private async decide(
    actor: Actor,
    recordId: string,
    decision: { readonly state: 'verified' | 'returned'; readonly returnReason: string | null },
  ): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const record = await this.lock(recordId);
      if (record.isOwnOf(actor.personId)) throw ownRecord();
      if (record.state !== 'reported') throw alreadyDecided(record.state);
      const decided = { decidedAt: this.clock.now(), decidedBy: actor.personId };
      await this.update(record, { ...decision, ...decided });
      const subject = await this.subjectOf(record);
      const reason = decision.returnReason;
      await this.journal.record(actor, decision.state, subject, reason === null ? {} : { reason });
      await this.journal.tell(
        reason === null
          ? new CertificateVerified(subject)
          : new CertificateReturned(subject, reason),
      );
    });
  }

  private requireComplete(report: CertificateReport): Evidence {
    const problems = reportProblems(report, this.clock.today());
    if (report.certificationCode === '') problems.certificationCode = '資格を選んでください。';
    if (report.evidence === null) {
      problems.evidence = '合格証書などの証明書類(PDF・JPEG・PNG)を選んでください。';
    }
    if (report.evidence === null || Object.keys(problems).length > 0) {
      throw new InvalidInput(problems);
    }
    return report.evidence;
  }

  /** The right is asked for before the number is looked up: who may not ask learns nothing from the answer. */
  private async personOf(actor: Actor, staffNumber: string): Promise<string> {
    const code = normalizeCode(staffNumber);
    if (code === '' || code === actor.staffNumber) return actor.personId;
    requirePermission(actor, 'certifications.verify');
    const row = await this.database.queryOne<{ person_id: string }>(
      'SELECT person_id FROM staff_numbers WHERE staff_number = $1',
      [code],
    );
    if (row) return row.person_id;
    throw new InvalidInput({
      staffNumber: 'この職員番号の職員はいません。番号を確かめてください。',
    });
  }

  /** Two reports at once: the second waits for the first here, and then finds it. */
  private async insertUnlessLive(
    actor: Actor,
    certification: CertificationRow,
    facts: NewRecord,
  ): Promise<string> {
    const inserted = await this.database.queryOne<{ id: string }>(
      `INSERT INTO certification_records (id, person_id, certification_id, passed_on, certificate_number, number_key,
         state, evidence_file_id, reported_at, reported_by)
       VALUES ($1, $2, $3, $4, $5, $6, 'reported', $7, $8, $9)
       ON CONFLICT (person_id, certification_id, passed_on) WHERE state IN ('reported', 'verified') DO NOTHING
       RETURNING id`,
      [
        randomUUID(),
        facts.personId,
        certification.id,
        facts.passedOn,
        facts.certificateNumber,
        certificateNumberKey(facts.certificateNumber),
        facts.evidenceFileId,
        this.clock.now(),
        actor.personId,
      ],
    );
    if (inserted) return inserted.id;
    throw alreadyReported({
      name: certification.name,
      passedOn: facts.passedOn,
      state: await this.stateOfLive(certification.id, facts),
    });
  }

  private async stateOfLive(certificationId: string, facts: NewRecord): Promise<RecordState> {
    const live = await this.database.queryOne<{ state: RecordState }>(
      `SELECT state FROM certification_records
       WHERE person_id = $1 AND certification_id = $2 AND passed_on = $3 AND state IN ('reported', 'verified')`,
      [facts.personId, certificationId, facts.passedOn],
    );
    return live?.state ?? 'reported';
  }

  /** Two reviewers at once: the second waits here and then sees what the first decided. */
  private async lock(recordId: string): Promise<CertificationRecord> {
    const record = await this.database.repository(CertificationRecord).findOne({
      where: { id: idOf(recordId) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!record) throw new NotFound();
    return record;
  }

  private async update(
    record: CertificationRecord,
    change: Partial<CertificationRecord>,
  ): Promise<void> {
    await this.database.repository(CertificationRecord).update({ id: record.id }, change);
  }

  private async subjectOf(record: CertificationRecord): Promise<CertificateSubject> {
    const row = await this.database.queryOne<{ code: string }>(
      'SELECT code FROM certifications WHERE id = $1',
      [record.certificationId],
    );
    return {
      recordId: record.id,
      personId: record.personId,
      certificationCode: row?.code ?? '',
      passedOn: record.passedOn,
    };
  }
}
