import { sourceReply } from '../../../shell/lists/source-reply';
import { UnitStaffSource } from '@app/exports';
import { type Actor, hasPermission, seesAnnouncedOnly } from '@app/access';
import { CoverageQueries, UnitMonthQueries } from '@app/coverage';
import { Controller, Get, Req } from '@nestjs/common';
import {
  PeopleQueries,
  UnitLinkQueries,
  type UnitLink,
  UnitQueries,
  type UnitRow,
} from '@app/organization';
import { Clock, formatDateShort, type LocalDate, NotFound } from '@app/platform';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { askedDay } from '../../../shared/asked-day';
import { listedUnits, staffList, unitsList } from './units.list';
import {
  codesOf,
  elsewhenView,
  eveOf,
  formerRolesView,
  linksView,
  monthsView,
} from './links.views';
import { turnsView, unitsView, unitView } from './units.views';

@Controller('units')
@Allow('organization.read')
export class UnitsController {
  constructor(
    private readonly units: UnitQueries,
    private readonly people: PeopleQueries,
    private readonly source: UnitStaffSource,
    private readonly clock: Clock,
    private readonly links: UnitLinkQueries,
    private readonly coverage: CoverageQueries,
    private readonly months: UnitMonthQueries,
  ) {}

  @PageRoute('', 'pages/hr/units/units')
  async showUnits(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const actor = actorOf(request);
    // A reorganisation that is not announced yet is nobody's business but theirs.
    const until = seesAnnouncedOnly(actor) ? today : null;
    const turns = turnsView(await this.units.listTurns(until), asOf);
    const canAdd = hasPermission(actor, 'organization.import');
    return {
      ...unitsView({ asOf, today }, ...(await this.factsOf(asOf))),
      ...{ turns, canAdd, asOfError },
    };
  }

  @Get(filesAt('list'))
  async exportUnits(@Req() request: PageRequest) {
    const asOf = this.dayOf(request);
    const rows = listedUnits(...(await this.factsOf(asOf)));
    return listReply(unitsList(asOf), rows, requestedFormat(request), {
      title: `所属の一覧(${formatDateShort(asOf)}現在、${String(rows.length)}所属)`,
      suffix: asOf,
    });
  }

  @PageRoute(':code', 'pages/hr/units/unit')
  async showUnit(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { asOf, asOfError } = askedDay(request, today);
    const actor = actorOf(request);
    const until = seesAnnouncedOnly(actor) ? today : null;
    const unit = await this.units.findUnitByCode(param(request, 'code'), asOf);
    if (!unit) return { ...(await this.elsewhen(request, asOf, until)), asOfError };
    const links = await this.links.listLinks(unit.id, until);
    const [head, staff, all] = await Promise.all([
      this.units.findHead(unit.id, asOf),
      this.staffOf(unit, asOf),
      this.units.listUnits(asOf),
    ]);
    const below = all.filter((row) => row.parentId === unit.id);
    // The end of a unit is a reorganisation that may not be announced yet.
    const shown = seesAnnouncedOnly(actor) ? { ...unit, validTo: null } : unit;
    const canRename = hasPermission(actor, 'organization.import');
    const nameHref = canRename ? `/units/${encodeURIComponent(unit.code)}/name` : '';
    const unitHref = `/units/${encodeURIComponent(unit.code)}`;
    return {
      ...unitView({ asOf, today }, shown, { head, staff, below }),
      ...{ nameHref, unitHref, asOfError },
      ...linksView(unit.id, links),
      ...(await this.pastOf(actor, unit, links, asOf)),
    };
  }

  /** What the units of before were, and how the figures went: for whoever reads the figures of the city. */
  private async pastOf(actor: Actor, unit: UnitRow, links: readonly UnitLink[], asOf: LocalDate) {
    if (!hasPermission(actor, 'coverage.read')) return {};
    const before = links.filter(({ afterId, on }) => afterId === unit.id && on <= asOf);
    const found = [];
    for (const link of before) {
      const { units } = await this.coverage.coverageOfUnits([link.beforeId], eveOf(link));
      found.push({ link, units });
    }
    const months = await this.months.listMonths([...codesOf(unit, links).keys()], asOf);
    return { formerRoles: formerRolesView(found), past: monthsView(unit, links, months) };
  }

  /** A unit that is not there on the day, but was before or will be. */
  private async elsewhen(request: PageRequest, asOf: LocalDate, until: LocalDate | null) {
    const unit = await this.links.findKnown(param(request, 'code'), until);
    if (!unit) throw new NotFound();
    return elsewhenView(unit, asOf, await this.links.listLinks(unit.id, until));
  }

  @Get(filesAt(':code/staff'))
  @Confirmed()
  async exportStaff(@Req() request: PageRequest) {
    const today = this.clock.today();
    const asOf = this.dayOf(request);
    const unit = await this.unitOf(request, asOf);
    const [list, place] = [staffList(unit, asOf), { unit: unit.code }];
    return sourceReply(request, { source: this.source, list, today, place });
  }

  private factsOf(asOf: LocalDate) {
    return Promise.all([
      this.units.listUnits(asOf),
      this.units.listHeads(asOf),
      this.units.countStaff(asOf),
    ]);
  }

  private async unitOf(request: PageRequest, asOf: LocalDate): Promise<UnitRow> {
    const unit = await this.units.findUnitByCode(param(request, 'code'), asOf);
    if (!unit) throw new NotFound();
    return unit;
  }

  private async staffOf({ id }: UnitRow, asOf: LocalDate) {
    return this.people.listStaffOfUnits(await this.units.listUnitIdsBelow([id], asOf), asOf);
  }

  private dayOf(request: PageRequest) {
    return askedDay(request, this.clock.today()).asOf;
  }
}
