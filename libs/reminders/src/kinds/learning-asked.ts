import { courseLink, obligationTitle } from '@app/courses';
import { words } from '@app/platform';
import { learningLine } from './learning';
import type { OpenKind } from './reminder-kind';
import { OPEN_LEARNING } from './sources';

const NAME = 'learning_asked';

/** Whoever was away until then has not waited for it. */
const DAYS_VALID = 14;

/** A head of the unit had somebody reminded of what is open: once, in the next mail. */
export const LEARNING_ASKED: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => `${words.unitHead}からのお願い`,
    line: learningLine,
    hasDueDate: true,
    lead: '{unitHead}からのお願いは、その学習についての何回目か',
  },
  recipients: [{ whom: 'person', link: 'a.link' }],
  sources: [OPEN_LEARNING],
  about: `
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      ${obligationTitle('v.title', 'o')} AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, ${courseLink('c.key', 'o.cycle')} AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - ${String(DAYS_VALID)}
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id`,
  stillTrue: `SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o
    WHERE EXISTS (SELECT 1 FROM reminder_requests r WHERE r.object_id = o.id AND r.person_id = o.person_id)`,
};
