import { Controller, Req } from '@nestjs/common';
import { QuestionStatisticsQueries } from '@app/practice';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { questionFilter, questionSort } from './questions.forms';
import { QUESTIONS_PER_PAGE, questionsView } from './questions.views';

/** How questions do: for those who write them. */
@Controller('questions')
@Allow('questions.manage')
export class QuestionsController {
  constructor(private readonly statistics: QuestionStatisticsQueries) {}

  @PageRoute('', 'pages/office/questions/questions')
  async listQuestions(@Req() request: PageRequest) {
    const filter = questionFilter(request.query);
    const sort = questionSort(queryText(request, 'sort'));
    const page = pageNumber(queryText(request, 'page'));
    const asked = { sort, number: page, size: QUESTIONS_PER_PAGE };
    const list = await this.statistics.list(actorOf(request), filter, asked);
    return questionsView({ filter, sort, page, list });
  }
}
