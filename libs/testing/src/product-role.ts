import { createHash } from 'node:crypto';
import type { Client } from 'pg';

/** Under this role the product runs in tests, with the rights that it has in a city. */
const TEST_ROLE = 'tsunagaru_test';

/** The address of a database on the same server as its product sees it. */
export function productUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = passwordOf(url);
  url.username = TEST_ROLE;
  return url.href;
}

/** Makes the role on a server; again on one that stays. */
export async function makeTestRole(client: Client, ownerUrl: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [TEST_ROLE]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  const password = passwordOf(new URL(ownerUrl));
  await client.query(`${verb} ROLE ${TEST_ROLE} LOGIN PASSWORD '${password}'`);
}

/** Told by the owner's alone, so that set-up and workers agree without telling each other. */
function passwordOf({ username, password, host }: URL): string {
  return createHash('sha256').update(`${username}:${password}@${host}`).digest('hex');
}
