import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { type AuditActor, AuditLog, Clock, Conflict, Database } from '@app/platform';
import { PasswordChanges } from '../password/password-changes';
import { AccountResets } from '../reset/account-resets.service';
import { TwoPersons } from '../account/two-persons';
import { SecondFactors } from './second-factors.service';

/** For somebody who has lost phone, key and paper: another person takes everything away, and the owner is told. */
@Injectable()
export class SecondFactorResets {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly twoPersons: TwoPersons,
    private readonly factors: SecondFactors,
    private readonly changes: PasswordChanges,
    private readonly resets: AccountResets,
  ) {}

  /** Ends the sessions too: whoever sits there may be the reason. */
  async reset(actor: Actor, accountId: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.twoPersons.requireAnother(actor, accountId);
    await this.resetBy(auditActorOf(actor), accountId, actor.name);
  }

  /** For the command line, which has no signed-in actor. */
  async resetBy(by: AuditActor, accountId: string, name: string = by.label): Promise<void> {
    await this.database.transaction(async () => {
      const at = this.clock.now();
      const removed = await this.factors.removeAll(accountId, { by: by.accountId, at });
      if (removed === 0)
        throw new Conflict('second_factor.none', 'この利用者は二段階認証を登録していません。');
      await this.changes.endSessions(accountId);
      const resetter = { accountId: by.accountId, name };
      await this.resets.carryOut(resetter, { accountId, kind: 'second_factor' }, at);
      await this.audit.record(by, {
        action: 'account.second_factor_reset',
        subjectType: 'account',
        subjectId: accountId,
        detail: { removed },
      });
    });
  }
}
