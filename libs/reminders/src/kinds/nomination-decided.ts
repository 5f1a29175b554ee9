import {
  isAppointedSince,
  isFollowed,
  NOMINATION_STATE_WORDS,
  type NominationState,
  stepDay,
} from '@app/appointments';
import { detailsOn } from '@app/organization';
import { listRoles, NOMINATION_LINK, stillTold } from './nominations';
import { factsOf, type OpenKind } from './reminder-kind';
import { HEAD } from './sources';

const NAME = 'nomination_decided';

/** Later than the second week nobody begins to speak of it. */
const TOLD_WITHIN = '13';

/** Never why: that stands on the page, for whom it is meant. */
const REASONS = {
  approved: '任命が決まったため',
  appointed_directly: '推薦によらずに任命されたため',
  returned: '差し戻されたため',
  not_taken: '見送りと決まったため',
  declined: '本人が辞退したため',
  lapsed: '返事の期限を過ぎたため',
} as const satisfies Partial<Record<NominationState, string>>;
const OUTCOMES = Object.keys(REASONS) as (keyof typeof REASONS)[];

/**
 * What came of a recommendation: the person hears of the decision; whoever recommended hears of it, of the return and that
 * the person declined or has let the time for an answer pass. For a head it is whoever is head, or stands in, on the day.
 */
export const NOMINATION_DECIDED: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '推薦への返事',
    line: () => 'これまでの経過は、推薦の画面でご確認ください。',
    hasDueDate: false,
    lead: '推薦への返事は0',
  },
  recipients: [
    { whom: 'person', link: NOMINATION_LINK },
    { whom: 'head', link: NOMINATION_LINK },
  ],
  sources: [HEAD],
  facts: () => Promise.resolve(listRoles().flatMap(ofEachOutcome)),
  about: `
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE ${stepDay('decided')} END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - ${TOLD_WITHIN} AND day.day
      JOIN ${factsOf(NAME, 'role text, "roleName" text, state text, outcome text, reason text')} w ON w.role = n.role AND w.state = n.came
      JOIN ${detailsOn('p', 'n.person_id', 'asked.today')}
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT ${isFollowed('n')} AND (n.came IN ('approved', 'appointed_directly') OR NOT ${isAppointedSince('n')})
    ) told`,
  stillTrue: stillTold(NAME),
};

const ofEachOutcome = (role: ReturnType<typeof listRoles>[number]) =>
  OUTCOMES.map((state) => ({
    ...role,
    ...{ state, outcome: NOMINATION_STATE_WORDS[state], reason: REASONS[state] },
  }));
