import { addRecorder } from '@app/testing';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { OrganizationImports, OrganizationModule, POSTING_COLUMNS } from '@app/organization';
import { type AppConfig, Database, type LocalDate, PlatformModule, writeCsv } from '@app/platform';
import { PlanReminders, RemindersModule } from '@app/reminders';
import { measureDrafts } from './drafts';
import { measureEligibility } from './eligibility';
import type { Report } from './report';

const IMPORT_ROWS = 3000;
const MANY_STAFF = 10_000;

@Module({})
class BenchModule {
  static with(config: AppConfig) {
    return {
      module: BenchModule,
      imports: [
        PlatformModule.forRoot(config),
        AppointmentsModule,
        CoverageModule,
        OrganizationModule,
        RemindersModule,
      ],
    };
  }
}

/** What is not a page: the preview of a large file, and a day's planning of reminders. */
export async function measureServices(
  report: Report,
  config: AppConfig,
  day: LocalDate,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(BenchModule.with(config), {
    logger: false,
  });
  try {
    const postings = { fileName: 'shokuin.csv', bytes: manyRows(IMPORT_ROWS, day) };
    const imports = app.get(OrganizationImports);
    report.add(
      'import preview, 3,000 rows',
      await milliseconds(() => imports.planOf({ postings })),
      'ms',
    );
    const planning = app.get(PlanReminders);
    report.add('reminder planning, 450 staff', await milliseconds(() => planning.run(day)), 'ms');
    report.add(
      'reminder planning again (writes nothing)',
      await milliseconds(() => planning.run(day)),
      'ms',
    );
    await addManyStaff(app.get(Database), day);
    report.add(
      'reminder planning, 10,000 staff',
      await milliseconds(() => planning.run(day)),
      'ms',
    );
    await measureEligibility(report, app, day);
    await measureDrafts(report, app, day);
  } finally {
    await app.close();
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function manyRows(count: number, day: LocalDate): Uint8Array {
  const on = day.replaceAll('-', '/');
  const rows = Array.from({ length: count }, (_, index) => [
    on,
    `5${String(index).padStart(5, '0')}`,
    `測定　太郎${String(index)}`,
    'ソクテイ　タロウ',
    '0110',
    '総務課',
    '主事',
    '0',
    '正規',
    '',
    '2020/4/1',
    '',
    '在職',
  ]);
  return writeCsv(POSTING_COLUMNS, rows, { encoding: 'cp932' }).bytes;
}

/** The product's role makes no tables: the same ids are told anew each time. */
const MANY = `(SELECT md5('staff' || i)::uuid AS person_id, i FROM generate_series(1, ${String(MANY_STAFF - 450)}) i)`;

/** 10,000 people in all, each with a mandatory course that falls due within the reminders' reach. */
async function addManyStaff(database: Database, day: LocalDate): Promise<void> {
  await database.transaction(async () => {
    await database.execute(
      `INSERT INTO person_identities (id, created_at) SELECT person_id, '2026-04-01' FROM ${MANY} many`,
    );
    await database.execute(
      `INSERT INTO person_details_history (id, person_id, name, kana, search_key, email, valid_from, recorded_at)
       SELECT gen_random_uuid(), person_id, '測定 ' || i, '', 'sokutei' || i, 'm' || i || '@example.jp', '0001-01-01', '2026-04-01'
       FROM ${MANY} many`,
    );
    await database.execute(
      `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, recorded_at)
       SELECT gen_random_uuid(), 'M' || i, person_id, '0001-01-01', '2026-04-01' FROM ${MANY} many`,
    );
    await database.execute(
      `INSERT INTO employments_history (id, person_id, employment_type, valid_from, recorded_at)
       SELECT gen_random_uuid(), person_id, 'regular', '2020-04-01', '2026-04-01' FROM ${MANY} many`,
    );
    await database.execute(
      `INSERT INTO postings_history (id, person_id, org_unit_id, kind, valid_from, recorded_at)
       SELECT gen_random_uuid(), person_id, (SELECT id FROM org_units ORDER BY code LIMIT 1), 'primary', '2020-04-01', '2026-04-01'
       FROM ${MANY} many`,
    );
    await database.execute(
      `INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, is_mandatory, due_on, reason, created_at, created_by)
       SELECT md5('many' || late)::uuid, v.course_id, 2026, 'persons', true, $1::date + late, '測定', '2026-04-01', $2
       FROM generate_series(0, 14) late CROSS JOIN (
         SELECT v.course_id FROM course_versions v JOIN course_assignments a ON a.course_id = v.course_id
         WHERE v.fiscal_year IS NULL LIMIT 1) v`,
      [day, (await addRecorder(database)).accountId],
    );
    await database.execute(
      `INSERT INTO assignment_persons (assignment_id, person_id) SELECT md5('many' || m.i % 15)::uuid, m.person_id FROM ${MANY} m`,
    );
  });
}
