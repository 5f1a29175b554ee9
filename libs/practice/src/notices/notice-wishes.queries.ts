import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, ofAnyNumber } from '@app/organization';
import { Clock, col, Database, statement } from '@app/platform';
import { type HeldWish, NOTICE_WISHES } from './notice-wishes';

const HELD = statement({
  name: 'practice.notice-wishes',
  sql: `SELECT w.wish, min(w.valid_from) AS since FROM practice_notice_wishes w
    WHERE ${ofAnyNumber('w')} AND ${inForce('w', ':on')} GROUP BY w.wish ORDER BY w.wish`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { wish: col.oneOf(NOTICE_WISHES), since: col.date },
});

/** What somebody wishes to be told of practice: only ever one's own. */
@Injectable()
export class NoticeWishQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listOwn(actor: Actor): Promise<readonly HeldWish[]> {
    requirePermission(actor, 'self');
    return this.database.all(HELD, { personId: actor.personId, on: this.clock.today() });
  }
}
