import { Injectable } from '@nestjs/common';
import { personNowOfMany } from '@app/organization';
import { col, Database, type LocalDate, NotFound, type RowFrom, statement } from '@app/platform';
import { type Differences, differencesOf } from './differences.rules';
import { FigureCounting } from './figure-counting';
import { FROZEN_PEOPLE, type FrozenFigures, frozenFigures } from './frozen-figures.rules';

const number = (path: string): string => `(s.figures #>> '{${path}}')::int`;

/** The large figures of each month that was written down. */
const MONTHS = statement({
  name: 'coverage.figure-snapshots',
  sql: `SELECT s.as_of AS "asOf", s.taken_at AS "takenAt", s.rule_version AS "ruleVersion", s.sha256, ${number('covered')} AS covered,
      ${number('counting')} AS counting, ${number('city,counts,holders')} AS holders, ${number('leaders')} AS leaders,
      ${number('supporters')} AS supporters, ${number('city,counts,security')} AS security,
      ${number('city,counts,security_done')} AS "securityDone", ${number('city,counts,ai_ever')} AS ai,
      ${number('city,counts,ai_ever_done')} AS "aiDone"
    FROM figure_snapshots s WHERE s.as_of >= :from AND s.as_of <= :on ORDER BY s.as_of DESC`,
  parameters: { from: 'date', on: 'date' },
  row: {
    asOf: col.date,
    takenAt: col.instant,
    ruleVersion: col.int,
    sha256: col.text,
    covered: col.int,
    counting: col.int,
    holders: col.int,
    leaders: col.int,
    supporters: col.int,
    security: col.int,
    securityDone: col.int,
    ai: col.int,
    aiDone: col.int,
  },
});
export type FiguresOfMonth = RowFrom<typeof MONTHS>;

const ONE = statement({
  name: 'coverage.figure-snapshot',
  sql: `SELECT s.taken_at AS "takenAt", s.sha256, s.figures FROM figure_snapshots s WHERE s.as_of = :on`,
  parameters: { on: 'date' },
  row: { takenAt: col.instant, sha256: col.text, figures: col.json(frozenFigures) },
});

/** Which person each id stands for by now: of numbers that were joined, one. */
const NOW = statement({
  name: 'coverage.frozen-people-now',
  sql: `SELECT p.id AS then, ${personNowOfMany('p.id')} AS now FROM unnest(:personIds) AS p (id)`,
  parameters: { personIds: 'uuid[]' },
  row: { then: col.id<'person'>(), now: col.id<'person'>() },
});

export interface FigureSnapshot {
  readonly takenAt: Date;
  readonly sha256: string;
  readonly figures: FrozenFigures;
  /** Against what the facts tell of the day now; shown, never applied. */
  readonly differences: Differences;
}

/** The figures that were written down month by month. */
@Injectable()
export class FigureSnapshotQueries {
  constructor(
    private readonly database: Database,
    private readonly counting: FigureCounting,
  ) {}

  /** Newest first. */
  async listMonths(from: LocalDate, on: LocalDate): Promise<readonly FiguresOfMonth[]> {
    return this.database.all(MONTHS, { from, on });
  }

  /** Null: nothing was written down of the day. */
  async findFigures(day: LocalDate): Promise<FrozenFigures | null> {
    return (await this.findWritten(day))?.figures ?? null;
  }

  /** The same with the instant at which it was. */
  async findWritten(day: LocalDate) {
    return this.database.first(ONE, { on: day });
  }

  async getOf(day: LocalDate): Promise<FigureSnapshot> {
    const row = await this.database.first(ONE, { on: day });
    if (row === null) throw new NotFound();
    const now = await this.counting.countOn(day);
    const differences = await this.differencesTo(row.figures, now);
    return { ...row, differences };
  }

  /** Of figures that were written down once, whatever they were written down for. */
  async differencesTo(then: FrozenFigures, now: FrozenFigures): Promise<Differences> {
    const personIds = FROZEN_PEOPLE.flatMap((figure) => then.people[figure]);
    const rows = await this.database.all(NOW, { personIds: [...new Set(personIds)] });
    const people = new Map<string, string>(rows.map((it) => [it.then, it.now]));
    return differencesOf(then, now, (id) => people.get(id) ?? id);
  }
}
