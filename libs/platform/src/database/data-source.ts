import { types } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SnakeCaseNaming } from './naming';

// A `date` is a calendar day, not an instant: pg would turn it into midnight of the host's zone.
types.setTypeParser(types.builtins.DATE, (value) => value);

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
    extra: { options: '-c search_path=public,bullmq -c timezone=Asia/Tokyo' },
  };
}
