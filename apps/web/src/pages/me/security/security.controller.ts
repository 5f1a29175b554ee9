import { Controller, Req } from '@nestjs/common';
import {
  AccountNotices,
  OwnSessions,
  PersonalTokensService,
  SignInRecords,
  SignInRulesService,
} from '@app/accounts';
import { Clock, type CommandAnswer, idOf } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { securityView } from './security.views';

/** Where somebody is signed in, who tried to be, and how to end it. */
@Controller('security')
@Allow('self')
export class SecurityController {
  constructor(
    private readonly sessions: OwnSessions,
    private readonly records: SignInRecords,
    private readonly notices: AccountNotices,
    private readonly tokens: PersonalTokensService,
    private readonly rules: SignInRulesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/security/security')
  async showSecurity(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const { accountId } = actor;
    const found = {
      sessions: await this.sessions.list(actor, request.sessionID),
      signIns: await this.records.listSignIns(accountId),
      failures: await this.records.listFailures(accountId),
      notices: await this.notices.listOf(accountId),
      tokens: await this.tokens.listOwn(actor),
      rules: await this.rules.current(),
    };
    return securityView(found, formView(request, {}), this.clock.today());
  }

  @CommandRoute('sessions/end-others', 'showSecurity', { idempotent: true })
  async endOthers(@Req() request: PageRequest): Promise<CommandAnswer> {
    const ended = await this.sessions.endOthers(actorOf(request), request.sessionID);
    const notice =
      ended === 0
        ? 'ほかの端末でのログインはありませんでした。'
        : `ほかの端末でのログイン${String(ended)}件を終了しました。`;
    return { location: '/security', notice };
  }

  @CommandRoute('sessions/:id/end', 'showSecurity', { idempotent: true })
  async endSession(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.sessions.end(actorOf(request), idOf(param(request, 'id')));
    return { location: '/security', notice: '選んだ端末でのログインを終了しました。' };
  }
}
