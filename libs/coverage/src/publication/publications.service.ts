import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateTime,
  InvalidInput,
  JobQueue,
  type LocalDate,
  type PublicationId,
} from '@app/platform';
import { MAKE_PUBLICATIONS } from '../coverage.jobs';
import { CoverageQueries } from '../figures/coverage.queries';
import { PublicationCounting } from './publication-counting';
import { PublicationQueries } from './publications.queries';
import { type PublishedContent, sealedContent } from './published-content.rules';
import type { Publication } from './publications.sql';

export interface Publishing {
  readonly asOf: LocalDate;
  readonly documentNumber: string;
  readonly reason: string;
}

/** What would be frozen, and what was published of the day before, the newest first. */
export interface PublicationDraft {
  readonly content: PublishedContent;
  readonly earlier: readonly Publication[];
  /** Says that this was looked at. */
  readonly mark: string;
}

export const MAXIMUM_DOCUMENT_NUMBER = 100;
export const MAXIMUM_PUBLICATION_REASON = 500;

/** Freezes the figures of a day and withdraws what was wrong. The files are made by the worker. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly coverage: CoverageQueries,
    private readonly counting: PublicationCounting,
    private readonly publications: PublicationQueries,
  ) {}

  /** Refused where the day cannot be published. */
  async draft(actor: Actor, asOf: LocalDate): Promise<PublicationDraft> {
    requirePermission(actor, 'figures.publish');
    this.requireNotAhead(asOf);
    await this.coverage.requireRecords(asOf);
    const earlier = await this.publications.listOfDay(actor, asOf);
    const content = await this.counting.contentOf(asOf);
    const { sha256 } = sealedContent(content);
    return { content, earlier, mark: `${sha256.slice(0, 16)}.${String(earlier.length)}` };
  }

  /** What is typed alone, before anything is counted. */
  check({ asOf, documentNumber, reason }: Publishing): void {
    this.requireNotAhead(asOf);
    if (documentNumber.length > MAXIMUM_DOCUMENT_NUMBER)
      throw new InvalidInput({ documentNumber: '文書番号は100文字以内で入力してください。' });
    requireReason(reason);
  }

  /** Only what was looked at. One of the same day follows the one before. */
  async publish(actor: Actor, input: Publishing, mark: string): Promise<PublicationId> {
    requirePermission(actor, 'figures.publish');
    this.check(input);
    return this.database.transaction(async () => {
      // One after the other: each has the next number.
      await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', [
        'figure_publications',
      ]);
      const draft = await this.draft(actor, input.asOf);
      if (draft.mark !== mark) throw lookAgain(draft.earlier[0] ?? null);
      const { text, sha256 } = sealedContent(draft.content);
      const id = randomUUID();
      const follows = draft.earlier[0]?.id ?? null;
      await this.database.execute(
        `INSERT INTO figure_publications (id, number, as_of, follows_id, document_number, reason, content, sha256, published_at, published_by)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM figure_publications`,
        [
          ...[id, input.asOf, follows, input.documentNumber.trim(), input.reason.trim()],
          ...[text, sha256, this.clock.now(), actor.accountId],
        ],
      );
      const { asOf, documentNumber, reason } = input;
      await this.record(actor, 'figure_publication.published', id, {
        ...{ asOf, documentNumber, reason, sha256, follows },
      });
      await this.jobs.enqueue(MAKE_PUBLICATIONS, {}, { forgetFailure: true });
      return id;
    });
  }

  /** It stays in the list with its files, marked as withdrawn. */
  async withdraw(actor: Actor, id: PublicationId, reason: string): Promise<void> {
    requirePermission(actor, 'figures.publish');
    requireReason(reason);
    await this.database.transaction(async () => {
      const done = await this.database.execute(
        `UPDATE figure_publications SET withdrawn_at = $2, withdrawn_by = $3, withdrawal_reason = $4
         WHERE id = $1 AND withdrawn_at IS NULL`,
        [id, this.clock.now(), actor.accountId, reason.trim()],
      );
      const { asOf, withdrawnAt } = await this.publications.getOne(actor, id);
      if (done === 0) {
        throw new Conflict(
          'publication.withdrawn',
          `この確定は、${withdrawnAt === null ? '' : formatDateTime(withdrawnAt)}に取り下げられています。`,
        );
      }
      await this.record(actor, 'figure_publication.withdrawn', id, { asOf, reason });
    });
  }

  private requireNotAhead(asOf: LocalDate): void {
    if (asOf <= this.clock.today()) return;
    throw new InvalidInput({
      asOf: '先の日の数字は確定できません。本日か、過ぎた日を選んでください。',
    });
  }

  private async record(
    actor: Actor,
    action: string,
    id: PublicationId,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'figure_publication', subjectId: id },
      detail,
    });
  }
}

function requireReason(typed: string): void {
  const reason = typed.trim();
  if (reason === '') throw new InvalidInput({ reason: '理由を入力してください。' });
  if (reason.length > MAXIMUM_PUBLICATION_REASON)
    throw new InvalidInput({ reason: '理由は500文字以内で入力してください。' });
}

function lookAgain(newest: Publication | null): Conflict {
  const by = newest === null ? '' : `この日の第${String(newest.number)}号までが確定されています。`;
  return new Conflict(
    'publication.look_again',
    `まだ確定していません。画面を開いたあとに記録か数え方が変わったため、いまの数字を示しています。${by}確かめてから、もう一度「確定する」を押してください。`,
  );
}
