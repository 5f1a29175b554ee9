import { Body, Controller, Req } from '@nestjs/common';
import { RoleQueries, RolesService } from '@app/appointments';
import { type CommandAnswer, Clock, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { UNTICKED } from '../../../shell/parts/fields';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { newVersionView } from './new-version.views';
import { previewView } from './preview.views';
import { roleOf } from './roles.controller';
import { choiceTexts, initialChoices, roleForm, seenForm } from './roles.forms';
import { roleHref } from './roles.views';

/** A version is typed on one page and registered from the next, which shows who in the city would meet it today. */
@Controller('appointments/roles')
@Allow('appointments.manage')
export class NewRoleVersionController {
  constructor(
    private readonly roles: RoleQueries,
    private readonly service: RolesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':role/new', 'pages/office/roles/new-version')
  async showNew(@Req() request: PageRequest) {
    const role = roleOf(request);
    const [newest] = await this.roles.listVersions(role);
    const today = this.clock.today();
    // Back from the page that shows who meets it, with what was typed.
    const typed = roleForm.safeParse(request.query);
    const initial = typed.success ? choiceTexts(typed.data) : initialChoices(newest, today);
    const form = formView(request, initial);
    const askable = await this.roles.readAskable();
    return newVersionView({ role, newest }, form, askable);
  }

  /** Nothing is written here: what was chosen is checked, and the page with the numbers is next. */
  @CommandRoute(':role/new', 'showNew')
  async checkVersion(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    const choices = parseForm(roleForm, body);
    await this.service.previewVersion(actorOf(request), { role, ...choices });
    return { location: address(`${roleHref(role)}/preview`, choiceTexts(choices)), isStep: true };
  }

  @PageRoute(':role/preview', 'pages/office/roles/preview')
  async showPreview(@Req() request: PageRequest) {
    const role = roleOf(request);
    const choices = roleForm.safeParse(request.refusedForm?.values ?? request.query);
    if (!choices.success) throw new NotFound();
    const input = { role, ...choices.data };
    const planned = await this.service.previewVersion(actorOf(request), input);
    const form = formView(request, UNTICKED);
    const names = await this.roles.readAskable();
    return previewView(planned, input, {
      ...{ form, names, hidden: choiceTexts(choices.data) },
      today: this.clock.today(),
    });
  }

  @CommandRoute(':role/preview', 'showPreview')
  async addVersion(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    const choices = parseForm(roleForm, body);
    const { seen, warningsAccepted } = parseForm(seenForm, body);
    const actor = actorOf(request);
    const looked = { mark: seen, warningsAccepted };
    const version = await this.service.addVersion(actor, { role, ...choices }, looked);
    return {
      location: roleHref(role),
      notice: `要件の第${String(version)}版を登録しました。`,
    };
  }
}
