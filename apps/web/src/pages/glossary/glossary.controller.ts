import { Controller, Req } from '@nestjs/common';
import { GlossaryQueries } from '@app/courses';
import { type PageRequest, queryText } from '../../shell/http';
import { Allow, PageRoute } from '../../shell/routes';
import { glossaryView } from './glossary.views';

const LONGEST_SEARCH = 50;

@Controller('glossary')
@Allow('self')
export class GlossaryController {
  constructor(private readonly glossary: GlossaryQueries) {}

  @PageRoute('', 'pages/glossary/glossary')
  async showGlossary(@Req() request: PageRequest) {
    const text = (queryText(request, 'q') ?? '').trim().slice(0, LONGEST_SEARCH);
    return glossaryView(await this.glossary.listTerms(text), text);
  }
}
