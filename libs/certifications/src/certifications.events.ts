import type { CorrectionId, LocalDate, PersonId, RecordId } from '@app/platform';

/** Which certificate of whom an event is about. */
export interface CertificateSubject {
  readonly recordId: RecordId;
  readonly personId: PersonId;
  readonly certificationCode: string;
  readonly passedOn: LocalDate;
}

/** A pass was reported and waits for its verification; it does not count yet. */
export class CertificateReported {
  constructor(readonly subject: CertificateSubject) {}
}

/** From now on the person holds the qualification. */
export class CertificateVerified {
  constructor(readonly subject: CertificateSubject) {}
}

/** The verification was wrong: from now on it does not count any more; the person may report again. */
export class CertificateRevoked {
  constructor(
    readonly subject: CertificateSubject,
    readonly reason: string,
  ) {}
}

/** It should never have been verified: it counts on no day any more. */
export class CertificateAnnulled {
  constructor(
    readonly subject: CertificateSubject,
    readonly reason: string,
  ) {}
}

/** A second person confirmed that it says something else: what counts follows it from now on. */
export class CertificateCorrected {
  constructor(
    /** As it stands now. */
    readonly subject: CertificateSubject,
    readonly correctionId: CorrectionId,
  ) {}
}

/** The report was sent back; the person may report again. */
export class CertificateReturned {
  constructor(
    readonly subject: CertificateSubject,
    readonly reason: string,
  ) {}
}
