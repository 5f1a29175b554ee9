import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { HeadDeputyQueries } from '@app/organization';
import {
  Clock,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  NotFound,
  type OrgUnitId,
  type PersonId,
  words,
} from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { nominationWarnings } from '../appointment/candidate.rules';
import { CandidateQueries } from '../appointment/candidates.queries';
import { type Accepted, requireSeen } from '../appointment/warnings-unseen';
import { RoleQueries } from '../role/roles.queries';
import { RoleUses } from '../role/role-uses.queries';
import { roleTitle } from '../vocabulary';

/** What stands against a recommendation: a role that nobody is appointed to refuses it, leave must have been seen. */
@Injectable()
export class NominationGrounds {
  constructor(
    private readonly roles: RoleQueries,
    private readonly candidates: CandidateQueries,
    private readonly clock: Clock,
    private readonly deputies: HeadDeputyQueries,
    private readonly uses: RoleUses,
  ) {}

  async listWarnings(personId: PersonId): Promise<ReturnType<typeof nominationWarnings>> {
    const facts = await this.candidates.findFacts(personId, this.clock.today());
    return nominationWarnings(facts?.absence ?? null);
  }

  async requireSeen(personId: PersonId, accepted: Accepted): Promise<void> {
    requireSeen(await this.listWarnings(personId), accepted);
  }

  async requireOpenRole(role: DxRole, today: LocalDate): Promise<void> {
    await this.uses.keepVersions();
    if ((await this.roles.listOpenOn(today)).includes(role)) return;
    throw new InvalidInput({
      role: `${roleTitle(role)}には、いま推薦できません。ほかの役割を選んでください。`,
    });
  }

  /** Who acted for the head until lately is told so, with the page still before them; for anybody else it does not exist. */
  async notTheirs({ personId }: Actor, unitId: OrgUnitId | null): Promise<NotFound | NotAllowed> {
    const today = this.clock.today();
    if (unitId === null || !(await this.deputies.hasActed(personId, unitId, today)))
      return new NotFound();
    return new NotAllowed(
      'nomination.deputy_over',
      `代理の期間が終わりました。この推薦の操作は、もうできません。何も送っていません。続きは、${words.unitHead}に引き継いでください。`,
    );
  }
}
