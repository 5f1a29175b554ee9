import { stepDay } from '@app/appointments';
import { aboutName, type OpenKind } from './reminder-kind';
import { OFFICE } from './sources';

const NAME = 'nomination_waiting';

/**
 * Recommendations with consent wait for DX推進室: told by their number, when another one has come and once a week as long as
 * any waits. The newest stands for all in the ledger.
 */
export const NOMINATION_WAITING: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '決定を待つ推薦',
    line: () => '任命するか、差し戻すか、見送るかのご判断をお願いします。',
    hasDueDate: false,
    lead: '決定を待つ推薦は0',
  },
  recipients: [{ whom: 'office', link: `'/appointments/nominations?state=consented'` }],
  sources: [OFFICE],
  about: `
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, ${stepDay('consented')} AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0`,
  stillTrue: `SELECT a.object_id, a.due_on, false AS is_for_head FROM ${aboutName(NAME)} a`,
};
