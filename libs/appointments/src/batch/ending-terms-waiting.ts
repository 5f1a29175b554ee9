import { Injectable } from '@nestjs/common';
import {
  type Actor,
  hasPermission,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { dayText, things } from '@app/platform';
import { EndingTermQueries } from './ending-terms.queries';

/** So long before its end somebody should have decided what becomes of a term. */
const MONTHS = 3;

/** Terms that run out and of which nothing was decided, for whoever decides. */
@Injectable()
export class EndingTermsWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly ending: EndingTermQueries,
  ) {
    waiting.add('ending_terms', (actor, day) => this.listUndecided(actor, day));
  }

  private async listUndecided(
    actor: Actor,
    { today }: WaitingDay,
  ): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'appointments.manage')) return [];
    const asked = { months: MONTHS, decided: 'undecided' } as const;
    const { rows, total } = await this.ending.list(actor, asked, { page: 1, pageSize: 1 });
    const [first] = rows;
    return [
      {
        title: '任期の終わり',
        count: total,
        oldest: null,
        sentence:
          first === undefined
            ? `${String(MONTHS)}か月以内に終わり、次を決めていない任期はありません。`
            : `${String(MONTHS)}か月以内に終わり、次を決めていない任期が${things(total)}あります。いちばん早いのは${dayText(first.termEnd, today)}までです。`,
        verb: '次の任期を決める',
        href: `/appointments/ending?months=${String(MONTHS)}&decided=undecided`,
        turn: total === 0 ? 'others' : 'mine',
      },
    ];
  }
}
