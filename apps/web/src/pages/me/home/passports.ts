import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { ExamAttemptQueries, IntentionAsking, OwnRecordQueries } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { type OwnSuggestion, PracticeQueries, SuggestionQueries } from '@app/practice';
import { type PassportView, passportView } from './passport.views';

/** Reads how far somebody is on the way to the certificate that the plan asks for. */
@Injectable()
export class Passports {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly exams: ExamAttemptQueries,
    private readonly practice: PracticeQueries,
    private readonly suggestions: SuggestionQueries,
    private readonly asking: IntentionAsking,
  ) {}

  async find(actor: Actor, today: LocalDate): Promise<PassportView> {
    const [records, exams, practice] = await Promise.all([
      this.records.listOwn(actor),
      this.exams.listOwn(actor),
      this.practice.glance(actor.personId),
    ]);
    return passportView(records, exams, { today, practice });
  }

  /** Also of an office: what is suggested is suggested to the person. */
  findSuggestion(actor: Actor): Promise<OwnSuggestion | null> {
    return this.suggestions.findOwn(actor);
  }

  /** Once a year; of whoever is in an office as well. */
  asksIntention(actor: Actor): Promise<boolean> {
    return this.asking.isAsked(actor);
  }
}
