import { dayOf } from '@app/platform';
import type { PrivateKind } from './reminder-kind';

const NAME = 'certificate_verified';

/** Later than the second week nobody begins to speak of it. */
const TOLD_WITHIN = '13';

/** HR has verified what somebody reported: told once. */
export const CERTIFICATE_VERIFIED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '確認された資格',
    line: () => '資格の記録に加わりました。',
    hasDueDate: false,
    lead: '確認された資格は0',
  },
  recipients: [{ whom: 'person', link: `'/certifications'` }],
  sources: [],
  about: `
    SELECT day.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, decided.on_day AS due_on, 0 AS lead,
      c.name AS text, '報告が確認されたため' AS reason
    FROM day JOIN certification_records r ON r.state = 'verified'
    CROSS JOIN LATERAL (SELECT ${dayOf('r.decided_at')} AS on_day) decided
    JOIN certifications_called_on(decided.on_day) c ON c.id = r.certification_id
    WHERE decided.on_day BETWEEN day.day - ${TOLD_WITHIN} AND day.day AND r.reported_by_person_id = r.person_id`,
};
