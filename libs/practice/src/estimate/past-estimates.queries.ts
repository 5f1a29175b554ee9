import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { col, Database, type LocalDate, statement } from '@app/platform';
import { type EstimateScore, scoreEstimates, shownChance } from '../readiness';

/**
 * Estimates before an exam, since the person's exam before it. Only of somebody of whom there is a result, and the newest of a
 * day: what was shown at night and what was shown at noon are not two opinions.
 */
const BEFORE_EXAMS = statement({
  name: 'practice.estimates-before-exams',
  sql: `SELECT DISTINCT ON (r.person_id, r.exam_on, (e.made_at AT TIME ZONE 'Asia/Tokyo')::date) r.person_id AS "personId", r.passed = 1 AS passed,
      e.answers, e.chance, e.low, e.high
    FROM (SELECT u.person_id, u.exam_on, u.passed, lag(u.exam_on) OVER (PARTITION BY u.person_id ORDER BY u.exam_on) AS before
      FROM unnest(:personIds, :days, :passed) AS u (person_id, exam_on, passed)) r
    JOIN readiness_estimates e ON e.person_id = r.person_id
      AND (e.made_at AT TIME ZONE 'Asia/Tokyo')::date < r.exam_on
      AND (r.before IS NULL OR (e.made_at AT TIME ZONE 'Asia/Tokyo')::date >= r.before)
    ORDER BY r.person_id, r.exam_on, (e.made_at AT TIME ZONE 'Asia/Tokyo')::date, e.made_at DESC, e.id`,
  parameters: { personIds: 'uuid[]', days: 'date[]', passed: 'integer[]' },
  row: {
    personId: col.id<'person'>(),
    passed: col.bool,
    answers: col.ints,
    chance: col.float,
    low: col.float,
    high: col.float,
  },
});

export interface RealResult {
  readonly personId: string;
  readonly examOn: LocalDate;
  readonly passed: boolean;
}

/** Results below which nothing is said, and people below whom nothing is counted. */
export const LEAST_RESULTS = 20;
const FEWEST_PEOPLE = 5;

export type PastEstimates =
  /** How many people is null below five. */
  | { readonly kind: 'few'; readonly people: number | null }
  | { readonly kind: 'score'; readonly score: EstimateScore };

/** How good the estimates were that people were shown, over all of them. */
@Injectable()
export class PastEstimateQueries {
  constructor(private readonly database: Database) {}

  async score(actor: Actor, results: readonly RealResult[]): Promise<PastEstimates> {
    requirePermission(actor, 'questions.manage');
    const rows = await this.database.all(BEFORE_EXAMS, {
      personIds: results.map(({ personId }) => personId),
      days: results.map(({ examOn }) => examOn),
      passed: results.map(({ passed }) => Number(passed)),
    });
    const shown = rows.filter(wasShown);
    const estimates = shown.map(({ personId, ...it }) => ({ ...it, person: personId }));
    const score = scoreEstimates(estimates, FEWEST_PEOPLE);
    const people = score?.people ?? 0;
    if (score === null || people < LEAST_RESULTS)
      return { kind: 'few', people: people < FEWEST_PEOPLE ? null : people };
    return { kind: 'score', score };
  }
}

/** What was 「まだ言えない」 was no estimate. */
function wasShown({
  answers,
  chance,
  low,
  high,
}: {
  readonly answers: readonly number[];
  readonly chance: number;
  readonly low: number;
  readonly high: number;
}): boolean {
  const counts = [answers[0] ?? 0, answers[1] ?? 0, answers[2] ?? 0] as const;
  return shownChance({ counts }, { chance, range: { from: low, to: high } }).kind === 'band';
}
