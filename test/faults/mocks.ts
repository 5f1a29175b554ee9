import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Database, loadConfig, PlatformModule, startLocalPostgres } from '@app/platform';
import { rowOf } from '@app/testing';
import { NestFactory } from '@nestjs/core';
import {
  MOCK_QUESTIONS,
  QuestionPage,
  seatPeople,
  type Sitter,
  storedMocks,
} from '../bench/mock-sitters';
import { type RunningProduct, startProduct } from '../bench/product';

const PORT = 3979;
const PEOPLE = 20;
const KILLS = 5;
const DAY = '2027-04-02';
const START = new Date(`${DAY}T10:00:00+09:00`);
const MINUTE_MS = 60_000;
/** Five minutes go by each time before somebody starts it again. */
const PAUSE_MINUTES = 5;
/** Started again so long after the end of all mocks. */
const LATE_MINUTES = 123;
const PATIENCE_MS = 90_000;
const MOST_SECONDS = 60;

export interface MockReport {
  readonly people: number;
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged answers that are neither stored nor followed by a newer one that was sent. */
  readonly lost: number;
  readonly notClosed: number;
  /** Mocks whose end is anything but their deadline. */
  readonly wrongEnd: number;
  readonly acceptedLate: number;
  /** From when the product was ready again to the last mock closed. */
  readonly secondsToClose: number;
  readonly estimates: number;
  readonly passed: boolean;
}

/** What is known of one question: what was told to be saved, and what was sent after that without an answer. */
interface Known {
  acknowledged: number | null;
  readonly sentSince: Set<number>;
}

/** Web and worker are killed while people sit a mock, and stay down over its end. */
export async function killProductDuringMocks(): Promise<MockReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-mocks-'));
  try {
    return await new MockRun(dataDir).run();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

class MockRun {
  private readonly known = new Map<string, Known[]>();
  private acknowledged = 0;
  private isOver = false;

  constructor(private readonly dataDir: string) {}

  async run(): Promise<MockReport> {
    const first = await this.start(0);
    const sitters = await this.withDatabase((database) =>
      seatPeople(database, first.address, PEOPLE),
    );
    let product = first;
    const answering = sitters.map((sitter, index) => this.answer(sitter, index));
    for (let kill = 1; kill <= KILLS; kill++) {
      await delay(2000 + 700 * kill);
      await powerCut(product);
      product = await this.start(kill === KILLS ? LATE_MINUTES : kill * PAUSE_MINUTES);
      if (kill === KILLS) this.isOver = true;
    }
    await Promise.all(answering);
    const report = await this.judge(sitters);
    await product.stop();
    return report;
  }

  private start(minutes: number): Promise<RunningProduct> {
    const now = new Date(START.getTime() + minutes * MINUTE_MS).toISOString();
    return startProduct(this.dataDir, PORT, { APP_NOW: now });
  }

  /** Question after question, again and again with another choice, until the end; what fails is tried at the next one. */
  private async answer(sitter: Sitter, index: number): Promise<void> {
    const pages = Array.from(
      { length: MOCK_QUESTIONS },
      (_, at) => new QuestionPage(sitter, at + 1),
    );
    const known = pages.map((): Known => ({ acknowledged: null, sentSince: new Set() }));
    this.known.set(sitter.attemptId, known);
    for (let turn = 0; !this.isOver; turn++) {
      const at = turn % MOCK_QUESTIONS;
      const [page, own] = [pages[at], known[at]];
      const choice = (turn + Math.floor(turn / MOCK_QUESTIONS) + index) % 4;
      if (page && own) await this.save(page, own, choice);
    }
  }

  private async save(page: QuestionPage, own: Known, choice: number): Promise<void> {
    own.sentSince.add(choice);
    try {
      const status = await page.save(choice);
      if (status !== 200) return;
      this.acknowledged += 1;
      own.acknowledged = choice;
      own.sentSince.clear();
    } catch {
      await delay(100);
    }
  }

  private async judge(sitters: readonly Sitter[]): Promise<MockReport> {
    return this.withDatabase(async (database) => {
      const secondsToClose = await secondsUntilClosed(database);
      const late = await Promise.all(
        sitters.map((sitter) => new QuestionPage(sitter, 1).save(3).catch(() => 0)),
      );
      const mocks = await storedMocks(database);
      const lost = mocks.flatMap(({ attemptId, choices }) =>
        (this.known.get(attemptId) ?? []).filter(({ acknowledged, sentSince }, at) => {
          const stored = choices[at] ?? null;
          return (
            acknowledged !== null &&
            stored !== acknowledged &&
            !(stored !== null && sentSince.has(stored))
          );
        }),
      ).length;
      const notClosed = mocks.filter(
        ({ submittedAt, scored }) => submittedAt === null || scored < MOCK_QUESTIONS,
      ).length;
      const wrongEnd = mocks.filter(
        ({ submittedAt, deadlineAt }) => submittedAt?.getTime() !== deadlineAt.getTime(),
      ).length;
      const acceptedLate = late.filter((status) => status === 200).length;
      const estimates = await estimatesAfter(database);
      const isWhole = mocks.length === PEOPLE && estimates === PEOPLE;
      const isBroken = lost + notClosed + wrongEnd + acceptedLate > 0;
      return {
        ...{ people: mocks.length, kills: KILLS, acknowledged: this.acknowledged, lost, notClosed },
        ...{ wrongEnd, acceptedLate, secondsToClose, estimates },
        passed: isWhole && !isBroken && secondsToClose <= MOST_SECONDS,
      };
    });
  }

  /** The built-in server is the product's own: it runs on while this looks. */
  private async withDatabase<Result>(
    work: (database: Database) => Promise<Result>,
  ): Promise<Result> {
    const { dataDir } = this;
    const server = await startLocalPostgres({ dataDir, durable: true, log: () => undefined });
    const config = loadConfig({
      ...{ DATABASE_URL: server.productUrl, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    });
    const app = await NestFactory.createApplicationContext(PlatformModule.forRoot(config), {
      logger: false,
    });
    try {
      return await work(app.get(Database));
    } finally {
      await app.close();
    }
  }
}

/** Both at once; `npm start` then ends by itself. */
async function powerCut(product: RunningProduct): Promise<void> {
  for (const pid of [product.webPid, product.workerPid]) process.kill(pid, 'SIGKILL');
  await product.ended;
}

async function secondsUntilClosed(database: Database): Promise<number> {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  while (seconds() * 1000 < PATIENCE_MS) {
    const mocks = await storedMocks(database);
    if (mocks.every(({ submittedAt }) => submittedAt !== null)) break;
    await delay(500);
  }
  return Math.round(seconds());
}

/** Of how many people an estimate was made; the worker may still be at it. */
async function estimatesAfter(database: Database): Promise<number> {
  for (let look = 0; look < 60; look++) {
    const row = await rowOf<{ count: number }>(
      database,
      'SELECT count(DISTINCT person_id)::int AS count FROM readiness_estimates WHERE person_id IN (SELECT person_id FROM mock_exams)',
    );
    if ((row?.count ?? 0) >= PEOPLE || look === 59) return row?.count ?? 0;
    await delay(500);
  }
  return 0;
}
