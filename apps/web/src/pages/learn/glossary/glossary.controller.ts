import { Controller, Req } from '@nestjs/common';
import { GlossaryQueries, kanaRowOf } from '@app/courses';
import { type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { glossaryView, TERMS_PER_PAGE } from './glossary.views';

const LONGEST_SEARCH = 50;

@Controller('glossary')
@Allow('self')
export class GlossaryController {
  constructor(private readonly glossary: GlossaryQueries) {}

  @PageRoute('', 'pages/learn/glossary/glossary')
  async showGlossary(@Req() request: PageRequest) {
    const filter = {
      text: (queryText(request, 'q') ?? '').trim().slice(0, LONGEST_SEARCH),
      row: kanaRowOf(queryText(request, 'row')),
      page: pageNumber(queryText(request, 'page')),
      pageSize: TERMS_PER_PAGE,
    };
    const terms = await this.glossary.listTerms(filter);
    const lessons = await this.glossary.listLessonsOf(terms.rows.map(({ term }) => term));
    return glossaryView(terms, lessons, filter);
  }
}
