import { Controller, Req } from '@nestjs/common';
import { HandoverQueries } from '@app/coverage';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { HANDOVER_PAGE, officeHandoversView } from './office-handovers.views';

/** What is to be handed over anywhere in the city. */
@Controller('appointments/handovers')
@Allow('appointments.read')
export class OfficeHandoversController {
  constructor(private readonly handovers: HandoverQueries) {}

  @PageRoute('', 'pages/office/handovers/office-handovers')
  async showHandovers(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.handovers.list(actorOf(request), { page, pageSize: HANDOVER_PAGE });
    noteOnlyOne(request, found.rows, found.total);
    return officeHandoversView(found, page);
  }
}
