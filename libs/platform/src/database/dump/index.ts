export { dumpDatabase } from './dump-database';
export type { DumpManifest } from './manifest';
export { readDumpManifest, restoreDatabase } from './restore-database';
