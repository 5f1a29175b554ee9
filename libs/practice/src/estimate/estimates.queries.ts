import { Injectable } from '@nestjs/common';
import { Clock, col, Database, type LocalDate, statement } from '@app/platform';
import { neededAnswers, type ShownChance, shownChance } from '../readiness';
import { FirstAnswerQueries } from './first-answers.queries';

const NEWEST = statement({
  name: 'practice.newest-estimate',
  sql: `SELECT e.made_at AS "madeAt", e.answers, e.chance, e.low, e.high, m.name AS "middleName", m.number AS "middleNumber",
      CASE WHEN is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), e.booking_month, :on) THEN e.booking_month END AS "bookingMonth"
    FROM readiness_estimates e
    LEFT JOIN syllabus_middles m ON m.syllabus_key = e.syllabus_key AND m.number = e.middle_number
    WHERE e.person_id = :personId AND e.syllabus_key = :syllabusKey ORDER BY e.made_at DESC, e.id LIMIT 1`,
  parameters: { personId: 'uuid', syllabusKey: 'text', on: 'date' },
  row: {
    madeAt: col.instant,
    answers: col.ints,
    chance: col.float,
    low: col.float,
    high: col.float,
    middleName: col.text.orNull,
    middleNumber: col.int.orNull,
    bookingMonth: col.date.orNull,
  },
});

/** What may be said of somebody's chance to pass: a band with its range, or how much is still to be answered. */
export interface ShownEstimate {
  readonly shown: ShownChance;
  readonly madeAt: Date | null;
  /** What would raise it most, and when to book; only together with a band. */
  readonly middle: { readonly number: number; readonly name: string } | null;
  readonly bookingMonth: LocalDate | null;
}

/** Only ever for the person it is about. */
@Injectable()
export class EstimateQueries {
  constructor(
    private readonly database: Database,
    private readonly answers: FirstAnswerQueries,
    private readonly clock: Clock,
  ) {}

  async findShown(personId: string, syllabusKey: string): Promise<ShownEstimate> {
    const on = this.clock.today();
    const row = await this.database.first(NEWEST, { personId, syllabusKey, on });
    if (row === null) return this.unknown(personId, syllabusKey);
    const { madeAt, answers, chance, low, high, middleName, middleNumber, bookingMonth } = row;
    const counts = [answers[0] ?? 0, answers[1] ?? 0, answers[2] ?? 0] as const;
    const shown = shownChance({ counts }, { chance, range: { from: low, to: high } });
    if (shown.kind === 'unknown') return this.unknown(personId, syllabusKey);
    const middle = middleNumber === null ? null : { number: middleNumber, name: middleName ?? '' };
    return { shown, madeAt, middle, bookingMonth };
  }

  /** What is missing counts every answer, also of a session under way: with nothing missing its end brings an estimate. */
  private async unknown(personId: string, syllabusKey: string): Promise<ShownEstimate> {
    const counts = await this.answers.countsOf(personId, syllabusKey);
    const shown = { kind: 'unknown', needed: neededAnswers({ counts }) } as const;
    return { shown, madeAt: null, middle: null, bookingMonth: null };
  }
}
