import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { type FailedJob, JobQueue, type KeptSchedule } from '../jobs/job-queue';
import { AppLogger } from '../log/logger';
import * as col from '../statements/columns';
import type { RowFrom } from '../statements';
import { statement } from '../statements/statement';
import { productVersion } from './version';

/** By schedule: when it was last done (as text: it comes as JSON), and whether that went well. */
const JOB_RUNS = z.record(z.string(), z.object({ at: z.string(), succeeded: z.boolean() }));

/** All that the database knows of itself, in one go. Mails by SMTP leave a row where we keep books of them. */
const FACTS = statement({
  name: 'platform.system-facts',
  sql: `SELECT pg_database_size(current_database()) AS "databaseBytes",
      current_setting('server_version') AS "databaseVersion",
      (SELECT count(*)::int FROM stored_files WHERE removed_at IS NULL) AS "storedFiles",
      (SELECT coalesce(sum(byte_size), 0)::bigint FROM stored_files WHERE removed_at IS NULL) AS "storedBytes",
      (SELECT name::text FROM schema_migration ORDER BY id DESC LIMIT 1) AS migration,
      (SELECT max(day) FROM audit_anchors) AS "lastAnchor",
      greatest((SELECT max(received_at) FROM mailbox_messages), (SELECT max(sent_at) FROM reminder_digests)) AS "lastMail",
      coalesce((SELECT jsonb_object_agg(schedule, jsonb_build_object('at', finished_at, 'succeeded', succeeded)) FROM job_runs),
        '{}') AS runs`,
  parameters: {},
  row: {
    databaseBytes: col.bigint,
    databaseVersion: col.text,
    storedFiles: col.int,
    storedBytes: col.bigint,
    migration: col.text.orNull,
    lastAnchor: col.date.orNull,
    lastMail: col.instant.orNull,
    runs: col.json(JOB_RUNS),
  },
});

/** By the product's clock. */
export interface QueueFacts {
  readonly schedules: readonly KeptSchedule[];
  readonly failed: readonly FailedJob[];
}

export type SystemFacts = RowFrom<typeof FACTS> & {
  readonly queue: QueueFacts | null;
  /** What is left on the disk of DATA_DIR; null where the system does not tell. */
  readonly freeBytes: number | null;
  readonly mail: 'smtp' | 'mailbox' | 'none';
  readonly version: string;
};

/** What the product knows of its own running: sizes, schedules, mail, version. No address, name or secret of anything. */
@Injectable()
export class SystemState {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async read(): Promise<SystemFacts> {
    const [facts, queue, freeBytes] = await Promise.all([
      this.database.only(FACTS, {}),
      this.queue(),
      this.freeBytes(),
    ]);
    return { ...facts, queue, freeBytes, mail: this.mail, version: productVersion() };
  }

  private async queue(): Promise<QueueFacts | null> {
    const found = await this.jobs.overview().catch((error: unknown) => {
      this.logger.error('The job queue does not answer', error);
      return null;
    });
    if (found === null) return null;
    return {
      schedules: found.schedules.map(({ id, next }) => ({
        id,
        next: next && this.clock.shownAt(next),
      })),
      failed: found.failed.map(({ name, at }) => ({ name, at: this.clock.shownAt(at) })),
    };
  }

  private async freeBytes(): Promise<number | null> {
    const disk = await statfs(this.config.DATA_DIR).catch(() => null);
    return disk && disk.bavail * disk.bsize;
  }

  get mail(): SystemFacts['mail'] {
    if (this.config.SMTP_URL !== undefined) return 'smtp';
    return this.config.MAILBOX ? 'mailbox' : 'none';
  }
}
