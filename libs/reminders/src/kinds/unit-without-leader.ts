import { type CoverageQueries, isVacantOn } from '@app/coverage';
import { type LocalDate, words } from '@app/platform';
import { aboutName, type Fact, factsOf, type ReminderKindFacts } from './reminder-kind';
import { HEAD, OFFICE } from './sources';

const NAME = 'unit_without_leader';

/** A unit of the counting rule has no leader: its head and DX推進室 hear of it once a month, as long as it lasts. */
export const UNIT_WITHOUT_LEADER: ReminderKindFacts<typeof NAME> = {
  name: NAME,
  words: {
    title: () => `${words.leaderTitle}がいない${words.unit}`,
    line: () => '任命の手続きをご検討ください。',
    hasDueDate: false,
    lead: '{leader}の不在は0',
  },
  recipients: [
    { whom: 'head', link: `'/team'` },
    { whom: 'office', link: `'/coverage'` },
  ],
  sources: [HEAD, OFFICE],
  facts: ({ days, coverage }) => listVacancies(days, coverage),
  about: `
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      '空白が続いています(月に1回)' AS reason
    FROM ${factsOf(NAME, 'day date, "unitId" uuid, name text')} v`,
  stillTrue: `SELECT a.object_id, a.due_on, a.unit_id = ANY (:unitIds) AS is_for_head FROM ${aboutName(NAME)} a`,
};

interface Vacancy extends Fact {
  readonly day: LocalDate;
  readonly unitId: string;
  readonly name: string;
}

/**
 * The first of the days of each month on which a unit has no leader at all; one with fewer than the counting rule asks for
 * is not without. One look at the coverage a month is enough: it tells from when to when, as the books stand.
 */
async function listVacancies(
  days: readonly LocalDate[],
  coverage: CoverageQueries,
): Promise<readonly Vacancy[]> {
  const vacancies: Vacancy[] = [];
  for (const [first, ...rest] of groupByMonth(days).values()) {
    if (first === undefined) continue;
    const { units } = await coverage.coverageAsOf(first);
    for (const unit of units) {
      const day = [first, ...rest].find((it) => isVacantOn(unit, it));
      if (day !== undefined) vacancies.push({ day, unitId: unit.unitId, name: unit.name });
    }
  }
  return vacancies;
}

function groupByMonth(days: readonly LocalDate[]): Map<string, LocalDate[]> {
  const months = new Map<string, LocalDate[]>();
  for (const day of days) {
    const month = day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return months;
}
