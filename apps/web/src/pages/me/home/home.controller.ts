import { Controller, Req } from '@nestjs/common';
import { OFFICE_AREAS, type WaitingArea, WaitingThings } from '@app/access';
import { ClosedLearningQueries, EnrollmentQueries } from '@app/courses';
import { Clock, OfficeCalendars } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { homeView } from './home.views';
import { Passports } from './passports';
import { OfficeFacts } from './office-facts';

/** Its own learning is read course by course, so that area is not asked for again. */
const AREAS = [
  ...(['nominations', 'exams', 'certifications', 'corrected', 'appointments'] as const),
  ...OFFICE_AREAS,
] as const;

const PLACES: readonly WaitingArea[] = AREAS;

@Controller()
@Allow('self')
export class HomeController {
  constructor(
    private readonly enrollments: EnrollmentQueries,
    private readonly closed: ClosedLearningQueries,
    private readonly waiting: WaitingThings,
    private readonly facts: OfficeFacts,
    private readonly passports: Passports,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/home/home')
  async showHome(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const day = { today: this.clock.today(), calendar: await this.calendars.current() };
    const isOffice = actor.roles.some((role) => role !== 'staff');
    const [rows, closed, asked, office, passport, suggestion, asksIntention] = await Promise.all([
      this.enrollments.listOwnLearning(actor.personId),
      this.closed.listForPerson(actor.personId),
      this.waiting.listFor(actor, day, AREAS),
      this.facts.listFor(actor, day),
      isOffice ? undefined : this.passports.find(actor, day.today),
      this.passports.findSuggestion(actor),
      this.passports.asksIntention(actor),
    ]);
    const { facts } = office;
    // In the order of the areas, whoever counted it.
    const waiting = [...asked, ...office.waiting].toSorted(
      (a, b) => PLACES.indexOf(a.area) - PLACES.indexOf(b.area),
    );
    const named = facts
      .flatMap(({ people }) => people)
      .filter(({ staffNumber }) => staffNumber !== actor.staffNumber);
    if (named.length > 0) noteTeamRead(request, named.length);
    const owesSecondFactor = Boolean(request.secondFactorDuty);
    return homeView(
      { name: actor.name, isOffice, owesSecondFactor },
      { rows, closed, waiting, facts, suggestion, asksIntention, ...(passport && { passport }) },
      day,
    );
  }
}
