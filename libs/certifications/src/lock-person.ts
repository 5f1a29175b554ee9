import { col, statement } from '@app/platform';

/** One's acts on one's own exams wait for each other; they are few. */
export const LOCK_PERSON = statement({
  name: 'certifications.lock-person',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});
