import { addRecorder } from '@app/testing';
import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rowOf, rowsOf } from '@app/testing';
import {
  AppLogger,
  bringUpToDate,
  Database,
  FixedClock,
  JobQueue,
  loadConfig,
  type LocalPostgres,
  PlatformModule,
  startLocalPostgres,
} from '@app/platform';
import { PlanReminders, RemindersModule } from '@app/reminders';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SMTPServer } from 'smtp-server';
import { WorkerProcess } from './worker-process';

const DIGESTS = 2000;
const KILLS = 20;
const WORKERS = 2;
const NOW = '2026-11-16T10:00:00+09:00';
/** A worker that starts here takes claims of killed ones for abandoned. */
const LATER = '2026-11-16T11:00:00+09:00';
const PATIENCE_MS = 300_000;
const LOOK_MS = 50;

export interface FaultReport {
  readonly mailer: 'mailbox' | 'smtp';
  readonly digests: number;
  readonly kills: number;
  /** Digests that the ledger calls sent. */
  readonly sent: number;
  /** Digests whose mail never arrived. */
  readonly lost: number;
  /** Mails beyond the first with the same message id; with the built-in mailbox there must be none. */
  readonly doubled: number;
  readonly jobsLeft: number;
  readonly seconds: number;
  readonly stopMilliseconds: number;
  readonly passed: boolean;
}

/** Kills workers with SIGKILL while they deliver, again and again, and counts what arrived in the end. */
export async function killWorkersWhileTheyDeliver(
  mailer: 'mailbox' | 'smtp',
): Promise<FaultReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-faults-'));
  chmodSync(folder, 0o755);
  const server = await startLocalPostgres({ dataDir: folder, durable: true, log: () => undefined });
  const post = mailer === 'smtp' ? await PostOffice.open() : null;
  const app = await openApp(server);
  try {
    await planDigests(app);
    return await new FaultRun(app, { mailer, url: server.productUrl, folder, post }).run();
  } finally {
    await app.close();
    await post?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Scene {
  readonly mailer: 'mailbox' | 'smtp';
  readonly url: string;
  readonly folder: string;
  readonly post: PostOffice | null;
}

class FaultRun {
  private readonly database: Database;
  private readonly workers: WorkerProcess[] = [];
  private kills = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly scene: Scene,
  ) {
    this.database = app.get(Database);
  }

  async run(): Promise<FaultReport> {
    const begun = performance.now();
    for (let count = 0; count < WORKERS; count++) this.workers.push(this.startWorker(NOW));
    await this.killUntilEnough();
    for (const worker of this.workers.splice(0)) await worker.kill();
    const last = this.startWorker(LATER);
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline && !(await this.isSettled())) await delay(LOOK_MS);
    const stopMilliseconds = await last.stop();
    return this.report(Math.round((performance.now() - begun) / 1000), stopMilliseconds);
  }

  /** Each time some mails have gone, one of the workers dies in the middle of the next. */
  private async killUntilEnough(): Promise<void> {
    const step = Math.floor(DIGESTS / (KILLS + 5));
    let next = step;
    const deadline = performance.now() + PATIENCE_MS;
    while (this.kills < KILLS && performance.now() < deadline) {
      const sent = await this.countSent();
      if (sent >= DIGESTS) return;
      if (sent < next) {
        await delay(5);
        continue;
      }
      await this.replaceWorker(this.kills % WORKERS);
      next = (await this.countSent()) + step;
    }
  }

  private async replaceWorker(index: number): Promise<void> {
    await this.workers[index]?.kill();
    this.kills += 1;
    this.workers[index] = this.startWorker(NOW);
  }

  private startWorker(now: string): WorkerProcess {
    return new WorkerProcess({
      DATABASE_URL: this.scene.url,
      DATA_DIR: this.scene.folder,
      APP_NOW: now,
      ...(this.scene.post && { SMTP_URL: this.scene.post.url }),
    });
  }

  private async countSent(): Promise<number> {
    return this.count(`reminder_digests WHERE state = 'sent'`);
  }

  private async isSettled(): Promise<boolean> {
    return (await this.countSent()) >= DIGESTS && (await this.jobsLeft()) === 0;
  }

  /** Jobs of killed workers run again when their lock has expired: they must change nothing. */
  private async jobsLeft(): Promise<number> {
    const { waiting = 0, active = 0 } = await this.app.get(JobQueue).counts();
    return waiting + active;
  }

  private async report(seconds: number, stopMilliseconds: number): Promise<FaultReport> {
    const { mailer, post } = this.scene;
    const arrived = post ? post.messageIds : await this.mailboxIds();
    const planned = await rowsOf<{ message_id: string }>(
      this.database,
      'SELECT message_id FROM reminder_digests',
    );
    const distinct = new Set(arrived);
    const lost = planned.filter((digest) => !distinct.has(digest.message_id)).length;
    const doubled = arrived.length - distinct.size;
    const sent = await this.countSent();
    const jobsLeft = await this.jobsLeft();
    const isComplete = lost === 0 && sent === DIGESTS && this.kills === KILLS;
    const passed = isComplete && jobsLeft === 0 && (mailer === 'smtp' || doubled === 0);
    return {
      mailer,
      digests: planned.length,
      kills: this.kills,
      sent,
      lost,
      doubled,
      jobsLeft,
      seconds,
      stopMilliseconds,
      passed,
    };
  }

  private async mailboxIds(): Promise<string[]> {
    const rows = await rowsOf<{ message_id: string }>(
      this.database,
      'SELECT message_id FROM mailbox_messages',
    );
    return rows.map((row) => row.message_id);
  }

  private async count(from: string): Promise<number> {
    const row = await rowOf<{ n: number }>(this.database, `SELECT count(*)::int AS n FROM ${from}`);
    return row?.n ?? 0;
  }
}

/** An SMTP server that takes everything and remembers the message ids. */
class PostOffice {
  readonly messageIds: string[] = [];

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async open(): Promise<PostOffice> {
    const offices: PostOffice[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          offices[0]?.messageIds.push(/^Message-ID: <([^>]+)>/im.exec(text)?.[1] ?? '');
          done();
        });
      },
    });
    // A killed worker leaves its connections broken.
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.server.address() as AddressInfo;
    const office = new PostOffice(server, `smtp://127.0.0.1:${port}`);
    offices.push(office);
    return office;
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.server.close(done));
  }
}

@Module({})
class FaultsModule {}

/** The schema is its owner's, everything else is done as the product does it. */
async function openApp(server: LocalPostgres): Promise<INestApplicationContext> {
  const url = server.productUrl;
  await bringUpToDate({ DATABASE_URL: url, DATABASE_OWNER_URL: server.url });
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    DATABASE_POOL: '4',
  });
  const module = {
    module: FaultsModule,
    imports: [PlatformModule.forRoot(config, new FixedClock(NOW)), RemindersModule],
  };
  return NestFactory.createApplicationContext(module, { logger: new AppLogger('silent') });
}

/** So many people with one open course due tomorrow, and the day's planning. */
async function planDigests(app: INestApplicationContext): Promise<void> {
  const database = app.get(Database);
  await database.execute(
    `WITH person AS (
       INSERT INTO person_identities (id, created_at)
       SELECT gen_random_uuid(), '2026-04-01' FROM generate_series(1, $1::int) RETURNING id
     ), details AS (
       INSERT INTO person_details_history (id, person_id, name, kana, search_key, email, valid_from, recorded_at)
       SELECT gen_random_uuid(), id, '職員' || n, '', '職員' || n, 's' || n || '@example.jp', '0001-01-01', '2026-04-01'
       FROM (SELECT id, row_number() OVER () AS n FROM person) numbered
     ), employment AS (
       INSERT INTO employments_history (id, person_id, employment_type, valid_from, recorded_at)
       SELECT gen_random_uuid(), id, 'regular', '2020-04-01', '2026-04-01' FROM person
     ), course AS (
       INSERT INTO courses (id, key, created_at) VALUES (gen_random_uuid(), 'ai-l1', '2026-04-01') RETURNING id
     ), version AS (
       INSERT INTO course_versions (id, course_id, version, title, summary, audience, minutes, objectives, content_hash, published_at)
       SELECT gen_random_uuid(), id, 1, '生成AI活用 L1', '', '{}', 10, '{}', '', '2026-04-01' FROM course
     )
     INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, is_mandatory, due_on, reason, created_at, created_by)
     SELECT gen_random_uuid(), course.id, 2026, 'all_staff', true, '2026-11-17', '', '2026-04-01', $2 FROM course`,
    [DIGESTS, (await addRecorder(database)).accountId],
  );
  const result = await app.get(PlanReminders).run();
  if (result.digests !== DIGESTS) throw new Error(`Planned ${result.digests} digests`);
}
