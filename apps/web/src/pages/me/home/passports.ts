import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { ExamAttemptQueries, OwnRecordQueries } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { PracticeQueries } from '@app/practice';
import { type PassportView, passportView } from './passport.views';

/** Reads how far somebody is on the way to the certificate that the plan asks for. */
@Injectable()
export class Passports {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly exams: ExamAttemptQueries,
    private readonly practice: PracticeQueries,
  ) {}

  async find(actor: Actor, today: LocalDate): Promise<PassportView> {
    const [records, exams, practice] = await Promise.all([
      this.records.listOwn(actor),
      this.exams.listOwn(actor),
      this.practice.glance(actor.personId),
    ]);
    return passportView(records, exams, { today, practice });
  }
}
