import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  AddedRolesService,
  dxRoles,
  type DxRole,
  nameObstacle,
  type PlannedName,
  RoleQueries,
  RolesService,
  RoleUses,
  type RoleVersion,
  withdrawalObstacle,
} from '@app/appointments';
import { type CommandAnswer, Clock, type LocalDate, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { roleWithdrawal } from './roles.forms';
import { isAdded, roleHref, rolesView, roleView } from './roles.views';

/** What the roles of the city ask for. */
@Controller('appointments/roles')
@Allow('appointments.read')
export class RolesController {
  constructor(
    private readonly roles: RoleQueries,
    private readonly service: RolesService,
    private readonly added: AddedRolesService,
    private readonly uses: RoleUses,
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
    const planned = await this.plannedOf(role);
    const today = this.clock.today();
    const obstacle = await this.obstacleOf(versions[0], today);
    const isRemovable = canManage && isAdded(role) && versions.length === 0;
    const canRemove = isRemovable && (await this.added.findRemovalRefusal(role)) === null;
    const view = roleView(versions, {
      ...{ role, names, planned, canManage, today, obstacle, canRemove },
    });
    return { ...view, form: formView(request, {}) };
  }

  /** What stands against withdrawing the newest version, as long as it has not begun. */
  private async obstacleOf(newest: RoleVersion | undefined, today: LocalDate): Promise<string> {
    if (newest === undefined || newest.validFrom <= today) return '';
    return withdrawalObstacle(await this.uses.listBuiltOn(newest));
  }

  private async plannedOf(role: DxRole): Promise<readonly (PlannedName & { obstacle: string })[]> {
    const planned = [];
    for (const name of await this.added.listPlannedNames(role)) {
      const obstacle = nameObstacle(await this.added.listLettersWith(role, name));
      planned.push({ ...name, obstacle });
    }
    return planned;
  }

  @CommandRoute(':role/withdraw', 'showRole')
  @Allow('appointments.manage')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const role = roleOf(request);
    const { version } = parseForm(roleWithdrawal, body);
    await this.service.withdrawVersion(actorOf(request), role, version);
    const goesOn = (await this.roles.listVersions(role)).length > 0;
    const next = goesOn ? 'それまでの版が続きます。' : 'この役割の要件の版は、もうありません。';
    return {
      location: roleHref(role),
      notice: `要件の第${String(version)}版を取りやめました。${next}`,
    };
  }
}

export function roleOf(request: PageRequest): DxRole {
  const asked = param(request, 'role');
  const role = dxRoles().find((it) => it === asked);
  if (role === undefined) throw new NotFound();
  return role;
}
