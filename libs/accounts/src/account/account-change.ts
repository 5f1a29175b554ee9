import { Injectable } from '@nestjs/common';
import {
  type ChangePart,
  ChangeParts,
  type ChangeScope,
  isEmployed,
  type Standing,
} from '@app/organization';
import { col, Database, statement } from '@app/platform';

const WORKING = statement({
  name: 'accounts.working-account',
  sql: `SELECT a.id FROM accounts a
    WHERE a.person_id = :personId AND a.suspended_at IS NULL AND ${isEmployed('a.person_id', ':on')}`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { id: col.id<'account'>() },
});

/** An account works as long as its person is employed. */
@Injectable()
export class AccountChange implements ChangePart {
  readonly heading = 'アカウント';
  readonly place = 50;

  constructor(
    parts: ChangeParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async list({ personId, on }: ChangeScope): Promise<readonly Standing[]> {
    if (personId === null) return [];
    const rows = await this.database.all(WORKING, { personId, on });
    return rows.map(({ id }) => ({
      key: id,
      begins: 'この職員のアカウントで、ログインできるようになります。',
      ends: 'この職員のアカウントでは、ログインできなくなります。',
      isGrave: true,
    }));
  }
}
