import { Injectable } from '@nestjs/common';
import { col, Database, dayOf, type LocalDate, type RowFrom, statement } from '@app/platform';
import { inForce } from '../day/in-force';

/** Who is employed on without a break, of whatever kind, has not left. */
const TURNOVER = statement({
  name: 'organization.staff-turnover',
  sql: `SELECT (count(*) FILTER (WHERE e.valid_to > :from AND e.valid_to <= :on AND NOT EXISTS (
        SELECT 1 FROM employments n WHERE n.person_id = e.person_id AND ${inForce('n', 'e.valid_to')})))::int AS leavers,
      (COALESCE(sum(greatest(0, least(COALESCE(e.valid_to, :on), :on) - greatest(e.valid_from, :from))), 0) / 365.25)::float8 AS "staffYears"
    FROM employments e`,
  parameters: { from: 'date', on: 'date' },
  row: { leavers: col.int, staffYears: col.float },
});
export type StaffTurnover = RowFrom<typeof TURNOVER>;

const BOOKS_FROM = statement({
  name: 'organization.books-from',
  sql: `SELECT ${dayOf('min(h.recorded_at)')} AS day FROM postings_history h`,
  parameters: {},
  row: { day: col.date.orNull },
});

/** How many come and go. */
@Injectable()
export class StaffTurnoverQueries {
  constructor(private readonly database: Database) {}

  /** Who left after `from` and until `on`, and for how many years people were employed in that time. */
  async turnoverBetween(from: LocalDate, on: LocalDate): Promise<StaffTurnover> {
    return this.database.only(TURNOVER, { from, on });
  }

  /** The day on which somebody began to keep books here; null before. Facts of earlier days were entered afterwards. */
  async booksFrom(): Promise<LocalDate | null> {
    return (await this.database.only(BOOKS_FROM, {})).day;
  }
}
