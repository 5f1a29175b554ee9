import { dayOf } from '@app/platform';
import { ABOUT_PRACTICE, needsNoPractice, WISHED, wishersOf } from './practice';
import type { PrivateKind } from './reminder-kind';

const NAME = 'practice_stopped';

/** So many days without an answer are a stop; later than the second week after that nobody begins to speak of it. */
const QUIET_DAYS = '21';
const TOLD_WITHIN = '13';

/**
 * Practice has stopped for three weeks: told once of each stop, to whoever wishes it, and only of stops that were reached
 * since. The stop is known by its day: a new answer makes another one.
 */
export const PRACTICE_STOPPED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    ...WISHED,
    title: () => 'ITパスポートの練習',
    line: () => '3週間、練習がありません。1問からでも、また始められます。',
    lead: '練習の中断は0',
  },
  ...ABOUT_PRACTICE,
  about: `
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, stop.due_on, 0 AS lead,
      '練習の再開' AS text, '3週間解いていないとき(ご自分の希望)' AS reason
    FROM ${wishersOf('stopped')} w
    JOIN LATERAL (
      SELECT max(${dayOf('done.at')}) + ${QUIET_DAYS} AS due_on FROM (
        SELECT a.answered_at AS at FROM practice_answers a WHERE a.person_id = w.person_id
        UNION ALL SELECT m.finished_at FROM mock_exams m WHERE m.person_id = w.person_id
      ) done
    ) stop ON stop.due_on BETWEEN greatest(w.day - ${TOLD_WITHIN}, w.since) AND w.day
    WHERE NOT ${needsNoPractice('w.person_id', 'w.day')}`,
};
