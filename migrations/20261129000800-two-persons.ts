import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two persons stand behind what one alone could misuse, whoever writes: nobody verifies, revokes or annuls what is theirs,
 * gives themselves an office, a right or an exemption, joins their own numbers, or resets alone and unseen the sign-in of
 * somebody with a right. Two numbers of one human being are one person. Refused under the names of constraints.
 */
export class TwoPersons20261129000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WHO_IS_WHO);
    await runner.query(CERTIFICATES);
    await runner.query(APPOINTMENTS);
    await runner.query(BY_OTHERS);
    await runner.query(ROLES);
    await runner.query(RESETS);
    await runner.query(RESET_GUARDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER second_factors_reset_by_two ON second_factors;
      DROP TRIGGER accounts_reset_by_two ON accounts;
      DROP TABLE account_resets;
      ALTER TABLE second_factors DROP COLUMN removed_by;
      DROP TRIGGER account_roles_are_only_ended ON account_roles;
      DROP TRIGGER account_roles_by_others ON account_roles;
      ALTER TABLE account_roles DROP COLUMN granted_by;
      ${ACTS_BY_OTHERS.map(([table]) => `DROP TRIGGER ${table}_by_others ON ${table};`).join('\n')}
      DROP TRIGGER role_appointment_annulments_by_others ON role_appointment_annulments;
      DROP TRIGGER role_appointments_by_others ON role_appointments_history;
      DROP TRIGGER certification_record_annulments_by_others ON certification_record_annulments;
      DROP TRIGGER certification_records_by_others ON certification_records_history;
      DROP FUNCTION require_noticed_factor_reset, require_noticed_password_reset, require_reset_by_others, held_right_lately,
        require_only_ended, require_grant_by_others, require_act_by_others, require_office_annulled_by_others,
        require_office_by_others, require_annulment_by_others, require_certificate_by_others, refuse_own_act, person_of,
        person_now;
    `);
  }
}

const UNLESS_REWRITTEN = `current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on'`;

const WHO_IS_WHO = `
  -- Who the id stands for now: itself, or who it was joined to. The same as personNow of @app/organization.
  CREATE FUNCTION person_now(person uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE joined AS (
      SELECT person AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1
  $$;
  CREATE FUNCTION person_of(account uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT person_now(person_id) FROM accounts WHERE id = account
  $$;
  CREATE FUNCTION refuse_own_act(rule text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'two persons are needed: %', rule USING ERRCODE = 'check_violation', CONSTRAINT = rule,
      HINT = 'Somebody else must do this: neither who it is about, nor who did the step before.';
  END $$;`;

/** A decision is looked at when it is made: a row that only carries it on (a join, a later state) is not asked again. */
const CERTIFICATES = `
  CREATE FUNCTION require_certificate_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.decided_by_person_id IS NOT NULL
      AND person_now(NEW.decided_by_person_id) IN (person_now(NEW.person_id), person_now(NEW.reported_by_person_id))
      AND NOT EXISTS (SELECT 1 FROM certification_records_history h WHERE h.id = NEW.id
        AND h.decided_by_person_id = NEW.decided_by_person_id AND h.decided_at = NEW.decided_at)
    THEN PERFORM refuse_own_act('certification_records_two_persons'); END IF;
    IF NEW.revoked_by_person_id IS NOT NULL
      AND person_now(NEW.revoked_by_person_id) IN (person_now(NEW.person_id), person_now(NEW.decided_by_person_id))
      AND NOT EXISTS (SELECT 1 FROM certification_records_history h WHERE h.id = NEW.id
        AND h.revoked_by_person_id = NEW.revoked_by_person_id AND h.revoked_at = NEW.revoked_at)
    THEN PERFORM refuse_own_act('certification_records_other_revokes'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER certification_records_by_others BEFORE INSERT ON certification_records_history FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND (NEW.decided_by_person_id IS NOT NULL OR NEW.revoked_by_person_id IS NOT NULL))
    EXECUTE FUNCTION require_certificate_by_others();

  CREATE FUNCTION require_annulment_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM certification_records_history h WHERE h.id = NEW.record_id
        AND person_now(NEW.annulled_by_person_id) IN (person_now(h.person_id), person_now(h.decided_by_person_id)))
    THEN PERFORM refuse_own_act('certification_record_annulments_other'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER certification_record_annulments_by_others BEFORE INSERT ON certification_record_annulments FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN}) EXECUTE FUNCTION require_annulment_by_others();`;

/** Laying an office down early is nobody else's business; getting it, getting it back and striking it out is. */
const APPOINTMENTS = `
  CREATE FUNCTION require_office_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.end_reason IS NULL AND person_of(NEW.recorded_by) = person_now(NEW.person_id)
    THEN PERFORM refuse_own_act('role_appointments_by_others'); END IF;
    IF person_of(NEW.appointed_by) = person_now(NEW.person_id)
      AND NOT EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.id = NEW.id AND h.appointed_by = NEW.appointed_by)
    THEN PERFORM refuse_own_act('role_appointments_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER role_appointments_by_others BEFORE INSERT ON role_appointments_history FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN}) EXECUTE FUNCTION require_office_by_others();

  CREATE FUNCTION require_office_annulled_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.id = NEW.appointment_id
        AND person_now(h.person_id) = person_of(NEW.annulled_by))
    THEN PERFORM refuse_own_act('role_appointment_annulments_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER role_appointment_annulments_by_others BEFORE INSERT ON role_appointment_annulments FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN}) EXECUTE FUNCTION require_office_annulled_by_others();`;

/** The table, who may not have recorded the row, and which of its rows grant something. */
const ACTS_BY_OTHERS = [
  ['exemptions_history', ['person_id'], 'NEW.valid_to IS NULL'],
  ['person_joins_history', ['person_id', 'joined_to'], 'true'],
  ['distinct_people_history', ['person_id', 'other_id'], 'true'],
] as const;

const BY_OTHERS = `
  CREATE FUNCTION require_act_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE subject text;
  BEGIN
    FOREACH subject IN ARRAY TG_ARGV LOOP
      IF person_now((to_jsonb(NEW) ->> subject)::uuid) = person_of(NEW.recorded_by)
      THEN PERFORM refuse_own_act(TG_NAME); END IF;
    END LOOP;
    RETURN NEW;
  END $$;
  ${ACTS_BY_OTHERS.map(
    ([table, subjects, condition]) => `
  CREATE TRIGGER ${table}_by_others BEFORE INSERT ON ${table} FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND NEW.recorded_by IS NOT NULL AND ${condition})
    EXECUTE FUNCTION require_act_by_others(${subjects.map((it) => `'${it}'`).join(', ')});`,
  ).join('')}`;

const ROLES = `
  -- Null: given on the command line, or before this was kept.
  ALTER TABLE account_roles ADD COLUMN granted_by uuid CONSTRAINT account_roles_granted_by_fkey REFERENCES accounts (id);

  CREATE FUNCTION require_grant_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF person_of(NEW.granted_by) = person_of(NEW.account_id)
    THEN PERFORM refuse_own_act('account_roles_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER account_roles_by_others BEFORE INSERT ON account_roles FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND NEW.granted_by IS NOT NULL) EXECUTE FUNCTION require_grant_by_others();

  -- What was granted is only ever ended: no row passes to another account, becomes another right or lasts longer.
  CREATE FUNCTION require_only_ended() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM refuse_own_act('account_roles_are_only_ended');
    RETURN NEW;
  END $$;
  CREATE TRIGGER account_roles_are_only_ended BEFORE UPDATE ON account_roles FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND (to_jsonb(OLD) - 'valid_to' <> to_jsonb(NEW) - 'valid_to'
      OR coalesce(NEW.valid_to, 'infinity') > coalesce(OLD.valid_to, 'infinity')))
    EXECUTE FUNCTION require_only_ended();`;

const RESETS = `
  -- Every reset of somebody's password or second factor by another. requested_by null: on the command line.
  CREATE TABLE account_resets (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT account_resets_account_id_fkey REFERENCES accounts (id),
    kind text NOT NULL CHECK (kind IN ('password', 'second_factor')),
    -- approval: a second person agreed first. notice: the owner, and for somebody with a right the offices, heard of it at once.
    way text NOT NULL CHECK (way IN ('approval', 'notice')),
    requested_at timestamptz NOT NULL,
    requested_by uuid CONSTRAINT account_resets_requested_by_fkey REFERENCES accounts (id),
    expires_at timestamptz,
    decided_at timestamptz,
    decided_by uuid CONSTRAINT account_resets_decided_by_fkey REFERENCES accounts (id),
    is_approved boolean,
    done_at timestamptz,
    CONSTRAINT account_resets_approval CHECK ((way = 'approval') = (expires_at IS NOT NULL) AND (way <> 'approval' OR requested_by IS NOT NULL)),
    CONSTRAINT account_resets_decision CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (is_approved IS NULL)
      AND (way = 'approval' OR decided_at IS NULL)),
    CONSTRAINT account_resets_two_persons CHECK (is_approved IS DISTINCT FROM true OR decided_by <> requested_by),
    CONSTRAINT account_resets_done CHECK (done_at IS NULL OR way = 'notice' OR (is_approved AND decided_at <= done_at AND done_at < expires_at))
  );
  CREATE INDEX account_resets_account_idx ON account_resets (account_id, requested_at);
  CREATE INDEX account_resets_open_idx ON account_resets (requested_at) WHERE done_at IS NULL;

  CREATE FUNCTION require_reset_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF person_of(NEW.account_id) IN (person_of(NEW.requested_by), person_of(NEW.decided_by))
      OR (NEW.is_approved AND person_of(NEW.requested_by) = person_of(NEW.decided_by))
      OR (TG_OP = 'UPDATE' AND (OLD.done_at IS NOT NULL
        OR to_jsonb(OLD) - '{decided_at,decided_by,is_approved,done_at}'::text[] <> to_jsonb(NEW) - '{decided_at,decided_by,is_approved,done_at}'::text[]))
    THEN PERFORM refuse_own_act('account_resets_two_persons'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER account_resets_by_others BEFORE INSERT OR UPDATE ON account_resets FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN}) EXECUTE FUNCTION require_reset_by_others();

  -- Null: on the command line, or before this was kept.
  ALTER TABLE second_factors ADD COLUMN removed_by uuid CONSTRAINT second_factors_removed_by_fkey REFERENCES accounts (id);`;

/** Looked at when everything of the transaction is written: a handed-out password without its reset was taken in secret. */
const RESET_GUARDS = `
  -- Also who lost it lately: taking a right away, resetting and giving it back would be the way around.
  CREATE FUNCTION held_right_lately(account uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = account
      AND (r.valid_to IS NULL OR r.valid_to > (at AT TIME ZONE 'Asia/Tokyo')::date - 30))
  $$;

  CREATE FUNCTION require_noticed_password_reset() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF held_right_lately(NEW.id, NEW.password_changed_at) AND NOT EXISTS (SELECT 1 FROM account_resets r
      WHERE r.account_id = NEW.id AND r.kind = 'password' AND r.done_at = NEW.password_changed_at)
    THEN PERFORM refuse_own_act('accounts_reset_by_two'); END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER accounts_reset_by_two AFTER UPDATE ON accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND NEW.must_change_password AND NEW.password_hash <> OLD.password_hash)
    EXECUTE FUNCTION require_noticed_password_reset();

  CREATE FUNCTION require_noticed_factor_reset() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF held_right_lately(NEW.account_id, NEW.removed_at) AND NOT EXISTS (SELECT 1 FROM account_resets r
      WHERE r.account_id = NEW.account_id AND r.kind = 'second_factor' AND r.done_at = NEW.removed_at)
    THEN PERFORM refuse_own_act('second_factors_reset_by_two'); END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER second_factors_reset_by_two AFTER UPDATE ON second_factors DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (${UNLESS_REWRITTEN} AND OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND NEW.removed_by IS DISTINCT FROM NEW.account_id)
    EXECUTE FUNCTION require_noticed_factor_reset();`;
