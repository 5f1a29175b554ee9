import { personNow, personNowOfMany } from '@app/organization';
import { col, type RowFrom, statement } from '@app/platform';

/** Recommendations with consent: those that this person may decide on, and those of themselves, which only others may. */
export const TO_DECIDE = statement({
  name: 'appointments.nominations-to-decide',
  sql: `SELECT count(*) FILTER (WHERE NOT waiting."isOwn")::int AS count, count(*) FILTER (WHERE waiting."isOwn")::int AS own,
      min(waiting.recorded_at) FILTER (WHERE NOT waiting."isOwn") AS oldest
    FROM (SELECT n.recorded_at, ${personNowOfMany('n.person_id')} = ${personNow(':personId')} AS "isOwn"
      FROM nominations n WHERE n.state = 'consented') waiting`,
  parameters: { personId: 'uuid' },
  row: { count: col.int, own: col.int, oldest: col.instant.orNull },
});

export type ToDecide = RowFrom<typeof TO_DECIDE>;
