import { detailsOn, inForce } from '@app/organization';

/** SQL: name on that day, number and unit (of the primary posting on that day) of the person of `alias`. */
export const peopleOf = (alias: string, day: string): string => `
  JOIN ${detailsOn('p', `${alias}.recipient_person_id`, day)}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', day)}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', day)}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', day)}`;

/** SQL: the columns of a `ReminderRow`. */
export const columnsOf = (alias: string, day: string): string =>
  `${day} AS "plannedFor", n.staff_number AS "staffNumber", p.name AS "personName", u.name AS "unitName", ${alias}.kind,
   ${alias}.text, ${alias}.due_on AS "dueOn", ${alias}.lead, ${alias}.reason`;
