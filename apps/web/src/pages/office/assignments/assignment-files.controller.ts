import { sourceReply } from '../../../shell/lists/source-reply';
import { AssignmentPeopleSource } from '@app/exports';
import { Controller, Get, Req } from '@nestjs/common';
import { AssignmentQueries, AssignmentUnitQueries } from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import { Clock, formatDateShort, MAXIMUM_EXPORT_ROWS, things } from '@app/platform';
import { param, type PageRequest } from '../../../shell/http';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, Confirmed } from '../../../shell/routes';
import { AssignmentPages } from './assignment.pages';
import { assignmentUnits } from './assignment-units.list';
import { assignmentsList } from './assignments.list';
import { assignmentPeople } from './people.list';

/** The files of the lists of assignments: the same rows, filters and rights as on their pages. */
@Controller('assignments')
@Allow('assignments.read')
export class AssignmentFilesController {
  constructor(
    private readonly pages: AssignmentPages,
    private readonly queries: AssignmentQueries,
    private readonly units: AssignmentUnitQueries,
    private readonly source: AssignmentPeopleSource,
    private readonly figures: MandatoryFigureQueries,
    private readonly clock: Clock,
  ) {}

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
    const { calendar, today } = await this.pages.dayAndRight(request);
    const place = { assignment: param(request, 'assignmentId') };
    const list = assignmentPeople(calendar);
    return sourceReply(request, { source: this.source, list, today, place });
  }
}
