import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';

const USE = statement({
  name: 'practice.mock-use',
  sql: `SELECT count(DISTINCT m.person_id)::int AS persons, count(*)::int AS mocks FROM mock_exams m
    WHERE m.finished_at >= :from`,
  parameters: { from: 'timestamptz' },
  row: { persons: col.int, mocks: col.int },
});

/** How many sat how many mocks: of nobody in particular. Who shows it leaves out what would tell of one. */
export type MockUse = RowFrom<typeof USE>;

@Injectable()
export class MockUseQueries {
  constructor(private readonly database: Database) {}

  /** In the fiscal year of the day. */
  async ofYear(day: LocalDate): Promise<MockUse> {
    const from = new Date(`${fiscalYearStart(fiscalYearOf(day))}T00:00:00+09:00`);
    return this.database.only(USE, { from });
  }
}
