import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { ReportSchedulesService } from '@app/exports';
import { type CommandAnswer, idOf } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { reportForm } from './reports.forms';
import { newReportView, PATH, reportsView } from './reports.views';

/** 定期報告: which papers are made by the calendar, for whom, when next. */
@Controller('coverage/reports')
@Allow('coverage.read')
export class ReportsController {
  constructor(private readonly schedules: ReportSchedulesService) {}

  @PageRoute('', 'pages/office/reports/reports')
  async showReports(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const rows = await this.schedules.list(actor);
    return reportsView(rows, hasPermission(actor, 'figures.publish'));
  }

  @PageRoute('new', 'pages/office/reports/new')
  @Allow('figures.publish')
  showNew(@Req() request: PageRequest) {
    const standard = { paper: 'sheet', period: 'monthly', roles: 'program_office' };
    return newReportView(formView(request, standard));
  }

  @CommandRoute('new', 'showNew')
  @Allow('figures.publish')
  async add(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    await this.schedules.add(actorOf(request), parseForm(reportForm, body));
    return {
      location: PATH,
      notice: '定期報告を追加しました。次の作成日から、宛先の人の「保存したファイル」に並びます。',
    };
  }

  @CommandRoute(':id/end', 'showReports')
  @Allow('figures.publish')
  async end(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idOf<'report_schedule'>(param(request, 'id'));
    await this.schedules.end(actorOf(request), id);
    return {
      location: PATH,
      notice: '定期報告を終わりにしました。これまでに作ったファイルは、そのまま残ります。',
    };
  }
}
