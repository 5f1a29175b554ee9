import { detailsOn, isEmployed, personLine } from '@app/organization';
import { isLeftToExpire } from '@app/appointments';
import { formatDate, words } from '@app/platform';
import { aboutName, factsOf, type OpenKind } from './reminder-kind';
import { HEAD, OFFICE } from './sources';

const NAME = 'term_ending';

/** Calendar days before the last day of a term. */
const NOTICE_DAYS = 90;
const NOTICE = String(NOTICE_DAYS);
/** The lead in the ledger, whichever number of days the city settles: nobody is told twice of one term. */
const LEAD = NOTICE;

/** SQL: the leader's appointment `r` was neither ended nor followed by another, and nobody has decided that it just ends. */
const RUNNING_OUT = `r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT ${isLeftToExpire('r.id', 'r.term_end')}`;

/**
 * A leader's term ends soon: the leader, the head and DX推進室 hear of it once. The unit is that of the primary posting, so
 * that a former head hears nothing of somebody who was transferred.
 */
export const TERM_ENDING: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => `任期がまもなく終わる${words.leaderTitle}`,
    line: ({ dueOn }) => `任期: ${formatDate(dueOn)}まで。更新または後任の検討をお願いします。`,
    hasDueDate: true,
    lead: `任期は${NOTICE}(日)`,
  },
  recipients: [
    { whom: 'person', link: `'/'` },
    { whom: 'head', link: `'/team'` },
    { whom: 'office', link: `'/appointments'` },
  ],
  sources: [HEAD, OFFICE],
  standard: { leads: [NOTICE_DAYS], leadsIn: 'days' },
  facts: ({ days, ruleOn }) =>
    Promise.resolve(days.map((day) => ({ day, notice: ruleOn(day).leads[0] ?? NOTICE_DAYS }))),
  about: `
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, ${LEAD} AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM ${factsOf(NAME, 'day date, notice integer')} day CROSS JOIN asked
    JOIN role_appointments r ON ${RUNNING_OUT}
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL ${personLine('r.person_id', 'day.day')} line ON true
    JOIN ${detailsOn('p', 'r.person_id', 'asked.today')}
    WHERE ${isEmployed('r.person_id', 'day.day')}`,
  stillTrue: `SELECT a.object_id, a.due_on, a.unit_id = ANY (:unitIds) AS is_for_head FROM ${aboutName(NAME)} a`,
};
