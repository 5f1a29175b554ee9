import { answerableHeads, deputizesOn, detailsOn, inForce } from '@app/organization';

/**
 * CTE `role_vacancy`, beside `role_held`: of each role in each unit that counts whether somebody holds it on the day, else since
 * when nobody does (NULL: nobody ever did), and when that changes as the books stand. Every role there is has a row.
 */
const ROLE_VACANCY = `role_vacancy AS (
  SELECT c.id AS top_id, r.key AS role, COALESCE(role_held.during @> :on, false) AS is_held,
    (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= :on) AS since,
    (SELECT upper(h) FROM unnest(role_held.during) h WHERE h @> :on) AS held_until,
    (SELECT min(lower(h)) FROM unnest(role_held.during) h WHERE lower(h) > :on) AS held_from
  FROM counting c CROSS JOIN dx_roles r LEFT JOIN role_held ON role_held.top_id = c.id AND role_held.role = r.key
)`;

/** CTE `responsible`: who answers for each unit on the day: its head, their deputy (代理), or the head above. */
export const RESPONSIBLE = `responsible AS (
  SELECT answers.unit_id, json_build_object('personId', p.person_id, 'staffNumber', n.staff_number, 'name', p.name,
    'postTitle', answers.post_title, 'isDeputy', ${deputizesOn('answers.person_id', 'answers.head_unit_id', ':on')},
    'isAbove', answers.steps > 0) AS answer
  FROM (${answerableHeads(':on')}) answers
  JOIN ${detailsOn('p', 'answers.person_id', ':on')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
)`;

export const VACANCIES = `${ROLE_VACANCY}, ${RESPONSIBLE}`;
