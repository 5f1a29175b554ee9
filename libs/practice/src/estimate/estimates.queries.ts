import { Injectable } from '@nestjs/common';
import { col, Database, type LocalDate, statement } from '@app/platform';
import { type ShownChance, shownChance } from '../readiness';

const NEWEST = statement({
  name: 'practice.newest-estimate',
  sql: `SELECT e.made_at AS "madeAt", e.answers, e.chance, e.low, e.high, m.name AS "middleName", m.number AS "middleNumber",
      e.booking_month AS "bookingMonth"
    FROM readiness_estimates e
    LEFT JOIN syllabus_middles m ON m.syllabus_key = e.syllabus_key AND m.number = e.middle_number
    WHERE e.person_id = :personId AND e.syllabus_key = :syllabusKey ORDER BY e.made_at DESC, e.id LIMIT 1`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
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

const NOTHING: ShownEstimate = {
  shown: shownChance({ counts: [0, 0, 0] }, { chance: 0, range: { from: 0, to: 0 } }),
  madeAt: null,
  middle: null,
  bookingMonth: null,
};

/** Only ever for the person it is about. */
@Injectable()
export class EstimateQueries {
  constructor(private readonly database: Database) {}

  async findShown(personId: string, syllabusKey: string): Promise<ShownEstimate> {
    const row = await this.database.first(NEWEST, { personId, syllabusKey });
    if (row === null) return NOTHING;
    const { madeAt, answers, chance, low, high, middleName, middleNumber, bookingMonth } = row;
    const counts = [answers[0] ?? 0, answers[1] ?? 0, answers[2] ?? 0] as const;
    const shown = shownChance({ counts }, { chance, range: { from: low, to: high } });
    if (shown.kind === 'unknown') return { ...NOTHING, shown, madeAt };
    const middle = middleNumber === null ? null : { number: middleNumber, name: middleName ?? '' };
    return { shown, madeAt, middle, bookingMonth };
  }
}
