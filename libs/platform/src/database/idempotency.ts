import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from './database';

/**
 * Runs a form's command once per key, however often the form is sent. The key and the command's effects are
 * committed together; a repeat (double click, reload after a lost answer) gets the first answer's location.
 */
@Injectable()
export class Once {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `command` returns the address to show afterwards. Concurrent repeats wait for the first to finish. */
  async run(key: string, accountId: string, command: () => Promise<string>): Promise<string> {
    return this.database.transaction(async () => {
      const claimed = await this.database.execute(
        `INSERT INTO idempotency_keys (key, account_id, location, created_at) VALUES ($1, $2, '', $3)
         ON CONFLICT DO NOTHING`,
        [key, accountId, this.clock.now()],
      );
      if (claimed === 0) return this.firstAnswer(key, accountId);
      const location = await command();
      await this.database.execute(
        'UPDATE idempotency_keys SET location = $3 WHERE key = $1 AND account_id = $2',
        [key, accountId, location],
      );
      return location;
    });
  }

  private async firstAnswer(key: string, accountId: string): Promise<string> {
    const row = await this.database.queryOne<{ location: string }>(
      'SELECT location FROM idempotency_keys WHERE key = $1 AND account_id = $2',
      [key, accountId],
    );
    return row === null || row.location === '' ? '/' : row.location;
  }
}
