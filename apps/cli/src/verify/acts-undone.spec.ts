import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountsModule } from '@app/accounts';
import { AppointmentsService } from '@app/appointments';
import { CertificationRecordsService } from '@app/certifications';
import { AssignmentsService, ClosingsService, ExemptionsService } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { type AppConfig, FixedClock, fiscalYearOf, loadConfig } from '@app/platform';
import { createTestDatabase, rowOf, type TestDatabase } from '@app/testing';
import { NestFactory } from '@nestjs/core';
import { demoCity } from '../../../../test/support/demo-city';
import { type Cast, castOf } from '../demo/cast';
import { DemoModule } from '../demo/demo.module';
import { demoStaff } from '../demo/staff';
import { Stage } from '../demo/stage';
import { withApp } from '../with-app';
import { CHECKS } from './verify-database';

const TODAY = '2026-11-16';
const AFTER_THE_YEAR = '2027-04-12';

/** What may be undone and done again leaves books in which nothing is wrong. */
describe('verify, after acts that were undone and done again', () => {
  let testDatabase: TestDatabase;
  let config: AppConfig;
  const dataDir = mkdtempSync(join(tmpdir(), 'cli-undone-'));

  beforeAll(async () => {
    testDatabase = await createTestDatabase({ template: demoCity(TODAY), dataDir });
    config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      DATA_DIR: dataDir,
      APP_NOW: `${AFTER_THE_YEAR}T10:00:00+09:00`,
    });
  }, 120_000);

  afterAll(async () => {
    await testDatabase.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('finds nothing wrong with appointments, exemptions, withdrawals, a verification and a closing', async () => {
    await played(async (stage, cast) => {
      for (const play of [endTwice, appointAgain, exemptTwice, withdrawTwice, revoke, closeTwice])
        await play(stage, cast);
    });
    expect(await problems()).toEqual([]);
  }, 60_000);

  async function endTwice(stage: Stage, cast: Cast): Promise<void> {
    const service = stage.get(AppointmentsService);
    const { id: appointmentId } = await one<{ id: string }>(
      stage,
      `SELECT id FROM role_appointments WHERE role = 'leader' ORDER BY id LIMIT 1`,
    );
    for (const [endedOn, undoneOn] of [
      ['2026-12-01', '2026-12-14'],
      ['2026-12-21', '2027-01-12'],
    ] as const) {
      stage.goTo(endedOn);
      const actor = await stage.actor(cast.programOffice.person.staffNumber);
      await service.end(actor, { appointmentId, endedOn, reason: 'resigned' });
      stage.goTo(undoneOn);
      await service.undoEnd(actor, appointmentId);
    }
  }

  async function appointAgain(stage: Stage, cast: Cast): Promise<void> {
    const service = stage.get(AppointmentsService);
    stage.goTo('2027-01-13');
    const actor = await stage.actor(cast.programOffice.person.staffNumber);
    const { id, personId } = await one<{ id: string; personId: string }>(
      stage,
      `SELECT id, person_id AS "personId" FROM role_appointments WHERE role = 'supporter' AND valid_to = term_end + 1
       ORDER BY id LIMIT 1`,
    );
    await service.annul(actor, { appointmentId: id, reason: '別の人の任命でした。' });
    await service.appoint(actor, {
      ...{ personId, role: 'supporter', termStart: '2027-01-13', termEnd: '2029-03-31' },
      ...{ documentNumber: 'R8-DX-901', note: '', warningsAccepted: true },
    });
  }

  async function exemptTwice(stage: Stage, cast: Cast): Promise<void> {
    const service = stage.get(ExemptionsService);
    stage.goTo('2027-01-14');
    const actor = await stage.actor(cast.programOffice.person.staffNumber);
    const learning = await one<{ personId: string; courseId: string; cycle: number }>(
      stage,
      `SELECT person_id AS "personId", course_id AS "courseId", cycle FROM enrollments e
       WHERE completed_at IS NULL AND person_id <> '${actor.personId}' AND NOT EXISTS (
         SELECT 1 FROM exemptions x WHERE x.person_id = e.person_id AND x.course_id = e.course_id) ORDER BY id LIMIT 1`,
    );
    await service.exempt(actor, learning, '長期の研修のため');
    stage.goTo('2027-01-18');
    await service.undoExemption(actor, learning);
    stage.goTo('2027-01-19');
    await service.exempt(actor, learning, '長期の研修のため');
  }

  async function withdrawTwice(stage: Stage, cast: Cast): Promise<void> {
    const service = stage.get(AssignmentsService);
    stage.goTo('2027-01-20');
    const actor = await stage.actor(cast.programOffice.person.staffNumber);
    const { id } = await one<{ id: string }>(
      stage,
      `SELECT a.id FROM course_assignments a JOIN courses c ON c.id = a.course_id WHERE c.key = 'managers'`,
    );
    await service.withdraw(actor, id);
    await service.undoWithdrawal(actor, id);
    await service.withdraw(actor, id);
  }

  async function revoke(stage: Stage, cast: Cast): Promise<void> {
    stage.goTo('2027-01-21');
    const actor = await stage.actor(cast.secondHr.person.staffNumber);
    const { id } = await one<{ id: string }>(
      stage,
      `SELECT id FROM certification_records WHERE state = 'verified' ORDER BY passed_on DESC LIMIT 1`,
    );
    await stage.get(CertificationRecordsService).revoke(actor, id, '番号が別の人のものでした。');
  }

  async function closeTwice(stage: Stage, cast: Cast): Promise<void> {
    const service = stage.get(ClosingsService);
    stage.goTo(AFTER_THE_YEAR);
    const actor = await stage.actor(cast.programOffice.person.staffNumber);
    await service.close(actor, 2026, '年度末の整理');
    await service.undo(actor, 2026);
    await service.close(actor, 2026, '年度末の整理');
  }

  async function one<Row extends object>(stage: Stage, sql: string): Promise<Row> {
    const row = await rowOf<Row>(stage.database, sql);
    if (!row) throw new Error(`The demo city has none of these: ${sql}`);
    return row;
  }

  async function played(play: (stage: Stage, cast: Cast) => Promise<void>): Promise<void> {
    const clock = new FixedClock(TODAY);
    const options = { logger: false } as const;
    const app = await NestFactory.createApplicationContext(DemoModule.with(config, clock), options);
    try {
      const staff = demoStaff(fiscalYearOf(TODAY));
      await play(new Stage(app, clock, AFTER_THE_YEAR, staff), castOf(staff));
    } finally {
      await app.close();
    }
  }

  async function problems(): Promise<string[]> {
    return withApp(config, [AccountsModule, CoverageModule], async (app) => {
      const found: string[] = [];
      for (const check of CHECKS) found.push(...(await check.run(app)).problems);
      return found;
    });
  }
});
