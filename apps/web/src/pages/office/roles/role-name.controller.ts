import { Body, Controller, Req } from '@nestjs/common';
import { AddedRolesService, roleTitle } from '@app/appointments';
import { type CommandAnswer, Clock, formatDateShort, NotFound, wordsInUse } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { roleOf } from './roles.controller';
import { roleNameForm, roleNameWithdrawal, roleRenamingForm } from './roles.forms';
import { isAdded, newRoleView, removingView, renamingView, roleHref, ROLES } from './roles.views';

/** Roles that the city adds, and what it calls them. */
@Controller('appointments/roles')
@Allow('appointments.manage')
export class RoleNameController {
  constructor(
    private readonly service: AddedRolesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('new', 'pages/office/roles/name')
  showNewRole(@Req() request: PageRequest) {
    return newRoleView(formView(request, { word: '', short: '' }));
  }

  @CommandRoute('new', 'showNewRole')
  async addRole(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = await this.service.addRole(actorOf(request), parseForm(roleNameForm, body));
    return {
      location: roleHref(role),
      notice: '役割を加えました。次に、要件の最初の版を登録してください。',
    };
  }

  @PageRoute(':role/name', 'pages/office/roles/name')
  showName(@Req() request: PageRequest) {
    const role = roleOf(request);
    if (!isAdded(role)) throw new NotFound();
    const { word, short } = wordsInUse().role(role);
    const initial = { word, short: short === word ? '' : short, validFrom: this.clock.today() };
    return renamingView(role, formView(request, initial));
  }

  @CommandRoute(':role/name', 'showName')
  async rename(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    await this.service.renameRole(actorOf(request), role, parseForm(roleRenamingForm, body));
    return { location: roleHref(role), notice: '役割の名前を登録しました。' };
  }

  @PageRoute(':role/remove', 'pages/office/roles/remove')
  async showRemove(@Req() request: PageRequest) {
    const role = roleOf(request);
    if (!isAdded(role)) throw new NotFound();
    const refusal = await this.service.findRemovalRefusal(role);
    return removingView(role, refusal?.message ?? '', formView(request, {}));
  }

  @CommandRoute(':role/remove', 'showRemove')
  async removeRole(@Req() request: PageRequest): Promise<CommandAnswer> {
    const role = roleOf(request);
    const name = roleTitle(role);
    await this.service.removeRole(actorOf(request), role);
    return { location: ROLES, notice: `${name}を取り除きました。` };
  }

  @CommandRoute(':role/name/withdraw', NO_FORM)
  async withdrawName(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    const { validFrom } = parseForm(roleNameWithdrawal, body);
    await this.service.withdrawName(actorOf(request), role, validFrom);
    return {
      location: roleHref(role),
      notice: `${formatDateShort(validFrom)}からの名前を取りやめました。`,
    };
  }
}
