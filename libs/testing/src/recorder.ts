import type { AccountId, Database, PersonId } from '@app/platform';

export interface Recorder {
  readonly accountId: AccountId;
  readonly personId: PersonId;
}

/** Somebody who records facts and decides, without a name, a post or a number: nobody counts them. */
export async function addRecorder(database: Database, which = 1): Promise<Recorder> {
  const [accountId, personId] = [idOf('acc', which), idOf('abc', which)];
  await database.execute(
    `WITH person AS (
       INSERT INTO person_identities (id, created_at) VALUES ($2, '2015-04-01') ON CONFLICT DO NOTHING
     )
     INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at, suspended_at)
     VALUES ($1, $2, 'none', false, '2015-04-01', '2015-04-01', '2015-04-01') ON CONFLICT DO NOTHING`,
    [accountId, personId],
  );
  return { accountId, personId };
}

const idOf = (kind: string, which: number): string =>
  `00000000-0000-4000-8${kind}-${String(which).padStart(12, '0')}`;
