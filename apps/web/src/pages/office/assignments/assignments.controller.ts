import { Body, Controller, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentsService, ExemptionsService } from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import { type CommandAnswer, Clock, people } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { AssignmentPages } from './assignment.pages';
import { exemptionsForm, undoExemptionsForm } from './assignments.forms';
import { assignmentsView } from './assignments.views';
import { undoOf } from './exemption.views';
import { listAddress, peopleFilterOf } from './people-filter';

@Controller('assignments')
@Allow('assignments.read')
export class AssignmentsController {
  constructor(
    private readonly pages: AssignmentPages,
    private readonly queries: AssignmentQueries,
    private readonly assignments: AssignmentsService,
    private readonly exemptions: ExemptionsService,
    private readonly figures: MandatoryFigureQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/assignments/assignments')
  async showAssignments(@Req() request: PageRequest) {
    const today = this.clock.today();
    const counted = await this.figures.countedOn(today);
    const [rows, count, day, haste] = await Promise.all([
      this.queries.listAssignments(counted),
      this.figures.promisesOn(today),
      this.pages.dayAndRight(request),
      this.pages.haste(),
    ]);
    return { ...assignmentsView(rows, count, day), haste };
  }

  @PageRoute(':assignmentId', 'pages/office/assignments/assignment')
  async showAssignment(@Req() request: PageRequest) {
    return this.pages.show(request);
  }

  @CommandRoute(':assignmentId/undo-withdrawal', 'showAssignment')
  @Allow('assignments.manage')
  async undoWithdrawal(@Req() request: PageRequest): Promise<CommandAnswer> {
    const [actor, id] = [actorOf(request), param(request, 'assignmentId')];
    await this.assignments.undoWithdrawal(actor, id);
    return {
      location: `/assignments/${id}`,
      notice: '受講指定を元に戻しました。対象の職員に、もう一度求められます。',
    };
  }

  @CommandRoute(':assignmentId/exempt', 'showAssignment')
  @Allow('assignments.manage')
  async exempt(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { of, reason } = parseForm(exemptionsForm, body);
    const id = param(request, 'assignmentId');
    await this.exemptions.exemptAll(actorOf(request), await this.pages.learningsOf(id, of), reason);
    return {
      location: listAddress(id, peopleFilterOf(request)),
      notice: `${people(of.length)}の受講を免除しました。今日から求められません。`,
      undo: undoOf(id, of),
    };
  }

  @CommandRoute(':assignmentId/undo-exemptions', 'showAssignment')
  @Allow('assignments.manage')
  async undoExemptions(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { of } = parseForm(undoExemptionsForm, body);
    const id = param(request, 'assignmentId');
    await this.exemptions.undoExemptions(actorOf(request), await this.pages.learningsOf(id, of));
    return {
      location: listAddress(id, peopleFilterOf(request)),
      notice: `${people(of.length)}の免除を取り消しました。今日からもう一度求められます。`,
    };
  }
}
