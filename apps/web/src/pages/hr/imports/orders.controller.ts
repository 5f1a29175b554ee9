import { Controller, Req } from '@nestjs/common';
import { ImportOrders } from '@app/organization';
import { type CommandAnswer, NotFound } from '@app/platform';
import { actorOf, param, type PageRequest, showAgain } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { isOpenOrder, ORDERS, orderView } from './orders.views';

const REFRESH_SECONDS = 3;

/** How far the worker is with a long file, and what became of it. */
@Controller('imports/orders')
@Allow('organization.import')
export class ImportOrdersController {
  constructor(private readonly orders: ImportOrders) {}

  /** Shows itself again as long as it is not over. */
  @PageRoute(':id', 'pages/hr/imports/order')
  async showOrder(@Req() request: PageRequest) {
    const order = await this.orders.find(param(request, 'id'));
    if (!order) throw new NotFound();
    if (isOpenOrder(order)) showAgain(request, { seconds: REFRESH_SECONDS });
    return orderView(order);
  }

  @CommandRoute(':id/cancel', NO_FORM)
  async cancel(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.orders.cancel(actorOf(request), id);
    return { location: `${ORDERS}/${id}`, notice: '取りやめました。何も反映していません。' };
  }
}
