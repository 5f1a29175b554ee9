import { Body, Controller, Req } from '@nestjs/common';
import { PersonalTokensService } from '@app/accounts';
import { type CommandAnswer, Clock, idOf } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { TOKEN_FORM, tokenForm } from './settings.forms';
import { settingsView, tokenShownView } from './settings.views';

@Controller('settings')
@Allow('self')
export class SettingsController {
  constructor(
    private readonly tokens: PersonalTokensService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/settings/settings')
  async showSettings(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const tokens = await this.tokens.listOwn(actor);
    return settingsView(actor, tokens, formView(request, TOKEN_FORM), this.clock.today());
  }

  @AnswerRoute('tokens', 'pages/me/settings/token', 'showSettings')
  @Confirmed()
  async createToken(@Req() request: PageRequest, @Body() body: unknown) {
    const facts = parseForm(tokenForm, body);
    return tokenShownView(facts, await this.tokens.createOwn(actorOf(request), facts));
  }

  @CommandRoute('tokens/:id/revoke', 'showSettings')
  async revokeToken(@Req() request: PageRequest): Promise<CommandAnswer> {
    const tokenId = idOf(param(request, 'id'));
    await this.tokens.revokeOwn(actorOf(request), tokenId);
    return { location: '/settings', notice: 'アクセストークンを無効にしました。' };
  }
}
