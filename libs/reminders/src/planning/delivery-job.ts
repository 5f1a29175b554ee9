import { col, type RowOf } from '@app/platform';

/** What the worker is woken for. */
export const DIGEST_ROW = { id: col.id<'reminder_digest'>(), attempts: col.int };

/** A job per digest and number of attempts so far: waking twice adds nothing while the first job waits or runs. */
export function deliveryOf({ id, attempts }: RowOf<typeof DIGEST_ROW>) {
  return { payload: { digestId: id }, jobId: `${id}.${String(attempts)}`, forgetFailure: true };
}
