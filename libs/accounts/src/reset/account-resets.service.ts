import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import { AuditLog, Clock, Conflict, Database, minutesBefore, NotFound } from '@app/platform';
import { TwoPersons } from '../account/two-persons';
import { type NoticeKind, AccountNotices } from '../notice/account-notices';
import { SignInRulesService } from '../session/sign-in-rules';
import {
  HELD_RIGHT,
  isResetOpen,
  LOCKED_REQUEST,
  OPEN_REQUEST,
  type OpenRequest,
  REQUEST,
  REQUESTS,
  RESET_BY,
  type ResetKind,
  type ResetRequest,
  WATCHERS,
} from './account-resets.statements';

/** Who resets: an administrator, or the command line, which has no account. */
export interface Resetter {
  readonly accountId: string | null;
  readonly name: string;
}

export interface Reset {
  readonly accountId: string;
  readonly kind: ResetKind;
}

/** What stands between an administrator and a reset: nothing, a request to be made, or somebody's answer to it. */
export type ResetState = 'free' | 'to_request' | 'waiting';

const DAYS_BETWEEN = 30;
const DAY_MINUTES = 24 * 60;
const HOUR = 3_600_000;

/**
 * Whoever takes over somebody's sign-in could act as them. For an account with a right a second administrator agrees first,
 * or (by setting) the owner and the offices hear of it at once; the owner hears of every reset.
 */
@Injectable()
export class AccountResets {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly joins: JoinQueries,
    private readonly notices: AccountNotices,
    private readonly rules: SignInRulesService,
    private readonly twoPersons: TwoPersons,
  ) {}

  /** For whoever is about to reset somebody: throws Conflict for oneself. */
  async stateFor(actor: Actor, reset: Reset): Promise<ResetState> {
    await this.twoPersons.requireAnother(actor, reset.accountId);
    if (!(await this.needsApproval(reset.accountId))) return 'free';
    const open = await this.openRequest(actor.accountId, reset);
    if (!open) return 'to_request';
    return open.isApproved ? 'free' : 'waiting';
  }

  /** Asks another administrator; holds for the hours of the setting. */
  async request(actor: Actor, { accountId, kind }: Reset): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.twoPersons.requireAnother(actor, accountId);
    await this.database.transaction(async () => {
      if (!(await this.needsApproval(accountId))) throw noApprovalNeeded();
      if (await this.openRequest(actor.accountId, { accountId, kind })) throw alreadyRequested();
      const now = this.clock.now();
      const { approvalHours } = await this.rules.current();
      const expiresAt = new Date(now.getTime() + approvalHours * HOUR);
      await this.insert(accountId, kind, { by: actor.accountId, at: now, expiresAt });
      await this.write(actor, 'account.reset_requested', { accountId, kind });
    });
  }

  /** Newest first. */
  async listRequests(actor: Actor): Promise<readonly ResetRequest[]> {
    requirePermission(actor, 'accounts.read');
    return this.database.all(REQUESTS, { today: this.clock.today() });
  }

  /** Somebody else than who asked, and not the owner; who asked may only take it back. */
  async decide(actor: Actor, id: string, isApproved: boolean): Promise<void> {
    requirePermission(actor, 'accounts.manage');
    await this.database.transaction(async () => {
      await this.database.first(LOCKED_REQUEST, { id });
      const request = await this.database.first(REQUEST, { id, today: this.clock.today() });
      if (!request) throw new NotFound();
      this.requireOpen(request);
      await this.requireSecond(actor, request, isApproved);
      await this.database.execute(
        'UPDATE account_resets SET decided_at = $2, decided_by = $3, is_approved = $4 WHERE id = $1',
        [id, this.clock.now(), actor.accountId, isApproved],
      );
      const action = isApproved ? 'account.reset_approved' : 'account.reset_declined';
      await this.write(actor, action, request);
    });
  }

  /** Inside the transaction of the reset, as its first step. `at` is the moment of the reset: the database compares them. */
  async carryOut(by: Resetter, { accountId, kind }: Reset, at: Date): Promise<void> {
    const isHolder = await this.hasRight(accountId);
    if (isHolder && by.accountId !== null && (await this.isByApproval())) {
      const open = await this.openRequest(by.accountId, { accountId, kind });
      if (!open?.isApproved) throw approvalNeeded();
      await this.database.execute(
        'UPDATE account_resets SET done_at = greatest($2, decided_at) WHERE id = $1',
        [open.id, at],
      );
    } else {
      await this.insert(accountId, kind, { by: by.accountId, at, expiresAt: null });
    }
    const own = kind === 'password' ? 'password_reset' : 'second_factor_reset';
    await this.notices.add(accountId, own, { by: by.name });
    if (isHolder) await this.tellOffices(accountId, 'holder_reset', { by: by.name, kind });
  }

  /** Somebody got a right: the owner and the offices hear of it. */
  async tellOfGrant(by: Resetter, accountId: string, role: string): Promise<void> {
    await this.notices.add(accountId, 'role_granted', { by: by.name, role });
    await this.tellOffices(accountId, 'holder_made', { by: by.name, role });
  }

  /** Somebody else made a token for the account: as good as its password to whoever holds it. */
  async tellOfToken(by: Resetter, accountId: string): Promise<void> {
    await this.notices.add(accountId, 'token_made', { by: by.name });
    if (await this.hasRight(accountId))
      await this.tellOffices(accountId, 'holder_token', { by: by.name });
  }

  /** Where resets need a second person: who reset a password alone does not give rights to that account. */
  async requireNotResetBy(actor: Actor, accountId: string): Promise<void> {
    if (!(await this.isByApproval())) return;
    const since = minutesBefore(this.clock.now(), DAYS_BETWEEN * DAY_MINUTES);
    const { isReset } = await this.database.only(RESET_BY, {
      ...{ accountId, by: actor.accountId, since },
    });
    if (isReset) throw resetBefore();
  }

  async hasRight(accountId: string): Promise<boolean> {
    const today = this.clock.today();
    return (await this.database.only(HELD_RIGHT, { accountId, today })).isHeld;
  }

  private async needsApproval(accountId: string): Promise<boolean> {
    return (await this.isByApproval()) && (await this.hasRight(accountId));
  }

  private async isByApproval(): Promise<boolean> {
    return (await this.rules.current()).holderReset === 'approval';
  }

  private async openRequest(by: string, { accountId, kind }: Reset): Promise<OpenRequest | null> {
    return this.database.first(OPEN_REQUEST, { accountId, kind, by, now: this.clock.now() });
  }

  private requireOpen(request: ResetRequest): void {
    if (isResetOpen(request, this.clock.now())) return;
    throw new Conflict(
      'account.reset_decided',
      'この依頼は、すでに決まったか、期限が過ぎています。画面を開き直して、今の状態を確かめてください。',
    );
  }

  private async requireSecond(
    actor: Actor,
    { owner, requester }: ResetRequest,
    isApproved: boolean,
  ): Promise<void> {
    const self = await this.joins.personNow(actor.personId);
    if (self === owner) throw ownReset();
    if (isApproved && self === requester) throw sameAdministrator();
  }

  private async insert(
    accountId: string,
    kind: ResetKind,
    { by, at, expiresAt }: { by: string | null; at: Date; expiresAt: Date | null },
  ): Promise<void> {
    const isRequest = expiresAt !== null;
    await this.database.execute(
      `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, expires_at, done_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[randomUUID(), accountId, kind, isRequest ? 'approval' : 'notice'],
        ...[at, by, expiresAt, isRequest ? null : at],
      ],
    );
  }

  private async tellOffices(
    accountId: string,
    notice: NoticeKind,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    const watchers = await this.database.all(WATCHERS, { accountId, today: this.clock.today() });
    for (const { id } of watchers) await this.notices.add(id, notice, { ...detail, accountId });
  }

  private async write(actor: Actor, action: string, { accountId, kind }: Reset): Promise<void> {
    const detail = { kind };
    const subject = { subjectType: 'account', subjectId: accountId };
    await this.audit.record(auditActorOf(actor), { action, ...subject, detail });
  }
}

function approvalNeeded(): Conflict {
  return new Conflict(
    'account.approval_needed',
    'この利用者は権限を持っているため、ほかの管理者の承認が必要です。先に承認を依頼してください。',
  );
}

function noApprovalNeeded(): Conflict {
  return new Conflict(
    'account.no_approval_needed',
    'この利用者の再設定に承認は必要ありません。画面を開き直して、そのまま再設定してください。',
  );
}

function alreadyRequested(): Conflict {
  return new Conflict(
    'account.reset_requested',
    'すでに承認を依頼しています。ほかの管理者が承認するのをお待ちください。',
  );
}

function ownReset(): Conflict {
  return new Conflict(
    'account.own',
    '自分のアカウントについての依頼は決められません。ほかの管理者に依頼してください。',
  );
}

function sameAdministrator(): Conflict {
  return new Conflict(
    'account.same_administrator',
    '自分の依頼を自分で承認することはできません。ほかの管理者に承認を依頼してください。',
  );
}

function resetBefore(): Conflict {
  return new Conflict(
    'account.reset_before',
    `この利用者のパスワードなどを${String(DAYS_BETWEEN)}日以内に再設定した管理者は、権限を付与できません。ほかの管理者に依頼してください。`,
  );
}
