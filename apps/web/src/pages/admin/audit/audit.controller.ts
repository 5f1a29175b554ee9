import { Controller, Get, Req } from '@nestjs/common';
import { AuditEntryQueries, AuditGuard, AuditMemberQueries, type AuditRow } from '@app/accounts';
import { CourseLabelQueries } from '@app/courses';
import {
  Clock,
  type CommandAnswer,
  formatDateShort,
  type Page,
  requireExportable,
} from '@app/platform';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { AUDIT_LIST } from './audit.list';
import {
  auditFilter,
  type AuditQuery,
  auditView,
  checksView,
  MAXIMUM_CSV_ROWS,
  PAGE_SIZE,
  SHOWN_CHECKS,
} from './audit.views';
import { membersView } from './members.views';

@Controller('audit')
@Allow('audit.read')
export class AuditController {
  constructor(
    private readonly audit: AuditEntryQueries,
    private readonly members: AuditMemberQueries,
    private readonly courses: CourseLabelQueries,
    private readonly guard: AuditGuard,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/audit/audit')
  async listEntries(@Req() request: PageRequest) {
    const filter = auditFilter(queryOf(request), pageNumber(queryText(request, 'page')), PAGE_SIZE);
    const page = await this.audit.list(actorOf(request), filter);
    return auditView(await this.withCourses(page), filter);
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
    const filter = auditFilter(queryOf(request), 1, MAXIMUM_CSV_ROWS);
    const found = await this.audit.list(actorOf(request), filter);
    const { rows, total } = await this.withCourses(found);
    requireExportable(total, MAXIMUM_CSV_ROWS);
    const today = this.clock.today();
    return listReply(AUDIT_LIST, rows, requestedFormat(request), {
      title: `監査記録(${formatDateShort(today)}に保存、${rows.length.toLocaleString('ja-JP')}件)`,
      suffix: today,
    });
  }

  /** The log has ids of courses and of what belongs to them; people read names. */
  private async withCourses({ rows, total }: Page<AuditRow>): Promise<Page<AuditRow>> {
    const labels = await this.courses.labelsOf(rows);
    return {
      rows: rows.map((row, at) => {
        const course = labels[at] ?? '';
        return course === '' || 'course' in row.detail
          ? row
          : { ...row, detail: { course, ...row.detail } };
      }),
      total,
    };
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
