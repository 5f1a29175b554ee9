import { Body, Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  AssignmentQueries,
  AssignmentsService,
  ExemptionsService,
  type LearningKey,
} from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import {
  type CommandAnswer,
  Clock,
  formatDateShort,
  formatFiscalYear,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  OfficeCalendars,
  parseFiscalYear,
  requireExportable,
  things,
} from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import type { DayAndRight } from './assignment-words';
import { exemptionForm } from './assignments.forms';
import { assignmentsList } from './assignments.list';
import {
  assignmentsView,
  assignmentView,
  listAddress,
  PAGE_SIZE,
  type PeopleFilter,
  peopleFilterOf,
} from './assignments.views';
import { atItsRow, refusedExemption } from './exemption.views';
import { assignmentPeople } from './people.list';

@Controller('assignments')
@Allow('assignments.read')
export class AssignmentsController {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly assignments: AssignmentsService,
    private readonly exemptions: ExemptionsService,
    private readonly figures: MandatoryFigureQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/assignments/assignments')
  async showAssignments(@Req() request: PageRequest) {
    const today = this.clock.today();
    const counted = await this.figures.countedOn(today);
    const [rows, count, day] = await Promise.all([
      this.queries.listAssignments(counted),
      this.figures.promisesOn(today),
      this.dayAndRight(request),
    ]);
    return assignmentsView(rows, count, day);
  }

  @Get(filesAt('list'))
  async exportAssignments(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    const rows = await this.queries.listAssignments(await this.figures.countedOn(today));
    const list = assignmentsList(await this.dayAndRight(request));
    return listReply(list, rows, requestedFormat(request), {
      title: `${list.name}(${formatDateShort(today)}現在、${things(rows.length)})`,
      suffix: today,
    });
  }

  @PageRoute(':assignmentId', 'pages/office/assignments/assignment')
  async showAssignment(@Req() request: PageRequest) {
    const id = param(request, 'assignmentId');
    const filter = filterOf(request);
    const slice = { limit: PAGE_SIZE, offset: (filter.page - 1) * PAGE_SIZE };
    const { assignment, people } = await this.peopleOf(id, filter, slice);
    const refused = refusedExemption(request.refusedForm, {
      personId: param(request, 'personId'),
      year: rowYear(request),
    });
    const around = { ...(await this.dayAndRight(request)), refused };
    const view = assignmentView(assignment, people, filter, around);
    return { ...view, form: atItsRow(formView(request, {}), refused) };
  }

  @Get(filesAt(':assignmentId/people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const id = param(request, 'assignmentId');
    const all = { limit: MAXIMUM_EXPORT_ROWS, offset: 0 };
    const { assignment, people } = await this.peopleOf(id, filterOf(request), all);
    requireExportable(people.total);
    const { courseTitle, fiscalYear } = assignment;
    const today = this.clock.today();
    const list = assignmentPeople(await this.calendars.current());
    return listReply(list, people.rows, requestedFormat(request), {
      title: `${courseTitle}(${formatFiscalYear(fiscalYear)})の${list.name}(${formatDateShort(today)}現在、${String(people.total)}名)`,
      suffix: today,
    });
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

  @CommandRoute(':assignmentId/people/:personId/exempt', 'showAssignment')
  @Allow('assignments.manage')
  async exempt(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(exemptionForm, body);
    const actor = actorOf(request);
    await this.exemptions.exempt(actor, await this.learningOf(request), reason);
    return {
      location: listAddress(param(request, 'assignmentId'), filterOf(request)),
      notice: '受講を免除しました。元に戻すこともできます。',
    };
  }

  @CommandRoute(':assignmentId/people/:personId/undo-exemption', 'showAssignment')
  @Allow('assignments.manage')
  async undoExemption(@Req() request: PageRequest): Promise<CommandAnswer> {
    const actor = actorOf(request);
    await this.exemptions.undoExemption(actor, await this.learningOf(request));
    return {
      location: listAddress(param(request, 'assignmentId'), filterOf(request)),
      notice: '免除を取り消しました。',
    };
  }

  private async peopleOf(
    id: string,
    { state, text }: PeopleFilter,
    slice: { readonly limit: number; readonly offset: number },
  ) {
    const counted = await this.figures.countedOn(this.clock.today());
    const assignment = await this.queries.findAssignment(id, counted);
    if (!assignment) throw new NotFound();
    const asked = { ...(state !== '' && { state }), text, ...slice };
    return { assignment, people: await this.queries.listPeople(id, asked, counted) };
  }

  /** What the address names: the assignment's course and cycle, of the person at whose row the form stands. */
  private async learningOf(request: PageRequest): Promise<LearningKey> {
    const id = param(request, 'assignmentId');
    const year = rowYear(request);
    const cycle = await this.queries.findCycle(id, year);
    if (!cycle) throw new NotFound();
    return { personId: param(request, 'personId'), ...cycle };
  }

  private async dayAndRight(request: PageRequest): Promise<DayAndRight> {
    return {
      today: this.clock.today(),
      calendar: await this.calendars.current(),
      canManage: hasPermission(actorOf(request), 'assignments.manage'),
      ownPersonId: actorOf(request).personId,
    };
  }
}

/** The part of the list that is looked at; the forms at its rows carry it along. */
function filterOf(request: PageRequest): PeopleFilter {
  return peopleFilterOf(
    queryText(request, 'state'),
    queryText(request, 'q'),
    pageNumber(queryText(request, 'page')),
  );
}

/** The fiscal year of a row that was carried over; null for the year that the page shows. */
function rowYear(request: PageRequest): number | null {
  const text = queryText(request, 'year') ?? '';
  if (text === '') return null;
  const year = parseFiscalYear(text);
  if (year === null) throw new NotFound();
  return year;
}
