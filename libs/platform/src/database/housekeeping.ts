import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { minutesBefore } from '../clock/instants';
import { Database } from './database';

const DAY_MINUTES = 24 * 60;
const FORM_KEY_DAYS = 7;

/** Removes what the web leaves behind and nobody will ask for again: ended sessions, keys of old forms. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async prune(): Promise<{ readonly sessions: number; readonly formKeys: number }> {
    const now = this.clock.now();
    const sessions = await this.database.execute('DELETE FROM sessions WHERE expire < $1', [now]);
    const formKeys = await this.database.execute(
      'DELETE FROM idempotency_keys WHERE created_at < $1',
      [minutesBefore(now, FORM_KEY_DAYS * DAY_MINUTES)],
    );
    return { sessions, formKeys };
  }
}
