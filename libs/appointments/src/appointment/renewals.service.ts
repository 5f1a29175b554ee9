import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  addDays,
  type AppointmentId,
  Database,
  formatDateShort,
  InvalidInput,
} from '@app/platform';
import { AppointmentBooks } from './appointment-books';
import { AppointmentBounds, requireRunsOut } from './appointment-bounds';
import { type Appointing, AppointmentsService } from './appointments.service';
import { lastOf } from './period.rules';

/** 再任: another term of the same person in the same role. */
export type Renewing = Omit<Appointing, 'personId' | 'role'> & {
  /** The appointment that it follows. */
  readonly appointmentId: AppointmentId;
};

/** Another term that follows one that runs out, and says which one. */
@Injectable()
export class RenewalsService {
  constructor(
    private readonly database: Database,
    private readonly books: AppointmentBooks,
    private readonly bounds: AppointmentBounds,
    private readonly appointments: AppointmentsService,
  ) {}

  /** An appointment like any other, looked at again on its own first day; returns its id. */
  async renew(actor: Actor, { appointmentId, ...input }: Renewing): Promise<AppointmentId> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      const last = lastOf(await this.books.lock(appointmentId));
      const { id, personId, role, termEnd } = last;
      requireRunsOut(last, '再任できません。新しい任命として登録してください。');
      await this.bounds.requireNotRenewed(id, 'もう一度再任することはできません。');
      if (input.termStart <= termEnd) {
        throw new InvalidInput({
          termStart: `再任の始まりは、前の任期の終わりの翌日(${formatDateShort(addDays(termEnd, 1))})以後の日にしてください。`,
        });
      }
      const renews = { id, lastDay: termEnd };
      return this.appointments.appoint(actor, { ...input, personId, role }, { renews });
    });
  }
}
