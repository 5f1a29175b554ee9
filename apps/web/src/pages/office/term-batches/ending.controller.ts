import { Body, Controller, Req } from '@nestjs/common';
import { BatchQueries, EndingTermQueries, TermOrdersService } from '@app/appointments';
import { UnitQueries } from '@app/organization';
import { type CommandAnswer, Clock } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { ENDING_PAGE, endingView } from './ending.views';
import { batchHref } from './batch-words';
import { endingFilter, type EndingSearch, orderForm } from './term-batches.forms';

/** Whose term runs out, to be ticked: 再任, 延長 or 満了のまま. */
@Controller('appointments/ending')
@Allow('appointments.manage')
export class EndingTermsController {
  constructor(
    private readonly ending: EndingTermQueries,
    private readonly batches: BatchQueries,
    private readonly orders: TermOrdersService,
    private readonly units: UnitQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/term-batches/ending')
  async showEnding(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const filter = endingFilter.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.ending.list(actor, wanted(filter), { page, pageSize: ENDING_PAGE });
    noteOnlyOne(request, found.rows, found.total);
    const latest = await this.batches.listLatest(actor);
    const units = await this.units.listUnits(this.clock.today());
    const initial = { act: '', termEnd: '', documentNumber: '', note: '', scope: 'chosen', of: '' };
    return endingView(found, { filter, page, latest, units, form: formView(request, initial) });
  }

  @CommandRoute('', 'showEnding')
  async order(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const filter = wanted(endingFilter.parse(request.query));
    const id = await this.orders.order(actorOf(request), { ...parseForm(orderForm, body), filter });
    return {
      location: batchHref(id),
      notice: '一人ずつ確かめています。まだ何も登録していません。',
    };
  }
}

function wanted({ months, role, unit, decided }: EndingSearch) {
  return { months: Number(months), role, unitCode: unit, decided };
}
