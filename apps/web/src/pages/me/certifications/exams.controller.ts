import { Body, Controller, Req } from '@nestjs/common';
import { ExamAttemptQueries, ExamAttemptsService } from '@app/certifications';
import { type CommandAnswer, Clock } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { examDayForm, outcomeForm } from './certifications.forms';
import { outcomeView } from './exams.views';

@Controller('certifications/exams')
@Allow('self')
export class ExamsController {
  constructor(
    private readonly exams: ExamAttemptQueries,
    private readonly service: ExamAttemptsService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id', 'pages/me/certifications/exam')
  async showOutcome(@Req() request: PageRequest) {
    const exam = await this.exams.getOwn(actorOf(request), param(request, 'id'));
    return outcomeView(exam, formView(request, { outcome: '', examOn: '' }), this.clock.today());
  }

  @CommandRoute(':id', 'showOutcome')
  async reportOutcome(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { outcome } = parseForm(outcomeForm, body);
    const actor = actorOf(request);
    await this.service.reportOutcome(actor, param(request, 'id'), outcome);
    return { location: '/certifications', notice: '受験の結果を登録しました。' };
  }

  @CommandRoute(':id/day', 'showOutcome')
  async changeDay(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { examOn } = parseForm(examDayForm, body);
    await this.service.changeDay(actorOf(request), param(request, 'id'), examOn);
    return { location: '/certifications', notice: '受験日を変更しました。' };
  }
}
