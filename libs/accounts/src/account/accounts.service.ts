import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  addDays,
  AuditLog,
  type AuditActor,
  Clock,
  col,
  Conflict,
  Database,
  InvalidInput,
  type LocalDate,
  NotFound,
  statement,
} from '@app/platform';
import { requirePermission } from '@app/access';
import { personNow } from '@app/organization';
import { type Actor, auditActorOf } from '@app/access';
import { ActorQueries } from '../actor/actors.queries';
import type { SystemRole } from '@app/access';
import { GuessLimit } from '../sign-in/guess-limit';
import { AccountRole } from './account-role.entity';
import { Account } from './account.entity';
import { firstPassword, hashPassword, isPassword, requireAcceptablePassword } from './passwords';

export interface NewAccount {
  readonly personId: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
}

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

const WRONG_CURRENT_PASSWORDS = 5;
const TOO_MANY_GUESSES =
  '続けて間違えたため、しばらく変更できません。15分ほどたってからお試しください。';

const HELD_ROLE = statement({
  name: 'accounts.held-role',
  sql: `SELECT id FROM account_roles
    WHERE account_id = :accountId AND role = :role AND (valid_to IS NULL OR valid_to > :today)`,
  parameters: { accountId: 'uuid', role: 'text', today: 'date' },
  row: { id: col.id<'account_role'>() },
});

const LOCKED = statement({
  name: 'accounts.locked-account',
  sql: 'SELECT id FROM accounts WHERE id = :accountId FOR UPDATE',
  parameters: { accountId: 'uuid' },
  row: { id: col.id<'account'>() },
});

/** Whose account it is; a number that was joined to another one is no other person. */
const OWNER = statement({
  name: 'accounts.owner-now',
  sql: `SELECT ${personNow('a.person_id')} AS "personId" FROM accounts a WHERE a.id = :accountId`,
  parameters: { accountId: 'uuid' },
  row: { personId: col.id<'person'>() },
});

/** Makes, suspends and equips accounts. Whoever is suspended or loses a role loses it with the next request. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly actors: ActorQueries,
    private readonly guesses: GuessLimit,
  ) {}

  /** For imports, the demo and the command line, which have no signed-in actor. Returns the account's id. */
  async createAccount(by: AuditActor, account: NewAccount): Promise<string> {
    const passwordHash = await hashPassword(account.password);
    return this.database.transaction(async () => {
      const now = this.clock.now();
      const id = randomUUID();
      await this.database.repository(Account).insert({
        id,
        personId: account.personId,
        passwordHash,
        mustChangePassword: account.mustChangePassword,
        passwordChangedAt: now,
        suspendedAt: null,
        createdAt: now,
      });
      await this.audit.record(by, entry('account.created', id));
      return id;
    });
  }

  /** From today; `lastDay` is the last day on which the role is held, null as long as nobody ends it. */
  async grantRoleBy(
    by: AuditActor,
    accountId: string,
    role: SystemRole,
    lastDay: LocalDate | null = null,
  ): Promise<void> {
    const today = this.clock.today();
    requireDayAhead(lastDay, today);
    await this.database.transaction(async () => {
      await this.lockAccount(accountId);
      const held = await this.database.first(HELD_ROLE, { accountId, role, today });
      if (held) throw new Conflict('account.role_held', 'この権限はすでに付与されています。');
      await this.database.repository(AccountRole).insert({
        id: randomUUID(),
        accountId,
        role,
        validFrom: today,
        validTo: lastDay && addDays(lastDay, 1),
      });
      const detail = { role, validFrom: today, lastDay };
      await this.audit.record(by, entry('account.role_granted', accountId, detail));
    });
  }

  async grantRole(
    actor: Actor,
    accountId: string,
    role: SystemRole,
    lastDay: LocalDate | null = null,
  ): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.requireAnother(actor, accountId);
    await this.grantRoleBy(auditActorOf(actor), accountId, role, lastDay);
  }

  async revokeRole(actor: Actor, accountId: string, role: SystemRole): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.requireAnother(actor, accountId);
    await this.database.transaction(async () => {
      await this.lockAccount(accountId);
      const touched = await this.database.execute(
        `UPDATE account_roles SET valid_to = greatest(valid_from, $3::date)
         WHERE account_id = $1 AND role = $2 AND (valid_to IS NULL OR valid_to > $3)`,
        [accountId, role, this.clock.today()],
      );
      if (touched === 0)
        throw new Conflict('account.role_not_held', 'この権限は付与されていません。');
      await this.audit.record(
        auditActorOf(actor),
        entry('account.role_revoked', accountId, { role }),
      );
    });
  }

  async suspend(actor: Actor, accountId: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.requireAnother(actor, accountId);
    await this.suspendBy(auditActorOf(actor), accountId);
  }

  /** Ends every session and token use at once: each request reads the account's state. */
  async suspendBy(by: AuditActor, accountId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.lockAccount(accountId);
      const touched = await this.database.execute(
        `UPDATE accounts SET suspended_at = $2, session_epoch = session_epoch + 1
         WHERE id = $1 AND suspended_at IS NULL`,
        [accountId, this.clock.now()],
      );
      if (touched === 0)
        throw new Conflict('account.not_active', 'この利用者はすでに停止されています。');
      await this.endSessions(accountId);
      await this.audit.record(by, entry('account.suspended', accountId));
    });
  }

  async reinstate(actor: Actor, accountId: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.requireAnother(actor, accountId);
    await this.reinstateBy(auditActorOf(actor), accountId);
  }

  async reinstateBy(by: AuditActor, accountId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.lockAccount(accountId);
      const touched = await this.database.execute(
        'UPDATE accounts SET suspended_at = NULL WHERE id = $1 AND suspended_at IS NOT NULL',
        [accountId],
      );
      if (touched === 0)
        throw new Conflict('account.not_suspended', 'この利用者は停止されていません。');
      await this.audit.record(by, entry('account.reinstated', accountId));
    });
  }

  async resetPassword(actor: Actor, accountId: string): Promise<string> {
    requirePermission(actor, 'accounts.manage');
    await this.requireAnother(actor, accountId);
    return this.resetPasswordBy(auditActorOf(actor), accountId);
  }

  /** Sets a random first password and ends sessions and tokens. The password is returned once and kept nowhere; the person must change it at sign-in. */
  async resetPasswordBy(by: AuditActor, accountId: string): Promise<string> {
    const password = firstPassword();
    await this.setPassword(by, accountId, { password, mustChange: true });
    return password;
  }

  /** The person's own change; ends all their sessions. Whoever sits at an open session may not guess on and on. */
  async changePassword(actor: Actor, change: PasswordChange): Promise<void> {
    const subject = `password:${actor.accountId}`;
    const guess = await this.guesses.begin([{ subject, allowed: WRONG_CURRENT_PASSWORDS }]);
    if (!guess) throw new InvalidInput({ currentPassword: TOO_MANY_GUESSES });
    const account = await this.database
      .repository(Account)
      .findOneByOrFail({ id: actor.accountId });
    if (!(await isPassword(account.passwordHash, change.current))) {
      throw new InvalidInput({ currentPassword: '今のパスワードが違います。' });
    }
    await this.guesses.forget(guess);
    if (change.current === change.next) {
      throw new InvalidInput({ newPassword: '今と違うパスワードにしてください。' });
    }
    requireAcceptablePassword(change.next, actor.staffNumber);
    await this.setPassword(auditActorOf(actor), actor.accountId, {
      password: change.next,
      mustChange: false,
    });
  }

  /** Whether the account may act right now; for callers that hold an account id only. */
  async isActive(accountId: string): Promise<boolean> {
    return (await this.actors.findActor(accountId)) !== null;
  }

  /** Two-person rule: nobody changes their own rights, so that nobody locks themselves out or raises themselves. */
  private async requireAnother(actor: Actor, accountId: string): Promise<void> {
    const owner = await this.database.first(OWNER, { accountId });
    if (actor.accountId !== accountId && owner?.personId !== actor.personId) return;
    throw new Conflict(
      'account.own',
      '自分の権限や利用状態は変更できません。ほかの管理者に依頼してください。',
    );
  }

  /** One change at a time per account: two at once must not both believe that they are the first. */
  private async lockAccount(accountId: string): Promise<void> {
    if (!(await this.database.first(LOCKED, { accountId }))) throw new NotFound();
  }

  private async setPassword(
    by: AuditActor,
    accountId: string,
    next: { readonly password: string; readonly mustChange: boolean },
  ): Promise<void> {
    const passwordHash = await hashPassword(next.password);
    await this.database.transaction(async () => {
      const touched = await this.database.execute(
        `UPDATE accounts SET password_hash = $2, must_change_password = $3, password_changed_at = $4,
           session_epoch = session_epoch + 1 WHERE id = $1`,
        [accountId, passwordHash, next.mustChange, this.clock.now()],
      );
      if (touched === 0) throw new NotFound();
      await this.endSessions(accountId);
      const revokedTokens = next.mustChange ? await this.revokeTokens(accountId) : 0;
      await this.audit.record(by, entry('account.password_set', accountId, { revokedTokens }));
    });
  }

  /** A password is reset when it may be in wrong hands: what those hands may have made must end too. */
  private async revokeTokens(accountId: string): Promise<number> {
    return this.database.execute(
      'UPDATE personal_tokens SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL',
      [accountId, this.clock.now()],
    );
  }

  /** Tidies up. What keeps a request in flight from bringing one back is the account's raised session epoch. */
  private async endSessions(accountId: string): Promise<void> {
    await this.database.execute(
      `DELETE FROM sessions WHERE sess -> 'passport' -> 'user' ->> 'accountId' = $1`,
      [accountId],
    );
  }
}

function entry(action: string, accountId: string, detail: Record<string, unknown> = {}) {
  return { action, subjectType: 'account', subjectId: accountId, detail };
}

function requireDayAhead(lastDay: LocalDate | null, today: LocalDate): void {
  if (lastDay !== null && lastDay < today)
    throw new InvalidInput({ lastDay: '終了日には今日以降の日付を入力してください。' });
}
