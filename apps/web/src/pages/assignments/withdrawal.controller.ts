import { Body, Controller, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentsService } from '@app/courses';
import { NotFound, Once } from '@app/platform';
import { formView, idempotencyKey, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, param, type PageRequest } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { withdrawalView } from './withdrawal.views';

@Controller('assignments')
@Allow('assignments.manage')
export class AssignmentWithdrawalController {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly assignments: AssignmentsService,
    private readonly once: Once,
  ) {}

  @PageRoute(':assignmentId/withdraw', 'pages/assignments/withdraw')
  async showWithdrawal(@Req() request: PageRequest) {
    const id = param(request, 'assignmentId');
    const assignment = await this.queries.findAssignment(id);
    if (!assignment) throw new NotFound();
    const view = withdrawalView(assignment, await this.queries.previewWithdrawal(id));
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute(':assignmentId/withdraw', 'showWithdrawal')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key } = parseForm(idempotencyKey, body);
    const [actor, id] = [actorOf(request), param(request, 'assignmentId')];
    return this.once.run(_key, actor.accountId, async () => {
      await this.assignments.withdraw(actor, id);
      leaveNotice(request, '受講指定を取り消しました。今日のうちは元に戻せます。');
      return `/assignments/${id}`;
    });
  }
}
