import { Controller, Req, UseGuards } from '@nestjs/common';
import { MailboxQueries, NotFound } from '@app/platform';
import { param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { MailboxGuard } from './mailbox.guard';
import { mailboxView, messageView, PAGE_SIZE } from './mailbox.views';

@Controller('mailbox')
@Allow('mailbox.read')
@UseGuards(MailboxGuard)
export class MailboxController {
  constructor(private readonly mailbox: MailboxQueries) {}

  @PageRoute('', 'pages/admin/mailbox/mailbox')
  async listMessages(@Req() request: PageRequest) {
    const text = queryText(request, 'q') ?? '';
    const page = pageNumber(queryText(request, 'page'));
    const slice = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    return mailboxView(await this.mailbox.listMessages({ text, ...slice }), { text, page });
  }

  @PageRoute(':id', 'pages/admin/mailbox/message')
  async showMessage(@Req() request: PageRequest) {
    const message = await this.mailbox.findMessage(param(request, 'id'));
    if (!message) throw new NotFound();
    return messageView(message);
  }
}
