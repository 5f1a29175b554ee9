import { wantedPeople } from '@app/exports';
import { Injectable } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  type AssignmentCycle,
  AssignmentQueries,
  type AssignmentRow,
  AssignmentUnitQueries,
  HasteQueries,
  type LearningKey,
} from '@app/courses';
import { MandatoryFigureQueries } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { Clock, formatDateShort, formatFiscalYear, NotFound, OfficeCalendars } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import type { DayAndRight } from './assignment-words';
import { assignmentView } from './assignment.views';
import { hasteSentence } from './assignments.views';
import type { Chosen } from './assignments.forms';
import { refusedChoice } from './exemption.views';
import { asksForNames, PAGE_SIZE, peopleFilterOf } from './people-filter';

/** Whether there is more than one. */
const FIRST_OF_THEM = { limit: 1, offset: 0 };

/** What the pages of one assignment read. */
@Injectable()
export class AssignmentPages {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly units: AssignmentUnitQueries,
    private readonly organization: UnitQueries,
    private readonly figures: MandatoryFigureQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
    private readonly hasty: HasteQueries,
  ) {}

  /** Of all courses: how many people were hasty with a test. */
  async haste(): Promise<string> {
    return hasteSentence(await this.hasty.listHaste());
  }

  async show(request: PageRequest) {
    const id = param(request, 'assignmentId');
    const [filter, chosen] = [peopleFilterOf(request), refusedChoice(request)];
    const slice = { limit: PAGE_SIZE, offset: (filter.page - 1) * PAGE_SIZE };
    const { assignment, counted } = await this.assignmentOf(id);
    const isAsked = asksForNames(filter) || request.refusedForm !== undefined;
    const units = await this.units.listUnits(id, isAsked ? FIRST_OF_THEM : slice, counted);
    const isByName = isAsked || units.total <= 1;
    const found = isByName
      ? await this.queries.listPeople(id, { ...wantedPeople(filter), ...slice }, counted)
      : null;
    const around = {
      ...(await this.dayAndRight(request)),
      ...{
        filter,
        chosen,
        allUnits: isByName ? await this.organization.listUnits(this.clock.today()) : [],
      },
    };
    const view = assignmentView(assignment, { units, found }, around);
    return { ...view, form: formView(request, { reason: '' }) };
  }

  async assignmentOf(id: string) {
    const counted = await this.figures.countedOn(this.clock.today());
    const assignment = await this.queries.findAssignment(id, counted);
    if (!assignment) throw new NotFound();
    return { assignment, counted };
  }

  /** The assignment's course and cycle, of each person at whose row a box was ticked. */
  async learningsOf(id: string, chosen: readonly Chosen[]): Promise<LearningKey[]> {
    const cycles = new Map<number | null, AssignmentCycle>();
    for (const { year } of chosen) {
      const cycle = cycles.get(year) ?? (await this.queries.findCycle(id, year));
      if (!cycle) throw new NotFound();
      cycles.set(year, cycle);
    }
    return chosen.flatMap(({ personId, year }) => {
      const cycle = cycles.get(year);
      return cycle ? [{ personId, ...cycle }] : [];
    });
  }

  fileTitle({ courseTitle, fiscalYear }: AssignmentRow, name: string, count: string) {
    const today = this.clock.today();
    const [year, day] = [formatFiscalYear(fiscalYear), formatDateShort(today)];
    return { title: `${courseTitle}(${year})の${name}(${day}現在、${count})`, suffix: today };
  }

  async dayAndRight(request: PageRequest): Promise<DayAndRight> {
    return {
      today: this.clock.today(),
      calendar: await this.calendars.current(),
      canManage: hasPermission(actorOf(request), 'assignments.manage'),
      ownPersonId: actorOf(request).personId,
    };
  }
}
