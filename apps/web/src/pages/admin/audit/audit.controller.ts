import { Controller, Get, Req, type StreamableFile } from '@nestjs/common';
import { AuditEntryQueries } from '@app/accounts';
import { Clock } from '@app/platform';
import { csvFile } from '../../../shell/csv-file';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import {
  auditFilter,
  type AuditQuery,
  auditView,
  chainView,
  CSV_HEADER,
  csvRow,
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

  @Get('entries.csv')
  async downloadEntries(@Req() request: PageRequest): Promise<StreamableFile> {
    const filter = auditFilter(queryOf(request), 1, MAXIMUM_CSV_ROWS);
    const { rows } = await this.audit.list(actorOf(request), filter);
    return csvFile(`audit-${this.clock.today()}`, CSV_HEADER, rows.map(csvRow));
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
