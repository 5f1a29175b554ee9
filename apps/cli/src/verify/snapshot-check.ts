import { CountingRuleQueries } from '@app/coverage';
import { addDays, col, Database, instantAt, type LocalDate, statement } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { Check } from './check';

const number = (path: string): string => `(s.figures #>> '{${path}}')::int`;
const people = (figure: string): string =>
  `ARRAY(SELECT json_array_elements_text(s.figures #> '{people,${figure}}'))::text[]`;

const SNAPSHOTS = statement({
  name: 'cli.verify-snapshots',
  sql: `SELECT s.as_of AS "asOf", s.taken_at AS "takenAt", ${number('city,counts,staff')} AS staff,
      ${number('city,counts,regular_staff')} AS regular, ${number('covered')} AS covered, ${number('counting')} AS counting,
      ${people('leaders')} AS leaders, ${people('supporters')} AS supporters, ${people('holders')} AS holders
    FROM figure_snapshots s WHERE s.figures #> '{city,counts}' IS NOT NULL ORDER BY s.as_of`,
  parameters: {},
  row: {
    asOf: col.date,
    takenAt: col.instant,
    staff: col.int,
    regular: col.int,
    covered: col.int,
    counting: col.int,
    leaders: col.texts,
    supporters: col.texts,
    holders: col.texts,
  },
});

/** Rows that the books had at the moment and that hold on the day: written here once more, without what the screens use. */
const then = (table: string): string => `(SELECT * FROM ${table}_history k
      WHERE k.recorded_at <= :knownAt AND (k.superseded_at IS NULL OR k.superseded_at > :knownAt)
        AND k.valid_from <= :on AND (k.valid_to IS NULL OR k.valid_to > :on))`;

const AS_KNOWN = statement({
  name: 'cli.verify-snapshot-as-known',
  sql: `WITH RECURSIVE unit AS (SELECT * FROM ${then('org_unit_periods')} u),
    post AS (SELECT * FROM ${then('postings')} p),
    employed AS (SELECT * FROM ${then('employments')} e),
    away AS (SELECT * FROM ${then('employment_statuses')} s WHERE :excludeAbsent),
    below AS (
      SELECT u.org_unit_id AS top_id, u.org_unit_id AS id FROM unit u WHERE u.counts_for_leader_kpi
      UNION
      SELECT b.top_id, u.org_unit_id FROM below b JOIN unit u ON u.parent_org_unit_id = b.id WHERE :includeUnitsBelow
    ), at_work AS (
      SELECT DISTINCT b.top_id, a.person_id, a.role FROM ${then('role_appointments')} a
      JOIN employed e ON e.person_id = a.person_id
      JOIN post p ON p.person_id = a.person_id AND p.kind = ANY (:kinds)
      JOIN below b ON b.id = p.org_unit_id
      WHERE NOT EXISTS (SELECT 1 FROM away w WHERE w.person_id = a.person_id)
    ), asked AS (
      SELECT DISTINCT b.top_id FROM below b JOIN post p ON p.org_unit_id = b.id AND p.kind = 'primary'
      JOIN employed e ON e.person_id = p.person_id AND e.employment_type = ANY (:regularTypes)
    ), holder AS (
      SELECT DISTINCT r.person_id FROM certification_records_history r
      JOIN certifications_counting_as(:on) k ON k.held_id = r.certification_id AND k.asked_code = ANY (:codes) AND (k.is_same OR :equivalents)
      JOIN employed e ON e.person_id = r.person_id
      WHERE r.recorded_at <= :knownAt AND (r.superseded_at IS NULL OR r.superseded_at > :knownAt)
        AND r.decided_at < :onEnd AND (r.state = 'verified' OR (r.state = 'revoked' AND r.revoked_at >= :onEnd))
        AND r.passed_on <= :on AND (r.valid_until IS NULL OR r.valid_until >= :on)
    )
    SELECT json_build_object(
      'staff', (SELECT json_agg(DISTINCT person_id) FROM employed),
      'regular', (SELECT json_agg(DISTINCT person_id) FROM employed WHERE employment_type = ANY (:regularTypes)),
      'counting', (SELECT json_agg(top_id) FROM asked),
      'covered', (SELECT json_agg(c.top_id) FROM (SELECT w.top_id FROM at_work w JOIN asked USING (top_id) WHERE w.role = 'leader'
        GROUP BY w.top_id HAVING count(DISTINCT w.person_id) >= :minimumLeaders) c),
      'leaders', (SELECT json_agg(DISTINCT person_id) FROM at_work WHERE role = 'leader'),
      'supporters', (SELECT json_agg(DISTINCT person_id) FROM at_work WHERE role = 'supporter'),
      'holders', (SELECT json_agg(person_id) FROM holder)) AS found`,
  parameters: {
    ...{ on: 'date', onEnd: 'timestamptz', knownAt: 'timestamptz', excludeAbsent: 'boolean' },
    ...{ includeUnitsBelow: 'boolean', kinds: 'text[]', regularTypes: 'text[]' },
    ...{ minimumLeaders: 'integer', codes: 'text[]', equivalents: 'boolean' },
  },
  row: { found: col.json(z.record(z.string(), z.array(z.string()).nullable())) },
});

/** What one moment knew: ids by what is counted. */
type Known = Readonly<Record<string, ReadonlySet<string>>>;

const PEOPLE = ['leaders', 'supporters', 'holders'] as const;
const NUMBERS = ['staff', 'regular', 'counting', 'covered'] as const;
const WORDS: Readonly<Record<(typeof PEOPLE | typeof NUMBERS)[number], string>> = {
  ...{ leaders: 'リーダー', supporters: 'サポーター', holders: '資格取得者' },
  ...{ staff: '職員', regular: '正規職員', counting: '置く所属', covered: '置いた所属' },
};

/** What was being written while it was counted may stand in it or not. */
const MEANWHILE = 10 * 60_000;

/**
 * The figures that were written down of each month against the dated tables as they were known at that moment. Learning is left
 * out: obligations and enrollments have no history; so are the stages of exams, and what a qualification counted as is asked as
 * of the day by the books of now.
 */
export const snapshotsCheck: Check = {
  name: '月末の数字が、書きとめた時にわかっていた記録と一致する(組織・任命・資格。研修と受験の段階を除く)',
  run: async (app) => {
    const all = await app.get(Database).all(SNAPSHOTS, {});
    const problems: string[] = [];
    for (const { asOf, takenAt, ...said } of all) {
      const [before, after] = [-MEANWHILE, MEANWHILE].map((by) => new Date(+takenAt + by));
      if (before === undefined || after === undefined) continue;
      const known = [await knownAt(app, asOf, before), await knownAt(app, asOf, after)];
      problems.push(...differencesOf(said, known).map((text) => `${asOf}の月末の数字: ${text}`));
    }
    return { checked: `${String(all.length)}か月`, problems };
  },
};

async function knownAt(app: INestApplicationContext, on: LocalDate, at: Date): Promise<Known> {
  const rule = await app.get(CountingRuleQueries).getRuleAsKnown(on, at);
  const { found } = await app.get(Database).only(AS_KNOWN, {
    ...{ on, onEnd: instantAt(addDays(on, 1)), knownAt: at },
    ...{ excludeAbsent: rule.excludeAbsent, includeUnitsBelow: rule.includeUnitsBelow },
    ...{ kinds: rule.leaderPostingKinds, regularTypes: rule.regularEmploymentTypes },
    ...{ minimumLeaders: rule.minimumLeaders, codes: rule.holderCertificationCodes },
    equivalents: rule.holderEquivalents,
  });
  return Object.fromEntries(Object.entries(found).map(([what, ids]) => [what, new Set(ids ?? [])]));
}

type Said = Readonly<Record<(typeof NUMBERS)[number], number>> &
  Readonly<Record<(typeof PEOPLE)[number], readonly string[]>>;

function differencesOf(said: Said, known: readonly Known[]): string[] {
  const numbers = NUMBERS.flatMap((what) => {
    const counted = known.map((it) => it[what]?.size ?? 0);
    if (said[what] >= Math.min(...counted) && said[what] <= Math.max(...counted)) return [];
    return `${WORDS[what]}は${String(said[what])}、その時の記録では${String(counted[0])}です`;
  });
  const persons = PEOPLE.flatMap((what) => {
    const ids = new Set([...said[what], ...known.flatMap((it) => [...(it[what] ?? [])])]);
    const wrong = [...ids].filter((id) =>
      said[what].includes(id)
        ? known.every((it) => !it[what]?.has(id))
        : known.every((it) => it[what]?.has(id)),
    );
    return wrong.map((id) => {
      const is = said[what].includes(id) ? '入っていますが' : '入っていませんが';
      return `${WORDS[what]}に${id}が${is}、その時の記録では違います`;
    });
  });
  return [...numbers, ...persons];
}
