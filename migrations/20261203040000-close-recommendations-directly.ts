import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'nominated', 'consented', 'declined', 'lapsed', 'withdrawn', 'returned', 'not_taken', 'approved'`;
const STEPS = `'nominated', 'self_nominated', 'consented', 'declined', 'lapsed', 'withdrawn', 'supported', 'returned', 'not_taken', 'approved',
  'answer_taken_back', 'support_taken_back', 'decision_taken_back'`;
const BY_OTHERS = `'nominated', 'supported', 'returned', 'not_taken', 'approved', 'decision_taken_back'`;

/** A recommendation comes to its end when the same person is appointed to the same role without it; by somebody else, as every decision. */
export class CloseRecommendationsDirectly20261203040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(checks(`${STATES}, 'appointed_directly'`, `${STEPS}, 'appointed_directly'`));
    await runner.query(byOthers(`${BY_OTHERS}, 'appointed_directly'`));
  }

  /** The appointment stays; what was closed by it is withdrawn in the words of before. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SET LOCAL tsunagaru.rewrites_history = 'on';
      UPDATE nominations_history SET state = 'withdrawn', step = 'withdrawn' WHERE state = 'appointed_directly';
      SET LOCAL tsunagaru.rewrites_history = '';`);
    await runner.query(checks(STATES, STEPS));
    await runner.query(byOthers(BY_OTHERS));
  }
}

function checks(states: string, steps: string): string {
  return `
    ALTER TABLE nominations_history DROP CONSTRAINT nominations_history_state_check, DROP CONSTRAINT nominations_history_step_check,
      ADD CONSTRAINT nominations_history_state_check CHECK (state IN (${states})),
      ADD CONSTRAINT nominations_history_step_check CHECK (step IN (${steps}));`;
}

function byOthers(steps: string): string {
  return `
    CREATE OR REPLACE FUNCTION require_nomination_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE is_own boolean := person_of(NEW.recorded_by) IS NOT DISTINCT FROM person_now(NEW.person_id);
    BEGIN
      IF (SELECT h.step FROM nominations_history h WHERE h.id = NEW.id ORDER BY h.superseded_at DESC NULLS LAST LIMIT 1) = NEW.step
      THEN RETURN NEW; END IF;
      IF (is_own AND NEW.step IN (${steps}))
        OR (NOT is_own AND NEW.step IN ('self_nominated', 'consented', 'declined', 'answer_taken_back'))
      THEN PERFORM refuse_own_act('nominations_by_others'); END IF;
      RETURN NEW;
    END $$;`;
}
