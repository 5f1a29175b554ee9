import { sourceReply } from '../../../shell/lists/source-reply';
import { registerAsked, RegisterSource } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { LetterQueries } from '@app/appointments';
import { Clock } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { REGISTER } from './register.list';
import { REGISTER_PAGE, registerView } from './register.views';

/** 任命簿: every letter that was issued. */
@Controller('appointments/register')
@Allow('appointments.read')
export class RegisterController {
  constructor(
    private readonly letters: LetterQueries,
    private readonly source: RegisterSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/letters/register')
  async showRegister(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const search = registerAsked.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const filter = { role: search.role, fiscalYear: search.year, sort: search.sort };
    const found = await this.letters.listRegister(actor, filter, { page, pageSize: REGISTER_PAGE });
    noteOnlyOne(request, found.rows, found.total);
    return registerView(found, { search, page, years: await this.letters.listYears(actor) });
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportRegister(@Req() request: PageRequest) {
    return sourceReply(request, {
      ...{ source: this.source, list: REGISTER, today: this.clock.today() },
    });
  }
}
