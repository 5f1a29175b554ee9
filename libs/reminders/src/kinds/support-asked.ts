import { asksForSupport, isOpenOn } from '@app/appointments';
import { dayOf } from '@app/platform';
import { detailsOn } from '@app/organization';
import { listRoles, NOMINATION_LINK, stillTold } from './nominations';
import { factsOf, type OpenKind } from './reminder-kind';
import { HEAD, OFFICE } from './sources';

const NAME = 'support_asked';

/**
 * A role asks for the word of the head, and somebody of the unit was not recommended by the head: the head hears of it once.
 * A head who is it themselves is not asked.
 */
export const SUPPORT_ASKED: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '副申を待つ推薦',
    line: () => '推薦の内容をご確認のうえ、副申をご検討ください。',
    hasDueDate: false,
    lead: '副申を待つ推薦は0',
  },
  recipients: [{ whom: 'head', link: NOMINATION_LINK }],
  escalation: { whom: 'office', link: NOMINATION_LINK },
  sources: [HEAD, OFFICE],
  facts: () => Promise.resolve(listRoles()),
  about: `
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      ${dayOf('n.nominated_at')} AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND ${isOpenOn('n', 'day.day')} AND ${asksForSupport('n.role', 'day.day')}
    JOIN ${factsOf(NAME, 'role text, "roleName" text')} w ON w.role = n.role
    JOIN ${detailsOn('p', 'n.person_id', 'asked.today')}
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)`,
  stillTrue: stillTold(NAME),
};
