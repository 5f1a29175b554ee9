import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { DraftTrials, type TransferDraft, TransferDraftQueries } from '@app/organization';
import {
  AppLogger,
  Clock,
  col,
  Conflict,
  Database,
  InvalidInput,
  JobQueue,
  statement,
  Unavailable,
} from '@app/platform';
import { PLAY_DRAFTS } from '../coverage.jobs';
import { type DraftEffects, draftEffects } from './draft-effects.rules';
import { DraftPlays } from './draft-plays';

/** What is counted and judged by, beside the organisation: each table by how many rows it has and what was written last. */
const COUNTED_BY = [
  'role_appointments_history',
  'role_appointment_extensions_history',
  'role_versions_history',
  'certification_records_history',
  'exam_attempts_history',
  'counting_rules_history',
];
const COUNTED_MARK = statement({
  name: 'coverage.draft-counted-mark',
  sql: `SELECT md5(concat_ws(',', ${COUNTED_BY.map(
    (table) =>
      `(SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM ${table})`,
  ).join(', ')})) AS mark`,
  parameters: {},
  row: { mark: col.text },
});

const UNMADE = statement({
  name: 'coverage.unmade-draft-effects',
  sql: `SELECT e.id, e.draft_id AS "draftId" FROM transfer_draft_effects e WHERE e.made_at IS NULL ORDER BY e.asked_at, e.id`,
  parameters: {},
  row: { id: col.id<'transfer_draft_effect'>(), draftId: col.id<'transfer_draft'>() },
});

const NEWEST = statement({
  name: 'coverage.newest-draft-effects',
  sql: `SELECT e.made_at AS "madeAt", e.rows_mark AS "rowsMark", e.books_mark AS "booksMark", e.content, e.problem
    FROM transfer_draft_effects e WHERE e.draft_id = :draftId ORDER BY e.asked_at DESC, e.id LIMIT 1`,
  parameters: { draftId: 'uuid' },
  row: {
    madeAt: col.instant.orNull,
    rowsMark: col.text.orNull,
    booksMark: col.text.orNull,
    content: col.json(draftEffects).orNull,
    problem: col.text.orNull,
  },
});

/** What a draft would do, as far as it has been worked out. */
export type KeptEffects =
  | { readonly state: 'none' | 'waiting' }
  | { readonly state: 'failed'; readonly problem: string }
  | {
      readonly state: 'made';
      readonly madeAt: Date;
      readonly effects: DraftEffects;
      /** Whether the rows or the records are others by now. */
      readonly isStale: boolean;
    };

const FAILED = '影響を計算できませんでした。もう一度計算してください。';

/**
 * What a draft of transfers does to the figures, worked out by the worker: the draft is tried, the queries of the pages are asked, and
 * everything is taken back. The result is kept with the marks of what it was worked out from.
 */
@Injectable()
export class DraftEffectsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly logger: AppLogger,
    private readonly drafts: TransferDraftQueries,
    private readonly trials: DraftTrials,
    private readonly plays: DraftPlays,
  ) {}

  async ask(actor: Actor, draftId: string): Promise<void> {
    const draft = await this.drafts.get(actor, draftId);
    await this.database.transaction(async () => {
      const newest = await this.database.first(NEWEST, { draftId: draft.id });
      if (newest?.madeAt !== null)
        await this.database.execute(
          'INSERT INTO transfer_draft_effects (id, draft_id, asked_at, asked_by) VALUES ($1, $2, $3, $4)',
          [randomUUID(), draft.id, this.clock.now(), actor.accountId],
        );
      await this.jobs.enqueue(PLAY_DRAFTS, {}, { forgetFailure: true });
    });
  }

  async find(actor: Actor, draft: TransferDraft): Promise<KeptEffects> {
    requirePermission(actor, 'drafts.open');
    const newest = await this.database.first(NEWEST, { draftId: draft.id });
    if (newest === null) return { state: 'none' };
    const { madeAt, problem, content, rowsMark, booksMark } = newest;
    if (madeAt === null) return { state: 'waiting' };
    if (content === null) return { state: 'failed', problem: problem ?? FAILED };
    const isStale = rowsMark !== draft.rowsMark || booksMark !== (await this.booksMark());
    return { state: 'made', madeAt, effects: content, isStale };
  }

  /** For the worker. Returns how many were worked out. */
  async run(): Promise<number> {
    const waiting = await this.database.all(UNMADE, {});
    for (const { id, draftId } of waiting) {
      const draft = await this.drafts.findById(draftId);
      if (draft) await this.make(id, draft);
    }
    return waiting.length;
  }

  private async make(id: string, draft: TransferDraft): Promise<void> {
    const madeAt = (): Date => this.clock.now();
    try {
      const booksMark = await this.booksMark();
      const content = JSON.stringify(await this.plays.play(draft));
      await this.database.transaction(async () => {
        await this.database.execute(
          'UPDATE transfer_draft_effects SET made_at = $2, rows_mark = $3, books_mark = $4, content = $5 WHERE id = $1',
          [id, madeAt(), draft.rowsMark, booksMark, content],
        );
        await this.database.execute(
          'DELETE FROM transfer_draft_effects WHERE draft_id = $1 AND id <> $2 AND made_at IS NOT NULL',
          [draft.id, id],
        );
      });
    } catch (error) {
      await this.database.execute(
        'UPDATE transfer_draft_effects SET made_at = $2, problem = $3 WHERE id = $1',
        [id, madeAt(), this.problemOf(error)],
      );
    }
  }

  private async booksMark(): Promise<string> {
    const { mark } = await this.database.only(COUNTED_MARK, {});
    return `${await this.trials.markOfBooks()} ${mark}`;
  }

  /** The log is told that something failed, and nothing of the draft. */
  private problemOf(error: unknown): string {
    if (error instanceof InvalidInput) return Object.values(error.fields).join('');
    if (error instanceof Conflict || error instanceof Unavailable) return error.message;
    this.logger.error('The effects of a draft were not worked out', error);
    return FAILED;
  }
}
