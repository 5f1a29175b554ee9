import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  AddedRolesService,
  dxRoles,
  type DxRole,
  RoleQueries,
  RolesService,
} from '@app/appointments';
import { type CommandAnswer, Clock, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { roleWithdrawal } from './roles.forms';
import { roleHref, rolesView, roleView } from './roles.views';

/** What the roles of the city ask for. */
@Controller('appointments/roles')
@Allow('appointments.read')
export class RolesController {
  constructor(
    private readonly roles: RoleQueries,
    private readonly service: RolesService,
    private readonly added: AddedRolesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/roles/roles')
  async showRoles(@Req() request: PageRequest) {
    const versions = await this.roles.listOn(this.clock.today());
    const names = await this.roles.readAskable();
    const canManage = hasPermission(actorOf(request), 'appointments.manage');
    return rolesView(versions, { names, canManage });
  }

  @PageRoute(':role', 'pages/office/roles/role')
  async showRole(@Req() request: PageRequest) {
    const role = roleOf(request);
    const versions = await this.roles.listVersions(role);
    const names = await this.roles.readAskable();
    const canManage = hasPermission(actorOf(request), 'appointments.manage');
    const planned = await this.added.listPlannedNames(role);
    const today = this.clock.today();
    const view = roleView(versions, { role, names, planned, canManage, today });
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute(':role/withdraw', 'showRole')
  @Allow('appointments.manage')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    const { version } = parseForm(roleWithdrawal, body);
    await this.service.withdrawVersion(actorOf(request), role, version);
    return {
      location: roleHref(role),
      notice: `要件の第${String(version)}版を取りやめました。それまでの版が続きます。`,
    };
  }
}

export function roleOf(request: PageRequest): DxRole {
  const asked = param(request, 'role');
  const role = dxRoles().find((it) => it === asked);
  if (role === undefined) throw new NotFound();
  return role;
}
