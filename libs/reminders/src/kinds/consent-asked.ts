import { addDays, dayText, type LocalDate, type OfficeCalendar } from '@app/platform';
import type { DueWindow } from './due-windows';
import { listRoles, NOMINATION_LINK, type RoleFact, stillTold } from './nominations';
import { factsOf, type OpenKind } from './reminder-kind';

const NAME = 'consent_asked';

/** Office days before the last day of the answer on which the person is asked once more. */
const AGAIN = 3;
/** The lead of the first notice, whenever that is: the person has two weeks. */
const FIRST = 14;
/** No answer has more days than that, however long the office is closed. */
const LONGEST = 60;

/** Somebody was recommended and has not answered: asked at once, and again before the days are over. */
export const CONSENT_ASKED: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => '返事をお願いしたい推薦',
    line: ({ dueOn, today }) =>
      `引き受けるかどうかの返事をお願いします。期限は${dayText(dueOn, today)}です。`,
    hasDueDate: true,
    lead: `推薦への返事は${String(FIRST)}(最初)・${String(AGAIN)}(開庁日)`,
  },
  recipients: [{ whom: 'person', link: NOMINATION_LINK }],
  sources: [],
  standard: { leads: [AGAIN], most: FIRST - 1 },
  facts: ({ days, calendar, ruleOn }) =>
    Promise.resolve(
      days.flatMap((day) => windowsOn(day, calendar, ruleOn(day).leads[0]).flatMap(ofEachRole)),
    ),
  about: `
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM ${factsOf(NAME, 'day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text')} w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"`,
  stillTrue: stillTold(NAME),
};

const ofEachRole = (window: DueWindow): readonly (DueWindow & RoleFact)[] =>
  listRoles().map((role) => ({ ...window, ...role }));

/** On the last day it is still asked for, and not after it. */
export function windowsOn(
  day: LocalDate,
  calendar: OfficeCalendar,
  again: number = AGAIN,
): DueWindow[] {
  if (calendar.isOfficeHoliday(day)) return [];
  const near = calendar.addOfficeDays(day, again);
  return [
    {
      ...{ day, lead: again, dueAfter: addDays(day, -1), dueUntil: near },
      reason: `返事の期限まで${String(again)}開庁日以内のため`,
    },
    {
      ...{ day, lead: FIRST, dueAfter: near, dueUntil: addDays(day, LONGEST) },
      reason: '推薦されたため',
    },
  ];
}
