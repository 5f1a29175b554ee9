import { Body, Controller, Req } from '@nestjs/common';
import { ExamAttemptQueries, ExamAttemptsService } from '@app/certifications';
import { type CommandAnswer, Clock } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { examPlanForm, outcomeForm } from './certifications.forms';
import { examPageView, OUTCOME_NOTICES, typedPlan } from './exams.views';

@Controller('certifications/exams')
@Allow('self')
export class ExamsController {
  constructor(
    private readonly exams: ExamAttemptQueries,
    private readonly service: ExamAttemptsService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id', 'pages/me/certifications/exam')
  async showExam(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const exam = await this.exams.getOwn(actor, param(request, 'id'));
    const earlier = await this.exams.listEarlierPlans(actor, exam.id);
    const form = formView(request, { outcome: '', callsOff: '', ...typedPlan(exam) });
    return examPageView(exam, { form, earlier, today: this.clock.today() });
  }

  @CommandRoute(':id', 'showExam')
  async reportOutcome(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { outcome, callsOff } = parseForm(outcomeForm, body);
    const actor = actorOf(request);
    const also = { callsOff: callsOff === 'yes' };
    await this.service.reportOutcome(actor, param(request, 'id'), outcome, also);
    return { location: '/certifications', notice: OUTCOME_NOTICES[outcome] };
  }

  @CommandRoute(':id/plan', 'showExam')
  async changePlan(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const plan = parseForm(examPlanForm, body);
    const id = param(request, 'id');
    await this.service.changePlan(actorOf(request), id, plan);
    return {
      location: `/certifications/exams/${id}`,
      notice: '受験予定を変更しました。変える前の予定は、この画面に残っています。',
    };
  }
}
