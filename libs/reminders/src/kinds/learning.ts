import { courseLink, obligationTitle } from '@app/courses';
import { dueSentence } from '@app/platform';
import { dueWindowsOf } from './due-windows';
import type { OpenKind } from './reminder-kind';
import { OPEN_LEARNING } from './sources';

/** What the kinds about learning share: they tell the learner of what is open, by the windows of their own. */
export function aboutLearning(
  kind: string,
): Pick<OpenKind, 'recipients' | 'sources' | 'about' | 'stillTrue'> {
  return {
    recipients: [{ whom: 'person', link: 'a.link' }],
    sources: [OPEN_LEARNING],
    // Windows meet the few due dates that there are, not everybody's rows.
    about: `
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        ${obligationTitle('v.title', 'o')} AS text, due.reason, ${courseLink('c.key', 'o.cycle')} AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN ${dueWindowsOf(kind)} w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id`,
    stillTrue: `SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o`,
  };
}

export const learningLine: OpenKind['words']['line'] = ({ dueOn, today, calendar }) =>
  dueSentence({ dueOn, today, calendar });
