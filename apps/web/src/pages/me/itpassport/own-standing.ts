import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { CertificationQueries, OwnRecordQueries, retiredText } from '@app/certifications';
import { Clock } from '@app/platform';
import { EstimateQueries, MasteryQueries, PracticeQueries, type SyllabusTree } from '@app/practice';
import { certificateStory } from '../certifications/certificate-story';
import { aheadOf, ExamDays, IT_PASSPORT } from './exam-days';
import type { ItPassportFacts } from './itpassport.views';

/** All that the page of the exam says of the person who looks at it. */
@Injectable()
export class OwnStanding {
  constructor(
    private readonly practice: PracticeQueries,
    private readonly mastery: MasteryQueries,
    private readonly estimates: EstimateQueries,
    private readonly examDays: ExamDays,
    private readonly certificates: OwnRecordQueries,
    private readonly certifications: CertificationQueries,
    private readonly clock: Clock,
  ) {}

  async find(actor: Actor, syllabus: SyllabusTree): Promise<ItPassportFacts> {
    const { personId } = actor;
    const [standing, mastery, counts, exams, records, estimate, all] = await Promise.all([
      this.practice.listStanding(personId, syllabus.key),
      this.mastery.byMiddle(personId, syllabus.key),
      this.practice.counts(personId, syllabus.key),
      this.examDays.listOwn(actor),
      this.certificates.listOwn(actor),
      this.estimates.findShown(personId, syllabus.key),
      this.certifications.listAll(),
    ]);
    const today = this.clock.today();
    const own = records.filter(({ certificationCode }) => certificationCode === IT_PASSPORT);
    const story = certificateStory(own, exams, today);
    const examOn = aheadOf(exams, today);
    const exam = all.find(({ code }) => code === IT_PASSPORT);
    const over = exam ? retiredText(exam, today) : '';
    return { syllabus, standing, mastery, counts, examOn, story, estimate, over, today };
  }
}
