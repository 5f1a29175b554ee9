import { inForce } from '@app/organization';
import { dayOf } from '@app/platform';

/** What of the organisation decides who is counted where. */
export const LATE_FACTS_OF = ['posting', 'employment', 'absence'] as const;
export type LateFactOf = (typeof LATE_FACTS_OF)[number];

interface DatedFact {
  readonly table: string;
  /** The column that says what the row tells of the day. */
  readonly value: string;
  readonly only: (row: string) => string;
}

const ALL = (): string => 'true';
const FACTS: Readonly<Record<LateFactOf, DatedFact>> = {
  posting: { table: 'postings', value: 'org_unit_id', only: (row) => `${row}.kind = 'primary'` },
  employment: { table: 'employments', value: 'employment_type', only: ALL },
  absence: { table: 'employment_statuses', value: 'status', only: ALL },
};

/** A row as the books had it at the end of the day. */
const knownThen = (row: string): string =>
  `${row}.recorded_at < :onEnd AND (${row}.superseded_at IS NULL OR ${row}.superseded_at >= :onEnd)`;

const knownNow = (row: string): string => `${row}.superseded_at IS NULL`;

/** Of one fact: what is told of the day now and was not told on it, and the other way round. What a join moved is no news. */
function lateRows(what: LateFactOf): string {
  const { table, value, only } = FACTS[what];
  const told = (row: string, known: string): string =>
    `${only(row)} AND ${inForce(row, ':on')} AND ${known}`;
  const nobodySays = (
    known: (row: string) => string,
  ): string => `NOT EXISTS (SELECT 1 FROM ${table}_history o
      WHERE o.person_id = h.person_id AND o.${value} = h.${value} AND ${told('o', known('o'))})`;
  return `SELECT h.person_id, '${what}' AS what, ${dayOf('h.recorded_at')} AS recorded_on FROM ${table}_history h
    WHERE h.recorded_at >= :onEnd AND ${told('h', knownNow('h'))} AND ${nobodySays(knownThen)}
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, '${what}', ${dayOf('h.superseded_at')} FROM ${table}_history h
    WHERE h.superseded_at >= :onEnd AND ${told('h', knownThen('h'))} AND ${nobodySays(knownNow)}
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)`;
}

/**
 * 後から登録: of whom the post, the employment or an absence on the day :on is another by now than the books said at its
 * end, and when that was recorded. Of days before the books began nobody said anything: nothing is late there.
 */
export const LATE_FACTS = `late_fact AS (
  SELECT person_id, json_agg(json_build_object('what', what, 'on', recorded_on) ORDER BY what DESC) AS facts FROM (
    SELECT person_id, what, max(recorded_on) AS recorded_on FROM (
    ${LATE_FACTS_OF.map(lateRows).join('\n    UNION ALL\n    ')}
    ) told GROUP BY person_id, what
  ) late WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < :onEnd)
  GROUP BY person_id
)`;
