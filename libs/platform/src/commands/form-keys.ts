import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import * as col from '../statements/columns';
import { statement } from '../statements/statement';

const ANSWER = statement({
  name: 'platform.form-answer',
  sql: 'SELECT location FROM idempotency_keys WHERE key = :key AND account_id = :accountId',
  parameters: { key: 'uuid', accountId: 'uuid' },
  row: { location: col.text },
});

/** The key of one printed form, and whose form it is. */
export interface FormKey {
  readonly key: string;
  readonly accountId: string;
}

/** Which forms have done their work already, and where each of them led. */
@Injectable()
export class FormKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** True for the first only. A repeat at the same moment waits here until the first is committed or has failed. */
  async claim({ key, accountId }: FormKey): Promise<boolean> {
    const claimed = await this.database.execute(
      `INSERT INTO idempotency_keys (key, account_id, location, created_at) VALUES ($1, $2, '', $3)
       ON CONFLICT DO NOTHING`,
      [key, accountId, this.clock.now()],
    );
    return claimed === 1;
  }

  async keepAnswer({ key, accountId }: FormKey, location: string): Promise<void> {
    await this.database.execute(
      'UPDATE idempotency_keys SET location = $3 WHERE key = $1 AND account_id = $2',
      [key, accountId, location],
    );
  }

  async firstAnswer({ key, accountId }: FormKey): Promise<string> {
    const row = await this.database.first(ANSWER, { key, accountId });
    return row === null || row.location === '' ? '/' : row.location;
  }

  /** The form only asked on: it may be sent again with another choice. */
  async release({ key, accountId }: FormKey): Promise<void> {
    await this.database.execute('DELETE FROM idempotency_keys WHERE key = $1 AND account_id = $2', [
      key,
      accountId,
    ]);
  }
}
