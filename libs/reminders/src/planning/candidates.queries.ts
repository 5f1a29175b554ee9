import { Injectable } from '@nestjs/common';
import { CoverageQueries, type UnitCoverage } from '@app/coverage';
import { Clock, Database, type LocalDate, OfficeCalendars } from '@app/platform';
import { LEARNING_CANDIDATES, OLDEST_DUE, UNIT_CANDIDATES } from './candidates.sql';
import { learningWindows, type ReminderKind } from './reminder.rules';

/** A reminder that the rules ask for on a day; the ledger's unique key is everything but text, reason and link. */
export interface Candidate {
  readonly day: LocalDate;
  readonly recipient_person_id: string;
  readonly kind: ReminderKind;
  readonly object_id: string;
  readonly due_on: LocalDate;
  readonly lead: number;
  readonly text: string;
  readonly reason: string;
  readonly link: string;
}

/** A statement that yields candidates, with its parameters. */
export interface CandidateStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface CandidateScope {
  /** Office days only: nothing is planned on another. */
  readonly days: readonly LocalDate[];
  /** One person, or everybody without it. */
  readonly recipientPersonId?: string;
}

/** Turns the calendar and the state of the units into the parameters of the candidate statements. */
@Injectable()
export class CandidateQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly coverage: CoverageQueries,
  ) {}

  async learning({ days, recipientPersonId }: CandidateScope): Promise<CandidateStatement> {
    const calendar = await this.calendars.current();
    const oldest = await this.database.queryOne<{ due_on: LocalDate | null }>(OLDEST_DUE, [
      days.at(-1) ?? null,
      recipientPersonId ?? null,
    ]);
    const windows = days.flatMap((day) => learningWindows(calendar, day, oldest?.due_on ?? null));
    return {
      sql: LEARNING_CANDIDATES,
      parameters: [days, recipientPersonId ?? null, JSON.stringify(windows)],
    };
  }

  async units({ days, recipientPersonId }: CandidateScope): Promise<CandidateStatement> {
    const vacancies = await this.listVacancies(days);
    return {
      sql: UNIT_CANDIDATES,
      parameters: [
        days,
        recipientPersonId ?? null,
        JSON.stringify({ today: this.clock.today(), vacant: vacancies }),
      ],
    };
  }

  /** What one person is to be reminded of on one day, of the given kinds. */
  async listForRecipient(
    day: LocalDate,
    recipientPersonId: string,
    kinds: readonly ReminderKind[],
  ): Promise<readonly Candidate[]> {
    const scope = { days: [day], recipientPersonId };
    const hasLearning = kinds.some((kind) => kind.startsWith('learning_'));
    const hasUnits = kinds.some((kind) => !kind.startsWith('learning_'));
    const statements = [
      ...(hasLearning ? [await this.learning(scope)] : []),
      ...(hasUnits ? [await this.units(scope)] : []),
    ];
    const found: Candidate[] = [];
    for (const { sql, parameters } of statements) {
      found.push(...(await this.database.query<Candidate>(sql, parameters)));
    }
    return found;
  }

  /** The units that the counting rule finds without a leader on a day. */
  async listVacantUnitIds(day: LocalDate): Promise<readonly string[]> {
    return (await this.listVacancies([day])).map((vacancy) => vacancy.unitId);
  }

  /**
   * The first of the days of each month on which a unit has no leader, by the counting rule. One look at the coverage
   * a month is enough: it tells from when to when, as the books stand.
   */
  private async listVacancies(days: readonly LocalDate[]) {
    const byMonth = groupByMonth(days);
    const vacancies: { day: LocalDate; unitId: string; name: string }[] = [];
    for (const [first, ...rest] of byMonth.values()) {
      if (first === undefined) continue;
      const { units } = await this.coverage.coverageAsOf(first);
      for (const unit of units) {
        const day = [first, ...rest].find((it) => isVacantOn(unit, it));
        if (day !== undefined) vacancies.push({ day, unitId: unit.unitId, name: unit.name });
      }
    }
    return vacancies;
  }
}

/** `unit` was looked at on an earlier day or the same. */
function isVacantOn(unit: UnitCoverage, day: LocalDate): boolean {
  if (unit.state === 'apart') return false;
  if (unit.state === 'vacant') return unit.coveredFrom === null || day < unit.coveredFrom;
  return unit.coveredUntil !== null && day >= unit.coveredUntil;
}

function groupByMonth(days: readonly LocalDate[]): Map<string, LocalDate[]> {
  const months = new Map<string, LocalDate[]>();
  for (const day of days) {
    const month = day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return months;
}
