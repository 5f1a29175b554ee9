import { Controller, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentsService } from '@app/courses';
import { type CommandAnswer, NotFound } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { withdrawalView } from './withdrawal.views';

@Controller('assignments')
@Allow('assignments.manage')
export class AssignmentWithdrawalController {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly assignments: AssignmentsService,
  ) {}

  @PageRoute(':assignmentId/withdraw', 'pages/office/assignments/withdraw')
  async showWithdrawal(@Req() request: PageRequest) {
    const id = param(request, 'assignmentId');
    const assignment = await this.queries.findAssignment(id);
    if (!assignment) throw new NotFound();
    const view = withdrawalView(assignment, await this.queries.previewWithdrawal(id));
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute(':assignmentId/withdraw', 'showWithdrawal')
  async withdraw(@Req() request: PageRequest): Promise<CommandAnswer> {
    const [actor, id] = [actorOf(request), param(request, 'assignmentId')];
    await this.assignments.withdraw(actor, id);
    return {
      location: `/assignments/${id}`,
      notice: '受講指定を取り消しました。今日のうちは元に戻せます。',
    };
  }
}
