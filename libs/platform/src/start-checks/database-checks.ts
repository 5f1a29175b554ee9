import { Client } from 'pg';
import type { AppConfig } from '../config/config';
import { AuditKeys } from '../audit/audit-chain';
import { findRoleFaults } from '../database/product-role';
import { OWNER_FUNCTIONS, TABLE_GUARDS } from './guards';
import { checked, type StartCheck } from './start-check';

/** Who the story of the demo city is written down as: entries of it never go away. */
export const DEMO_LABEL = 'お試しの市';

const ROLE = 'データベースの利用者の権利';
const DEMO_DATA = 'お試しの市のデータ';
const DEMO_ACCOUNTS = 'お試しのアカウント';
const KEYS = '監査記録の控えの鍵';
const GUARDS = '履歴と二人の手続きを守る仕組み';

const ANOTHER_PLACE =
  'お試しのデータは本番に使えません。DATA_DIRを空のフォルダーに変えるか、DATABASE_URLに空のデータベースを指定してください。';

const IS_MIGRATED = `SELECT to_regclass('public.audit_anchors') IS NOT NULL AS "isSo"`;
const HAS_DEMO_DATA = `SELECT EXISTS (SELECT 1 FROM audit_entries WHERE actor_account_id IS NULL AND actor_label = '${DEMO_LABEL}') AS "isSo"`;

/** A hash is salted: the same one twice was copied. */
const HAS_COPIED_PASSWORDS = `SELECT EXISTS (SELECT 1 FROM accounts GROUP BY password_hash HAVING count(*) > 1) AS "isSo"`;

/** What can be told from the database, as the product reads it. */
export async function databaseChecks(config: AppConfig): Promise<readonly StartCheck[]> {
  const client = new Client({ connectionString: config.DATABASE_URL });
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (!(await isSo(client, IS_MIGRATED)))
      return [checked(ROLE, '表がありません。「npm run cli -- migrate」を実行してください。')];
    return await checksOf(client, config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      checked(ROLE, `データベースを確かめられません。DATABASE_URLを確かめてください。(${reason})`),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checksOf(client: Client, config: AppConfig): Promise<readonly StartCheck[]> {
  return [
    checked(ROLE, roleProblem(await findRoleFaults(client))),
    checked(DEMO_DATA, (await isSo(client, HAS_DEMO_DATA)) ? ANOTHER_PLACE : null),
    checked(DEMO_ACCOUNTS, copiedProblem(await isSo(client, HAS_COPIED_PASSWORDS))),
    checked(KEYS, await keyProblem(client, config)),
    checked(GUARDS, await guardProblem(client)),
  ];
}

async function isSo(client: Client, sql: string): Promise<boolean> {
  return (await client.query<{ isSo: boolean }>(sql)).rows[0]?.isSo ?? false;
}

function roleProblem(faults: readonly string[]): string | null {
  if (faults.length === 0) return null;
  return `${faults.join('')}製品の利用者が監査記録や履歴を書き換えられないように、所有者(DATABASE_OWNER_URL)と分け、「npm run cli -- migrate」で権利を整えてください(docs/operations.md「データベースの利用者」)。`;
}

function copiedProblem(isCopied: boolean): string | null {
  if (!isCopied) return null;
  return `同じパスワードを写したアカウントがあります(お試しのデータのしるしです)。${ANOTHER_PLACE}`;
}

/** What the migrations made to guard the tables is there, works, and nobody has added what runs with the owner's rights. */
async function guardProblem(client: Client): Promise<string | null> {
  const { rows: guards } = await client.query<{ name: string; isOn: boolean }>(
    `SELECT DISTINCT ON (tgname) tgname AS name, tgenabled IN ('O', 'A') AS "isOn" FROM pg_trigger t
     JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
     ORDER BY tgname, 2`,
  );
  const working = new Set(guards.filter(({ isOn }) => isOn).map(({ name }) => name));
  const missing = TABLE_GUARDS.filter((name) => !working.has(name));
  const { rows: powers } = await client.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
  );
  const added = powers.map(({ name }) => name).filter((name) => !OWNER_FUNCTIONS.includes(name));
  if (missing.length === 0 && added.length === 0) return null;
  return `${missing.length > 0 ? `止められたか、なくなったもの: ${missing.join('、')}。` : ''}${added.length > 0 ? `所有者の権利で動く覚えのない関数: ${added.join('、')}。` : ''}データベースを操作した人を確かめ、控えから戻してください。`;
}

async function keyProblem(client: Client, config: AppConfig): Promise<string | null> {
  const { rows } = await client.query<{ key: string }>(
    'SELECT DISTINCT key_id AS key FROM audit_anchors ORDER BY 1',
  );
  const keys = new AuditKeys(config.AUDIT_KEY);
  if (rows.every(({ key }) => keys.has(key))) return null;
  return 'AUDIT_KEYに、これまでの控えに署名した鍵がありません。今までの鍵を、コンマの後に残してください。';
}
