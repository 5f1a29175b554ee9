import { sourceReply } from '../../../shell/lists/source-reply';
import { candidateSort, ExamCandidatesSource } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { CandidateBoardQueries, retiredText } from '@app/certifications';
import { UnitQueries } from '@app/organization';
import { Clock } from '@app/platform';
import { noteTeamRead } from '../../../shell/access-recorder';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { filesAt, type ListReply } from '../../../shell/lists/list-file';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { boardView } from './board.views';
import { candidateListView, CANDIDATES_PER_PAGE, candidatesList } from './candidates.views';
import { columnPages } from './exams.forms';
import { CARDS_PER_COLUMN } from './board.views';

/** Who is how far on the way to a certificate: as columns, as a list, as a file. */
@Controller('exams')
@Allow('exams.follow')
export class CandidateBoardController {
  constructor(
    private readonly board: CandidateBoardQueries,
    private readonly source: ExamCandidatesSource,
    private readonly units: UnitQueries,
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
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: candidatesList(today), today });
  }

  private async frameOf(request: PageRequest) {
    const today = this.clock.today();
    const { filter, certifications, exam, name } = await this.source.asked(request.query, today);
    const over = exam ? retiredText(exam, today) : '';
    const units = await this.units.listUnits(today);
    return { filter, certifications, units, today, name, over };
  }
}
