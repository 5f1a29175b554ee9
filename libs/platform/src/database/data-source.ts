import { types } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SnakeCaseNaming } from './naming';

// A `date` is a calendar day, not an instant: pg would turn it into midnight of the host's zone.
types.setTypeParser(types.builtins.DATE, (value) => value);

const OPTIONS = [
  'search_path=public,bullmq',
  'timezone=Asia/Tokyo',
  // One plan for each statement and connection. By itself PostgreSQL went on planning for the values of each call, which
  // took longer than running the statement (docs/adr/0014); who needs it says `isPlannedAnew`.
  'plan_cache_mode=force_generic_plan',
  // A city's own PostgreSQL may compile statements: for those of a page that takes longer than running them.
  'jit=off',
];

/**
 * Plans live with their connection: in a city where nobody asks for ten seconds each page would be planned anew, which
 * takes six times as long as answering it. As many as a few pages use side by side stay open.
 */
const KEPT_CONNECTIONS = 8;
const IDLE_MILLISECONDS = 60_000;

/** Connection options shared by the apps, the migrations and the tests. Never synchronizes the schema. */
export function dataSourceOptions(url: string, poolSize = 20): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'schema_migration',
    namingStrategy: new SnakeCaseNaming(),
    poolSize,
    extra: {
      options: OPTIONS.map((it) => `-c ${it}`).join(' '),
      min: Math.min(KEPT_CONNECTIONS, poolSize),
      idleTimeoutMillis: IDLE_MILLISECONDS,
    },
  };
}
