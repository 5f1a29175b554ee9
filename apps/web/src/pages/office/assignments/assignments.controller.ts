import { Body, Controller, Get, Req } from '@nestjs/common';
import {
  AssignmentQueries,
  AssignmentsService,
  AssignmentUnitQueries,
  ExemptionsService,
} from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import {
  type CommandAnswer,
  Clock,
  formatDateShort,
  MAXIMUM_EXPORT_ROWS,
  people,
  requireExportable,
  things,
} from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { AssignmentPages } from './assignment.pages';
import { assignmentUnits } from './assignment-units.list';
import { exemptionsForm, undoExemptionsForm } from './assignments.forms';
import { assignmentsList } from './assignments.list';
import { assignmentsView } from './assignments.views';
import { undoOf } from './exemption.views';
import { listAddress, peopleFilterOf, wanted } from './people-filter';
import { assignmentPeople } from './people.list';

@Controller('assignments')
@Allow('assignments.read')
export class AssignmentsController {
  constructor(
    private readonly pages: AssignmentPages,
    private readonly queries: AssignmentQueries,
    private readonly units: AssignmentUnitQueries,
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

  @Get(filesAt('list'))
  async exportAssignments(@Req() request: PageRequest): Promise<ListReply> {
    const today = this.clock.today();
    const rows = await this.queries.listAssignments(await this.figures.countedOn(today));
    const list = assignmentsList(await this.pages.dayAndRight(request));
    return listReply(list, rows, requestedFormat(request), {
      title: `${list.name}(${formatDateShort(today)}現在、${things(rows.length)})`,
      suffix: today,
    });
  }

  @PageRoute(':assignmentId', 'pages/office/assignments/assignment')
  async showAssignment(@Req() request: PageRequest) {
    return this.pages.show(request);
  }

  @Get(filesAt(':assignmentId/units'))
  async exportUnits(@Req() request: PageRequest): Promise<ListReply> {
    const id = param(request, 'assignmentId');
    const { assignment, counted } = await this.pages.assignmentOf(id);
    const all = { limit: MAXIMUM_EXPORT_ROWS, offset: 0 };
    const { rows, total } = await this.units.listUnits(id, all, counted);
    const list = assignmentUnits(`/assignments/${id}`);
    return listReply(
      list,
      rows,
      requestedFormat(request),
      this.pages.fileTitle(assignment, list.name, things(total)),
    );
  }

  @Get(filesAt(':assignmentId/people'))
  @Confirmed()
  async exportPeople(@Req() request: PageRequest): Promise<ListReply> {
    const id = param(request, 'assignmentId');
    const all = { limit: MAXIMUM_EXPORT_ROWS, offset: 0 };
    const { assignment, counted } = await this.pages.assignmentOf(id);
    const filter = { ...wanted(peopleFilterOf(request)), ...all };
    const { rows, total } = await this.queries.listPeople(id, filter, counted);
    requireExportable(total);
    const { calendar } = await this.pages.dayAndRight(request);
    const list = assignmentPeople(calendar);
    return listReply(
      list,
      rows,
      requestedFormat(request),
      this.pages.fileTitle(assignment, list.name, people(total)),
    );
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
