import { Controller, Req } from '@nestjs/common';
import { knownOn, PeopleQueries, type PersonHistory, UnitQueries } from '@app/organization';
import { Clock, type LocalDate, NotFound } from '@app/platform';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { readPeopleSearch } from './people.forms';
import { PEOPLE_PER_PAGE, peopleView, personView } from './people.views';
import { seesAnnouncedOnly, visibleDay } from '../../../shared/visible-day.rules';

@Controller('people')
@Allow('organization.read')
export class PeopleController {
  constructor(
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/people/people')
  async showPeople(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const search = readPeopleSearch(request.query);
    const { q, unit, type, status, page } = search;
    const units = await this.units.listUnits(asOf);
    const unitIds = await this.idsBelow(unit, units, asOf);
    const filter = { asOf, search: q, unitIds, employmentType: type, status };
    const found = await this.people.listPeople({ ...filter, page, pageSize: PEOPLE_PER_PAGE });
    return peopleView(asOf, search, found, units);
  }

  @PageRoute(':staffNumber', 'pages/hr/people/person')
  async showPerson(@Req() request: PageRequest) {
    const today = this.clock.today();
    const person = await this.people.findPerson(param(request, 'staffNumber'), today);
    if (!person) throw new NotFound();
    const shown = seesAnnouncedOnly(actorOf(request)) ? announced(person, today) : person;
    if (shown.employments.length === 0) throw new NotFound();
    return personView(shown, today);
  }

  private async idsBelow(
    code: string | undefined,
    units: readonly { readonly id: string; readonly code: string }[],
    asOf: LocalDate,
  ): Promise<readonly string[] | undefined> {
    if (code === undefined) return undefined;
    const unit = units.find((row) => row.code === code);
    return unit ? this.units.listUnitIdsBelow([unit.id], asOf) : [];
  }

  private dayOf(request: PageRequest): LocalDate {
    return visibleDay(actorOf(request), queryText(request, 'asOf'), this.clock.today());
  }
}

function announced(person: PersonHistory, today: LocalDate): PersonHistory {
  return {
    ...person,
    names: knownOn(person.names, today),
    postings: knownOn(person.postings, today),
    employments: knownOn(person.employments, today),
    statuses: knownOn(person.statuses, today),
  };
}
