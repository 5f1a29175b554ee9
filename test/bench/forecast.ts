import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadCountForecastsService } from '@app/coverage';
import { bringUpToDate, Database, FixedClock, loadConfig, startLocalPostgres } from '@app/platform';
import { addRecorder, rowsOf, TestCity } from '@app/testing';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { RUNS } from '../../libs/coverage/src/forecast/head-count-forecast.rules';
import {
  type HeadCountFacts,
  simulateHeadCount,
} from '../../libs/coverage/src/forecast/head-count.rules';
import { addPeople, everybody, person } from './people';
import { Report } from './report';

const PEOPLE = 1_000;
const DAYS = 7;
const GATE_MS = 2_000;
const TODAY = '2026-12-01';

/**
 * `npm run cli -- --script test/bench/forecast.js`: the worker's forecast of a city of a thousand as it is made at night, facts, 10,000
 * runs, what-ifs and the row that is kept, and the 10,000 runs alone, for which the gate is two seconds. Once with exams one by one, once in fives.
 */
async function main(): Promise<void> {
  const report = new Report();
  const runs = [
    await measure(report, 'exams one by one', 1),
    await measure(report, 'exams in fives', 5),
  ];
  report.printTable();
  const [load = 0] = loadavg();
  console.log(`load ${load.toFixed(1)} on ${String(cpus().length)} cores`);
  if (Math.max(...runs) > GATE_MS) process.exitCode = 1;
}

async function measure(report: Report, name: string, group: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  const server = await startLocalPostgres({ dataDir, durable: false, log: () => undefined });
  const { url: DATABASE_OWNER_URL, productUrl: DATABASE_URL } = server;
  await bringUpToDate({ DATABASE_URL, DATABASE_OWNER_URL });
  const clock = new FixedClock(`${TODAY}T03:00:00+09:00`);
  const config = loadConfig({ DATABASE_URL, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, clock), {
    logger: false,
  });
  try {
    const database = app.get(Database);
    await fill(database, server.url, group);
    const took: number[] = [];
    for (let day = 0; day < DAYS; day += 1) {
      clock.set(new Date(Date.parse(`${TODAY}T03:00:00+09:00`) + day * 86_400_000).toISOString());
      const begun = performance.now();
      const isKept = await app.get(HeadCountForecastsService).run();
      took.push(performance.now() - begun);
      if (!isKept) throw new Error('Nothing was foreseen');
    }
    const runs = await playAgain(database);
    const [first = 0] = took;
    const sorted = took.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(DAYS / 2)] ?? 0;
    report.add(`1,000 staff, ${name}: 10,000 runs, median of seven`, runs, 'ms');
    report.add(`1,000 staff, ${name}: all that is kept, first of the process`, first, 'ms');
    report.add(`1,000 staff, ${name}: all that is kept, median of seven days`, median, 'ms');
    return runs;
  } finally {
    await app.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The runs alone, from the facts that were kept: without what-ifs, the search for exams a quarter, and the database. */
async function playAgain(database: Database): Promise<number> {
  const rows = await rowsOf<{ facts: HeadCountFacts; seed: number }>(
    database,
    'SELECT facts, seed FROM head_count_forecasts ORDER BY made_on',
  );
  const took = rows.map(({ facts, seed }) => {
    if (facts.holders === 0 || facts.others === 0) throw new Error('The city is empty');
    const begun = performance.now();
    simulateHeadCount(facts, { seed, runs: RUNS });
    return performance.now() - begun;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
}

const all = everybody(PEOPLE);
const ip = `(SELECT id FROM certifications WHERE code = 'ip')`;

/** One in forty left fifty days ago. */
const LEAVING = [
  `employment_type, valid_from, recorded_at)
   SELECT gen_random_uuid(), ${person}, 'regular', '2020-04-01',`,
  `employment_type, valid_from, valid_to, recorded_at)
   SELECT gen_random_uuid(), ${person}, 'regular', '2020-04-01', CASE WHEN i % 40 = 7 THEN DATE '${TODAY}' - 50 END,`,
] as const;

/** Two years of exams: a fifth have passed, some failed, some have booked, some leave. */
async function fill(database: Database, url: string, group: number): Promise<void> {
  await new TestCity(database).addUnit({ code: '0110' });
  const { accountId } = await addRecorder(database);
  const on = `DATE '${TODAY}' - ((i / ${String(5 * group)}) * 137 % 700 + 10)`;
  const statements = [
    ...addPeople(PEOPLE).map((sql) => sql.replace(...LEAVING)),
    `INSERT INTO stored_files (id, storage_key, sha256, byte_size, media_type, original_name, created_at, created_by)
     VALUES ('00000000-0000-4000-8000-000000000001', 'x', 'none', 1, 'application/pdf', 'x.pdf', '2020-04-01', '${accountId}')`,
    `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
     SELECT gen_random_uuid(), ${person}, ${ip}, ${on}, CASE WHEN i % 15 = 3 THEN 'failed' ELSE 'provisional_pass' END, (${on} - 45)::timestamptz, (${on} + 1)::timestamptz
     FROM ${all} WHERE i % 5 = 0 OR i % 15 = 3`,
    `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
     SELECT gen_random_uuid(), ${person}, ${ip}, DATE '${TODAY}' + 20 + i % 60, 'booked', '2026-11-01', '2026-11-01' FROM ${all} WHERE i % 30 = 1`,
    `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id,
       reported_at, recorded_at, reported_by_person_id, decided_at, decided_by_person_id)
     SELECT gen_random_uuid(), ${person}, ${ip}, ${on}, 'IP-' || i, 'IP-' || i, 'verified', '00000000-0000-4000-8000-000000000001',
       (${on} + 5)::timestamptz, (${on} + 5)::timestamptz, ${person}, (${on} + 8)::timestamptz, (SELECT person_id FROM accounts WHERE id = '${accountId}')
     FROM ${all} WHERE i % 5 = 0`,
    'ANALYZE',
  ];
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    for (const sql of statements) await owner.query(sql);
  } finally {
    await owner.end();
  }
}

void main();
