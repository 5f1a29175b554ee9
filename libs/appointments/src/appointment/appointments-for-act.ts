import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { type AppointmentId, Clock, NotFound } from '@app/platform';
import { AppointmentBounds } from './appointment-bounds';
import { type AppointmentDetail, AppointmentQueries } from './appointment.queries';

/** What somebody is about to change: a form is not shown to whom the act would be refused. */
@Injectable()
export class AppointmentsForAct {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly bounds: AppointmentBounds,
    private readonly clock: Clock,
  ) {}

  /** Throws NotFound, and Conflict for one's own appointment. */
  async get(actor: Actor, id: AppointmentId): Promise<AppointmentDetail> {
    requirePermission(actor, 'appointments.manage');
    const row = await this.appointments.findOne(actor, id, this.clock.today());
    if (!row) throw new NotFound();
    const what = '自分の任命の取消し・再任・延長はできません。';
    await this.bounds.requireAnother(actor, row.personId, what);
    return row;
  }
}
