import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, ofAnyNumber } from '@app/organization';
import { Clock, col, Database, History, type HistoryTable, statement } from '@app/platform';
import { LOCK_PERSON } from '../lock-person';
import type { NoticeWish } from './notice-wishes';

const PRACTICE_NOTICE_WISHES: HistoryTable = {
  table: 'practice_notice_wishes',
  columns: { id: 'uuid', person_id: 'uuid', wish: 'text', valid_from: 'date', valid_to: 'date' },
};

const HELD = statement({
  name: 'practice.notice-wish-held',
  sql: `SELECT w.id, w.person_id AS "personId", w.valid_from AS "validFrom" FROM practice_notice_wishes w
    WHERE ${ofAnyNumber('w')} AND w.wish = :wish AND ${inForce('w', ':on')} ORDER BY w.id`,
  parameters: { personId: 'uuid', wish: 'text', on: 'date' },
  row: { id: col.id<'notice_wish'>(), personId: col.id<'person'>(), validFrom: col.date },
});

/**
 * 知らせの希望: dated, and nothing but one's own. Like all of practice it is in no audit log: that somebody wants to be
 * reminded is nobody else's business.
 */
@Injectable()
export class NoticeWishesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
  ) {}

  /** From today on; saying again what is said already changes nothing. */
  async set(actor: Actor, wish: NoticeWish, isWished: boolean): Promise<void> {
    requirePermission(actor, 'self');
    const { personId } = actor;
    await this.database.transaction(async () => {
      await this.database.all(LOCK_PERSON, { personId });
      const today = this.clock.today();
      const held = await this.database.all(HELD, { personId, wish, on: today });
      if (held.length > 0 === isWished) return;
      const said = { person_id: personId, wish, valid_from: today, valid_to: null };
      await this.history.write(PRACTICE_NOTICE_WISHES, actor, {
        insert: isWished ? [{ id: randomUUID(), ...said }] : [],
        // One of the same day never was.
        end: held.filter(({ validFrom }) => validFrom === today).map(({ id }) => id),
        replace: held
          .filter(({ validFrom }) => validFrom !== today)
          .map((row) => ({
            ...{ id: row.id, person_id: row.personId },
            ...{ wish, valid_from: row.validFrom, valid_to: today },
          })),
      });
    });
  }
}
