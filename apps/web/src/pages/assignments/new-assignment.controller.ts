import { Body, Controller, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentsService } from '@app/courses';
import { Clock, fiscalYearOf, OfficeCalendars, Once } from '@app/platform';
import { formView, idempotencyKey, parseForm } from '../../shell/forms';
import { actorOf, leaveNotice, type PageRequest } from '../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../shell/routes';
import { assignmentForm } from './assignments.forms';
import { type Choices, confirmView, newAssignmentView } from './new-assignment.views';

@Controller('assignments')
@Allow('assignments.manage')
export class NewAssignmentController {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly queries: AssignmentQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @PageRoute('new', 'pages/assignments/new')
  async showNew(@Req() request: PageRequest) {
    const today = this.clock.today();
    const initial = {
      courseKey: '',
      fiscalYear: String(fiscalYearOf(today)),
      audience: 'all_staff',
      orgUnitId: '',
    };
    const form = formView(request, {
      ...initial,
      staffNumbers: '',
      isMandatory: 'yes',
      dueOn: '',
      reason: '',
    });
    return { ...newAssignmentView(await this.choices(), today), form };
  }

  @AnswerRoute('preview', 'pages/assignments/confirm', 'showNew')
  async preview(@Req() request: PageRequest, @Body() body: unknown) {
    const input = parseForm(assignmentForm, body);
    const preview = await this.assignments.preview(actorOf(request), input);
    return confirmView(input, preview, await this.choices(), {
      calendar: await this.calendars.current(),
      body,
    });
  }

  @CommandRoute('', 'showNew')
  async assign(@Req() request: PageRequest, @Body() body: unknown): Promise<string> {
    const { _key } = parseForm(idempotencyKey, body);
    const input = parseForm(assignmentForm, body);
    const actor = actorOf(request);
    return this.once.run(_key, actor.accountId, async () => {
      const id = await this.assignments.assign(actor, input);
      leaveNotice(request, '受講指定を作りました。対象の職員のホームに表示されます。');
      return `/assignments/${id}`;
    });
  }

  private async choices(): Promise<Choices> {
    const [courses, units] = await Promise.all([
      this.queries.listCourseChoices(),
      this.queries.listUnitChoices(),
    ]);
    return { courses, units };
  }
}
