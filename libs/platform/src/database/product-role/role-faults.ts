import { QUEUE_SCHEMA } from './product-rights';
import { type CatalogReader, findRightFaults } from './rights-in-catalog';

interface RoleFacts {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly hasAttributes: boolean;
  readonly isOwner: boolean;
  readonly isMember: boolean;
  readonly mayCreate: boolean;
  readonly ownsQueue: boolean;
  readonly maySilence: boolean;
}

/** Who is connected, and what no grant would show: an owner may do everything with what is theirs. */
const FACTS = `
  SELECT r.rolname AS name, r.rolsuper AS "isSuperuser",
    r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls AS "hasAttributes",
    EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = r.oid)
      OR EXISTS (SELECT 1 FROM pg_database d WHERE d.datname = current_database() AND d.datdba = r.oid) AS "isOwner",
    EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid) AS "isMember",
    has_schema_privilege('public', 'CREATE') OR has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
    coalesce((SELECT n.nspowner = r.oid FROM pg_namespace n WHERE n.nspname = '${QUEUE_SCHEMA}'), true) AS "ownsQueue",
    has_parameter_privilege(r.rolname, 'session_replication_role', 'SET')
      OR EXISTS (SELECT 1 FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS set_to
        WHERE s.setrole IN (r.oid, 0) AND set_to ~ '^(session_replication_role|tsunagaru\\.)') AS "maySilence"
  FROM pg_roles r WHERE r.rolname = current_user`;

const SHOWN = 5;

/** In Japanese, what is wrong with the database role of a connection; nothing when it may do what is listed and no more. */
export async function findRoleFaults(client: CatalogReader): Promise<readonly string[]> {
  const [facts] = (await client.query<RoleFacts>(FACTS)).rows;
  if (!facts) return ['データベースの利用者が分かりません。'];
  const ofRole = attributeFaults(facts);
  // Grants say nothing about whoever is above them.
  if (facts.isSuperuser || facts.isOwner) return ofRole;
  return [...ofRole, ...(await rightFaults(client, facts.name))];
}

function attributeFaults(facts: RoleFacts): string[] {
  const told: readonly (readonly [boolean, string])[] = [
    [facts.isSuperuser, '特権(superuser)を持っています。'],
    [!facts.isSuperuser && facts.isOwner, '表またはデータベースの所有者です。'],
    [
      !facts.isSuperuser && facts.hasAttributes,
      '利用者やデータベースを作る権利などを持っています。',
    ],
    [
      !facts.isSuperuser && facts.maySilence,
      '履歴を守る仕組みを止められます(session_replication_roleなどの設定)。',
    ],
    [facts.isMember, 'ほかの利用者の権利も使えます。'],
    [!facts.isSuperuser && !facts.isOwner && facts.mayCreate, 'データベースに表などを作れます。'],
    [
      !facts.isSuperuser && !facts.ownsQueue,
      `ジョブの場所(スキーマ ${QUEUE_SCHEMA})の所有者ではありません。`,
    ],
  ];
  return told.filter(([isSo]) => isSo).map(([, words]) => words);
}

async function rightFaults(client: CatalogReader, role: string): Promise<string[]> {
  const faults = await findRightFaults(client, role);
  const surplus = faults.filter(({ isMissing }) => !isMissing).map(({ what }) => what);
  const missing = faults.filter(({ isMissing }) => isMissing).map(({ what }) => what);
  return [
    ...(surplus.length > 0 ? [`余分な権利があります(${shown(surplus)})。`] : []),
    ...(missing.length > 0 ? [`足りない権利があります(${shown(missing)})。`] : []),
  ];
}

function shown(all: readonly string[]): string {
  const rest = all.length - SHOWN;
  return all.slice(0, SHOWN).join('、') + (rest > 0 ? ` ほか${String(rest)}件` : '');
}
