import { sourceReply } from '../../../shell/lists/source-reply';
import { NominationsSource } from '@app/exports';
import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { NominationDecisions, NominationQueries } from '@app/appointments';
import { UnitQueries } from '@app/organization';
import { Clock, type CommandAnswer, idOf, type NominationId } from '@app/platform';
import { noteOnlyOne, noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, NO_FORM, PageRoute } from '../../../shell/routes';
import { nominationsList } from '../../me/nominations/nominations.list';
import { ApprovalPages } from './approval.pages';
import { approvingForm, nominationFilter, refusingForm } from './office-nominations.forms';
import { PAGE_SIZE, officeNominationsView, refusingView } from './office-nominations.views';

/** 推薦の受付: what DX推進室 decides on, and who reads what was decided. */
@Controller('appointments/nominations')
@Allow('appointments.manage')
export class OfficeNominationsController {
  constructor(
    private readonly nominations: NominationQueries,
    private readonly decisions: NominationDecisions,
    private readonly approvals: ApprovalPages,
    private readonly units: UnitQueries,
    private readonly source: NominationsSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/nominations/office-nominations')
  @Allow('appointments.read')
  async listNominations(@Req() request: PageRequest) {
    const filter = nominationFilter.parse(request.query);
    const { state, role, unit, sort, page } = filter;
    const wanted = { state, role, unitCode: unit, sort, page, pageSize: PAGE_SIZE };
    const [found, units] = await Promise.all([
      this.nominations.list(actorOf(request), wanted),
      this.units.listUnits(this.clock.today()),
    ]);
    noteOnlyOne(request, found.rows, found.total);
    const canAppoint = hasPermission(actorOf(request), 'appointments.manage');
    return officeNominationsView(found, { filter, units, canAppoint });
  }

  @Get(filesAt('list'))
  @Allow('appointments.read')
  @Confirmed()
  async exportNominations(@Req() request: PageRequest) {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: nominationsList(), today });
  }

  @PageRoute(':id/approve', 'pages/office/nominations/approve')
  async showApprove(@Req() request: PageRequest) {
    return this.approvals.show(request, idParam(request));
  }

  @CommandRoute(':id/approve', 'showApprove')
  async approve(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = { ...parseForm(approvingForm, body), nominationId: idParam(request) };
    const id = await this.decisions.approve(actorOf(request), input);
    return {
      location: `/appointments/${id}`,
      notice: '任命を登録しました。書面を下見して発行できます。',
    };
  }

  @PageRoute(':id/refuse', 'pages/office/nominations/refuse')
  async showRefuse(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), idParam(request)];
    const row = await this.nominations.get(actor, id);
    await this.decisions.requireOthers(actor, id);
    noteRead(request, row.personId);
    return refusingView(row, formView(request, { outcome: 'returned', reason: '' }));
  }

  @CommandRoute(':id/refuse', 'showRefuse')
  async refuse(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = idParam(request);
    const input = parseForm(refusingForm, body);
    await this.decisions.refuse(actorOf(request), id, input);
    const isReturned = input.outcome === 'returned';
    return {
      location: `/nominations/${id}`,
      notice: isReturned ? '推薦を差し戻しました。' : '推薦を見送りと決めました。',
      undo: {
        label: '決定を取り消す',
        action: `/appointments/nominations/${id}/take-back`,
        fields: [],
      },
    };
  }

  @CommandRoute(':id/take-back', NO_FORM)
  async takeBack(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.decisions.takeBack(actorOf(request), id);
    return { location: `/nominations/${id}`, notice: '決定を取り消しました。' };
  }
}

function idParam(request: PageRequest): NominationId {
  return idOf<'nomination'>(param(request, 'id'));
}
