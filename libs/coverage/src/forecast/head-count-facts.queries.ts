import { Injectable } from '@nestjs/common';
import { EXAM_STATE, ExamPastQueries } from '@app/certifications';
import { inForce, StaffTurnoverQueries } from '@app/organization';
import {
  addDays,
  col,
  Database,
  diffDays,
  type LocalDate,
  localDateSchema,
  maxDate,
  statement,
} from '@app/platform';
import { shownEstimatesUntil } from '@app/practice';
import { z } from 'zod';
import type { CountingRule } from '../rule/counting-rule.rules';
import {
  CERTIFICATE_PARAMETERS,
  CERTIFICATE_SOURCES,
  sourceParameters,
} from '../figures/sources.sql';
import { FEWEST_DAYS, type HeadCountFacts } from './head-count.rules';

/** An exam whose result nobody told for longer was not sat. */
const RESULT_WITHIN = 180;
/** Rates are learnt from no more than two years. */
const PAST_DAYS = 730;

const booked = z.array(z.object({ examOn: localDateSchema, chance: z.number().nullable() }));

/**
 * Where everybody employed stands, as numbers. An end of employment is known only of those who are employed for good: the others
 * are asked again each year. Chances are listed in the order of the days of the exams: whose they are is not said.
 */
const PRESENT = statement({
  name: 'coverage.head-count-present',
  sql: `${CERTIFICATE_SOURCES}, here AS MATERIALIZED (
      SELECT em.person_id, CASE WHEN em.employment_type = ANY(:regularTypes) THEN em.valid_to - 1 END AS last_day,
        ${EXAM_STATE} AS state, coalesce(at.booked_on, at.past_on) AS exam_on, e.chance
      FROM employments em
      LEFT JOIN certificate c ON c.person_id = em.person_id
      LEFT JOIN attempt at ON at.person_id = em.person_id
      LEFT JOIN ${shownEstimatesUntil(':onEnd')} e ON e.person_id = em.person_id
      WHERE ${inForce('em', ':on')}
    ), sits AS (
      SELECT exam_on, chance FROM here WHERE state = 'booked' OR (state = 'exam_past' AND exam_on > :on - ${String(RESULT_WITHIN)})
    )
    SELECT count(*)::int AS staff, (count(*) FILTER (WHERE state = 'verified'))::int AS holders,
      COALESCE(json_agg(last_day ORDER BY last_day) FILTER (WHERE state = 'verified' AND last_day IS NOT NULL), '[]') AS leaving,
      (count(*) FILTER (WHERE state IN ('reported', 'provisional')))::int AS waiting,
      (SELECT COALESCE(json_agg(json_build_object('examOn', exam_on, 'chance', chance) ORDER BY exam_on, chance), '[]') FROM sits) AS booked
    FROM here`,
  parameters: { ...CERTIFICATE_PARAMETERS, regularTypes: 'text[]' },
  row: {
    staff: col.int,
    holders: col.int,
    leaving: col.json(z.array(localDateSchema)),
    waiting: col.int,
    booked: col.json(booked),
  },
});

/** What a forecast of the holders begins with. */
@Injectable()
export class HeadCountFactsQueries {
  constructor(
    private readonly database: Database,
    private readonly exams: ExamPastQueries,
    private readonly turnover: StaffTurnoverQueries,
  ) {}

  /**
   * Of today, by today's books and rule. Where books have been kept for half a year, first exams are counted since then; in a
   * younger city the passes that certificates tell of must do, whether an exam was entered or not.
   */
  async factsOn(
    on: LocalDate,
    rule: CountingRule,
    target: Pick<HeadCountFacts, 'target' | 'dueOn'>,
  ): Promise<HeadCountFacts> {
    const books = (await this.turnover.booksFrom()) ?? on;
    const isYoung = diffDays(books, on) < FEWEST_DAYS;
    const earliest = addDays(on, -PAST_DAYS);
    const from = isYoung ? earliest : maxDate(earliest, books);
    const { onEnd, holderCodes, holderEquivalents, regularTypes } = sourceParameters(on, rule);
    const present = await this.database.only(PRESENT, {
      ...{ on, onEnd, holderCodes, holderEquivalents, regularTypes },
    });
    const exams = await this.exams.pastOf({
      ...{ codes: holderCodes, orEquivalent: holderEquivalents, from, on },
      followed: RESULT_WITHIN,
    });
    const { leavers, staffYears } = await this.turnover.turnoverBetween(from, on);
    const { failedLately, firstPasses, ...past } = exams;
    const { staff, holders, waiting, booked: ahead } = present;
    return {
      ...{ on, ...target, holders, waiting, failedLately, booked: ahead },
      holdersLeaving: present.leaving,
      others: Math.max(0, staff - holders - waiting - ahead.length - failedLately),
      past: {
        ...past,
        ...(isYoung && { firstBookings: 0, months: [], reportedWithout: firstPasses }),
        ...{ days: diffDays(from, on), leavers, staffYears },
      },
    };
  }
}
