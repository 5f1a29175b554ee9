import { ACTIVE_DAYS } from './activity.rules';

/** SQL: whether the person did something in a role in the ninety days up to the day. */
export function wasActive(person: string, day: string): string {
  return `EXISTS (SELECT 1 FROM role_activities done WHERE done.person_id = ${person}
      AND done.done_on > ${day} - ${String(ACTIVE_DAYS)} AND done.done_on <= ${day})`;
}
