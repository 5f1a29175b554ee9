import { Injectable } from '@nestjs/common';
import {
  AppointmentEligibility,
  AppointmentQueries,
  CandidateQueries,
  type CandidateFacts,
  type Proposal,
  RoleQueries,
} from '@app/appointments';
import { CoverageQueries } from '@app/coverage';
import { JoinQueries } from '@app/organization';
import { Clock, idOf, type LocalDate, NotFound, isCountedDay } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, type FormView } from '../../../shell/forms';
import { UNTICKED } from '../../../shell/parts/fields';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { type AppointingField, chosenView, ownView, searchView } from './appointing.views';

/** Gathers what the page "new appointment" shows: first the search, then the person who was chosen. */
@Injectable()
export class AppointingPages {
  constructor(
    private readonly candidates: CandidateQueries,
    private readonly appointments: AppointmentQueries,
    private readonly eligibility: AppointmentEligibility,
    private readonly coverage: CoverageQueries,
    private readonly roles: RoleQueries,
    private readonly joins: JoinQueries,
    private readonly clock: Clock,
  ) {}

  async show(request: PageRequest) {
    const personId = request.refusedForm?.values.personId ?? queryText(request, 'person');
    return personId === undefined ? this.search(request) : this.choose(request, personId);
  }

  private async search(request: PageRequest) {
    const today = this.clock.today();
    const [text, unitCode] = [queryText(request, 'q') ?? '', queryText(request, 'unit') ?? ''];
    const found =
      text === '' && unitCode !== ''
        ? this.candidates.listOfUnit(unitCode, today)
        : this.candidates.search(text, today);
    return searchView({
      text,
      unitCode,
      role: queryText(request, 'role') ?? '',
      found: await found,
    });
  }

  private async choose(request: PageRequest, personId: string) {
    const id = idOf<'person'>(personId);
    if (await this.joins.areOne(actorOf(request).personId, id)) return ownView();
    const today = this.clock.today();
    const firstDay = (await this.candidates.findFirstDay(id, today)) ?? today;
    const initial = {
      role: queryText(request, 'role') ?? 'leader',
      termStart: firstDay,
      termEnd: '',
      documentNumber: '',
    };
    const form = formView(request, {
      ...initial,
      note: '',
      ...UNTICKED,
      warnedReason: '',
    });
    const typed = form.fields.termStart.value;
    const [facts, history, city] = await Promise.all([
      this.candidates.findFacts(id, isCountedDay(typed) ? typed : firstDay),
      this.appointments.listOfPerson(actorOf(request), id, today),
      this.coverage.coverageAsOf(today),
    ]);
    if (!facts) throw new NotFound();
    noteRead(request, facts.personId);
    const { unitId } = facts;
    const units = city.units.filter((unit) => unitId !== null && unit.unitIds.includes(unitId));
    const proposal = await this.proposalOf(facts, form, today);
    const warnings = facts.isEmployed ? await this.eligibility.listWarnings(facts, proposal) : [];
    const usualEnd = await this.eligibility.usualEnd(proposal.role, proposal.termStart);
    const roles = await this.roles.listAppointable(today);
    const standing = await this.eligibility.listStanding(id, roles, proposal);
    const chosen = { standing, facts, units, history, warnings, form, firstDay, usualEnd, roles };
    return chosenView(chosen, today);
  }

  /** The appointment as it is typed so far. */
  private async proposalOf(
    { personId }: CandidateFacts,
    form: FormView<AppointingField>,
    today: LocalDate,
  ): Promise<Proposal> {
    const { termStart, termEnd, documentNumber } = form.fields;
    const role = form.fields.role.value;
    const start = isCountedDay(termStart.value) ? termStart.value : today;
    return {
      ...{ personId, role, termStart: start, documentNumber: documentNumber.value.trim() },
      termEnd: isCountedDay(termEnd.value)
        ? termEnd.value
        : await this.eligibility.usualEnd(role, start),
    };
  }
}
