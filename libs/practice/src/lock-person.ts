import { col, statement } from '@app/platform';

/**
 * So that two acts about one person take turns. A statement of its own, before anything is read: what is read together with
 * a lock is what was there before it had to wait.
 */
export const LOCK_PERSON = statement({
  name: 'practice.lock-person',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = :personId FOR UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});
