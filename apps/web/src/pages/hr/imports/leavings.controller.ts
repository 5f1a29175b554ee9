import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  type BatchSummary,
  ImportOrders,
  ImportQueries,
  OrganizationImports,
} from '@app/organization';
import { type CommandAnswer, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { leavingsForm } from './imports.forms';
import { appliedText } from './imports.views';
import { ORDERS } from './orders.views';
import { leavingsView, PEOPLE_PER_PAGE } from './leavings.views';

/** 反映 that also ends the employment of people who are missing from the file: a step of its own, for nobody is named in the file. */
@Controller('imports')
@Allow('organization.import')
export class LeavingsController {
  constructor(
    private readonly imports: OrganizationImports,
    private readonly batches: ImportQueries,
    private readonly orders: ImportOrders,
  ) {}

  @PageRoute(':id/leavings', 'pages/hr/imports/leavings')
  async showLeavings(@Req() request: PageRequest) {
    const batch = await this.batchOf(request);
    const actor = actorOf(request);
    const page = pageNumber(queryText(request, 'page'));
    const range = { page, pageSize: PEOPLE_PER_PAGE };
    const { rows } = await this.batches.listMissing(batch.id, range);
    const isSelf = await this.batches.isMissing(batch.id, actor.personId);
    const withoutRefused = queryText(request, 'withoutRefused') ?? '';
    const alarmsAccepted = queryText(request, 'alarmsAccepted') ?? '';
    const form = formView(request, { leavings: '', withoutRefused, alarmsAccepted });
    return leavingsView(batch, { page, people: rows, self: isSelf ? actor : null }, form);
  }

  @CommandRoute(':id/leavings', 'showLeavings')
  async apply(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const choices = parseForm(leavingsForm, body);
    const actor = actorOf(request);
    if (await this.orders.isLongPlan(batch.id))
      return { location: `${ORDERS}/${await this.orders.orderApply(actor, batch.id, choices)}` };
    await this.imports.apply(auditActorOf(actor), batch.id, choices);
    return { location: `/imports/${batch.id}`, notice: appliedText(batch, choices.leavings) };
  }

  private async batchOf(request: PageRequest): Promise<BatchSummary> {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch || batch.summary.missingPeople === 0) throw new NotFound();
    return batch;
  }
}
