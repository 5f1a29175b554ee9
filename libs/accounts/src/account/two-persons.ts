import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { JoinQueries, personNow } from '@app/organization';
import { col, Conflict, Database, statement } from '@app/platform';

/** Whose account it is; a number that was joined to another one is no other person. */
const OWNER = statement({
  name: 'accounts.owner-now',
  sql: `SELECT ${personNow('a.person_id')} AS "personId" FROM accounts a WHERE a.id = :accountId`,
  parameters: { accountId: 'uuid' },
  row: { personId: col.id<'person'>() },
});

/** Two-person rule: nobody changes their own rights, so that nobody locks themselves out or raises themselves. */
@Injectable()
export class TwoPersons {
  constructor(
    private readonly database: Database,
    private readonly joins: JoinQueries,
  ) {}

  async requireAnother(actor: Actor, accountId: string): Promise<void> {
    const owner = await this.database.first(OWNER, { accountId });
    const isOwn = owner !== null && (await this.joins.areOne(actor.personId, owner.personId));
    if (actor.accountId !== accountId && !isOwn) return;
    throw new Conflict(
      'account.own',
      '自分の権限や利用状態は変更できません。ほかの管理者に依頼してください。',
    );
  }
}
