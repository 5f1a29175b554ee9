import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import {
  type AppointmentId,
  AuditLog,
  col,
  Database,
  History,
  type LocalDate,
  type OrgUnitId,
  statement,
} from '@app/platform';

/** What is ticked off when somebody with a role leaves a unit; the last one, where they arrive. */
export const HANDOVER_ITEMS = ['materials', 'access', 'ongoing', 'successor', 'confirmed'] as const;
export type HandoverItem = (typeof HANDOVER_ITEMS)[number];

/** One line of the list of one handover. */
export interface HandoverTick {
  readonly appointmentId: AppointmentId;
  readonly unitId: OrgUnitId;
  readonly since: LocalDate;
  readonly item: HandoverItem;
}

const FIND = statement({
  name: 'appointments.handover-tick',
  sql: `SELECT id FROM handover_ticks
    WHERE appointment_id = :appointmentId AND org_unit_id = :unitId AND since = :since AND item = :item`,
  parameters: { appointmentId: 'uuid', unitId: 'uuid', since: 'date', item: 'text' },
  row: { id: col.id<'handover_tick'>() },
});

const TABLE = {
  table: 'handover_ticks',
  columns: {
    ...{ id: 'uuid', appointment_id: 'uuid', org_unit_id: 'uuid', since: 'date', item: 'text' },
  },
};

/** Writes what was handed over; whoever calls it has seen to it that the actor may, and that there is such a handover. */
@Injectable()
export class HandoverTicks {
  constructor(
    private readonly database: Database,
    private readonly history: History,
    private readonly audit: AuditLog,
  ) {}

  /** Ticked twice is ticked once; so is taking the tick away. */
  async set(actor: Actor, tick: HandoverTick, isDone: boolean): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('handover_ticks_history');
      const found = await this.database.first(FIND, tick);
      if ((found !== null) === isDone) return;
      const { appointmentId, unitId, since, item } = tick;
      const row = {
        ...{ id: randomUUID(), appointment_id: appointmentId, org_unit_id: unitId },
        ...{ since, item },
      };
      const changes = found === null ? { insert: [row] } : { end: [found.id] };
      await this.history.write(TABLE, actor, changes);
      await this.audit.record(auditActorOf(actor), {
        action: isDone ? 'handover.ticked' : 'handover.tick_taken_back',
        subjectType: 'role_appointment',
        subjectId: appointmentId,
        detail: { unitId, item },
      });
    });
  }
}
