import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { Database, type LocalDate, NotFound, words } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import {
  isStaffFigure,
  type LeftOutReason,
  type PeopleFigure,
  STAFF_FIGURE_SQL,
  type StaffFigure,
} from './figure.rules';
import { ROLE_SOURCES, sourceParameters, STAFF_SOURCES, validOn } from './sources.sql';

/** One person behind a figure, with the facts by which they are in it or left out of it. */
export interface PersonBehind {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  /** The unit of the primary posting by its name on the day. */
  readonly unitName: string | null;
  readonly postTitle: string | null;
  readonly employmentType: string | null;
  readonly reason: LeftOutReason | null;
  readonly termStart: LocalDate | null;
  readonly termEnd: LocalDate | null;
  readonly passedOn: LocalDate | null;
  readonly examOn: LocalDate | null;
  readonly dueCount: number | null;
  readonly doneCount: number | null;
  /** The day on which the role was recorded, when that is after its first day (後から登録). */
  readonly recordedLateOn: LocalDate | null;
}

export interface PeopleQuestion {
  readonly figure: PeopleFigure;
  /** The code of a unit that counts on the day; without it the whole city. */
  readonly unitCode?: string | undefined;
  readonly on: LocalDate;
  readonly page: number;
}

export interface PeopleBehind {
  readonly rule: CountingRule;
  readonly unitName: string | null;
  /** The figure itself. */
  readonly total: number;
  readonly people: readonly PersonBehind[];
  readonly leftOutTotal: number;
  readonly leftOut: readonly PersonBehind[];
  readonly leftOutByReason: readonly { readonly reason: LeftOutReason; readonly count: number }[];
}

interface Answer {
  readonly people: PersonBehind[];
  readonly leftOut: PersonBehind[];
  readonly counts: { readonly reason: LeftOutReason | null; readonly count: number }[];
}

export const PEOPLE_PAGE_SIZE = 100;

/** Parameters after those of the sources. */
const UNIT = '$12::uuid';
const PAGES = 'LIMIT $13 OFFSET $14';

const inUnit = (column: string): string =>
  `(${UNIT} IS NULL OR ${column} IN (SELECT org_unit_id FROM tree_now WHERE top_id = ${UNIT}))`;

/** `chosen` has everybody who is counted (reason null) or left out (with the reason), one row a person. */
const ANSWER = `, listed AS (
  SELECT c.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    em.employment_type AS "employmentType", c.reason, c.term_start AS "termStart", c.term_end AS "termEnd",
    c.passed_on AS "passedOn", c.exam_on AS "examOn", c.due_count AS "dueCount", c.done_count AS "doneCount",
    c.recorded_late_on AS "recordedLateOn",
    u.sort_order, p.kana
  FROM chosen c
  JOIN ${detailsOn('p', 'c.person_id', '$1')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${validOn('n')}
  LEFT JOIN employments em ON em.person_id = p.person_id AND ${validOn('em')}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${validOn('po')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${validOn('u')}
), counted_page AS (
  SELECT * FROM listed WHERE reason IS NULL ORDER BY sort_order, "unitName", kana, "staffNumber" ${PAGES}
), left_out_page AS (
  SELECT * FROM listed WHERE reason IS NOT NULL ORDER BY reason, sort_order, kana, "staffNumber" ${PAGES}
)
SELECT COALESCE((SELECT json_agg(counted_page) FROM counted_page), '[]'::json) AS people,
  COALESCE((SELECT json_agg(left_out_page) FROM left_out_page), '[]'::json) AS "leftOut",
  COALESCE((SELECT json_agg(json_build_object('reason', reason, 'count', n) ORDER BY reason)
            FROM (SELECT reason, count(*)::int AS n FROM chosen GROUP BY reason) by_reason), '[]'::json) AS counts`;

const staffStatement = (figure: StaffFigure): string => {
  const { counted, leftOut } = STAFF_FIGURE_SQL[figure];
  return `${STAFF_SOURCES}, chosen AS (
  SELECT person_id, CASE WHEN counted THEN NULL ELSE reason END AS reason, NULL::date AS term_start, NULL::date AS term_end,
    passed_on, COALESCE(booked_on, past_on, provisional_on) AS exam_on, due_count, done_count, NULL::date AS recorded_late_on
  FROM (SELECT staff.*, COALESCE(${counted}, false) AS counted, ${leftOut} AS reason FROM staff WHERE ${inUnit('org_unit_id')}) judged
  WHERE counted OR reason IS NOT NULL
)${ANSWER}`;
};

/** Left out: who holds the role on D and belongs to the unit by some post, but is not counted there. */
const ROLE_STATEMENT = `${ROLE_SOURCES}, present AS (
  SELECT DISTINCT person_id FROM presence WHERE role = $15 AND during @> $1::date AND (${UNIT} IS NULL OR top_id = ${UNIT})
), chosen AS (
  SELECT DISTINCT ON (t.person_id) t.person_id,
    CASE WHEN t.person_id IN (SELECT person_id FROM present) THEN NULL
         WHEN NOT t.service @> $1::date THEN 'not_employed'
         WHEN $5 AND s.status = 'seconded' THEN 'seconded'
         WHEN $5 AND s.status IS NOT NULL THEN 'on_leave'
         WHEN po.person_id IS NULL THEN 'no_posting'
         WHEN ${UNIT} IS NOT NULL THEN 'concurrent'
         ELSE 'other_unit' END AS reason,
    t.term_start, t.term_end, NULL::date AS passed_on, NULL::date AS exam_on, NULL::int AS due_count, NULL::int AS done_count,
    CASE WHEN (t.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > t.term_start
      THEN (t.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS recorded_late_on
  FROM terms t
  LEFT JOIN employment_statuses s ON s.person_id = t.person_id AND ${validOn('s')}
  LEFT JOIN postings po ON po.person_id = t.person_id AND po.kind = 'primary' AND ${validOn('po')}
  WHERE t.role = $15 AND t.during @> $1::date
    AND (t.person_id IN (SELECT person_id FROM present) OR ${UNIT} IS NULL OR EXISTS (
      SELECT 1 FROM postings any_post WHERE any_post.person_id = t.person_id AND ${validOn('any_post')} AND ${inUnit('any_post.org_unit_id')}))
  ORDER BY t.person_id, t.term_start
)${ANSWER}`;

/**
 * The people behind a figure: counted from the same rows as the figure, so `total` is the figure. Everybody whom
 * one might look for and not find is in `leftOut`, with the reason.
 */
@Injectable()
export class FigurePeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly rules: CountingRuleQueries,
  ) {}

  async peopleBehind({ figure, unitCode, on, page }: PeopleQuestion): Promise<PeopleBehind> {
    const [rule, unit] = await Promise.all([this.rules.getRuleOn(on), this.findUnit(unitCode, on)]);
    const shared = [
      ...sourceParameters(on, rule),
      unit?.id ?? null,
      PEOPLE_PAGE_SIZE,
      (page - 1) * PEOPLE_PAGE_SIZE,
    ];
    const answer = isStaffFigure(figure)
      ? await this.database.queryOne<Answer>(staffStatement(figure), shared)
      : await this.database.queryOne<Answer>(ROLE_STATEMENT, [
          ...shared,
          figure === 'leaders' ? 'leader' : 'supporter',
        ]);
    return toPeopleBehind(rule, unit?.name ?? null, answer);
  }

  private async findUnit(
    code: string | undefined,
    on: LocalDate,
  ): Promise<{ id: string; name: string } | null> {
    if (code === undefined) return null;
    const unit = await this.database.queryOne<{ id: string; name: string }>(
      `SELECT o.id, u.name FROM org_units o JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.counts_for_leader_kpi
       WHERE o.code = $2 AND ${validOn('u')}`,
      [on, code],
    );
    if (!unit)
      throw new NotFound(
        'coverage.no_such_unit',
        `この基準日に、数える対象の${words.unit}として存在しません。基準日と${words.unit}を選び直してください。`,
      );
    return unit;
  }
}

function toPeopleBehind(
  rule: CountingRule,
  unitName: string | null,
  answer: Answer | null,
): PeopleBehind {
  const counts = answer?.counts ?? [];
  const leftOutByReason = counts.flatMap(({ reason, count }) =>
    reason === null ? [] : [{ reason, count }],
  );
  return {
    rule,
    unitName,
    total: counts.find((it) => it.reason === null)?.count ?? 0,
    people: answer?.people ?? [],
    leftOutTotal: leftOutByReason.reduce((sum, it) => sum + it.count, 0),
    leftOut: answer?.leftOut ?? [],
    leftOutByReason,
  };
}
