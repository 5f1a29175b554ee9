import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Clock,
  Database,
  loadConfig,
  localDateOf,
  PlatformModule,
  startLocalPostgres,
} from '@app/platform';
import {
  EstimatesService,
  FitQuestionsService,
  MocksService,
  PracticeModule,
  PracticeSessionsService,
  SyllabusQueries,
  type SyllabusTree,
} from '@app/practice';
import { AttemptsService } from '@app/quizzes';
import { rowsOf, TestCity } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { addExposures } from './first-exposures';
import { MOCK_QUESTIONS, QuestionPage, seatPeople, type Sitter, storedMocks } from './mock-sitters';
import { megabytesOf } from './processes';
import { type RunningProduct, startProduct } from './product';
import { Report } from './report';

const PORT = 3976;
const SITTERS = 500;
const WITHIN_MS = 10_000;
const REPEATS = 30;
const BY = { accountId: null, label: 'bench' };

@Module({ imports: [PracticeModule] })
class BenchModule {}

/**
 * `npm run cli -- --script test/bench/practice.js`: 500 people hand in a mock of 100 questions within ten seconds, then the
 * single acts of practice, mocks and estimates one after the other, and the nightly fit.
 */
async function main(): Promise<void> {
  const report = new Report();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  try {
    const product = await startProduct(dataDir, PORT);
    const app = await openApp(dataDir);
    try {
      await handInTogether(report, product, app.get(Database));
      await measureActs(report, app);
      await measureNight(report, app);
    } finally {
      await app.close();
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  report.printTable();
}

async function openApp(dataDir: string): Promise<INestApplicationContext> {
  const server = await startLocalPostgres({ dataDir, durable: true, log: () => undefined });
  const config = loadConfig({
    ...{ DATABASE_URL: server.productUrl, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  });
  const module = { module: BenchModule, imports: [PlatformModule.forRoot(config)] };
  return NestFactory.createApplicationContext(module, { logger: false });
}

/** Every answer is saved before; what is measured is the last minute of a hall in which all sit at once. */
async function handInTogether(
  report: Report,
  product: RunningProduct,
  database: Database,
): Promise<void> {
  const sitters = await seatPeople(database, product.address, SITTERS);
  await answerAll(database);
  const [first] = sitters;
  if (first)
    report.add(
      'mock: one answer saved, alone',
      await msOf(() => new QuestionPage(first, 1).save(1)),
      'ms',
    );
  const took: number[] = [];
  const statuses: number[] = [];
  const begun = performance.now();
  await Promise.all(
    sitters.map(async (sitter, index) => {
      await delay((index * WITHIN_MS) / SITTERS);
      const from = performance.now();
      statuses.push(await handIn(sitter));
      took.push(performance.now() - from);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const mocks = await storedMocks(database);
  const errors = statuses.filter((status) => status !== 303).length;
  const open = mocks.filter(
    ({ submittedAt, scored }) => submittedAt === null || scored < MOCK_QUESTIONS,
  );
  report.add(`${String(SITTERS)} mocks handed in within 10 s: errors`, errors, '');
  report.add('… not closed or not scored', open.length, '');
  report.add('… from the first to the last answer', seconds, 's');
  report.add('… p50', quantile(took, 0.5), 'ms');
  report.add('… p99', quantile(took, 0.99), 'ms');
  report.add(
    '… until the last estimate was made by the worker',
    await secondsUntilEstimated(database),
    's',
  );
  report.add('web process after it', megabytesOf(product.webPid), 'MB PSS');
}

async function handIn({ client, attempt, csrf }: Sitter): Promise<number> {
  const answer = await client.send(`${attempt}/finish`, {
    method: 'POST',
    body: new URLSearchParams({ _csrf: csrf, _key: crypto.randomUUID() }),
  });
  await answer.text();
  return answer.status;
}

async function answerAll(database: Database): Promise<void> {
  await database.execute(
    `UPDATE quiz_attempt_questions t SET answer = jsonb_build_object('kind', 'single', 'choices', jsonb_build_array((hashtext(t.question_id::text || t.attempt_id::text) & 3))),
       answer_revision = 1, answered_at = now()
     FROM mock_exams m WHERE m.attempt_id = t.attempt_id`,
  );
}

async function secondsUntilEstimated(database: Database): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const [row] = await rowsOf<{ left: number }>(
      database,
      `SELECT count(*)::int AS left FROM mock_exams m
       WHERE NOT EXISTS (SELECT 1 FROM readiness_estimates e WHERE e.person_id = m.person_id)`,
    );
    const seconds = (performance.now() - begun) / 1000;
    if (row?.left === 0 || seconds > 120) return seconds;
    await delay(200);
  }
}

async function measureActs(report: Report, app: INestApplicationContext): Promise<void> {
  const day = localDateOf(app.get(Clock).now());
  const syllabus = await app.get(SyllabusQueries).findOn(day);
  if (syllabus === null) throw new Error('no syllabus');
  const personId = await new TestCity(app.get(Database)).addPerson();
  await measurePractice(report, app, { syllabus, personId });
  await measureMock(report, app, { syllabus, personId });
  const estimates = app.get(EstimatesService);
  report.add(
    'ability update (estimate of one person, 130 answers)',
    await medianOf(() => estimates.renewAlone(personId)),
    'ms',
  );
}

interface Practiser {
  readonly syllabus: SyllabusTree;
  readonly personId: string;
}

async function measurePractice(
  report: Report,
  app: INestApplicationContext,
  { syllabus, personId }: Practiser,
): Promise<void> {
  const sessions = app.get(PracticeSessionsService);
  const scope = { kind: 'today', scope: {}, size: null, examOn: null } as const;
  const sessionId = await sessions.start({ personId, syllabusKey: syllabus.key, ...scope });
  const key = { sessionId, personId, examOn: null };
  const [answers, nexts]: number[][] = [[], []];
  for (let position = 1; position <= REPEATS; position++) {
    answers?.push(
      await msOf(() => sessions.answer(key, position, { kind: 'single', choices: [1] })),
    );
    nexts?.push(await msOf(() => sessions.goOn(key)));
  }
  report.add('practice: one answer', quantile(answers ?? [], 0.5), 'ms');
  report.add('practice: the next question drawn', quantile(nexts ?? [], 0.5), 'ms');
}

async function measureMock(
  report: Report,
  app: INestApplicationContext,
  { syllabus, personId }: Practiser,
): Promise<void> {
  const [mocks, attempts] = [app.get(MocksService), app.get(AttemptsService)];
  const choice = { form: 'full', paper: null, field: null } as const;
  const begun = performance.now();
  const attemptId = await mocks.start({ personId, syllabus, choice });
  report.add('mock: drawing a paper of 100 and beginning it', performance.now() - begun, 'ms');
  const page = { tab: attemptId, known: 0, revision: 1 };
  const saved: number[] = [];
  for (let position = 1; position <= MOCK_QUESTIONS; position++) {
    const answer = { kind: 'single' as const, choices: [position % 4] };
    const input = { attemptId, personId, position, ...page, answer };
    saved.push(await msOf(() => attempts.saveAnswer(input)));
  }
  report.add('mock: one answer saved (service)', quantile(saved, 0.5), 'ms');
  const submit = await msOf(() => attempts.submit(attemptId, personId, BY));
  report.add('mock: 100 answers handed in (service)', submit, 'ms');
}

async function measureNight(report: Report, app: INestApplicationContext): Promise<void> {
  const added = await addExposures(app.get(Database));
  report.add('night: first answers in the books', added, '');
  const night = app.get(FitQuestionsService);
  const before = process.memoryUsage().rss;
  report.add(
    'night: all three fields fitted',
    (await msOf(() => night.fitAll('ip-6.5'))) / 1000,
    's',
  );
  report.add('night: memory it took', (process.memoryUsage().rss - before) / 1024 / 1024, 'MB');
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let nth = 0; nth < REPEATS; nth++) took.push(await msOf(work));
  return quantile(took, 0.5);
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

void main();
