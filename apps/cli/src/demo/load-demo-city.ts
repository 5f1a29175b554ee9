import { NestFactory } from '@nestjs/core';
import {
  type AppConfig,
  FixedClock,
  fiscalYearOf,
  type LocalDate,
  localDateOf,
  clockOf,
} from '@app/platform';
import { castOf } from './cast';
import { DemoModule } from './demo.module';
import { appointRoles } from './scene-appointments';
import { reportCertificates } from './scene-certificates';
import { writeFiguresDown } from './scene-figures';
import { assignAndLearn, exemptSome } from './scene-learning';
import { loadOrganization, openAccounts } from './scene-organization';
import { practise } from './scene-practice';
import { enterNumbers, logActivities } from './scene-promises';
import { demoStaff } from './staff';
import { Stage } from './stage';

/**
 * Fills an empty database with サンプル市: its history is played through the product's own services with a clock set
 * to each day, so that nothing in it could not have come about. Dates are relative to the fiscal year of today.
 */
export async function loadDemoCity(config: AppConfig): Promise<void> {
  const today = demoToday(config);
  const clock = new FixedClock(today);
  const app = await NestFactory.createApplicationContext(DemoModule.with(config, clock), {
    logger: false,
  });
  try {
    const staff = demoStaff(fiscalYearOf(today));
    const stage = new Stage(app, clock, today, staff);
    const cast = castOf(staff);
    await loadOrganization(stage);
    await openAccounts(stage, cast);
    await assignAndLearn(stage, cast);
    await exemptSome(stage, cast);
    await reportCertificates(stage, cast);
    const supporters = await appointRoles(stage, cast);
    await logActivities(stage, supporters);
    await enterNumbers(stage, cast);
    await practise(stage, cast);
    await writeFiguresDown(stage);
    // What autovacuum does within a minute in a city that grows slowly.
    await stage.database.execute('ANALYZE');
  } finally {
    await app.close();
  }
}

export function demoToday(config: AppConfig): LocalDate {
  return localDateOf(clockOf(config).now());
}
