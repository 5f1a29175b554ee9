import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role may ask for a qualification or whatever counts as it, as of each day, in place of a list that grows old. */
export class AskForEquivalents20261130070100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE role_requirements ADD COLUMN counts_equivalents boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT role_requirements_equivalents CHECK (kind = 'certificate_held' OR NOT counts_equivalents);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM role_requirements WHERE counts_equivalents LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what roles ask for. Restore a backup instead.');
    await runner.query(`
      ALTER TABLE role_requirements DROP CONSTRAINT role_requirements_equivalents, DROP COLUMN counts_equivalents;`);
  }
}
