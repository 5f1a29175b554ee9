import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { ExamAttemptQueries } from '@app/certifications';
import { Clock, type LocalDate } from '@app/platform';

/** The certificate that all this is about. */
const IT_PASSPORT = 'ip';

/** The day of the exam that somebody has booked, if it is ahead: practice and the page prepare for it. */
@Injectable()
export class ExamDays {
  constructor(
    private readonly exams: ExamAttemptQueries,
    private readonly clock: Clock,
  ) {}

  async find(actor: Actor): Promise<LocalDate | null> {
    const today = this.clock.today();
    const booked = (await this.exams.listOwn(actor))
      .filter((it) => it.certificationCode === IT_PASSPORT && it.state === 'booked')
      .map(({ examOn }) => examOn)
      .filter((day) => day >= today)
      .toSorted();
    return booked[0] ?? null;
  }
}
