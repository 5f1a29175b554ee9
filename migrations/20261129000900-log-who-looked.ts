import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who looked at whom, and what happened at the door: rows that are only added to. What is older than the city wants is
 * deleted by one function, which leaves a row of its own and spares the last ninety days, whoever calls it.
 */
export class LogWhoLooked20261129000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_log (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL CHECK (kind IN ('sign_in_failed', 'sign_in_slowed', 'signed_out', 'token_refused', 'form_refused',
          'access_refused', 'not_found', 'person_read', 'evidence_opened', 'file_saved', 'api_read', 'overflow')),
        -- No references: the log outlives what it tells of.
        actor_account_id uuid,
        subject_person_id uuid,
        address text NOT NULL,
        path text NOT NULL,
        detail jsonb NOT NULL
      );
      CREATE INDEX access_log_at_idx ON access_log (at);
      CREATE INDEX access_log_actor_idx ON access_log (actor_account_id, id) WHERE actor_account_id IS NOT NULL;
      CREATE INDEX access_log_subject_idx ON access_log (subject_person_id, id) WHERE subject_person_id IS NOT NULL;

      CREATE TABLE access_log_deletions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        deleted_at timestamptz NOT NULL,
        kinds text[] NOT NULL,
        -- Everything of these kinds that was written before.
        before timestamptz NOT NULL,
        oldest timestamptz NOT NULL,
        rows bigint NOT NULL CHECK (rows > 0)
      );
      ${KEPT.map(kept).join('\n')}
      ${FORGET}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION forget_access_log(text[], timestamptz, timestamptz);
      DROP TABLE access_log_deletions, access_log;`);
  }
}

const KEPT = ['access_log', 'access_log_deletions'];

const kept = (table: string): string => `
  CREATE TRIGGER ${table}_is_kept BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW
    WHEN (current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION refuse_to_rewrite_history();`;

const FORGET = `
  CREATE FUNCTION forget_access_log(of_kinds text[], written_before timestamptz, at_time timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    bound timestamptz := least(written_before, now() - interval '90 days');
    first timestamptz;
    gone bigint;
  BEGIN
    SELECT min(at) INTO first FROM public.access_log WHERE kind = ANY (of_kinds) AND at < bound;
    IF first IS NULL THEN RETURN 0; END IF;
    PERFORM set_config('tsunagaru.rewrites_history', 'on', true);
    DELETE FROM public.access_log WHERE kind = ANY (of_kinds) AND at < bound;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('tsunagaru.rewrites_history', 'off', true);
    INSERT INTO public.access_log_deletions (deleted_at, kinds, before, oldest, rows)
      VALUES (at_time, of_kinds, bound, first, gone);
    RETURN gone;
  END $$;
  REVOKE EXECUTE ON FUNCTION forget_access_log(text[], timestamptz, timestamptz) FROM PUBLIC;`;
