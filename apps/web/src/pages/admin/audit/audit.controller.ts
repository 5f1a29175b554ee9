import { Controller, Get, Req, type StreamableFile } from '@nestjs/common';
import { AuditEntryQueries } from '@app/accounts';
import { Clock, formatDateShort, requireExportable } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listFile, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { AUDIT_LIST } from './audit.list';
import {
  auditFilter,
  type AuditQuery,
  auditView,
  chainView,
  MAXIMUM_CSV_ROWS,
  PAGE_SIZE,
} from './audit.views';

@Controller('audit')
@Allow('audit.read')
export class AuditController {
  constructor(
    private readonly audit: AuditEntryQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/audit/audit')
  async listEntries(@Req() request: PageRequest) {
    const filter = auditFilter(queryOf(request), pageNumber(queryText(request, 'page')), PAGE_SIZE);
    return auditView(await this.audit.list(actorOf(request), filter), filter);
  }

  @PageRoute('check', 'pages/admin/audit/check')
  async checkChain(@Req() request: PageRequest) {
    return chainView(await this.audit.checkChain(actorOf(request)));
  }

  @Get(filesAt('entries'))
  async downloadEntries(@Req() request: PageRequest): Promise<StreamableFile> {
    const filter = auditFilter(queryOf(request), 1, MAXIMUM_CSV_ROWS);
    const { rows, total } = await this.audit.list(actorOf(request), filter);
    requireExportable(total, MAXIMUM_CSV_ROWS);
    const today = this.clock.today();
    return listFile(AUDIT_LIST, rows, requestedFormat(request), {
      title: `監査記録(${formatDateShort(today)}に保存、${rows.length.toLocaleString('ja-JP')}件)`,
      suffix: today,
    });
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
