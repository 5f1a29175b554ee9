import { Injectable } from '@nestjs/common';
import { Clock, InvalidInput, type LocalDate, type PersonId } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { nominationWarnings } from '../appointment/candidate.rules';
import { CandidateQueries } from '../appointment/candidates.queries';
import { type Accepted, requireSeen } from '../appointment/warnings-unseen';
import { RoleQueries } from '../role/roles.queries';
import { roleTitle } from '../vocabulary';

/** What stands against a recommendation: a role that nobody is appointed to refuses it, leave must have been seen. */
@Injectable()
export class NominationGrounds {
  constructor(
    private readonly roles: RoleQueries,
    private readonly candidates: CandidateQueries,
    private readonly clock: Clock,
  ) {}

  async listWarnings(personId: PersonId): Promise<ReturnType<typeof nominationWarnings>> {
    const facts = await this.candidates.findFacts(personId, this.clock.today());
    return nominationWarnings(facts?.absence ?? null);
  }

  async requireSeen(personId: PersonId, accepted: Accepted): Promise<void> {
    requireSeen(await this.listWarnings(personId), accepted);
  }

  async requireOpenRole(role: DxRole, today: LocalDate): Promise<void> {
    if ((await this.roles.listOpenOn(today)).includes(role)) return;
    throw new InvalidInput({
      role: `${roleTitle(role)}には、いま推薦できません。ほかの役割を選んでください。`,
    });
  }
}
