import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { type HandoverItem, HandoverTicks } from '@app/appointments';
import { Conflict, Database, InvalidInput } from '@app/platform';
import { type Handover, HandoverQueries } from './handovers.queries';
import { itemsOf } from './handover.rules';

export interface Ticking {
  readonly unitCode: string;
  readonly appointmentId: string;
  readonly item: HandoverItem;
  readonly isDone: boolean;
}

/** Ticks what was handed over: the head of the unit or who acts for them, or DX推進室. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly database: Database,
    private readonly handovers: HandoverQueries,
    private readonly ticks: HandoverTicks,
  ) {}

  /** Only of what is open today: what was covered meanwhile has nothing left to tick. */
  async tick(actor: Actor, { unitCode, appointmentId, item, isDone }: Ticking): Promise<Handover> {
    requirePermission(actor, 'team.handover');
    return this.database.transaction(async () => {
      const { rows } = await this.handovers.listOfUnit(actor, unitCode);
      const of = rows.filter((it) => it.appointmentId === appointmentId);
      const found = of.find((it) => itemsOf(it.kind).includes(item));
      if (found) {
        const { unitId, since } = found;
        await this.ticks.set(actor, { appointmentId, unitId, since, item }, isDone);
        return found;
      }
      if (of.length > 0) throw new InvalidInput({ item: 'この引継ぎの項目を選んでください。' });
      throw new Conflict(
        'handover.over',
        'この引継ぎは、後任が決まったか、済んでいます。画面を開き直して確かめてください。',
      );
    });
  }
}
