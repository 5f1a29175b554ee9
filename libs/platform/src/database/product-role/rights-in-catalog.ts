import { type Client, escapeIdentifier } from 'pg';
import { type Privilege, privilegesOf, type Relation } from './product-rights';

/** A connection that only reads the catalog, of whichever role. */
export type CatalogReader = Pick<Client, 'query'>;

interface Granted {
  readonly name: string;
  readonly grantee: string;
  readonly privilege: Privilege;
}

/** A right that the role has too much or too little, and the statement of the owner that puts it right. */
export interface RightFault {
  /** `audit_entries: DELETE` */
  readonly what: string;
  readonly isMissing: boolean;
  readonly remedy: string;
}

const EVERYBODY = 'PUBLIC';

const RELATIONS = `
  SELECT c.relname AS name, c.relkind = 'v' AS "isView" FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname COLLATE "C"`;

/** What is granted to a role or to everybody, on whole tables and on single columns. */
const GRANTED = `
  WITH relations AS (
    SELECT c.* FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
  ), granted AS (
    SELECT c.relname, acl.grantee, acl.privilege_type AS privilege FROM relations c CROSS JOIN LATERAL aclexplode(c.relacl) acl
    UNION ALL
    SELECT c.relname, acl.grantee, acl.privilege_type || ' (' || a.attname || ')' FROM relations c
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped CROSS JOIN LATERAL aclexplode(a.attacl) acl
  )
  SELECT g.relname AS name, CASE WHEN g.grantee = 0 THEN '${EVERYBODY}' ELSE r.rolname END AS grantee, g.privilege
  FROM granted g LEFT JOIN pg_roles r ON r.oid = g.grantee WHERE g.grantee = 0 OR r.rolname = $1
  ORDER BY 1, 3`;

/** How the rights of a role on our tables differ from the list: nothing when they are as they should be. */
export async function findRightFaults(
  client: CatalogReader,
  role: string,
): Promise<readonly RightFault[]> {
  const { rows: relations } = await client.query<Relation>(RELATIONS);
  const { rows: granted } = await client.query<Granted>(GRANTED, [role]);
  return relations.flatMap((relation) => {
    const has = granted.filter(({ name }) => name === relation.name);
    return [...missingOf(relation, has, role), ...surplusOf(relation, has)];
  });
}

function missingOf(relation: Relation, has: readonly Granted[], role: string): RightFault[] {
  return privilegesOf(relation)
    .filter((privilege) => !has.some((it) => it.privilege === privilege && it.grantee === role))
    .map((privilege) => ({
      what: `${relation.name}: ${privilege}`,
      isMissing: true,
      remedy: `GRANT ${privilege} ON ${tableOf(relation)} TO ${escapeIdentifier(role)}`,
    }));
}

function surplusOf(relation: Relation, has: readonly Granted[]): RightFault[] {
  const allowed = privilegesOf(relation);
  return has
    .filter(({ privilege }) => !allowed.includes(privilege))
    .map(({ privilege, grantee }) => ({
      what: `${relation.name}: ${privilege}`,
      isMissing: false,
      remedy: `REVOKE ${privilege} ON ${tableOf(relation)} FROM ${granteeOf(grantee)}`,
    }));
}

const tableOf = ({ name }: Relation): string => `public.${escapeIdentifier(name)}`;

const granteeOf = (name: string): string => (name === EVERYBODY ? name : escapeIdentifier(name));
