import { Controller, Req } from '@nestjs/common';
import type { CommandAnswer } from '@app/platform';
import { SuggestionsService } from '@app/practice';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM } from '../../../shell/routes';

/** Puts one's own 受験のすすめ away. */
@Controller('itpassport/suggestion')
@Allow('self')
export class OwnSuggestionController {
  constructor(private readonly suggestions: SuggestionsService) {}

  @CommandRoute('dismiss', NO_FORM)
  async dismiss(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.suggestions.dismissOwn(actorOf(request));
    return {
      location: '/',
      notice: '受験のすすめの表示を消しました。練習は「ITパスポート」からいつでも始められます。',
    };
  }
}
