import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { PublicationQueries } from '@app/coverage';
import { Clock, formatDateShort, things } from '@app/platform';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { fileLinks, filesAt, listReply, requestedFormat } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { Allow, PageRoute } from '../../../shell/routes';
import { address, breadcrumb, pageNumber, pager } from '../../../shell/view-parts';
import { COVERAGE_CRUMB, LIST_CRUMB, PATH } from './publication-words';
import { publicationsSearch } from './publications.forms';
import { PUBLICATIONS } from './publications.list';

/** Each row of a page is counted anew to say how it differs by now. */
const PAGE_SIZE = 10;

/** 確定した数字: what was published of which day, by whom, and how it is counted by now. */
@Controller('coverage/publications')
@Allow('coverage.read')
export class PublicationsController {
  constructor(
    private readonly publications: PublicationQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/publications/publications')
  async showPublications(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const { sort } = publicationsSearch.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const { rows, total } = await this.publications.list(actor, sort, {
      page,
      pageSize: PAGE_SIZE,
    });
    return {
      title: LIST_CRUMB[0],
      breadcrumb: breadcrumb(COVERAGE_CRUMB, [LIST_CRUMB[0]]),
      summary:
        total === 0
          ? '確定した数字は、まだありません。'
          : `確定した数字は${things(total)}です。確定した内容は、あとから変わりません。`,
      newHref: hasPermission(actor, 'figures.publish') ? `${PATH}/new` : '',
      files: fileLinks(`${PATH}/list`, { sort }, { total }),
      table: listTable(PUBLICATIONS, rows, {
        ...{ caption: `確定した数字(${things(total)})`, path: PATH, query: {}, sort },
      }),
      pages: pager({ page, pageSize: PAGE_SIZE, total }, (to) => address(PATH, { sort, page: to })),
    };
  }

  @Get(filesAt('list'))
  async exportPublications(@Req() request: PageRequest) {
    const { sort } = publicationsSearch.parse(request.query);
    const rows = await this.publications.listAll(actorOf(request), sort);
    const today = this.clock.today();
    return listReply(PUBLICATIONS, rows, requestedFormat(request), {
      title: `確定した数字(${formatDateShort(today)}現在、${things(rows.length)})`,
      suffix: today,
    });
  }
}
