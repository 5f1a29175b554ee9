import { Controller, Get, Inject, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { AppointmentQueries, type AppointmentRow } from '@app/appointments';
import { addDays, APP_CONFIG, type AppConfig, Clock, idOf, NotFound } from '@app/platform';
import { csvFile } from '../../shell/csv-file';
import { actorOf, param, type PageRequest, queryText } from '../../shell/http';
import { Allow, PageRoute } from '../../shell/routes';
import { pageNumber } from '../../shell/view-parts';
import { appointmentFilter, type AppointmentListFilter } from './appointments.forms';
import { SOON_DAYS } from './appointment-words';
import {
  appointmentsView,
  appointmentView,
  CSV_HEADER,
  csvRow,
  letterView,
  PAGE_SIZE,
} from './appointments.views';

const EVERYTHING = 100_000;

@Controller('appointments')
@Allow('appointments.read')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @PageRoute('', 'pages/appointments/appointments')
  async listAppointments(@Req() request: PageRequest) {
    const [today, filter] = [this.clock.today(), appointmentFilter.parse(request.query)];
    const page = pageNumber(queryText(request, 'page'));
    const [found, counts] = await Promise.all([
      this.find(filter, page, PAGE_SIZE),
      this.appointments.countInForce(today, addDays(today, SOON_DAYS)),
    ]);
    const canAppoint = hasPermission(actorOf(request), 'appointments.manage');
    return appointmentsView(found, { today, filter, page, counts, canAppoint });
  }

  @Get('list.csv')
  async exportAppointments(@Req() request: PageRequest) {
    const today = this.clock.today();
    const { rows } = await this.find(appointmentFilter.parse(request.query), 1, EVERYTHING);
    return csvFile(
      `appointments-${today}`,
      CSV_HEADER,
      rows.map((row) => csvRow(row, today)),
    );
  }

  @PageRoute(':id', 'pages/appointments/appointment')
  async showAppointment(@Req() request: PageRequest) {
    const today = this.clock.today();
    const row = await this.getAppointment(request);
    const history = await this.appointments.listOfPerson(row.personId, today);
    const canManage = hasPermission(actorOf(request), 'appointments.manage');
    return appointmentView(row, { today, canManage, history });
  }

  @PageRoute(':id/letter', 'pages/appointments/letter')
  async showLetter(@Req() request: PageRequest) {
    return letterView(await this.getAppointment(request), this.config.CITY_NAME);
  }

  private find(
    { role, state, unit, q, ending }: AppointmentListFilter,
    page: number,
    pageSize: number,
  ) {
    const on = this.clock.today();
    const endingBy = ending && addDays(on, Number(ending));
    return this.appointments.list({
      on,
      role,
      state,
      unitCode: unit,
      endingBy,
      text: q,
      page,
      pageSize,
    });
  }

  private async getAppointment(request: PageRequest): Promise<AppointmentRow> {
    const row = await this.appointments.findOne(idOf(param(request, 'id')), this.clock.today());
    if (!row) throw new NotFound();
    return row;
  }
}
