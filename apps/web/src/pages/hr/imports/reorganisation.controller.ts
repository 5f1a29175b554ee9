import { Controller, Req } from '@nestjs/common';
import { ImportOrders, ImportQueries, Reorganisations } from '@app/organization';
import { NotFound } from '@app/platform';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { longReorganisationView, reorganisationView } from './reorganisation.views';

/** What the foundings, ends, mergers and splits of one batch make of the organisation, together. */
@Controller('imports')
@Allow('organization.import')
export class ReorganisationController {
  constructor(
    private readonly batches: ImportQueries,
    private readonly orders: ImportOrders,
    private readonly reorganisations: Reorganisations,
  ) {}

  @PageRoute(':id/units', 'pages/hr/imports/reorganisation')
  async showReorganisation(@Req() request: PageRequest) {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch || !['previewed', 'applied'].includes(batch.state)) throw new NotFound();
    if (batch.state === 'previewed' && (await this.orders.isLongPlan(batch.id)))
      return longReorganisationView(batch);
    const found = await this.reorganisations.look(actorOf(request), batch.id);
    return reorganisationView(batch, found, pageNumber(queryText(request, 'page')));
  }
}
