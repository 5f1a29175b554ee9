import { Injectable } from '@nestjs/common';
import { type Actor, seesAhead } from '@app/access';
import { LogRetentionService } from '@app/accounts';
import { ClosingQueries, YearCourseQueries } from '@app/courses';
import { MandatoryFigureQueries, PublicationQueries } from '@app/coverage';
import { ImportQueries } from '@app/organization';
import { addDays, fiscalYearEnd, fiscalYearStart, type LocalDate } from '@app/platform';
import type { YearTurnFacts } from './year-turn.steps';

/** What the city gets ready in April, for orders that hold from its first days. */
const DAYS_OF_APRIL = 30;

/** How far a city is on its way into a fiscal year: each part is asked where it is at home. */
@Injectable()
export class YearTurnReading {
  constructor(
    private readonly publications: PublicationQueries,
    private readonly imports: ImportQueries,
    private readonly courses: YearCourseQueries,
    private readonly closings: ClosingQueries,
    private readonly figures: MandatoryFigureQueries,
    private readonly retention: LogRetentionService,
  ) {}

  async read(
    actor: Actor,
    year: number,
    today: LocalDate,
  ): Promise<Omit<YearTurnFacts, 'waiting'>> {
    const [lastDay, firstDay] = [fiscalYearEnd(year - 1), fiscalYearStart(year)];
    const lastOfApril = addDays(firstDay, DAYS_OF_APRIL - 1);
    const [published, imports, mandatory, retention, closing] = await Promise.all([
      this.publications.findStanding(lastDay),
      seesAhead(actor) ? this.imports.countFiles(firstDay, lastOfApril) : null,
      this.courses.countMandatory(year),
      this.retention.current(),
      this.readClosing(year - 1, today),
    ]);
    return {
      ...{ year, today, lastDay, firstDay, published, imports, mandatory, retention },
      ...closing,
    };
  }

  private async readClosing(
    year: number,
    today: LocalDate,
  ): Promise<Pick<YearTurnFacts, 'closedOn' | 'open'>> {
    const counted = await this.figures.countedOn(today);
    const [closings, { before }] = await Promise.all([
      this.closings.listClosings(),
      this.closings.previewFigures(year, counted),
    ]);
    const closed = closings.find((it) => it.fiscalYear === year && it.undoneAt === null);
    return { closedOn: closed?.closedOn ?? null, open: before.open };
  }
}
