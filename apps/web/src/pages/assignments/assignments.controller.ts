import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { AssignmentQueries, AssignmentsService, ExemptionsService } from '@app/courses';
import { Clock, NotFound, OfficeCalendars } from '@app/platform';
import { formView, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, param, type PageRequest, queryText } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
import { pageNumber } from '../../shell/view-parts';
import { exemptionForm } from './assignments.forms';
import {
  assignmentsView,
  assignmentView,
  type DayAndRight,
  PAGE_SIZE,
  peopleFilterOf,
} from './assignments.views';

@Controller('assignments')
@Allow('assignments.read')
export class AssignmentsController {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly assignments: AssignmentsService,
    private readonly exemptions: ExemptionsService,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/assignments/assignments')
  async showAssignments(@Req() request: PageRequest) {
    return assignmentsView(await this.queries.listAssignments(), await this.dayAndRight(request));
  }

  @PageRoute(':assignmentId', 'pages/assignments/assignment')
  async showAssignment(@Req() request: PageRequest) {
    const id = param(request, 'assignmentId');
    const filter = peopleFilterOf(
      queryText(request, 'state'),
      queryText(request, 'q'),
      pageNumber(queryText(request, 'page')),
    );
    const assignment = await this.queries.findAssignment(id);
    if (!assignment) throw new NotFound();
    const people = await this.queries.listPeople(id, {
      ...(filter.state !== '' && { state: filter.state }),
      text: filter.text,
      limit: PAGE_SIZE,
      offset: (filter.page - 1) * PAGE_SIZE,
    });
    const view = assignmentView(assignment, people, filter, await this.dayAndRight(request));
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute(':assignmentId/withdraw', 'showAssignment')
  @Allow('assignments.manage')
  async withdraw(@Req() request: PageRequest): Promise<string> {
    const id = param(request, 'assignmentId');
    await this.assignments.withdraw(actorOf(request), id);
    leaveNotice(request, '受講指定を取り消しました。受講の記録は残っています。');
    return `/assignments/${id}`;
  }

  @CommandRoute(':assignmentId/people/:enrollmentId/exempt', 'showAssignment')
  @Allow('assignments.manage')
  async exempt(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { reason } = parseForm(exemptionForm, body);
    await this.exemptions.exempt(actorOf(request), param(request, 'enrollmentId'), reason);
    leaveNotice(request, '受講を免除しました。元に戻すこともできます。');
    return `/assignments/${param(request, 'assignmentId')}`;
  }

  @CommandRoute(':assignmentId/people/:enrollmentId/undo-exemption', 'showAssignment')
  @Allow('assignments.manage')
  async undoExemption(@Req() request: PageRequest): Promise<string> {
    await this.exemptions.undoExemption(actorOf(request), param(request, 'enrollmentId'));
    leaveNotice(request, '免除を取り消しました。');
    return `/assignments/${param(request, 'assignmentId')}`;
  }

  private async dayAndRight(request: PageRequest): Promise<DayAndRight> {
    return {
      today: this.clock.today(),
      calendar: await this.calendars.current(),
      canManage: hasPermission(actorOf(request), 'assignments.manage'),
    };
  }
}
