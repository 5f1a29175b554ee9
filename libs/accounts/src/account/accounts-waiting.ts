import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, type WaitingThing, WaitingThings } from '@app/access';
import { Clock, formatDateTime, localDateOf } from '@app/platform';
import { auditCheckSentence } from '../audit/audit-check.words';
import { type AuditCheckRow, AuditGuard } from '../audit/audit-guard.service';
import { AccountResets } from '../reset/account-resets.service';
import { isResetOpen, type ResetRequest } from '../reset/account-resets.statements';
import { resetsThing, suspendedThing, withoutAccountThing } from './accounts-waiting.rules';
import { AccountQueries } from './accounts.queries';

/** What waits around accounts for whoever looks after them, and for whoever watches. */
@Injectable()
export class AccountsWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly accounts: AccountQueries,
    private readonly resets: AccountResets,
    private readonly guard: AuditGuard,
    private readonly clock: Clock,
  ) {
    waiting.add('accounts', (actor) => this.listAccounts(actor));
    waiting.add('resets', (actor) => this.listResets(actor));
    waiting.add('audit', (actor) => this.listAudit(actor));
  }

  /** HR is told how many have none, and does not see the accounts. */
  private async listAccounts(actor: Actor): Promise<readonly WaitingThing[]> {
    if (hasPermission(actor, 'accounts.read')) {
      const { none, suspended } = await this.accounts.countByState(actor);
      const canMake = hasPermission(actor, 'accounts.manage');
      return [withoutAccountThing(none, { canOpen: true, canMake }), suspendedThing(suspended)];
    }
    if (!hasPermission(actor, 'organization.import')) return [];
    const none = await this.accounts.countWithout(actor);
    return [withoutAccountThing(none, { canOpen: false, canMake: false })];
  }

  private async listResets(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'accounts.read')) return [];
    const now = this.clock.now();
    const requests = await this.resets.listRequests(actor);
    const open = requests.filter((request) => isResetOpen(request, now));
    const oldest = open.at(-1);
    return [
      resetsThing(open.length, {
        oldest: oldest ? localDateOf(oldest.requestedAt) : null,
        canDecide: open.some((request) => mayDecide(actor, request)),
      }),
    ];
  }

  private async listAudit(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'audit.read')) return [];
    const [check = null] = await this.guard.listChecks(actor, 1);
    return [auditThing(check)];
  }
}

/** Another administrator than the one who asked, and never the owner. */
function mayDecide(actor: Actor, { requestedBy, accountId }: ResetRequest): boolean {
  if (!hasPermission(actor, 'accounts.manage')) return false;
  return requestedBy !== actor.accountId && accountId !== actor.accountId;
}

/** The chain of the log: always told, and loud only when it does not hold. */
export function auditThing(check: AuditCheckRow | null): WaitingThing {
  const said = { title: '監査記録', oldest: null, href: '/audit/check' } as const;
  if (check === null) {
    const sentence = '記録のつながりは、まだ確認していません。';
    return { ...said, count: 1, sentence, verb: 'つながりを確認する', turn: 'others' };
  }
  const sentence = `${formatDateTime(check.checkedAt)}の確認では、${auditCheckSentence(check)}`;
  const verb = '確認の結果を見る';
  if (check.problem === null) return { ...said, count: 1, sentence, verb, turn: 'others' };
  return { ...said, count: 1, sentence, verb, turn: 'mine', state: 'check.failed' };
}
