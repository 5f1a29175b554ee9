import { Controller, Req } from '@nestjs/common';
import { ExamResultQueries } from '@app/certifications';
import { PastEstimateQueries } from '@app/practice';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { pastEstimatesView } from './past-estimates.views';

/** ITパスポート in the list of qualifications. */
const CODE = 'ip';

/** Whether what people were told of their chances was right: over all of them, nobody in particular. */
@Controller('past-estimates')
@Allow('questions.manage')
export class PastEstimatesController {
  constructor(
    private readonly results: ExamResultQueries,
    private readonly estimates: PastEstimateQueries,
  ) {}

  @PageRoute('', 'pages/office/past-estimates/past-estimates')
  async showPastEstimates(@Req() request: PageRequest) {
    const results = await this.results.listResults(CODE);
    return pastEstimatesView(await this.estimates.score(actorOf(request), results));
  }
}
