import { Controller, Get, Req } from '@nestjs/common';
import { LetterQueries } from '@app/appointments';
import { Clock, formatDateShort } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { registerFilter } from './letters.forms';
import { REGISTER } from './register.list';
import { REGISTER_PAGE, registerView } from './register.views';

/** 任命簿: every letter that was issued. */
@Controller('appointments/register')
@Allow('appointments.read')
export class RegisterController {
  constructor(
    private readonly letters: LetterQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/letters/register')
  async showRegister(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const search = registerFilter.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const filter = { role: search.role, fiscalYear: search.year, sort: search.sort };
    const found = await this.letters.listRegister(actor, filter, { page, pageSize: REGISTER_PAGE });
    noteOnlyOne(request, found.rows, found.total);
    return registerView(found, { search, page, years: await this.letters.listYears(actor) });
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportRegister(@Req() request: PageRequest) {
    const { role, year, sort } = registerFilter.parse(request.query);
    const filter = { role, fiscalYear: year, sort };
    const rows = await this.letters.listAllRegister(actorOf(request), filter);
    const today = this.clock.today();
    return listReply(REGISTER, rows, requestedFormat(request), {
      title: `任命簿(${formatDateShort(today)}現在、${String(rows.length)}件)`,
      suffix: today,
    });
  }
}
