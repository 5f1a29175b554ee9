import { Client, escapeIdentifier } from 'pg';
import { PRODUCT_FUNCTIONS, QUEUE_SCHEMA } from './product-rights';
import { findRightFaults } from './rights-in-catalog';

/** Two that start at once must not grant at once; the number is ours alone. */
const RIGHTS_LOCK = 720_260_403;

/** What stands in the queue's schema and belongs to somebody else; sequences of identity columns go with their tables. */
const FOREIGN_IN_QUEUE = `
  SELECT format('ALTER %s %I.%I OWNER TO %I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
    n.nspname, c.relname, $2::text) AS remedy
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'S') AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = $2)
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))
  UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, $2::text)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1 AND p.proowner <> (SELECT oid FROM pg_roles WHERE rolname = $2)
  UNION ALL SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, $2::text)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname = $1 AND t.typtype IN ('e', 'd') AND t.typowner <> (SELECT oid FROM pg_roles WHERE rolname = $2)`;

/**
 * Gives the product's role what stands in the list, and takes away what does not: on the database as the migrations left
 * it, every time. Changes nothing when all is as it should be. `ownerUrl` connects as the owner of the tables.
 */
export async function grantProductRights(ownerUrl: string, role: string): Promise<number> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
    const statements = await statementsOf(client, role);
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
    return statements.length;
  } finally {
    await client.end();
  }
}

/** The role's name in the address of a database. */
export function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}

async function statementsOf(client: Client, role: string): Promise<readonly string[]> {
  const faults = await findRightFaults(client, role);
  return [
    ...(await schemaStatements(client, role)),
    ...faults.map(({ remedy }) => remedy),
    ...(await functionStatements(client, role)),
    ...(await queueStatements(client, role)),
  ];
}

async function schemaStatements(client: Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ mayUse: boolean; mayCreate: boolean }>(
    `SELECT has_schema_privilege($1::name, 'public', 'USAGE') AS "mayUse", has_schema_privilege($1::name, 'public', 'CREATE') AS "mayCreate"`,
    [role],
  );
  const name = escapeIdentifier(role);
  return [
    ...(rows[0]?.mayUse ? [] : [`GRANT USAGE ON SCHEMA public TO ${name}`]),
    // Databases of before PostgreSQL 15 let everybody create there.
    ...(rows[0]?.mayCreate ? [`REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${name}`] : []),
  ];
}

async function functionStatements(client: Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($2::text[]) AS name WHERE NOT has_function_privilege($1::name, 'public.' || name, 'EXECUTE')`,
    [role, PRODUCT_FUNCTIONS],
  );
  return rows.map(
    ({ name }) => `GRANT EXECUTE ON FUNCTION public.${name} TO ${escapeIdentifier(role)}`,
  );
}

/** The schema first: objects follow into the hands of who may create beside them. */
async function queueStatements(client: Client, role: string): Promise<string[]> {
  const { rows: schemas } = await client.query(
    `SELECT 1 FROM pg_namespace WHERE nspname = $1 AND nspowner <> (SELECT oid FROM pg_roles WHERE rolname = $2)`,
    [QUEUE_SCHEMA, role],
  );
  const { rows: objects } = await client.query<{ remedy: string }>(FOREIGN_IN_QUEUE, [
    QUEUE_SCHEMA,
    role,
  ]);
  const schema = `ALTER SCHEMA ${QUEUE_SCHEMA} OWNER TO ${escapeIdentifier(role)}`;
  return [...(schemas.length > 0 ? [schema] : []), ...objects.map(({ remedy }) => remedy)];
}
