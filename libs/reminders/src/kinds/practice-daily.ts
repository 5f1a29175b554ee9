import { inForce } from '@app/organization';
import { startOfDay } from '@app/platform';
import { ABOUT_PRACTICE, needsNoPractice, WISHED, wishersOf } from './practice';
import type { PrivateKind } from './reminder-kind';

const NAME = 'practice_daily';

/** 今日の10問, to whoever wishes it: on a day on which something comes back and nothing was practised yet. */
export const PRACTICE_DAILY: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    ...WISHED,
    title: () => '今日の10問',
    line: () => 'もう一度解くころの問題があります。3分ほどで終わります。',
    lead: '今日の10問は0',
  },
  ...ABOUT_PRACTICE,
  about: `
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, w.day AS due_on, 0 AS lead,
      'ITパスポートの練習' AS text, '開庁日の朝のお知らせ(ご自分の希望)' AS reason
    FROM ${wishersOf('daily')} w
    WHERE EXISTS (
        SELECT 1 FROM practice_cards k
        JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL AND q.paper IS NULL
        JOIN syllabi s ON s.key = q.syllabus_key AND ${inForce('s', 'w.day')}
        WHERE k.person_id = w.person_id AND k.due_at < ${startOfDay('w.day + 1')})
      AND NOT EXISTS (SELECT 1 FROM practice_answers a
        WHERE a.person_id = w.person_id AND a.answered_at >= ${startOfDay('w.day')} AND a.answered_at < ${startOfDay('w.day + 1')})
      AND NOT ${needsNoPractice('w.person_id', 'w.day')}`,
};
