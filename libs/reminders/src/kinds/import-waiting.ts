import { dayOf } from '@app/platform';
import { aboutName, type OpenKind } from './reminder-kind';
import { HR } from './sources';

const NAME = 'import_waiting';

/**
 * An import was looked at on an earlier day and neither applied nor given up: HR hears of it once a week. Neither its files nor
 * its day are named: orders are known to nobody before they are announced.
 */
export const IMPORT_WAITING: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '反映を待つ取込み',
    line: () => '内容を確かめて、反映するか取りやめるかのご判断をお願いします。',
    hasDueDate: false,
    lead: '反映を待つ取込みは0',
  },
  recipients: [{ whom: 'hr', link: `'/imports/' || a.object_id` }],
  sources: [HR],
  about: `
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND ${dayOf('b.created_at')} < day.day`,
  stillTrue: `SELECT a.object_id, a.due_on, false AS is_for_head FROM ${aboutName(NAME)} a`,
};
