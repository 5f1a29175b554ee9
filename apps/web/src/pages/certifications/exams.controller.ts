import { Body, Controller, Req } from '@nestjs/common';
import { ExamAttemptQueries, ExamAttemptsService } from '@app/certifications';
import { Clock, Once } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest, param } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { outcomeForm } from './certifications.forms';
import { outcomeView } from './exams.views';

@Controller('certifications/exams')
@Allow('self')
export class ExamsController {
  constructor(
    private readonly exams: ExamAttemptQueries,
    private readonly service: ExamAttemptsService,
    private readonly once: Once,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id', 'pages/certifications/exam')
  async showOutcome(@Req() request: PageRequest) {
    const exam = await this.exams.getOwn(actorOf(request), param(request, 'id'));
    return outcomeView(exam, formView(request, { outcome: '' }), this.clock.today());
  }

  @CommandRoute(':id', 'showOutcome')
  async reportOutcome(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key, outcome } = parseForm(outcomeForm, body);
    const actor = actorOf(request);
    const address = await this.once.run(_key, actor.accountId, async () => {
      await this.service.reportOutcome(actor, param(request, 'id'), outcome);
      return '/certifications';
    });
    leaveNotice(request, '受験の結果を登録しました。');
    return address;
  }
}
