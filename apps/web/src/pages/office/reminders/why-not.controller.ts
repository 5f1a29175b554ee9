import { Controller, Req } from '@nestjs/common';
import { WhyNotQueries } from '@app/reminders';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { whyNotView } from './why-not.views';

/** 届いていない人を調べる: why somebody got no notice. */
@Controller('reminders')
@Allow('reminders.read')
export class WhyNotController {
  constructor(private readonly queries: WhyNotQueries) {}

  @PageRoute('why', 'pages/office/reminders/why-not')
  async showWhyNot(@Req() request: PageRequest) {
    const typed = queryText(request, 'person') ?? '';
    const found = await this.queries.findPeople(typed);
    noteOnlyOne(request, found, found.length);
    const [only, ...others] = found;
    const isOne = only !== undefined && others.length === 0;
    return whyNotView(typed, found, isOne ? await this.queries.explain(only) : null);
  }
}
