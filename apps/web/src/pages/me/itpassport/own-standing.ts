import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { Clock } from '@app/platform';
import { EstimateQueries, MasteryQueries, PracticeQueries, type SyllabusTree } from '@app/practice';
import { ExamDays } from './exam-days';
import type { ItPassportFacts } from './itpassport.views';

/** All that the page of the exam says of the person who looks at it. */
@Injectable()
export class OwnStanding {
  constructor(
    private readonly practice: PracticeQueries,
    private readonly mastery: MasteryQueries,
    private readonly estimates: EstimateQueries,
    private readonly examDays: ExamDays,
    private readonly clock: Clock,
  ) {}

  async find(actor: Actor, syllabus: SyllabusTree): Promise<ItPassportFacts> {
    const { personId } = actor;
    const [standing, mastery, counts, examOn, estimate] = await Promise.all([
      this.practice.listStanding(personId, syllabus.key),
      this.mastery.byMiddle(personId, syllabus.key),
      this.practice.counts(personId, syllabus.key),
      this.examDays.find(actor),
      this.estimates.findShown(personId, syllabus.key),
    ]);
    const today = this.clock.today();
    return { syllabus, standing, mastery, counts, examOn, estimate, today };
  }
}
