import { dayOf } from '@app/platform';
import { aboutName, type OpenKind } from './reminder-kind';
import { HR } from './sources';

const NAME = 'verification_waiting';

/**
 * Reported certificates wait for HR: told by their number, when another one has come and once a week as long as any waits. The
 * newest stands for all in the ledger.
 */
export const VERIFICATION_WAITING: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '確認を待つ資格の報告',
    line: () => '証明書類を見て、確認するか差し戻すかのご判断をお願いします。',
    hasDueDate: false,
    lead: '確認を待つ資格の報告は0',
  },
  recipients: [{ whom: 'hr', link: `'/certification-reviews'` }],
  sources: [HR],
  about: `
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(${dayOf('r.reported_at')}) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0`,
  stillTrue: `SELECT a.object_id, a.due_on, false AS is_for_head FROM ${aboutName(NAME)} a`,
};
