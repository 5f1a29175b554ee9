import { courseLink, obligationTitle } from '@app/courses';
import { dueSentence, type LocalDate } from '@app/platform';
import { type Fact, factsOf, type ReminderKindFacts } from './reminder-kind';
import { OPEN_LEARNING } from './sources';

/**
 * On `day`, whatever is due after `dueAfter` and not later than `dueUntil` gets the reminder `lead`: the rule of a kind
 * about learning on one office day as ranges of due dates, so that SQL can apply it to everybody at once. The ranges of
 * a day do not overlap.
 */
export interface LearningWindow extends Fact {
  readonly day: LocalDate;
  /** Office days before the due date; negative after it. Part of the ledger's unique key. */
  readonly lead: number;
  readonly dueAfter: LocalDate;
  readonly dueUntil: LocalDate;
  readonly reason: string;
}

const windowsOf = (kind: string): string =>
  factsOf(kind, `day date, lead integer, "dueAfter" date, "dueUntil" date, reason text`);

/** What the kinds about learning share: they tell the learner of what is open, by the windows of their own. */
export function aboutLearning(
  kind: string,
): Pick<ReminderKindFacts, 'recipients' | 'sources' | 'about' | 'stillTrue'> {
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
        JOIN ${windowsOf(kind)} w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id`,
    stillTrue: `SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o`,
  };
}

export const learningLine: ReminderKindFacts['words']['line'] = ({ dueOn, today, calendar }) =>
  dueSentence({ dueOn, today, calendar });
