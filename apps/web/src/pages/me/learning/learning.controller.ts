import { Controller, Req } from '@nestjs/common';
import { ClosedLearningQueries, LearningRecordQueries } from '@app/courses';
import { Clock } from '@app/platform';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { certificateView } from './certificate.views';
import { learningView } from './learning.views';

@Controller('learning')
@Allow('self')
export class LearningController {
  constructor(
    private readonly records: LearningRecordQueries,
    private readonly closed: ClosedLearningQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/learning/learning')
  async showLearning(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const [rows, closed] = await Promise.all([
      this.records.listForPerson(actor.personId),
      this.closed.listForPerson(actor.personId),
    ]);
    return learningView(actor, { rows, closed }, this.clock.today());
  }

  /** All rows on one paper, for whoever asks what was learnt. */
  @PageRoute('certificate', 'pages/me/learning/certificate')
  async showCertificate(@Req() request: PageRequest) {
    const actor = actorOf(request);
    return certificateView(
      actor,
      await this.records.listForPerson(actor.personId),
      this.clock.today(),
    );
  }
}
