import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import { PostTitles, UnitKpiFlags, UnitQueries } from '@app/organization';
import { type CommandAnswer, Clock, NotFound, words } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { flagForm, titleForm } from './city-settings.forms';
import { mayManage, yesNo } from './city-settings.parts';
import { initialTitle, titlesView, unitFlagView, unitsView } from './organization-settings.views';

/** Which titles make a head, and which units must have a leader. */
@Controller('city-settings')
@Allow('settings.read')
export class OrganizationSettingsController {
  constructor(
    private readonly titles: PostTitles,
    private readonly units: UnitQueries,
    private readonly flags: UnitKpiFlags,
    private readonly clock: Clock,
  ) {}

  @PageRoute('titles', 'pages/admin/city-settings/titles')
  async showTitles(@Req() request: PageRequest) {
    const titles = await this.titles.listTitles(this.clock.today());
    const initial = initialTitle(titles, queryText(request, 'title') ?? '');
    return titlesView(titles, formView(request, initial), mayManage(actorOf(request)));
  }

  @CommandRoute('titles', 'showTitles')
  @Allow('settings.manage')
  async saveTitle(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const facts = parseForm(titleForm, body);
    const postings = await this.titles.saveTitle(auditActorOf(actorOf(request)), facts);
    return {
      location: '/city-settings/titles',
      notice: `職名「${facts.title}」を保存しました。本日から${String(postings)}件の所属で${words.unitHead}の扱いが変わります。`,
    };
  }

  @PageRoute('units', 'pages/admin/city-settings/units')
  async showUnits(@Req() request: PageRequest) {
    const units = await this.units.listUnits(this.clock.today());
    return unitsView(units, mayManage(actorOf(request)));
  }

  @PageRoute('units/:code', 'pages/admin/city-settings/unit')
  async showUnit(@Req() request: PageRequest) {
    const today = this.clock.today();
    const unit = await this.units.findUnitByCode(param(request, 'code'), today);
    if (!unit) throw new NotFound();
    const initial = { counts: yesNo(!unit.countsForLeaderKpi), validFrom: today };
    const periods = await this.flags.listPeriods(unit.code);
    const canManage = mayManage(actorOf(request));
    return unitFlagView({ unit, periods }, formView(request, initial), { today, canManage });
  }

  @CommandRoute('units/:code', 'showUnit')
  @Allow('settings.manage')
  async changeFlag(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = parseForm(flagForm, body);
    const unitCode = param(request, 'code');
    await this.flags.changeFlag(auditActorOf(actorOf(request)), { unitCode, ...form });
    return {
      location: `/city-settings/units/${encodeURIComponent(unitCode)}`,
      notice: `${words.leader}を置く${words.unit}かどうかを変更しました。その日より前の数字は変わりません。`,
    };
  }
}
