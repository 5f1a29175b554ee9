import { addDays, dayText, type LocalDate } from '@app/platform';
import { type DueWindow, dueWindowsOf } from './due-windows';
import type { PrivateKind } from './reminder-kind';

const NAME = 'certificate_expiring';

/** Calendar days before a certificate ends, nearest last. */
const LEADS = [90, 30, 7] as const;

/** A verified certificate ends soon and nothing that renews it was reported: its holder hears of it, by the nearest lead only. */
export const CERTIFICATE_EXPIRING: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '有効期限が近い資格',
    line: ({ dueOn, today }) =>
      `有効期限は${dayText(dueOn, today)}です。更新したら、更新として報告してください。`,
    hasDueDate: true,
    lead: `有効期限が近い資格は${LEADS.join('・')}(日)`,
  },
  recipients: [{ whom: 'person', link: `'/certifications'` }],
  sources: [],
  standard: { leads: LEADS, leadsIn: 'days' },
  facts: ({ days, ruleOn }) =>
    Promise.resolve(days.flatMap((day) => windowsOn(day, ruleOn(day).leads))),
  about: `
    SELECT w.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, r.valid_until AS due_on, w.lead, c.name AS text, w.reason
    FROM ${dueWindowsOf(NAME)} w
    JOIN certification_records r ON r.state = 'verified' AND r.valid_until > w."dueAfter" AND r.valid_until <= w."dueUntil"
    JOIN certifications_called_on(w.day) c ON c.id = r.certification_id
    WHERE NOT EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified'))`,
};

/** A lead that was missed (verified late, planning not run) is made up for by the nearest one only. */
export function windowsOn(day: LocalDate, leads: readonly number[] = LEADS): DueWindow[] {
  return leads.map((lead, index) => ({
    ...{ day, lead, dueAfter: addDays(day, leads[index + 1] ?? -1) },
    ...{ dueUntil: addDays(day, lead), reason: `有効期限まで${String(lead)}日以内のため` },
  }));
}
