import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What guards history and the two persons cannot be switched off by the product's role: the setting that lets a rewriting
 * pass counts for the owner of the tables only (the retention runs as the owner). And nothing that a session makes for
 * itself, a temporary table say, is taken for one of ours inside the guards.
 */
export class OnlyTheOwnerRewrites20261129001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAY_REWRITE);
    await runner.query(inEveryGuard(BY_SETTING, BY_OWNER));
    await runner.query(FIXED_PATHS);
    await runner.query(FIRST_PASSWORDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(inEveryGuard(BY_OWNER, BY_SETTING));
    await runner.query('DROP FUNCTION may_rewrite_history()');
    await runner.query(
      'ALTER TABLE accounts DROP COLUMN first_password_at, DROP COLUMN first_password_by',
    );
  }
}

/** The condition as PostgreSQL prints it. */
const BY_SETTING = `(current_setting('tsunagaru.rewrites_history'::text, true) IS DISTINCT FROM 'on'::text)`;
const BY_OWNER = '(NOT may_rewrite_history())';

/** Where the product has no role of its own, its role is the owner's: see docs/security.md. */
const MAY_REWRITE = `
  CREATE FUNCTION may_rewrite_history() RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT current_setting('tsunagaru.rewrites_history', true) IS NOT DISTINCT FROM 'on'
      AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'public.audit_entries'::regclass), 'MEMBER')
  $$;`;

/** Every trigger that asks one question asks the other one instead. */
function inEveryGuard(before: string, after: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return `DO $do$
    DECLARE guard record;
    BEGIN
      FOR guard IN
        SELECT t.tgname AS name, t.tgrelid::regclass AS "table", pg_get_triggerdef(t.oid) AS definition
        FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgparentid = 0
          AND strpos(pg_get_triggerdef(t.oid), ${quoted(before)}) > 0
      LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', guard.name, guard."table");
        EXECUTE replace(guard.definition, ${quoted(before)}, ${quoted(after)});
      END LOOP;
    END $do$;`;
}

/** Whoever knows a first password does not give the account a right as well. */
const FIRST_PASSWORDS = `
  ALTER TABLE accounts ADD COLUMN first_password_at timestamptz,
    ADD COLUMN first_password_by uuid REFERENCES accounts;`;

const FIXED_PATHS = `DO $do$
  DECLARE guard regprocedure;
  BEGIN
    FOR guard IN
      SELECT p.oid FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
    LOOP
      EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', guard);
    END LOOP;
  END $do$;`;
