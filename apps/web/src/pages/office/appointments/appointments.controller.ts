import { Controller, Get, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { type AppointmentDetail, AppointmentQueries } from '@app/appointments';
import { appointmentFilter, AppointmentsSource, wantedAppointments } from '@app/exports';
import { UnitQueries } from '@app/organization';
import { addDays, Clock, idOf, NotFound } from '@app/platform';
import { noteOnlyOne, noteRead } from '../../../shell/access-recorder';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { appointmentsList } from './appointments.list';
import { SOON_DAYS } from './appointment-words';
import { appointmentsView, appointmentView, PAGE_SIZE } from './appointments.views';

@Controller('appointments')
@Allow('appointments.read')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly units: UnitQueries,
    private readonly source: AppointmentsSource,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/appointments/appointments')
  async listAppointments(@Req() request: PageRequest) {
    const [today, filter] = [this.clock.today(), appointmentFilter.parse(request.query)];
    const [actor, page] = [actorOf(request), pageNumber(queryText(request, 'page'))];
    const [found, counts, units] = await Promise.all([
      this.appointments.list(actor, {
        ...wantedAppointments(filter, today),
        page,
        pageSize: PAGE_SIZE,
      }),
      this.appointments.countInForce(actor, today, addDays(today, SOON_DAYS)),
      this.units.listUnits(today),
    ]);
    noteOnlyOne(request, found.rows, found.total);
    const canAppoint = hasPermission(actor, 'appointments.manage');
    return appointmentsView(found, { today, filter, units, page, counts, canAppoint });
  }

  @Get(filesAt('list'))
  @Confirmed()
  async exportAppointments(@Req() request: PageRequest) {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: appointmentsList(today), today });
  }

  @PageRoute(':id', 'pages/office/appointments/appointment')
  async showAppointment(@Req() request: PageRequest) {
    const [today, actor] = [this.clock.today(), actorOf(request)];
    const row = await this.getAppointment(request);
    const history = await this.appointments.listOfPerson(actor, row.personId, today);
    const canManage = hasPermission(actor, 'appointments.manage');
    return appointmentView(row, { today, canManage, history });
  }

  private async getAppointment(request: PageRequest): Promise<AppointmentDetail> {
    const id = idOf<'appointment'>(param(request, 'id'));
    const row = await this.appointments.findOne(actorOf(request), id, this.clock.today());
    if (!row) throw new NotFound();
    noteRead(request, row.personId);
    return row;
  }
}
