import { Body, Controller, Req } from '@nestjs/common';
import { PersonalTokensService } from '@app/accounts';
import { Clock, idOf, Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, param } from '../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../shell/routes';
import { runAndShowOnce } from '../../shell/show-once';
import { revokeForm, tokenForm } from './settings.forms';
import { settingsView, tokenShownView } from './settings.views';

@Controller('settings')
@Allow('self')
export class SettingsController {
  constructor(
    private readonly tokens: PersonalTokensService,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/settings/settings')
  async showSettings(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const tokens = await this.tokens.listOwn(actor);
    return settingsView(actor, tokens, formView(request, { name: '' }), this.clock.today());
  }

  @AnswerRoute('tokens', 'pages/settings/token', 'showSettings')
  async createToken(@Req() request: PageRequest, @Body() body: unknown) {
    const { _key, name } = parseForm(tokenForm, body);
    const actor = actorOf(request);
    const token = await runAndShowOnce(this.once, { key: _key, accountId: actor.accountId }, () =>
      this.tokens.createOwn(actor, name),
    );
    return tokenShownView(name, token);
  }

  @CommandRoute('tokens/:id/revoke', 'showSettings')
  async revokeToken(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key } = parseForm(revokeForm, body);
    const tokenId = idOf(param(request, 'id'));
    return this.once.run(_key, actorOf(request).accountId, async () => {
      await this.tokens.revokeOwn(actorOf(request), tokenId);
      leaveNotice(request, 'アクセストークンを無効にしました。');
      return '/settings';
    });
  }
}
