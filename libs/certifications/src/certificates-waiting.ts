import { Injectable } from '@nestjs/common';
import {
  type Actor,
  hasPermission,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { localDateOf } from '@app/platform';
import {
  correctedThing,
  correctionsThing,
  entriesThing,
  examThing,
  outsideThing,
  recordThing,
  reviewsThing,
  stuckThing,
} from './certificates-waiting.rules';
import { CertificateEntryQueries } from './entry/certificate-entries.queries';
import { ASKED_EXAM } from './pipeline/intention-asking';
import { CandidateBoardQueries } from './pipeline/board.queries';
import { ExamAttemptQueries } from './exam/exam-attempts.queries';
import { CorrectionQueries } from './record/corrections.queries';
import { OwnRecordQueries } from './record/own-records.queries';
import { RecordReviewQueries } from './record/record-reviews.queries';

/** What of certificates and exams waits: the person's own, and the reports that wait for whoever may verify them. */
@Injectable()
export class CertificatesWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly records: OwnRecordQueries,
    private readonly attempts: ExamAttemptQueries,
    private readonly reviews: RecordReviewQueries,
    private readonly corrections: CorrectionQueries,
    private readonly entries: CertificateEntryQueries,
    private readonly board: CandidateBoardQueries,
  ) {
    waiting.add('certifications', (actor, day) => this.listRecords(actor, day));
    waiting.add('exams', (actor, day) => this.listExams(actor, day));
    waiting.add('reviews', (actor) => this.listReviews(actor));
    waiting.add('corrections', (actor) => this.listCorrections(actor));
    waiting.add('entries', (actor) => this.listEntries(actor));
    waiting.add('exams_outside', (actor) => this.listOutside(actor));
    waiting.add('stuck_candidates', (actor) => this.listStuck(actor));
    waiting.add('corrected', (actor, day) => this.listCorrected(actor, day));
  }

  private async listRecords(actor: Actor, { today }: WaitingDay): Promise<readonly WaitingThing[]> {
    return (await this.records.listOwn(actor)).flatMap((row) => recordThing(row, today));
  }

  private async listExams(actor: Actor, { today }: WaitingDay): Promise<readonly WaitingThing[]> {
    return (await this.attempts.listOwn(actor)).flatMap((row) => examThing(row, today));
  }

  private async listCorrections(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'certifications.verify')) return [];
    const { total, oldest } = await this.corrections.countOpen(actor);
    return total === 0 || oldest === null ? [] : [correctionsThing(total, localDateOf(oldest))];
  }

  private async listEntries(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'certifications.verify')) return [];
    const { total, oldest } = await this.entries.countWaiting(actor);
    return total === 0 || oldest === null ? [] : [entriesThing(total, localDateOf(oldest))];
  }

  private async listOutside(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'exams.follow')) return [];
    return (await this.board.listOutside(actor)).map((row) => outsideThing(row));
  }

  private async listStuck(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'exams.follow')) return [];
    const asked = { code: ASKED_EXAM, unitCode: '', words: '', onlyStuck: true } as const;
    const page = { sort: 'since', number: 1, size: 1 } as const;
    const filter = { ...asked, orEquivalent: false };
    const { rows, total } = await this.board.listCandidates(actor, filter, page);
    return [stuckThing(total, rows[0]?.since ?? null)];
  }

  private async listCorrected(
    actor: Actor,
    { today }: WaitingDay,
  ): Promise<readonly WaitingThing[]> {
    return (await this.corrections.listOwn(actor)).flatMap((row) => correctedThing(row, today));
  }

  private async listReviews(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'certifications.verify')) return [];
    const { total, own, oldest } = await this.reviews.countWaiting(actor);
    return [reviewsThing(total, oldest && localDateOf(oldest), own)];
  }
}
