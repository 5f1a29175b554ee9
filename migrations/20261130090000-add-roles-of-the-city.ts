import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The city adds roles of its own: an appointment is to any of them, and a version of what a role asks for says whether it
 * may be held together with another one and whether nobody is appointed to it any more.
 */
export class AddRolesOfTheCity20261130090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dx_roles ADD COLUMN created_by uuid CONSTRAINT dx_roles_created_by_fkey REFERENCES accounts (id);
      ${withoutRoleCheck('role_appointments_history')}
      ALTER TABLE role_appointments_history
        ADD CONSTRAINT role_appointments_role_fkey FOREIGN KEY (role) REFERENCES dx_roles (key);
      ALTER TABLE role_versions_history
        ADD COLUMN together boolean NOT NULL DEFAULT true,
        ADD COLUMN is_ended boolean NOT NULL DEFAULT false,
        -- The promises count them: they go on.
        ADD CONSTRAINT role_versions_counted CHECK (NOT is_ended OR role NOT IN ('leader', 'supporter'));
      CREATE OR REPLACE VIEW role_versions AS
        SELECT ${COLUMNS_BEFORE}, together, is_ended FROM role_versions_history WHERE superseded_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM dx_roles WHERE key NOT IN ('leader', 'supporter')
       UNION ALL SELECT 1 FROM role_versions_history WHERE is_ended OR NOT together LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget roles of the city. Restore a backup instead.');
    await runner.query(`
      DROP VIEW role_versions;
      ALTER TABLE role_versions_history DROP COLUMN together, DROP COLUMN is_ended;
      CREATE VIEW role_versions AS SELECT ${COLUMNS_BEFORE} FROM role_versions_history WHERE superseded_at IS NULL;
      ALTER TABLE role_appointments_history
        DROP CONSTRAINT role_appointments_role_fkey,
        ADD CONSTRAINT role_appointments_role_check CHECK (role IN ('supporter', 'leader'));
      ALTER TABLE dx_roles DROP COLUMN created_by;`);
  }
}

const COLUMNS_BEFORE = `id, role, version, valid_from, letter, term_months, note, recorded_at, recorded_by`;

/** The check got its name from the table's former one. */
function withoutRoleCheck(table: string): string {
  return `DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT conname FROM pg_constraint
          WHERE conrelid = '${table}'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE 'CHECK ((role = ANY%'
        LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', name); END LOOP;
      END $$;`;
}
