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
import { type Actor, auditActorOf } from '@app/access';
import type { SystemRole } from '@app/access';
import { AccountRole } from './account-role.entity';
import { Account } from './account.entity';
import { TwoPersons } from './two-persons';
import { OwnPasswords, type PasswordChange } from '../password/own-passwords.service';
import { PasswordChanges } from '../password/password-changes';
import { AccountResets, type Resetter } from '../reset/account-resets.service';
import { firstPassword, hashPassword } from '../password/passwords';

export interface NewAccount {
  readonly personId: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
}

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

/** Makes, suspends and equips accounts. Whoever is suspended or loses a role loses it with the next request. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly twoPersons: TwoPersons,
    private readonly own: OwnPasswords,
    private readonly changes: PasswordChanges,
    private readonly resets: AccountResets,
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
        firstPasswordHash: account.mustChangePassword ? passwordHash : null,
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
        grantedBy: by.accountId,
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
    await this.twoPersons.requireAnother(actor, accountId);
    await this.resets.requireNotResetBy(actor, accountId);
    await this.database.transaction(async () => {
      await this.grantRoleBy(auditActorOf(actor), accountId, role, lastDay);
      await this.resets.tellOfGrant(actor, accountId, role);
    });
  }

  async revokeRole(actor: Actor, accountId: string, role: SystemRole): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.twoPersons.requireAnother(actor, accountId);
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
    await this.twoPersons.requireAnother(actor, accountId);
    await this.suspendBy(auditActorOf(actor), accountId);
  }

  /** Ends every session and token at once, also for later: each request reads the account's state. */
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
      await this.changes.endSessions(accountId);
      const revokedTokens = await this.changes.revokeTokens(accountId);
      await this.audit.record(by, entry('account.suspended', accountId, { revokedTokens }));
    });
  }

  async reinstate(actor: Actor, accountId: string): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.twoPersons.requireAnother(actor, accountId);
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
    await this.twoPersons.requireAnother(actor, accountId);
    return this.resetPasswordBy(auditActorOf(actor), accountId, actor.name);
  }

  /** Sets a random first password and ends sessions and tokens. The password is returned once and kept nowhere; the person must change it at sign-in. */
  async resetPasswordBy(by: AuditActor, accountId: string, name = by.label): Promise<string> {
    const password = firstPassword();
    await this.database.transaction(async () => {
      await this.lockAccount(accountId);
      const at = this.clock.now();
      const resetter: Resetter = { accountId: by.accountId, name };
      await this.resets.carryOut(resetter, { accountId, kind: 'password' }, at);
      await this.changes.setPassword(by, accountId, { password, mustChange: true, at });
    });
    return password;
  }

  /** The person's own change; ends all their sessions. */
  async changePassword(actor: Actor, change: PasswordChange): Promise<void> {
    await this.own.change(actor, change);
  }

  /** One change at a time per account: two at once must not both believe that they are the first. */
  private async lockAccount(accountId: string): Promise<void> {
    if (!(await this.database.first(LOCKED, { accountId }))) throw new NotFound();
  }
}

function entry(action: string, accountId: string, detail: Record<string, unknown> = {}) {
  return { action, subjectType: 'account', subjectId: accountId, detail };
}

function requireDayAhead(lastDay: LocalDate | null, today: LocalDate): void {
  if (lastDay !== null && lastDay < today)
    throw new InvalidInput({ lastDay: '終了日には今日以降の日付を入力してください。' });
}
