import { Controller, Req } from '@nestjs/common';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { SearchFinder } from './search.finder';
import { wantedOf } from './search.rules';
import { searchView } from './search.views';

const LONGEST_SEARCH = 100;

/** One search for everything, from every page. Only reads, and only what its reader may see elsewhere. */
@Controller('search')
@Allow('self')
export class SearchController {
  constructor(private readonly finder: SearchFinder) {}

  @PageRoute('', 'pages/me/search/search')
  async showSearch(@Req() request: PageRequest) {
    const wanted = wantedOf((queryText(request, 'q') ?? '').slice(0, LONGEST_SEARCH));
    return searchView(wanted, await this.finder.find(actorOf(request), wanted));
  }
}
