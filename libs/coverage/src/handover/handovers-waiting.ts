import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, type WaitingThing, WaitingThings } from '@app/access';
import { things } from '@app/platform';
import { HandoverQueries } from './handovers.queries';

/** Roles to be handed over, for whoever appoints: the units do it, the office knows where it stands still. */
@Injectable()
export class HandoversWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly handovers: HandoverQueries,
  ) {
    waiting.add('handovers', (actor) => this.listOpen(actor));
  }

  private async listOpen(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'appointments.manage')) return [];
    const { rows, total } = await this.handovers.list(actor, { page: 1, pageSize: 1 });
    return [
      {
        title: '役割の引継ぎ',
        count: total,
        oldest: rows[0]?.since ?? null,
        sentence:
          total === 0
            ? '済んでいない役割の引継ぎはありません。'
            : `済んでいない役割の引継ぎが${things(total)}あります。`,
        verb: '役割の引継ぎを見る',
        href: '/appointments/handovers',
        turn: 'others',
      },
    ];
  }
}
