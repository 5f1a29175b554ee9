import { isAskedIntention } from '@app/certifications';
import { WISHED } from './practice';
import type { PrivateKind } from './reminder-kind';

const NAME = 'intention_asked';

/** Once a year, whether somebody wants to sit the exam; nobody else learns that it was asked, nor what was answered. */
export const INTENTION_ASKED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    ...WISHED,
    title: () => '受験の意向',
    line: () =>
      'ITパスポートを受けたいですか。1回押すだけで答えられます。答えは、いつでも変えられます。',
    lead: '受験の意向は0',
  },
  recipients: [{ whom: 'person', link: `'/certifications/way'` }],
  sources: [],
  // Due on the first of the month: whenever in it planning runs, it is told once.
  about: `
    SELECT d.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, date_trunc('month', d.day)::date AS due_on, 0 AS lead,
      'ITパスポートの受験' AS text, '年に1度のお尋ね' AS reason
    FROM day d JOIN present w ON w.day = d.day WHERE ${isAskedIntention('w.person_id', 'd.day')}`,
};
