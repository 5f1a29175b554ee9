import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@app/access';
import {
  ImportQueries,
  OrganizationImports,
  PeopleQueries,
  POSTING_COLUMNS,
  RosterQueries,
  UnitQueries,
} from '@app/organization';
import {
  bringUpToDate,
  Database,
  FixedClock,
  type LocalDate,
  loadConfig,
  startLocalPostgres,
  writeCsv,
} from '@app/platform';
import { addBigCity, addRecorder, anActor, rewriteHistory } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { megabytesOf, treeOf } from './processes';
import { Report } from './report';

const SIZES = [1_000, 10_000, 100_000] as const;
const STAFF_OF_UNIT = 15;
const REPEATS = 10;
const TODAY: LocalDate = '2026-12-01';
const FIVE_YEARS_AGO: LocalDate = '2021-12-01';
const SAMPLED_EVERY_MS = 250;

/**
 * `npm run cli -- --script test/bench/organisation.js`: the organisation as of a day (tree with its numbers of staff, heads, people)
 * now and five years ago, in cities of three sizes; in the largest one a list of all its people is imported.
 */
async function main(): Promise<void> {
  const report = new Report();
  for (const size of SIZES) await measureCity(report, size);
  report.printTable();
  const [load = 0] = loadavg();
  console.log(`load ${load.toFixed(1)} on ${String(cpus().length)} cores`);
}

async function measureCity(report: Report, staff: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  const server = await startLocalPostgres({ dataDir, durable: true, log: () => undefined });
  const { url: DATABASE_OWNER_URL, productUrl: DATABASE_URL } = server;
  await bringUpToDate({ DATABASE_URL, DATABASE_OWNER_URL });
  // The city is written as its past was, by the owner.
  process.env.TEST_DATABASE_URL = DATABASE_OWNER_URL;
  const clock = new FixedClock(`${TODAY}T10:00:00+09:00`);
  const config = loadConfig({ DATABASE_URL, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, clock), {
    logger: false,
  });
  try {
    const database = app.get(Database);
    const units = Math.ceil(staff / STAFF_OF_UNIT / 2);
    await addBigCity(database, { units, staff, enrollments: 0 });
    await rewriteHistory(database, HEADS);
    await rewriteHistory(database, 'ANALYZE');
    for (const day of [TODAY, FIVE_YEARS_AGO]) await measureDay(report, app, { staff, day });
    if (staff === SIZES.at(-1)) await measureImport(report, app, staff);
  } finally {
    await app.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One in fifteen heads a unit, as of either day. */
const HEADS = `UPDATE postings SET is_managerial = true, post_title = '課長'
  WHERE kind = 'primary' AND ('x' || substr(md5(person_id::text), 1, 6))::bit(24)::int % ${String(STAFF_OF_UNIT)} = 0`;

async function measureDay(
  report: Report,
  app: INestApplicationContext,
  { staff, day }: { readonly staff: number; readonly day: LocalDate },
): Promise<void> {
  const [units, people] = [app.get(UnitQueries), app.get(PeopleQueries)];
  const [unit] = await units.listUnits(day);
  if (!unit) throw new Error('There is no unit');
  const page = { asOf: day, page: 1, pageSize: 50 };
  const reads: Readonly<Record<string, () => Promise<{ readonly length: number }>>> = {
    tree: () => units.listUnits(day),
    'numbers of staff': () => units.countStaff(day),
    heads: () => units.listHeads(day),
    'people, first page': async () => (await people.listPeople(page)).rows,
    'people, looked for': async () =>
      (await people.listPeople({ ...page, search: 'ショクイン77' })).rows,
    'people of a unit': async () => (await people.listPeople({ ...page, unitIds: [unit.id] })).rows,
  };
  const when = day === TODAY ? 'now' : 'five years ago';
  for (const [name, read] of Object.entries(reads)) {
    const took: number[] = [];
    for (let turn = 0; turn < REPEATS; turn += 1) {
      const begun = performance.now();
      const { length } = await read();
      took.push(performance.now() - begun);
      if (length === 0 && name !== 'people of a unit') throw new Error(`Nothing: ${name}`);
    }
    const sorted = took.toSorted((a, b) => a - b);
    const of = `${staff.toLocaleString('en')} staff, ${when}, ${name}`;
    report.add(`${of}: p50`, sorted[REPEATS / 2] ?? 0, 'ms');
    report.add(`${of}: slowest`, sorted.at(-1) ?? 0, 'ms');
  }
}

/** Everybody in one file, a third of them in another unit. */
async function measureImport(
  report: Report,
  app: INestApplicationContext,
  staff: number,
): Promise<void> {
  const { accountId } = await addRecorder(app.get(Database));
  const actor: Actor = anActor({ accountId, roles: ['staff', 'hr'] });
  const by = { accountId, label: '測定' };
  const timed = async <Made>(name: string, work: () => Promise<Made>): Promise<Made> => {
    const begun = performance.now();
    const made = await work();
    report.add(`import of ${staff.toLocaleString('en')}: ${name}`, performance.now() - begun, 'ms');
    return made;
  };
  const roster = await timed('roster listed', () =>
    app.get(RosterQueries).listRoster(actor, TODAY),
  );
  const codes = [...new Set(roster.map((row) => row.所属コード))];
  const lines = roster.map((row, at) => {
    const code = at % 3 === 0 && row.兼務区分 === '主務' ? codes[at % codes.length] : undefined;
    return POSTING_COLUMNS.map((column) =>
      column === '所属コード' ? (code ?? row[column]) : row[column],
    );
  });
  const { bytes } = writeCsv(POSTING_COLUMNS, lines, { encoding: 'utf-8-bom' });
  const peak = sampled();
  const imports = app.get(OrganizationImports);
  const id = await timed('read and compared', () =>
    imports.preview(by, { postings: { fileName: 'shokuin.csv', bytes } }),
  );
  const batch = await app.get(ImportQueries).findBatch(id);
  report.add('import: rows', batch?.summary.postings?.rows ?? 0, 'rows');
  report.add('import: rows that change', batch?.summary.postings?.change ?? 0, 'rows');
  const choices = { withoutRefused: true, leavings: null, alarmsAccepted: true };
  await timed('applied', () => imports.apply(by, id, choices));
  const { worker, all } = peak.stop();
  report.add('import: most memory of the worker', worker, 'MB (PSS)');
  report.add('import: most memory of worker, helper and PostgreSQL', all, 'MB (PSS)');
}

/** The most memory at any moment until it is stopped. */
function sampled() {
  const most = { worker: 0, all: 0 };
  const look = () => {
    const sizes = treeOf(process.pid).map(megabytesOf).filter(Number.isFinite);
    most.worker = Math.max(most.worker, megabytesOf(process.pid));
    most.all = Math.max(
      most.all,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };
  const timer = setInterval(look, SAMPLED_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

void main();
