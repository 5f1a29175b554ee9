import { Body, Controller, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentsService, type OverlapRow } from '@app/courses';
import {
  type CommandAnswer,
  Clock,
  fiscalYearOf,
  fiscalYearStart,
  formatDate,
  OfficeCalendars,
} from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { assignmentForm } from './assignments.forms';
import {
  type Choices,
  confirmView,
  newAssignmentView,
  overlapView,
  typedTexts,
} from './new-assignment.views';

@Controller('assignments')
@Allow('assignments.manage')
export class NewAssignmentController {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly queries: AssignmentQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('new', 'pages/office/assignments/new')
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
      repeatsYearly: 'no',
      dueOn: '',
      reason: '',
    });
    const choices = await this.choices();
    const same = await this.sameAs(request);
    return { ...newAssignmentView(choices, today), same: same && overlapView(same), form };
  }

  @AnswerRoute('preview', 'pages/office/assignments/confirm', 'showNew', { idempotent: true })
  async preview(@Req() request: PageRequest, @Body() body: unknown) {
    const input = parseForm(assignmentForm, body);
    const preview = await this.assignments.preview(actorOf(request), input);
    return confirmView(input, preview, await this.choices(), {
      calendar: await this.calendars.current(),
      body,
    });
  }

  /** Nothing is refused: back from the confirmation, with what was typed; too much of it for an address. */
  @AnswerRoute('again', 'pages/office/assignments/new', 'showNew', { idempotent: true })
  async typeAgain(@Req() request: PageRequest, @Body() body: unknown) {
    request.refusedForm = { values: typedTexts(body), errors: {}, message: '' };
    return this.showNew(request);
  }

  @CommandRoute('', 'showNew')
  async assign(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const input = parseForm(assignmentForm, body);
    const actor = actorOf(request);
    const id = await this.assignments.assign(actor, input);
    return {
      location: `/assignments/${id}`,
      notice: `受講指定を作りました。${this.whenShown(input.fiscalYear)}`,
    };
  }

  /** Of the running fiscal year at once; assigned ahead, not before it begins and its edition is published. */
  private whenShown(fiscalYear: number): string {
    if (fiscalYear === fiscalYearOf(this.clock.today()))
      return '対象の職員のホームに表示されます。';
    return `${formatDate(fiscalYearStart(fiscalYear))}から、版が公開されていれば、対象の職員のホームに表示されます。`;
  }

  /** The assignment that says the same already, when the form was refused for it. */
  private async sameAs(request: PageRequest): Promise<OverlapRow | null> {
    if (request.refusedForm?.errors.courseKey === undefined) return null;
    const typed = assignmentForm.safeParse(request.refusedForm.values);
    return typed.success ? this.assignments.findSame(actorOf(request), typed.data) : null;
  }

  private async choices(): Promise<Choices> {
    return {
      courses: await this.queries.listCourseChoices(),
      units: await this.queries.listUnitChoices(),
    };
  }
}
