import { isReportedAgain, SHOWN_RECORDS } from '@app/certifications';
import { personNowOfMany } from '@app/organization';
import { dayOf } from '@app/platform';
import type { PrivateKind } from './reminder-kind';

const NAME = 'certificate_changed';

/** Later than the second week nobody begins to speak of it. */
const TOLD_WITHIN = '13';

/**
 * What HR has done with somebody's report or certificate against what they had reported: corrected, sent back, taken back. Told
 * once, without the reason, which stands on their page; of what was reported again since nothing is told.
 */
export const CERTIFICATE_CHANGED: PrivateKind<typeof NAME> = {
  name: NAME,
  isPrivate: true,
  words: {
    title: () => '資格の記録の変更',
    line: () => '内容と理由は、資格の画面でご確認ください。',
    hasDueDate: false,
    lead: '資格の記録の変更は0',
  },
  recipients: [{ whom: 'person', link: `'/certifications'` }],
  sources: [],
  about: `
    SELECT day.day, changed.object_id, ${personNowOfMany('changed.person_id')} AS person_id, NULL::uuid AS unit_id, changed.since AS due_on,
      0 AS lead, c.name AS text, changed.reason
    FROM day JOIN (
      WITH ${SHOWN_RECORDS}
      SELECT k.id AS object_id, r.person_id, k.old_certification_id AS certification_id, ${dayOf('k.decided_at')} AS since,
        '記録が訂正されたため' AS reason
      FROM certification_corrections k JOIN shown_record r ON r.id = k.record_id WHERE k.state = 'confirmed'
      UNION ALL
      SELECT r.id, r.person_id, r.certification_id, ${dayOf('COALESCE(r.annulled_at, r.revoked_at, r.decided_at)')},
        CASE r.state WHEN 'returned' THEN '報告が差し戻されたため' WHEN 'revoked' THEN '確認が取り消されたため'
          ELSE '記録が誤りとして取り消されたため' END
      FROM shown_record r WHERE r.state IN ('returned', 'revoked', 'annulled') AND NOT ${isReportedAgain('r')}
    ) changed ON changed.since BETWEEN day.day - ${TOLD_WITHIN} AND day.day
    JOIN certifications_called_on(changed.since) c ON c.id = changed.certification_id`,
};
