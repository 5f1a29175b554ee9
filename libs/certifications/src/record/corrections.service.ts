import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  Clock,
  type CorrectionId,
  Database,
  idOf,
  InvalidInput,
  type PersonId,
  type RecordId,
  localDateOf,
  toLocalDate,
} from '@app/platform';
import {
  type CertificationRow,
  chosenCertification,
} from '../certification/certifications.queries';
import { CertificateCorrected } from '../certifications.events';
import { afterReport, outsideExams, requireFittingEnd, wrongEnd } from './certificate-days.rules';
import { certificateNumberKey } from './certification-record.rules';
import { type BookedCorrection, CorrectionBooks } from './correction-books';
import { CorrectionChecks } from './correction-checks';
import {
  changedMeanwhile,
  correctionDecided,
  correctionOpen,
  impossibleNow,
  notCorrectable,
  notProposer,
  otherStateThanShown,
  ownCertificate,
  ownCorrection,
} from './correction.errors';
import { correctionProblems, correctionReasonProblem, isSameCertificate } from './correction.rules';
import { type BookedRecord, RecordBooks, subjectOf } from './record-books';
import { RecordJournal } from './record-journal';

/** As it was typed; empty `validUntil`: the certificate has no end. */
export interface TypedCorrection {
  readonly certificationCode: string;
  readonly passedOn: string;
  readonly certificateNumber: string;
  readonly validUntil: string;
  readonly reason: string;
}

/**
 * Corrects what stands in a record that was verified: one person of HR proposes with a reason, and a second one, who neither
 * reported nor holds it, confirms. Until then nothing changes; from then on what counts follows the corrected record.
 */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly books: RecordBooks,
    private readonly corrections: CorrectionBooks,
    private readonly checks: CorrectionChecks,
    private readonly journal: RecordJournal,
    private readonly joins: JoinQueries,
  ) {}

  /** Returns the correction's id. Of one record one correction waits at a time. */
  async propose(actor: Actor, recordId: RecordId, typed: TypedCorrection): Promise<CorrectionId> {
    requirePermission(actor, 'certifications.verify');
    const today = this.clock.today();
    const reason = typed.reason.trim();
    const certificateNumber = typed.certificateNumber.normalize('NFC').trim();
    const problems = correctionProblems({ ...typed, reason, certificateNumber }, today);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    return this.database.transaction(async () => {
      const record = await this.lock(recordId);
      if (record.state !== 'verified' && record.state !== 'revoked')
        throw notCorrectable(record.state);
      if (record.holder === (await this.selfOf(actor))) throw ownCertificate();
      if (await this.corrections.isOpen(record.id)) throw correctionOpen();
      const chosen = await chosenCertification(this.database, typed.certificationCode, today);
      const passedOn = toLocalDate(typed.passedOn);
      requireFittingEnd(chosen, { passedOn, validUntil: typed.validUntil });
      const next = {
        certificationId: chosen.id,
        passedOn,
        certificateNumber,
        numberKey: certificateNumberKey(certificateNumber),
        validUntil: typed.validUntil === '' ? null : toLocalDate(typed.validUntil),
      };
      if (isSameCertificate(record, next)) throw nothingChanged();
      const problem = impossibleDay(record, next, chosen);
      if (problem !== null) throw new InvalidInput({ passedOn: problem });
      await this.checks.requireFitting(record, next);
      const id = await this.corrections.add(actor, {
        recordId: record.id,
        oldCertificationId: record.certificationId,
        oldPassedOn: record.passedOn,
        oldCertificateNumber: record.certificateNumber,
        oldValidUntil: record.validUntil,
        ...next,
        reason,
      });
      await this.journal.record(actor, 'correction_proposed', subjectOf(record), { reason });
      return id;
    });
  }

  /** From now on the record says what was proposed. `seen`: the state of the record that was shown; empty: whichever it is. */
  async confirm(actor: Actor, id: CorrectionId, seen = ''): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const { correction, record, by } = await this.lockOpen(actor, id);
      requireSecond(by, correction, record);
      if (!stillStands(correction, record)) throw changedMeanwhile();
      if (seen !== '' && seen !== record.state) throw otherStateThanShown(record.state);
      await this.requirePossible(record, correction);
      await this.checks.requireFitting(record, correction);
      await this.corrections.decide(actor, correction, {
        ...{ state: 'confirmed', declineReason: null, by },
      });
      const { certificationId, certificationCode, passedOn, certificateNumber } = correction;
      const { numberKey, validUntil } = correction;
      const facts = { certificationId, certificationCode, passedOn, certificateNumber };
      const corrected = { ...record, ...facts, numberKey, validUntil };
      await this.books.replace(actor, record, corrected);
      const subject = subjectOf(corrected);
      await this.journal.record(actor, 'corrected', subject, { reason: correction.reason });
      await this.journal.tell(new CertificateCorrected(subject, correction.id));
    });
  }

  /** The second person does not agree; the record stays as it is. */
  async decline(actor: Actor, id: CorrectionId, typed: string): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    const declineReason = typed.trim();
    const problem = correctionReasonProblem(declineReason, '差戻し');
    if (problem) throw new InvalidInput({ reason: problem });
    await this.database.transaction(async () => {
      const { correction, record, by } = await this.lockOpen(actor, id);
      requireSecond(by, correction, record);
      await this.corrections.decide(actor, correction, { state: 'declined', declineReason, by });
      const detail = { reason: declineReason };
      await this.journal.record(actor, 'correction_declined', subjectOf(record), detail);
    });
  }

  /** By who proposed it, while nobody has decided. */
  async withdraw(actor: Actor, id: CorrectionId): Promise<void> {
    requirePermission(actor, 'certifications.verify');
    await this.database.transaction(async () => {
      const { correction, record, by } = await this.lockOpen(actor, id);
      if (by !== correction.proposer) throw notProposer();
      await this.corrections.decide(actor, correction, {
        ...{ state: 'withdrawn', declineReason: null, by },
      });
      await this.journal.record(actor, 'correction_withdrawn', subjectOf(record));
    });
  }

  /** What is known of the exam may be another thing than when it was proposed. */
  private async requirePossible(record: BookedRecord, correction: BookedCorrection) {
    const { certificationCode: code } = correction;
    const exam = await chosenCertification(this.database, code, this.clock.today());
    const problem = impossibleDay(record, correction, exam) ?? wrongEnd(exam, correction);
    if (problem !== null) throw impossibleNow(problem);
  }

  /** The holder first, as a report and a join do; then the record, with which its corrections wait. */
  private async lock(recordId: RecordId): Promise<BookedRecord> {
    const id = idOf<'certification_record'>(recordId);
    await this.checks.lockHolder(id);
    return this.books.lock(id);
  }

  private async lockOpen(actor: Actor, id: CorrectionId) {
    const { recordId } = await this.corrections.get(idOf<'certification_correction'>(id));
    const record = await this.lock(recordId);
    const correction = await this.corrections.get(idOf<'certification_correction'>(id));
    if (correction.state !== 'proposed') throw correctionDecided(correction.state);
    return { correction, record, by: await this.selfOf(actor) };
  }

  /** The one who acts, whichever of their numbers they signed in with. */
  private async selfOf({ personId }: Actor): Promise<PersonId> {
    return (await this.joins.personNow(personId)) ?? idOf<'person'>(personId);
  }
}

function requireSecond(by: PersonId, correction: BookedCorrection, record: BookedRecord): void {
  const first = [correction.proposer, record.holder, record.reporter];
  if (first.includes(by)) throw ownCorrection();
}

/** Why the certificate cannot say that day; what it says already is nobody's question here. */
function impossibleDay(
  record: BookedRecord,
  { certificationId, passedOn }: Pick<BookedRecord, 'certificationId' | 'passedOn'>,
  exam: CertificationRow,
): string | null {
  if (certificationId === record.certificationId && passedOn === record.passedOn) return null;
  return afterReport(passedOn, localDateOf(record.reportedAt)) ?? outsideExams(exam, passedOn);
}

function stillStands(correction: BookedCorrection, record: BookedRecord): boolean {
  return (
    (record.state === 'verified' || record.state === 'revoked') &&
    isSameCertificate(record, {
      certificationId: correction.oldCertificationId,
      passedOn: correction.oldPassedOn,
      certificateNumber: correction.oldCertificateNumber,
      validUntil: correction.oldValidUntil,
    })
  );
}

function nothingChanged(): InvalidInput {
  return new InvalidInput({
    reason: '今の記録と同じ内容です。訂正するところを直してから、申し出てください。',
  });
}
