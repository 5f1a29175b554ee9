import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The product runs under a database role that owns nothing (libs/platform/src/database/product-role): what it needs of an
 * owner's rights are two functions. To lock a row PostgreSQL asks for the right to change a column of its table; where the
 * product only locks, a trigger sees to it that nothing is changed.
 */
export class DivideOwnerAndProduct20261129000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEEP_WRITERS_OUT);
    await runner.query(REFRESH_STATISTICS);
    await runner.query(LOCKED_ONLY.map(kept).join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(LOCKED_ONLY.map(released).join('\n'));
    await runner.query('DROP FUNCTION keep_writers_out(text[]), refresh_statistics(text[])');
  }
}

/** LOCK TABLE asks for the right to change the whole table, which nobody has who may only close rows of a history. */
const KEEP_WRITERS_OUT = `
  CREATE FUNCTION keep_writers_out(tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
  DECLARE name text;
  BEGIN
    FOREACH name IN ARRAY tables LOOP
      IF name NOT LIKE '%\\_history' AND name <> 'org_units' THEN
        RAISE EXCEPTION 'not a history: %', name USING ERRCODE = 'insufficient_privilege';
      END IF;
      EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', name);
    END LOOP;
  END $$;
  REVOKE EXECUTE ON FUNCTION keep_writers_out(text[]) FROM PUBLIC;`;

/** ANALYZE passes over the tables of others without a word. */
const REFRESH_STATISTICS = `
  CREATE FUNCTION refresh_statistics(tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
  DECLARE name text;
  BEGIN
    FOREACH name IN ARRAY tables LOOP
      EXECUTE format('ANALYZE public.%I', name);
    END LOOP;
  END $$;
  REVOKE EXECUTE ON FUNCTION refresh_statistics(text[]) FROM PUBLIC;`;

const LOCKED_ONLY = ['course_assignments', 'courses', 'person_identities'];

const kept = (table: string): string => `
  CREATE TRIGGER ${table}_are_kept BEFORE UPDATE ON ${table} FOR EACH ROW
    WHEN (current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION refuse_to_rewrite_history();`;

const released = (table: string): string => `DROP TRIGGER ${table}_are_kept ON ${table};`;
