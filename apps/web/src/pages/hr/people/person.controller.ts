import { Controller, Req } from '@nestjs/common';
import { type Actor, hasPermission, personSight, type PersonSight, seesAhead } from '@app/access';
import { AppointmentQueries } from '@app/appointments';
import { PersonCertificateQueries } from '@app/certifications';
import { PersonLearningQueries } from '@app/courses';
import { PeopleQueries } from '@app/organization';
import { Clock, idOf, isUuid, type LocalDate, NotFound } from '@app/platform';
import { type AskedDay, askedDay } from '../../../shared/asked-day';
import { noteRead } from '../../../shell/access-recorder';
import { Moved } from '../../../shell/guard.errors';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { TIMELINE_KINDS } from './person-timeline';
import { personView } from './person.views';

/**
 * One person through time, for whoever may see something of them: HR and the offices, the head of the unit, the person.
 * To everybody else they do not exist. The address names an id or any number the person ever had.
 */
@Controller('people')
@Allow('self')
export class PersonController {
  constructor(
    private readonly people: PeopleQueries,
    private readonly appointments: AppointmentQueries,
    private readonly certificates: PersonCertificateQueries,
    private readonly learning: PersonLearningQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':person', 'pages/hr/people/person')
  async showPerson(@Req() request: PageRequest) {
    const today = this.clock.today();
    const actor = actorOf(request);
    const handle = param(request, 'person');
    const sight = await this.sightOf(actor, handle, today);
    if (isUuid(handle) && idOf(handle) !== sight.personId)
      throw new Moved(address(`/people/${sight.personId}`, { asOf: queryText(request, 'asOf') }));
    const { asOf, asOfError } = dayOf(request, sight, today);
    const day = { on: asOf, isPast: asOf < today };
    const [person, appointments, certificates, learning] = await Promise.all([
      this.people.findPerson(sight.personId, asOf),
      this.appointments.listSeen(sight, day),
      this.certificates.findSeen(sight, day),
      this.learning.findSeen(sight, asOf),
    ]);
    if (!person) throw new NotFound();
    noteRead(request, sight.personId);
    const canJoin = hasPermission(actor, 'organization.import') && !sight.isSelf;
    const canExtendTime = hasPermission(actor, 'exam_time.manage') && !sight.isSelf;
    const canSuggestExam = hasPermission(actor, 'exam_suggestions.send') && !sight.isSelf;
    const seen = { person, appointments, certificates, learning };
    const kind = TIMELINE_KINDS.find((it) => it === queryText(request, 'kind'));
    const view = personView(seen, {
      ...{ sight, asOf, today, kind },
      ...{ canJoin, canExtendTime, canSuggestExam },
    });
    return { ...view, asOfError };
  }

  private async sightOf(actor: Actor, handle: string, today: LocalDate): Promise<PersonSight> {
    const person = await this.people.lookUp(handle, { today, seesAhead: seesAhead(actor) });
    const sight = person && personSight(actor, person);
    if (!sight) throw new NotFound();
    return sight;
  }
}

/** A head sees today and no other day: what was before the post, or comes after it, is not theirs. */
function dayOf(request: PageRequest, sight: PersonSight, today: LocalDate): AskedDay {
  return sight.organization ? askedDay(request, today) : { asOf: today, asOfError: '' };
}
