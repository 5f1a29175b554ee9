import { Controller, Get, Req } from '@nestjs/common';
import { AuditEntryQueries, AuditGuard, AuditMemberQueries } from '@app/accounts';
import { auditFilter, type AuditQuery, AuditSource } from '@app/exports';
import { Clock, type CommandAnswer } from '@app/platform';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, CommandRoute, Confirmed, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { AUDIT_LIST } from './audit.list';
import { auditView, checksView, PAGE_SIZE, SHOWN_CHECKS } from './audit.views';
import { membersView } from './members.views';

@Controller('audit')
@Allow('audit.read')
export class AuditController {
  constructor(
    private readonly audit: AuditEntryQueries,
    private readonly members: AuditMemberQueries,
    private readonly source: AuditSource,
    private readonly guard: AuditGuard,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/audit/audit')
  async listEntries(@Req() request: PageRequest) {
    const filter = auditFilter(queryOf(request), pageNumber(queryText(request, 'page')), PAGE_SIZE);
    const page = await this.audit.list(actorOf(request), filter);
    return auditView(await this.source.withCourses(page), filter, queryOf(request));
  }

  /** Whom an act on many touched. */
  @PageRoute('entries/:entryId/members', 'pages/admin/audit/members')
  async listMembers(@Req() request: PageRequest) {
    const entryId = param(request, 'entryId');
    const shown = { page: pageNumber(queryText(request, 'page')), pageSize: PAGE_SIZE };
    return membersView(entryId, await this.members.list(actorOf(request), entryId, shown), shown);
  }

  @PageRoute('check', 'pages/admin/audit/check')
  async showChecks(@Req() request: PageRequest) {
    return checksView(await this.guard.listChecks(actorOf(request), SHOWN_CHECKS));
  }

  /** The whole log is walked by the worker: with years of entries it takes a while. */
  @CommandRoute('check', NO_FORM, { idempotent: true })
  async askForCheck(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.guard.ask(actorOf(request));
    return {
      location: '/audit/check',
      notice: '確認を始めました。しばらくしてこの画面を開き直すと、結果が出ます。',
    };
  }

  @Get(filesAt('entries'))
  @Confirmed()
  async downloadEntries(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: AUDIT_LIST, today });
  }
}

function queryOf(request: PageRequest): AuditQuery {
  return {
    from: queryText(request, 'from'),
    to: queryText(request, 'to'),
    actor: queryText(request, 'actor'),
    action: queryText(request, 'action'),
    subject: queryText(request, 'subject'),
  };
}
