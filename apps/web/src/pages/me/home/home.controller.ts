import { Controller, Req } from '@nestjs/common';
import { type Actor, hasPermission, hasRole } from '@app/access';
import { RecordReviewQueries } from '@app/certifications';
import { ClosedLearningQueries, EnrollmentQueries, MissingEditionQueries } from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import { Clock, OfficeCalendars } from '@app/platform';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import {
  cityDutyView,
  type DutyView,
  homeView,
  reviewDutyView,
  teamDutyView,
  missingEditionsView,
} from './home.views';

@Controller()
@Allow('self')
export class HomeController {
  constructor(
    private readonly enrollments: EnrollmentQueries,
    private readonly closed: ClosedLearningQueries,
    private readonly editions: MissingEditionQueries,
    private readonly mandatory: MandatoryFigureQueries,
    private readonly reviews: RecordReviewQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/home/home')
  async showHome(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const [rows, closed, duties, calendar] = await Promise.all([
      this.enrollments.listOwnLearning(actor.personId),
      this.closed.listForPerson(actor.personId),
      this.dutiesOf(actor),
      this.calendars.current(),
    ]);
    const day = { today: this.clock.today(), calendar };
    return homeView({ name: actor.name, duties }, { rows, closed }, day);
  }

  private async dutiesOf(actor: Actor): Promise<DutyView[]> {
    const asOf = this.clock.today();
    const duties: DutyView[] = [];
    if (hasRole(actor, 'unit_head')) {
      duties.push(teamDutyView(await this.mandatory.countOn(asOf, actor.headedUnitIds)));
    }
    if (hasPermission(actor, 'assignments.manage')) {
      const [promises, missing] = await Promise.all([
        this.mandatory.promisesOn(asOf),
        this.editions.listMissingEditions(),
      ]);
      if (missing.length > 0) duties.push(missingEditionsView(missing));
      duties.push(cityDutyView(promises));
    }
    if (hasPermission(actor, 'certifications.verify')) {
      const all = { state: 'reported', certificationCode: '', unitCode: '' } as const;
      duties.push(reviewDutyView((await this.reviews.countReviews(actor, all)).reported));
    }
    return duties;
  }
}
