import { Controller, Get, Req } from '@nestjs/common';
import { ClosedLearningQueries, EnrollmentQueries, LearningRecordQueries } from '@app/courses';
import { Clock, OfficeCalendars } from '@app/platform';
import { actorOf, type PageRequest } from '../../shell/http';
import { Allow } from '../../shell/routes';
import type { MyLearning } from './learning.schemas';
import { myLearningView } from './learning.views';

@Controller('api/v1/me/learning')
@Allow('self')
export class LearningApiController {
  constructor(
    private readonly enrollments: EnrollmentQueries,
    private readonly records: LearningRecordQueries,
    private readonly closed: ClosedLearningQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @Get()
  async showMyLearning(@Req() request: PageRequest): Promise<MyLearning> {
    const { personId } = actorOf(request);
    const [open, records, closed, calendar] = await Promise.all([
      this.enrollments.listOwnLearning(personId),
      this.records.listForPerson(personId),
      this.closed.listForPerson(personId),
      this.calendars.current(),
    ]);
    return myLearningView({ open, records, closed }, { today: this.clock.today(), calendar });
  }
}
