import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was foreseen of the number of holders, with the facts and the seed it was made from: it can be made again, and is held against
 * what came. A row is never changed; another target or rule on the same day makes another row.
 */
export class KeepForecastsOfTheHeadCount20261201100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE head_count_forecasts (
        id uuid PRIMARY KEY,
        made_on date NOT NULL,
        made_at timestamptz NOT NULL,
        due_on date NOT NULL CHECK (due_on > made_on),
        target integer NOT NULL CHECK (target > 0),
        rule_version integer NOT NULL,
        method smallint NOT NULL,
        seed bigint NOT NULL,
        runs integer NOT NULL CHECK (runs > 0),
        facts jsonb NOT NULL,
        forecast jsonb NOT NULL,
        CONSTRAINT head_count_forecasts_once UNIQUE (made_on, due_on, target, rule_version, method)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE head_count_forecasts;');
  }
}
