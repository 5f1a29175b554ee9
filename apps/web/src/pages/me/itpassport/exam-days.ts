import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { type AttemptRow, ExamAttemptQueries } from '@app/certifications';
import { Clock, type LocalDate } from '@app/platform';

/** The certificate that all this is about. */
export const IT_PASSPORT = 'ip';

/** The day of the exam that somebody has booked, if it is ahead: practice and the page prepare for it. */
@Injectable()
export class ExamDays {
  constructor(
    private readonly exams: ExamAttemptQueries,
    private readonly clock: Clock,
  ) {}

  async find(actor: Actor): Promise<LocalDate | null> {
    return aheadOf(await this.listOwn(actor), this.clock.today());
  }

  /** All of this exam, whatever became of them. */
  async listOwn(actor: Actor): Promise<readonly AttemptRow[]> {
    const all = await this.exams.listOwn(actor);
    return all.filter(({ certificationCode }) => certificationCode === IT_PASSPORT);
  }
}

/** The next one that is booked. */
export function aheadOf(exams: readonly AttemptRow[], today: LocalDate): LocalDate | null {
  const booked = exams.filter(
    ({ state, examOn, isReported }) => state === 'booked' && examOn >= today && !isReported,
  );
  return booked.map(({ examOn }) => examOn).toSorted()[0] ?? null;
}
