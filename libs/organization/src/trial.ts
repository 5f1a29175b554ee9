import type { Database } from '@app/platform';

/** Carries what a trial has found out of a transaction that leaves nothing behind. */
class Tried<Found> extends Error {
  constructor(readonly found: Found) {
    super('tried');
  }
}

/** Does something, looks at what came of it, and takes all of it back. Not to be called within a transaction. */
export async function tried<Found>(
  database: Database,
  attempt: () => Promise<Found>,
): Promise<Found> {
  if (database.isInTransaction) throw new Error('A trial is taken back with its transaction');
  try {
    await database.transaction(async () => {
      throw new Tried(await attempt());
    });
  } catch (error) {
    if (error instanceof Tried) return error.found as Found;
    throw error;
  }
  throw new Error('A trial always ends by being taken back');
}
