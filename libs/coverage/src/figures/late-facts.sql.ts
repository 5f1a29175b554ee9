import { inForce } from '@app/organization';
import { dayOf } from '@app/platform';

/** What of the organisation decides who is counted where. */
export const LATE_FACTS_OF = ['posting', 'employment', 'absence'] as const;
export type LateFactOf = (typeof LATE_FACTS_OF)[number];

/** The same, and who exercises a role. */
const CHANGES = [...LATE_FACTS_OF, 'role'] as const;
type Change = (typeof CHANGES)[number];

interface DatedFact {
  readonly table: string;
  /** The column that says what the row tells of the day. */
  readonly value: string;
  readonly only: (row: string) => string;
  /** The key of a row of its history. */
  readonly key: 'id' | 'row_id';
  /** In which unit the change is counted. */
  readonly unit: string;
  /** What was typed with the row when it was told, and when it was taken back. */
  readonly told?: string;
  readonly takenBack?: string;
}

const ALL = (): string => 'true';

/** The post that the person has by now on the day, else the last one that was told of it. */
const POST = `(SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1)`;

const FACTS: Readonly<Record<Change, DatedFact>> = {
  posting: {
    ...{ table: 'postings', value: 'org_unit_id', key: 'id', unit: 'h.org_unit_id' },
    only: (row) => `${row}.kind = 'primary'`,
  },
  employment: { table: 'employments', value: 'employment_type', only: ALL, key: 'id', unit: POST },
  absence: { table: 'employment_statuses', value: 'status', only: ALL, key: 'id', unit: POST },
  role: {
    ...{ table: 'role_appointments', value: 'role', only: ALL, key: 'row_id', unit: POST },
    told: `nullif(h.note, '')`,
    takenBack:
      '(SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= :onEnd)',
  },
};

/** A row as the books had it at the end of the day. */
const knownThen = (row: string): string =>
  `${row}.recorded_at < :onEnd AND (${row}.superseded_at IS NULL OR ${row}.superseded_at >= :onEnd)`;

const knownNow = (row: string): string => `${row}.superseded_at IS NULL`;

/** Of one fact: what is told of the day now and was not told on it, and the other way round. What a join moved is no news. */
function lateRows(what: Change): string {
  const { table, value, only, key, unit, told: why, takenBack } = FACTS[what];
  const reason = (text?: string): string => `${text ?? 'NULL::text'} AS reason`;
  const told = (row: string, known: string): string =>
    `${only(row)} AND ${inForce(row, ':on')} AND ${known}`;
  const nobodySays = (
    known: (row: string) => string,
  ): string => `NOT EXISTS (SELECT 1 FROM ${table}_history o
      WHERE o.person_id = h.person_id AND o.${value} = h.${value} AND ${told('o', known('o'))})`;
  return `SELECT h.person_id, '${what}' AS what, ${dayOf('h.recorded_at')} AS recorded_on, ${unit} AS org_unit_id,
      h.recorded_by AS recorded_by, ${reason(why)} FROM ${table}_history h
    WHERE h.recorded_at >= :onEnd AND ${told('h', knownNow('h'))} AND ${nobodySays(knownThen)}
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.${key})
    UNION ALL
    SELECT h.person_id, '${what}', ${dayOf('h.superseded_at')}, ${unit},
      h.superseded_by, ${reason(takenBack)} FROM ${table}_history h
    WHERE h.superseded_at >= :onEnd AND ${told('h', knownThen('h'))} AND ${nobodySays(knownNow)}
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.${key})`;
}

/**
 * CTE `late_row`, 後から登録: who has, or had, another post, employment, absence or role on the day :on by now than the
 * books said at its end, when that was recorded and in which unit it is counted. Of days before the books began nobody
 * said anything: nothing is late there.
 */
export const LATE_ROWS = `late_row AS MATERIALIZED (
  SELECT told.* FROM (
    ${CHANGES.map(lateRows).join('\n    UNION ALL\n    ')}
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < :onEnd)
)`;

/** The same of the organisation alone, a row for each person. */
export const LATE_FACTS = `${LATE_ROWS}, late_fact AS (
  SELECT person_id, json_agg(json_build_object('what', what, 'on', recorded_on) ORDER BY what DESC) AS facts FROM (
    SELECT person_id, what, max(recorded_on) AS recorded_on FROM late_row WHERE what <> 'role' GROUP BY person_id, what
  ) late GROUP BY person_id
)`;
