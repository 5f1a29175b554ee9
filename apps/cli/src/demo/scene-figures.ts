import { FigureSnapshotsService, HeadCountForecastsService } from '@app/coverage';
import { addMonths, fiscalYearOf, fiscalYearStart, type LocalDate } from '@app/platform';
import type { Stage } from './stage';

const AT_NIGHT = '02:50';

/** What the worker would have written down on the first of each month since the fiscal year before, and what it foresees today. */
export async function writeFiguresDown(stage: Stage): Promise<void> {
  const snapshots = stage.get(FigureSnapshotsService);
  for (const first of firstsUntil(stage.today)) {
    stage.goTo(first, AT_NIGHT);
    await snapshots.run();
  }
  stage.goTo(stage.today, AT_NIGHT);
  await stage.get(HeadCountForecastsService).run();
}

function firstsUntil(today: LocalDate): readonly LocalDate[] {
  const days: LocalDate[] = [];
  const start = fiscalYearStart(fiscalYearOf(today) - 1);
  for (let day = start; day <= today; day = addMonths(day, 1)) days.push(day);
  return days;
}
