import { Body, Controller, Req } from '@nestjs/common';
import type { CommandAnswer } from '@app/platform';
import { NoticeWishesService, NoticeWishQueries } from '@app/practice';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { noticeForm } from './notices.forms';
import { NOTICES, noticesView, wishNotice } from './notices.views';

/** What one wishes to be told of practice; a mail of it leads here to be taken back with one press. */
@Controller('itpassport/notices')
@Allow('self')
export class PracticeNoticesController {
  constructor(
    private readonly queries: NoticeWishQueries,
    private readonly wishes: NoticeWishesService,
  ) {}

  @PageRoute('', 'pages/me/itpassport/notices')
  async showNotices(@Req() request: PageRequest) {
    const held = await this.queries.listOwn(actorOf(request));
    return { ...noticesView(held), form: formView(request, {}) };
  }

  @CommandRoute('', 'showNotices')
  async setWish(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { wish, wanted } = parseForm(noticeForm, body);
    await this.wishes.set(actorOf(request), wish, wanted);
    return { location: NOTICES, notice: wishNotice(wish, wanted) };
  }
}
