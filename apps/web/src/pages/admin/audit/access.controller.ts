import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { AccessLogQueries, LogRetentionService } from '@app/accounts';
import { accessFilter, type AccessQuery, AccessSource } from '@app/exports';
import { addDays, Clock, type CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { wholeNumberField } from '../../../shell/number-fields';
import { pageNumber } from '../../../shell/view-parts';
import { ACCESS_LIST } from './access.list';
import { accessView, monthOf, retentionFields, retentionView, summaryView } from './access.views';
import { PAGE_SIZE } from './audit.views';

const SHOWN_DELETIONS = 24;

const months = (text: string) => wholeNumberField(text, { least: 3, most: 120 });

const retentionForm = z.object({
  readingMonths: months('月数を3から120までの整数で入力してください。'),
  doorMonths: months('月数を3から120までの整数で入力してください。'),
});

/** Who looked at whom and what happened at the door; the sum of each month; how long it is kept. */
@Controller('audit')
@Allow('audit.read')
export class AccessController {
  constructor(
    private readonly access: AccessLogQueries,
    private readonly retention: LogRetentionService,
    private readonly source: AccessSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('access', 'pages/admin/audit/access')
  async listAccess(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const filter = accessFilter(queryOf(request), page, PAGE_SIZE);
    const found = await this.access.list(actorOf(request), filter);
    return accessView(found, filter, queryOf(request));
  }

  @Get(filesAt('access/entries'))
  @Confirmed()
  async downloadAccess(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: ACCESS_LIST, today });
  }

  @PageRoute('summary', 'pages/admin/audit/summary')
  async showSummary(@Req() request: PageRequest) {
    const today = this.clock.today();
    const month = monthOf(queryText(request, 'month'), today);
    const summary = await this.access.summarize(actorOf(request), {
      from: month.from,
      to: addDays(month.next, -1),
    });
    return summaryView(month, summary, today);
  }

  @PageRoute('retention', 'pages/admin/audit/retention')
  async showRetention(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const form = formView(request, retentionFields(await this.retention.current()));
    const deletions = await this.access.listDeletions(actor, SHOWN_DELETIONS);
    return retentionView(form, deletions, hasPermission(actor, 'settings.manage'));
  }

  @CommandRoute('retention', 'showRetention')
  @Allow('settings.manage')
  async changeRetention(
    @Req() request: PageRequest,
    @Body() body: unknown,
  ): Promise<CommandAnswer> {
    const changed = await this.retention.change(actorOf(request), parseForm(retentionForm, body));
    return {
      location: '/audit/retention',
      notice:
        changed === 0
          ? '変わった設定はありません。'
          : '記録の保存期間を変更しました。次の夜から、期間を過ぎた記録を削除します。',
    };
  }
}

function queryOf(request: PageRequest): AccessQuery {
  return {
    from: queryText(request, 'from'),
    to: queryText(request, 'to'),
    actor: queryText(request, 'actor'),
    subject: queryText(request, 'subject'),
    kind: queryText(request, 'kind'),
    sort: queryText(request, 'sort'),
  };
}
