import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AuditActor,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { requirePermission } from '@app/access';
import { type Actor, auditActorOf } from '@app/access';
import { type BulkTarget, AccountQueries } from './accounts.queries';
import { firstPassword, hashPassword } from '../password/passwords';

/** Shown or printed once and kept nowhere. */
export interface FirstPassword {
  readonly accountId: string;
  readonly password: string;
}

export interface HandedOutPassword {
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string;
  readonly password: string;
}

/** How many are hashed at once: as many as there are threads for it. */
const HASHES_AT_ONCE = 4;

const INSERTED = statement({
  name: 'accounts.new-accounts',
  sql: `INSERT INTO accounts (id, person_id, password_hash, first_password_hash, must_change_password, password_changed_at, created_at,
      first_password_at, first_password_by)
    SELECT id, person_id, password_hash, password_hash, true, :now, :now, :now, :by
    FROM unnest(:ids, :personIds, :hashes) AS new (id, person_id, password_hash)
    ON CONFLICT (person_id) DO NOTHING RETURNING id`,
  parameters: {
    ids: 'uuid[]',
    personIds: 'uuid[]',
    hashes: 'text[]',
    now: 'timestamptz',
    by: 'uuid?',
  },
  row: { id: col.id<'account'>() },
});

/** Only where the first password is still unused: who has chosen their own meanwhile keeps it. */
const REPLACED = statement({
  name: 'accounts.new-first-passwords',
  sql: `UPDATE accounts SET password_hash = next.password_hash, first_password_hash = next.password_hash, password_changed_at = :now,
      session_epoch = session_epoch + 1, first_password_at = :now, first_password_by = :by
    FROM unnest(:ids, :hashes) AS next (id, password_hash)
    WHERE accounts.id = next.id AND must_change_password AND suspended_at IS NULL RETURNING accounts.id`,
  parameters: { ids: 'uuid[]', hashes: 'text[]', now: 'timestamptz', by: 'uuid?' },
  row: { id: col.id<'account'>() },
});

type TouchedRow = RowFrom<typeof INSERTED>;

/** Gives accounts to people who are employed today, one by one or all who have none, each with a first password. */
@Injectable()
export class NewAccountsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly accounts: AccountQueries,
  ) {}

  async create(actor: Actor, personId: string): Promise<FirstPassword> {
    requirePermission(actor, 'accounts.manage');
    return this.createBy(auditActorOf(actor), personId);
  }

  /** For the command line, which has no signed-in actor. */
  async createBy(by: AuditActor, personId: string): Promise<FirstPassword> {
    const person = await this.accounts.findPerson(personId);
    if (!person) throw new NotFound();
    const password = firstPassword();
    const passwordHash = await hashPassword(password);
    const accountId = randomUUID();
    await this.database.transaction(async () => {
      const made = await this.insert(by, [{ accountId, personId, passwordHash }]);
      if (made.length === 0)
        throw new Conflict('account.exists', 'この職員にはすでにアカウントがあります。');
      await this.audit.record(by, entryOf('account.created', accountId));
    });
    return { accountId, password };
  }

  /**
   * All people meant by `target`, after somebody saw and confirmed how many they are (`expected`). Two at once
   * give nobody two passwords: the second finds another number and stops.
   */
  async handOut(
    actor: Actor,
    target: BulkTarget,
    expected: number,
  ): Promise<readonly HandedOutPassword[]> {
    requirePermission(actor, 'accounts.manage');
    const people = (await this.accounts.listForBulk(target)).filter(
      (person) => person.accountId !== actor.accountId,
    );
    if (people.length === 0 || people.length !== expected) throw changedMeanwhile(people.length);
    const prepared = await inGroups(people, async (person) => {
      const password = firstPassword();
      const accountId = person.accountId ?? randomUUID();
      return { ...person, accountId, password, passwordHash: await hashPassword(password) };
    });
    await this.database.transaction(async () => {
      const touched =
        target === 'without'
          ? await this.insert(actor, prepared)
          : await this.replace(actor, prepared);
      if (touched.length !== prepared.length) throw changedMeanwhile(touched.length);
      const action = target === 'without' ? 'account.created' : 'account.password_set';
      await this.audit.record(
        auditActorOf(actor),
        entryOfMany(
          action,
          prepared.map((it) => it.accountId),
        ),
      );
    });
    return prepared;
  }

  private async insert(
    by: Giver,
    accounts: readonly PreparedAccount[],
  ): Promise<readonly TouchedRow[]> {
    return this.database.all(INSERTED, {
      ids: accounts.map((it) => it.accountId),
      personIds: accounts.map((it) => it.personId),
      hashes: accounts.map((it) => it.passwordHash),
      now: this.clock.now(),
      by: by.accountId,
    });
  }

  private async replace(
    by: Giver,
    accounts: readonly PreparedAccount[],
  ): Promise<readonly TouchedRow[]> {
    return this.database.all(REPLACED, {
      ids: accounts.map((it) => it.accountId),
      hashes: accounts.map((it) => it.passwordHash),
      now: this.clock.now(),
      by: by.accountId,
    });
  }
}

/** Who knows the first passwords; nobody with an account on the command line. */
type Giver = Pick<AuditActor, 'accountId'>;

interface PreparedAccount {
  readonly accountId: string;
  readonly personId: string;
  readonly passwordHash: string;
}

function changedMeanwhile(count: number): Conflict {
  const message =
    count === 0
      ? '対象の職員はいません。すでに実行されたか、対象が変わりました。一覧でご確認ください。'
      : '確認したときから対象の人数が変わりました。画面を開き直して、人数を確かめてから実行してください。';
  return new Conflict('account.bulk_changed', message);
}

function entryOf(action: string, accountId: string) {
  return { action, subjectType: 'account', subjectId: accountId };
}

/** One click, one entry: it has an id of its own and lists the accounts. */
function entryOfMany(action: string, members: readonly string[]) {
  return { action, subjectType: 'accounts', subjectId: randomUUID(), detail: { members } };
}

async function inGroups<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += HASHES_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + HASHES_AT_ONCE).map(work))));
  }
  return results;
}
