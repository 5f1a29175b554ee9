import { Injectable } from '@nestjs/common';
import { detailsOn, inForce, personNowOfMany } from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  instantAt,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';
import { FEWEST_UNNAMED } from '../pipeline/stages';
import { countsAt } from '../record/held-certificates.queries';

/** Who would do where which qualification is asked for, with what counts as what on the day and with what is planned for one of them. */
const EFFECTS = statement({
  name: 'certifications.effects-of-equivalences',
  sql: `WITH held AS (
      SELECT DISTINCT r.certification_id, r.person_id FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND ${inForce('w', ':today')}
      WHERE ${countsAt('r', ':todayEnd')}
    ), now AS (
      SELECT DISTINCT k.asked_id, h.person_id FROM certifications_counting_as(:from) k JOIN held h ON h.certification_id = k.held_id
    ), planned AS (
      SELECT DISTINCT k.asked_id, h.person_id
      FROM certifications_counting_as(:from, (SELECT id FROM certifications WHERE code = :code),
        ARRAY(SELECT id FROM certifications WHERE code = ANY (:countsAs))) k JOIN held h ON h.certification_id = k.held_id
    ), moved AS (
      SELECT coalesce(n.asked_id, p.asked_id) AS asked_id, n.person_id AS was, p.person_id AS becomes
      FROM now n FULL JOIN planned p ON p.asked_id = n.asked_id AND p.person_id = n.person_id
    )
    SELECT c.code, c.name, (SELECT count(*)::int FROM held h WHERE h.certification_id = c.id) AS own,
      count(m.was)::int AS before, count(m.becomes)::int AS after,
      (count(*) FILTER (WHERE m.was IS NULL))::int AS entering, (count(*) FILTER (WHERE m.becomes IS NULL))::int AS leaving
    FROM moved m JOIN certifications_called_on(:from) c ON c.id = m.asked_id
    GROUP BY c.id, c.code, c.name, c.sort_order HAVING bool_or(m.was IS NULL OR m.becomes IS NULL)
    ORDER BY c.sort_order, c.code`,
  parameters: {
    today: 'date',
    todayEnd: 'timestamptz',
    from: 'date',
    code: 'text',
    countsAs: 'text[]',
  },
  row: {
    /** The qualification that is asked for. */
    code: col.text,
    name: col.text,
    /** Who holds that one itself. */
    own: col.int,
    before: col.int,
    after: col.int,
    entering: col.int,
    leaving: col.int,
  },
});

/** A figure that would become another one. */
export type EquivalenceEffect = RowFrom<typeof EFFECTS>;

/**
 * SQL: who wants to sit it by a month in which it could not be sat, has not booked nor reported it, and whether they may be named:
 * what somebody wants is theirs unless they share it.
 */
const WISHED = `wished AS (
      SELECT i.person_id, i.certification_id, i.wanted_by AS day, EXISTS (
          SELECT 1 FROM exam_progress_shares h WHERE h.certification_id = i.certification_id AND ${inForce('h', ':today')}
            AND ${personNowOfMany('h.person_id')} = ${personNowOfMany('i.person_id')}) AS is_shared
      FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id AND c.code = :code
      JOIN employments w ON w.person_id = i.person_id AND ${inForce('w', ':today')}
      WHERE i.answer = 'wanted' AND (i.wanted_by > :lastExamOn OR (i.wanted_by + interval '1 month')::date <= :firstExamOn)
        AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = i.person_id
          AND r.certification_id = i.certification_id AND r.state IN ('reported', 'verified'))
        AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.person_id = i.person_id
          AND a.certification_id = i.certification_id AND a.state = 'booked')
    )`;

const SPAN = { today: 'date', code: 'text', firstExamOn: 'date?', lastExamOn: 'date?' } as const;

/** Those who are not named; null: fewer than five, or none at all. */
const WISHED_UNNAMED = statement({
  name: 'certifications.wished-outside-of-exams',
  sql: `WITH ${WISHED} SELECT CASE WHEN count(*) >= ${String(FEWEST_UNNAMED)} THEN count(*)::int END AS people FROM wished WHERE NOT is_shared`,
  parameters: SPAN,
  row: { people: col.int.orNull },
});

/** So many are named; nobody reads more before asking why. */
const MOST_NAMED = 200;

/** Who has reported, holds, has booked or, where they share it, wants it on a day on which it could not be sat, as would be known from then on. */
const OUTSIDE = statement({
  name: 'certifications.outside-of-exams',
  sql: `WITH ${WISHED}, there AS (
      SELECT r.state AS kind, r.id AS record_id, r.person_id, r.certification_id, r.passed_on AS day FROM certification_records r
      WHERE r.state IN ('reported', 'verified')
      UNION ALL
      SELECT 'booked', NULL, a.person_id, a.certification_id, a.exam_on FROM exam_attempts a WHERE a.state = 'booked'
    ), outside AS (
      SELECT t.* FROM there t JOIN certifications c ON c.id = t.certification_id
      WHERE c.code = :code AND (t.day < :firstExamOn OR t.day > :lastExamOn)
      UNION ALL
      SELECT 'wanted', NULL, v.person_id, v.certification_id, v.day FROM wished v WHERE v.is_shared
    )
    SELECT t.kind, t.record_id AS "recordId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", t.day
    FROM outside t
    JOIN ${detailsOn('p', 't.person_id', ':today')}
    LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':today')}
    ORDER BY array_position(ARRAY['reported', 'booked', 'wanted', 'verified'], t.kind), t.day, n.staff_number, t.record_id LIMIT ${String(MOST_NAMED)}`,
  parameters: SPAN,
  row: {
    /** A report that waits, an exam that is booked or wanted by a month, a certificate that was verified. */
    kind: col.oneOf(['reported', 'booked', 'wanted', 'verified']),
    recordId: col.id<'certification_record'>().orNull,
    personName: col.text,
    staffNumber: col.text,
    day: col.date,
  },
});

/** Something that does not go with the days of the exam. */
export type OutsideExam = RowFrom<typeof OUTSIDE>;

interface ExamSpan {
  readonly firstExamOn: LocalDate | null;
  readonly lastExamOn: LocalDate | null;
}

/** The first and last exam where they change; nothing is looked for where they stay. */
export function changedSpan(before: ExamSpan, { firstExamOn, lastExamOn }: ExamSpan): ExamSpan {
  const isSame = before.firstExamOn === firstExamOn && before.lastExamOn === lastExamOn;
  return isSame ? { firstExamOn: null, lastExamOn: null } : { firstExamOn, lastExamOn };
}

/** What would be counted otherwise if a qualification counted as others than it does. */
@Injectable()
export class CertificationEffectQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of those who want it by a month in which it could not be sat how many are not named; null: too few to tell. */
  async countWishedOutside(code: string, span: ExamSpan): Promise<number | null> {
    const { firstExamOn, lastExamOn } = span;
    const today = this.clock.today();
    const asked = { today, code, firstExamOn, lastExamOn };
    return (await this.database.only(WISHED_UNNAMED, asked)).people;
  }

  /** What is there and could not be, if the exam began and ended so. */
  async listOutside(
    code: string,
    { firstExamOn, lastExamOn }: ExamSpan,
  ): Promise<readonly OutsideExam[]> {
    const today = this.clock.today();
    return this.database.all(OUTSIDE, { today, code, firstExamOn, lastExamOn });
  }

  /** With the people of today; only what changes. */
  async listEffects(
    code: string,
    countsAs: readonly string[],
    from: LocalDate,
  ): Promise<readonly EquivalenceEffect[]> {
    const today = this.clock.today();
    const todayEnd = instantAt(addDays(today, 1));
    return this.database.all(EFFECTS, { today, todayEnd, from, code, countsAs });
  }
}
