import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateTime,
  InvalidInput,
  type PersonId,
} from '@app/platform';
import { AppointmentBooks } from '../appointment/appointment-books';
import { againReason } from './letter.rules';
import { issueSeen, type LetterChoice, type LetterDraft, LetterDrafts } from './letter-drafts';
import { type IssuedLetter, LetterQueries } from './letters.queries';

export interface Issuing extends LetterChoice {
  /** Why it is issued again; nothing on the first issue. */
  readonly reason: string;
}

const MAXIMUM_REASON_LENGTH = 200;

/**
 * Issues letters: what is shown as a draft is what is drawn, kept as bytes and never drawn again. An issue after the first has a
 * stamp and a reason. Nobody issues their own.
 */
@Injectable()
export class LettersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly books: AppointmentBooks,
    private readonly drafts: LetterDrafts,
    private readonly joins: JoinQueries,
    private readonly letters: LetterQueries,
  ) {}

  /** Only what was looked at. Returns the number of the issue. */
  async issue(actor: Actor, input: Issuing, mark: string): Promise<number> {
    const { issueNumber } = await this.write(actor, input, async (draft) => {
      if (mark === draft.mark) return;
      const [last] = await this.letters.listOf(actor, input.appointmentId);
      const seen = issueSeen(mark);
      if (last && seen !== null && seen < draft.issueNumber) throw issuedMeanwhile(last);
      throw previewNeeded();
    });
    return issueNumber;
  }

  /**
   * One of many that nobody looks at one by one: only where none was issued yet, or where the last one says another end
   * than the term has. Returns the document's id.
   */
  async issueDue(actor: Actor, choice: LetterChoice): Promise<string> {
    const [last] = await this.letters.listOf(actor, choice.appointmentId);
    const row = await this.drafts.preview(actor, choice);
    const { termEnd } = row.says.facts;
    const reason = last ? againReason(last.says.facts.termEnd, termEnd) : '';
    if (reason === null) throw alreadyIssued();
    const due = (last?.issueNumber ?? 0) + 1;
    const { id } = await this.write(actor, { ...choice, reason }, ({ issueNumber, says }) => {
      if (issueNumber !== due || says.facts.termEnd !== termEnd) throw alreadyIssued();
      return Promise.resolve();
    });
    return id;
  }

  private async write(
    actor: Actor,
    input: Issuing,
    check: (draft: LetterDraft) => Promise<void>,
  ): Promise<{ readonly id: string; readonly issueNumber: number }> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      const [{ personId }] = await this.books.lock(input.appointmentId);
      await this.requireAnother(actor, personId);
      const draft = await this.drafts.preview(actor, input);
      await check(draft);
      const reason = reasonOf(input.reason, draft.issueNumber);
      const content = await this.drafts.draw(draft, false);
      const id = randomUUID();
      await this.keep(actor, { id, draft, reason, content });
      await this.record(actor, { id, draft, reason, content });
      return { id, issueNumber: draft.issueNumber };
    });
  }

  private async record(actor: Actor, { id, draft, reason, content }: Kept): Promise<void> {
    const { row, issueNumber, seal, datedOn, says } = draft;
    const act = issueNumber === 1 ? 'issued' : 'reissued';
    await this.audit.record(auditActorOf(actor), {
      action: `letter.${act}`,
      subjectType: 'role_appointment',
      subjectId: row.id,
      detail: {
        ...{ personId: row.personId, role: row.role, documentId: id, issueNumber },
        ...{ letter: says.letter, seal, datedOn, documentNumber: row.documentNumber },
        ...{ sha256: hashOf(content), ...(reason === '' ? {} : { reason }) },
      },
    });
  }

  private async keep(actor: Actor, { id, draft, reason, content }: Kept): Promise<void> {
    const { row, issueNumber, template, says, seal, datedOn } = draft;
    await this.database.execute(
      `INSERT INTO issued_documents (id, appointment_id, issue_number, template_id, letter, seal, document_number, dated_on, says, content,
         sha256, reason, issued_at, issued_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[id, row.id, issueNumber, template.id, says.letter, seal, row.documentNumber, datedOn],
        ...[JSON.stringify(says), content, hashOf(content), reason],
        ...[this.clock.now(), actor.accountId],
      ],
    );
  }

  /** Nobody issues the letter of their own appointment. */
  async requireAnother(actor: Actor, personId: PersonId): Promise<void> {
    if (!(await this.joins.areOne(actor.personId, personId))) return;
    throw new Conflict(
      'letter.own',
      '自分の任命の書面を発行することはできません。ほかの担当者に依頼してください。',
    );
  }
}

interface Kept {
  readonly id: string;
  readonly draft: LetterDraft;
  readonly reason: string;
  readonly content: Buffer;
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function reasonOf(typed: string, issueNumber: number): string {
  const reason = typed.trim();
  if (issueNumber === 1) return '';
  if (reason === '') throw new InvalidInput({ reason: '再発行の理由を入力してください。' });
  if (reason.length > MAXIMUM_REASON_LENGTH)
    throw new InvalidInput({ reason: '再発行の理由は200文字以内で入力してください。' });
  return reason;
}

function alreadyIssued(): Conflict {
  return new Conflict(
    'letter.already_issued',
    'この任命の書面は、すでに発行されています。もう一度発行するときは、任命の画面から再発行してください。',
  );
}

/** Two who issue it, or one in two tabs: what stands now, and what the page is about by now. */
function issuedMeanwhile({ issueNumber, issuedAt, issuedByName }: IssuedLetter): Conflict {
  const act = issueNumber === 1 ? '発行' : '再発行';
  const by = issuedByName === null ? '' : `${issuedByName}さんが`;
  return new Conflict(
    'letter.issued_meanwhile',
    `この書面は、${formatDateTime(issuedAt)}に${by}${act}しました。いまの操作では、もう一度は発行していません。発行した書面は、この画面から開けます。紛失したときなどは、理由を入力して再発行してください。`,
  );
}

function previewNeeded(): Conflict {
  return new Conflict(
    'letter.preview_needed',
    '下見していない変更があります。まだ発行していません。この画面の下見は、いまの入力と記録で作り直したものです。確かめてから、もう一度発行してください。',
  );
}
