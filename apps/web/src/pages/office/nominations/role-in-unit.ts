import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  AppointmentQueries,
  COUNTED_ROLES,
  type DxRole,
  endedText,
  type NominationRow,
  RoleQueries,
} from '@app/appointments';
import { CoverageQueries, type RoleHolder } from '@app/coverage';
import { Clock, type LocalDate } from '@app/platform';

export type HolderInUnit = Pick<RoleHolder, 'name' | 'termEnd'>;

/** What becomes of a role, and who holds it where somebody is recommended for it. */
@Injectable()
export class RoleInUnit {
  constructor(
    private readonly roles: RoleQueries,
    private readonly appointments: AppointmentQueries,
    private readonly coverage: CoverageQueries,
    private readonly clock: Clock,
  ) {}

  /** That nobody is appointed to the role on the day, because it has ended by then; empty: it goes on. */
  async endAt(role: DxRole, day: LocalDate): Promise<string> {
    const version = await this.roles.findOn(role, day);
    return version?.isEnded === true ? endedText(version, this.clock.today()) : '';
  }

  /** In the unit by now: of what the plan counts as it is counted, of any other role as the list of appointments says it. */
  async listHolders(
    actor: Actor,
    { role, unitCode }: NominationRow,
    unitId: string | null,
  ): Promise<readonly HolderInUnit[]> {
    const on = this.clock.today();
    if (COUNTED_ROLES.some((it) => it === role)) {
      const { units } = await this.coverage.coverageAsOf(on);
      const unit = units.find((it) => unitId !== null && it.unitIds.some((id) => id === unitId));
      return (role === 'leader' ? unit?.leaders : unit?.supporters) ?? [];
    }
    const wanted = { on, role, unitCode, state: 'in_force', page: 1, pageSize: 50 } as const;
    return (await this.appointments.list(actor, wanted)).rows;
  }
}
