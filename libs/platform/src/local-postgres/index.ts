export { makePassable } from './binaries';
export { startLocalPostgres } from './local-postgres';
export type { LocalPostgres, LocalPostgresOptions } from './local-postgres';
export { adviceFor, LocalPostgresError } from './postgres-error';
export { endProcess, isAlive, processIdentity } from './processes';
export { lockHolder, noteOnLock, releaseLock, takeLock } from './file-lock';
export type { LockAttempt, LockHolder } from './file-lock';
