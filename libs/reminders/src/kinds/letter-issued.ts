import { dayOf } from '@app/platform';
import { listRoles, type RoleFact } from './nominations';
import { factsOf, type PrivateKind } from './reminder-kind';

const NAME = 'letter_issued';

/** Later than the second week nobody begins to speak of it. */
const TOLD_WITHIN = '13';

/**
 * A letter of somebody's appointment lies ready: told once for each issue, of the latest only, and never before the term begins,
 * for until then the appointment is not announced.
 */
export const LETTER_ISSUED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '任命の書面',
    line: () => '任命の画面で読んで、保存できます。',
    hasDueDate: false,
    lead: '任命の書面は0',
  },
  recipients: [{ whom: 'person', link: 'a.link' }],
  sources: [],
  facts: (): Promise<readonly RoleFact[]> => Promise.resolve(listRoles()),
  about: `
    SELECT day.day, d.id AS object_id, r.person_id, NULL::uuid AS unit_id, since.day AS due_on, 0 AS lead,
      w."roleName" || 'の書面' AS text, CASE d.issue_number WHEN 1 THEN '発行されたため' ELSE '再発行されたため' END AS reason,
      '/my-role/letters/' || r.id || '/' || d.issue_number AS link
    FROM day JOIN issued_documents d ON NOT EXISTS (
      SELECT 1 FROM issued_documents newer WHERE newer.appointment_id = d.appointment_id AND newer.issue_number > d.issue_number)
    JOIN role_appointments r ON r.id = d.appointment_id
    JOIN ${factsOf(NAME, 'role text, "roleName" text')} w ON w.role = r.role
    CROSS JOIN LATERAL (SELECT greatest(${dayOf('d.issued_at')}, r.term_start) AS day) since
    WHERE since.day BETWEEN day.day - ${TOLD_WITHIN} AND day.day`,
};
