import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { Clock, Database } from '@app/platform';
import { SignInRulesService } from '../session/sign-in-rules';
import { dutyOf, isRequired, type SecondFactorDuty } from './second-factor-duty.rules';
import { SecondFactors } from './second-factors.service';

/** Who must still set up a second factor, and how long they have. */
@Injectable()
export class SecondFactorDuties {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: SignInRulesService,
    private readonly factors: SecondFactors,
  ) {}

  /** At a sign-in: the days begin with the first on which it is required and missing, and end when it no longer is. */
  async begin({ accountId, roles }: Actor): Promise<void> {
    const isMissing =
      isRequired(roles, await this.rules.current()) && !(await this.factors.isEnrolled(accountId));
    await this.database.execute(
      `UPDATE accounts SET second_factor_due_from = CASE WHEN $2 THEN coalesce(second_factor_due_from, $3::date) END
       WHERE id = $1 AND (second_factor_due_from IS NOT NULL OR $2)`,
      [accountId, isMissing, this.clock.today()],
    );
  }

  /** Null for whoever has one, or needs none. */
  async of({ secondFactorDueFrom, roles }: Actor): Promise<SecondFactorDuty | null> {
    if (!secondFactorDueFrom) return null;
    return dutyOf(secondFactorDueFrom, roles, await this.rules.current(), this.clock.today());
  }
}
