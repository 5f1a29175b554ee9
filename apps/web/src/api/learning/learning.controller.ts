import { Controller, Get, Req } from '@nestjs/common';
import { EnrollmentQueries, LearningRecordQueries } from '@app/courses';
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
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @Get()
  async showMyLearning(@Req() request: PageRequest): Promise<MyLearning> {
    const { personId } = actorOf(request);
    const [open, records, calendar] = await Promise.all([
      this.enrollments.listOwnLearning(personId),
      this.records.listForPerson(personId),
      this.calendars.current(),
    ]);
    return myLearningView(open, records, { today: this.clock.today(), calendar });
  }
}
