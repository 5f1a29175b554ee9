import { Controller, Get, Req } from '@nestjs/common';
import { CandidateBoardQueries, CertificationQueries, retiredText } from '@app/certifications';
import { CountingRuleQueries } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { Clock, formatDateShort } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { boardView } from './board.views';
import { candidateListView, CANDIDATES_PER_PAGE, candidatesList } from './candidates.views';
import { candidateFilter, candidateSort, columnPages } from './exams.forms';
import { CARDS_PER_COLUMN } from './board.views';

/** Who is how far on the way to a certificate: as columns, as a list, as a file. */
@Controller('exams')
@Allow('exams.follow')
export class CandidateBoardController {
  constructor(
    private readonly board: CandidateBoardQueries,
    private readonly certifications: CertificationQueries,
    private readonly units: UnitQueries,
    private readonly rules: CountingRuleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('board', 'pages/office/exams/board')
  async showBoard(@Req() request: PageRequest) {
    const frame = await this.frameOf(request);
    const pages = columnPages(request.query);
    const columns = await this.board.readBoard(actorOf(request), frame.filter, {
      ...{ pages, size: CARDS_PER_COLUMN },
    });
    const named = columns.reduce((sum, { people }) => sum + people.length, 0);
    if (named > 0) noteTeamRead(request, named);
    return boardView(columns, { ...frame, pages });
  }

  @PageRoute('board/list', 'pages/office/exams/candidates')
  async listCandidates(@Req() request: PageRequest) {
    const frame = await this.frameOf(request);
    const sort = candidateSort(queryText(request, 'sort'));
    const page = pageNumber(queryText(request, 'page'));
    const asked = { sort, number: page, size: CANDIDATES_PER_PAGE };
    const list = await this.board.listCandidates(actorOf(request), frame.filter, asked);
    if (list.rows.length > 0) noteTeamRead(request, list.rows.length);
    return candidateListView(list, { ...frame, sort, page });
  }

  @Get(filesAt('board/list'))
  @Confirmed()
  async exportCandidates(@Req() request: PageRequest): Promise<ListReply> {
    const { filter, today, name } = await this.frameOf(request);
    const sort = candidateSort(queryText(request, 'sort'));
    const rows = await this.board.listAllCandidates(actorOf(request), filter, sort);
    return listReply(candidatesList(today), rows, requestedFormat(request), {
      title: `${name}の受験の状況(${formatDateShort(today)}現在、${String(rows.length)}名)`,
      suffix: today,
    });
  }

  private async frameOf(request: PageRequest) {
    const certifications = await this.certifications.listAll();
    const asked = candidateFilter(
      request.query,
      certifications.map(({ code }) => code),
    );
    const today = this.clock.today();
    const rule = await this.rules.getRuleOn(today);
    const isCounted = rule.holderCertificationCodes.includes(asked.code);
    // As the city's figure is counted, of which the columns are the parts.
    const filter = { ...asked, orEquivalent: isCounted && rule.holderEquivalents };
    const exam = certifications.find(({ code }) => code === filter.code);
    const said = { name: exam?.name ?? '', over: exam ? retiredText(exam, today) : '' };
    return { filter, certifications, units: await this.units.listUnits(today), today, ...said };
  }
}
