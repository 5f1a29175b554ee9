import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { ExamAttemptQueries, OwnRecordQueries } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { type PassportView, passportView } from './passport.views';

/** Reads how far somebody is on the way to the certificate that the plan asks for. */
@Injectable()
export class Passports {
  constructor(
    private readonly records: OwnRecordQueries,
    private readonly exams: ExamAttemptQueries,
  ) {}

  async find(actor: Actor, today: LocalDate): Promise<PassportView> {
    const [records, exams] = await Promise.all([
      this.records.listOwn(actor),
      this.exams.listOwn(actor),
    ]);
    return passportView(records, exams, today);
  }
}
