import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions, loadConfig } from '@app/platform';
import { MIGRATIONS } from '.';

/** For the TypeORM command line (`typeorm migration:show -d dist/migrations/data-source.js`). */
export default new DataSource({
  ...dataSourceOptions(loadConfig().DATABASE_URL ?? ''),
  migrations: MIGRATIONS,
});
