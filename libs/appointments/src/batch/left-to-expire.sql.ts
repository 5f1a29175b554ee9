/** SQL: it was decided that the term of the appointment `alias` ends when it ends; a later end makes it open again. */
export function isLeftToExpire(id: string, termEnd: string): string {
  return `EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = ${id} AND lm.old_end = ${termEnd})`;
}
