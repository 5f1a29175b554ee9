import { Controller, Req } from '@nestjs/common';
import { PeopleQueries, UnitQueries } from '@app/organization';
import { Clock, NotFound } from '@app/platform';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { seesAnnouncedOnly, visibleDay } from '../../../shared/visible-day.rules';
import { unitsView, unitView } from './units.views';

@Controller('units')
@Allow('organization.read')
export class UnitsController {
  constructor(
    private readonly units: UnitQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/units/units')
  async showUnits(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const [units, heads, counts] = await Promise.all([
      this.units.listUnits(asOf),
      this.units.listHeads(asOf),
      this.units.countStaff(asOf),
    ]);
    return unitsView(asOf, units, heads, counts);
  }

  @PageRoute(':code', 'pages/hr/units/unit')
  async showUnit(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const unit = await this.units.findUnitByCode(param(request, 'code'), asOf);
    if (!unit) throw new NotFound();
    const ids = await this.units.listUnitIdsBelow([unit.id], asOf);
    const [head, staff, all] = await Promise.all([
      this.units.findHead(unit.id, asOf),
      this.people.listStaffOfUnits(ids, asOf),
      this.units.listUnits(asOf),
    ]);
    const below = all.filter((row) => row.parentId === unit.id);
    // The end of a unit is a reorganisation that may not be announced yet.
    const shown = seesAnnouncedOnly(actorOf(request)) ? { ...unit, validTo: null } : unit;
    return unitView(asOf, shown, { head, staff, below });
  }

  private dayOf(request: PageRequest) {
    return visibleDay(actorOf(request), queryText(request, 'asOf'), this.clock.today());
  }
}
