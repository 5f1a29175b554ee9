import { Body, Controller, Get, HttpStatus, Req } from '@nestjs/common';
import {
  AppointmentQueries,
  AppointmentsService,
  CandidateQueries,
  WarningsUnseen,
} from '@app/appointments';
import { addDays, Clock, InvalidInput } from '@app/platform';
import { parseForm } from '../../shell/forms';
import { actorOf, type PageRequest } from '../../shell/http';
import { Allow, ApiCommand, Confirmed } from '../../shell/routes';
import { API_PAGE_SIZE, appointmentListAnswer } from './appointments.answers';
import {
  type Appointed,
  appointingBody,
  type AppointmentList,
  appointmentsQuery,
} from './appointments.schemas';

@Controller('api/v1/appointments')
export class AppointmentsApiController {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly candidates: CandidateQueries,
    private readonly service: AppointmentsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Confirmed()
  @Allow('appointments.read')
  async listAppointments(@Req() request: PageRequest): Promise<AppointmentList> {
    const {
      unit: unitCode,
      q: text,
      endingWithinDays,
      page,
      ...filter
    } = parseForm(appointmentsQuery, request.query);
    const on = this.clock.today();
    const endingBy = endingWithinDays === undefined ? undefined : addDays(on, endingWithinDays);
    const found = await this.appointments.list(actorOf(request), {
      ...filter,
      on,
      unitCode,
      text,
      endingBy,
      page,
      pageSize: API_PAGE_SIZE,
    });
    return appointmentListAnswer(found, page);
  }

  @ApiCommand('', HttpStatus.CREATED)
  @Allow('appointments.manage')
  async appoint(@Req() request: PageRequest, @Body() body: unknown): Promise<Appointed> {
    const { staffNumber, ...input } = parseForm(appointingBody, body);
    const personId = input.personId ?? (await this.candidates.findPersonId(staffNumber ?? ''));
    if (personId === null)
      throw new InvalidInput({
        staffNumber: 'この職員番号の職員はいません。番号を確かめてください。',
      });
    try {
      return { id: await this.service.appoint(actorOf(request), { ...input, personId }) };
    } catch (error) {
      if (!(error instanceof WarningsUnseen)) throw error;
      throw new InvalidInput({ ...error.fields, warningsSeen: error.mark });
    }
  }
}
