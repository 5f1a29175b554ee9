import { isOpenOn } from '@app/appointments';
import { isVacantOn, type UnitCoverage } from '@app/coverage';
import {
  addDays,
  col,
  type Database,
  datePartsOf,
  type LocalDate,
  type OfficeCalendar,
  statement,
  words,
} from '@app/platform';
import { aboutName, type Fact, factsOf, type Outlook, type OpenKind } from './reminder-kind';
import { HEAD, OFFICE } from './sources';

const NAME = 'unit_without_leader';

/** The first notice of a vacancy, and those of the months after it. */
const BEGAN = '空白になりました';
const GOES_ON = '空白が続いています(月に1回)';

/** A unit of the counting rule has no leader: its head and DX推進室 hear of it once a month, as long as it lasts. */
export const UNIT_WITHOUT_LEADER: OpenKind<typeof NAME> = {
  name: NAME,
  words: {
    title: () => `${words.leaderTitle}がいない${words.unit}`,
    line: () => '推薦が進んでいないときは、推薦と任命の手続きをご検討ください。',
    hasDueDate: false,
    lead: '{leader}の不在は0',
  },
  recipients: [
    { whom: 'head', link: `'/team'` },
    { whom: 'office', link: `'/coverage'` },
  ],
  sources: [HEAD, OFFICE],
  facts: listVacancies,
  about: `
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM ${factsOf(NAME, 'day date, "unitId" uuid, name text, reason text')} v`,
  stillTrue: `SELECT a.object_id, a.due_on, a.unit_id = ANY (:unitIds) AS is_for_head FROM ${aboutName(NAME)} a`,
};

const RUNNING = statement({
  name: 'reminders.running-nominations',
  sql: `SELECT COALESCE(bool_or(n.state = 'nominated'), false) AS "isAsked", COALESCE(bool_or(n.state = 'consented'), false) AS "isConsented"
    FROM nominations n WHERE n.role = 'leader' AND n.org_unit_id = ANY (:unitIds) AND ${isOpenOn('n', ':day')}`,
  parameters: { unitIds: 'uuid[]', day: 'date' },
  row: { isAsked: col.bool, isConsented: col.bool },
});

/** 「(推薦中: 本人の同意待ち)」: it is true that nobody leads, and somebody's step is awaited; empty where nobody's is. */
async function runningText(
  database: Database,
  { unitIds }: UnitCoverage,
  day: LocalDate,
): Promise<string> {
  const { isAsked, isConsented } = await database.only(RUNNING, { unitIds, day });
  const awaited = [
    ...(isAsked ? ['本人の同意待ち'] : []),
    ...(isConsented ? [`${words.programOffice}の決定待ち`] : []),
  ];
  return awaited.length === 0 ? '' : `(推薦中: ${awaited.join('、')})`;
}

interface Vacancy extends Fact {
  readonly day: LocalDate;
  readonly unitId: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * The first of the days of each month on which a unit has no leader at all; one with fewer than the counting rule asks for
 * is not without. One look at the coverage a month is enough: it tells from when to when, as the books stand.
 */
async function listVacancies({
  days,
  calendar,
  coverage,
  database,
}: Outlook): Promise<readonly Vacancy[]> {
  const vacancies: Vacancy[] = [];
  for (const [first, ...rest] of groupByMonth(days).values()) {
    if (first === undefined) continue;
    const lastTold = lastOfficeDayBeforeMonth(first, calendar);
    const { units } = await coverage.coverageAsOf(first);
    for (const unit of units) {
      const day = [first, ...rest].find((it) => isVacantOn(unit, it));
      if (day === undefined) continue;
      const reason = beganAfter(lastTold, unit) ? BEGAN : GOES_ON;
      const name = `${unit.name}${await runningText(database, unit, day)}`;
      vacancies.push({ day, unitId: unit.unitId, name, reason });
    }
  }
  return vacancies;
}

/** Nobody was told in an earlier month of a vacancy that began after its last office day. */
function lastOfficeDayBeforeMonth(day: LocalDate, calendar: OfficeCalendar): LocalDate {
  return calendar.addOfficeDays(addDays(day, 1 - datePartsOf(day).day), -1);
}

/** A unit that has a leader on the day looked at loses them later in the month; one that never had any goes on without. */
function beganAfter(day: LocalDate, { state, vacantSince }: UnitCoverage): boolean {
  return state !== 'vacant' || (vacantSince !== null && vacantSince > day);
}

function groupByMonth(days: readonly LocalDate[]): Map<string, LocalDate[]> {
  const months = new Map<string, LocalDate[]>();
  for (const day of days) {
    const month = day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return months;
}
