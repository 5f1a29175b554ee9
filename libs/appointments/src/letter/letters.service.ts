import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  addDays,
  APP_CONFIG,
  type AppConfig,
  type AppointmentId,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  fillWords,
  formatDateShort,
  GlyphsMissing,
  InvalidInput,
  type LocalDate,
  maxDate,
  NotFound,
  type PersonId,
  statement,
  Vocabulary,
  withWords,
  writePdf,
} from '@app/platform';
import { AppointmentBooks } from '../appointment/appointment-books';
import { AppointmentQueries, type LetterRow } from '../appointment/appointment.queries';
import {
  type LetterTemplate,
  LetterTemplateQueries,
} from '../letter-template/letter-templates.queries';
import { RoleQueries } from '../role/roles.queries';
import { DX_ROLE_WORDS, NOT_ANNOUNCED } from '../vocabulary';
import { contentOf, type LetterSays, type SealKind, USUAL_SEAL } from './letter.rules';
import { letterPaper } from './letter-paper';

export interface LetterChoice {
  readonly appointmentId: AppointmentId;
  /** Null: as letters of this kind usually are. */
  readonly seal: SealKind | null;
  /** Null: the first day of the term. */
  readonly datedOn: LocalDate | null;
}

/** A letter as it would be issued now. */
export interface LetterDraft {
  readonly row: LetterRow;
  readonly template: LetterTemplate;
  readonly seal: SealKind;
  readonly datedOn: LocalDate;
  /** 1, or one more than was issued so far. */
  readonly issueNumber: number;
  readonly says: LetterSays;
  /** Stands for what was shown. */
  readonly mark: string;
}

export interface Issuing extends LetterChoice {
  /** Why it is issued again; nothing on the first issue. */
  readonly reason: string;
}

const LAST_ISSUE = statement({
  name: 'appointments.last-letter',
  sql: 'SELECT COALESCE(max(issue_number), 0) AS last FROM issued_documents WHERE appointment_id = :appointmentId',
  parameters: { appointmentId: 'uuid' },
  row: { last: col.int },
});

/** A letter may be prepared a year ahead of its date, or be dated so long before the term. */
const LONGEST_AHEAD = 366;
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
    private readonly appointments: AppointmentQueries,
    private readonly roles: RoleQueries,
    private readonly templates: LetterTemplateQueries,
    private readonly vocabulary: Vocabulary,
    private readonly joins: JoinQueries,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Nothing is written. */
  async preview(actor: Actor, choice: LetterChoice): Promise<LetterDraft> {
    requirePermission(actor, 'appointments.read');
    const today = this.clock.today();
    const row = await this.appointments.findLetter(actor, choice.appointmentId, today);
    if (!row) throw new NotFound();
    const datedOn = choice.datedOn ?? row.termStart;
    requireSensibleDay(row, datedOn, today);
    const { letter } = await this.roles.getOn(row.role, row.termStart);
    const seal = choice.seal ?? USUAL_SEAL[letter];
    const template = await this.templates.getOn({ letter, seal }, datedOn);
    const { last } = await this.database.only(LAST_ISSUE, { appointmentId: row.id });
    const issueNumber = last + 1;
    const facts = await this.factsOf(row, datedOn);
    const says = {
      ...{ letter, facts },
      content: contentOf(template, facts, { number: issueNumber, on: today }),
    };
    const mark = hashOf(JSON.stringify([template.id, issueNumber, says]));
    return { row, template, seal, datedOn, issueNumber, says, mark };
  }

  /** The paper as it would be issued, marked so that nobody takes it for one that was. */
  async drawDraft(
    actor: Actor,
    choice: LetterChoice,
  ): Promise<{ readonly draft: LetterDraft; readonly bytes: Buffer }> {
    requirePermission(actor, 'appointments.manage');
    const draft = await this.preview(actor, choice);
    return { draft, bytes: await this.draw(draft, true) };
  }

  /** Only what was looked at. Returns the number of the issue. */
  async issue(actor: Actor, input: Issuing, mark: string): Promise<number> {
    const { issueNumber } = await this.write(actor, input, (draft) => {
      if (mark !== draft.mark) throw previewNeeded();
    });
    return issueNumber;
  }

  /** One of many that nobody looks at one by one: only where none was issued yet. Returns the document's id. */
  async issueFirst(actor: Actor, choice: LetterChoice): Promise<string> {
    const { id } = await this.write(actor, { ...choice, reason: '' }, ({ issueNumber }) => {
      if (issueNumber > 1) throw alreadyIssued();
    });
    return id;
  }

  private async write(
    actor: Actor,
    input: Issuing,
    check: (draft: LetterDraft) => void,
  ): Promise<{ readonly id: string; readonly issueNumber: number }> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      const [{ personId }] = await this.books.lock(input.appointmentId);
      await this.requireAnother(actor, personId);
      const draft = await this.preview(actor, input);
      check(draft);
      const reason = reasonOf(input.reason, draft.issueNumber);
      const content = await this.draw(draft, false);
      const id = randomUUID();
      await this.keep(actor, { id, draft, reason, content });
      await this.record(actor, { id, draft, reason, content });
      return { id, issueNumber: draft.issueNumber };
    });
  }

  private async record(actor: Actor, { id, draft, reason, content }: Kept): Promise<void> {
    const { row, issueNumber, seal, datedOn, says } = draft;
    await this.audit.record(auditActorOf(actor), {
      action: issueNumber === 1 ? 'letter.issued' : 'letter.reissued',
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

  private async draw({ says, datedOn, row }: LetterDraft, isDraft: boolean): Promise<Buffer> {
    try {
      return await writePdf(letterPaper(says.content, isDraft), datedOn);
    } catch (error) {
      if (error instanceof GlyphsMissing) throw cannotBeDrawn(row, error);
      throw error;
    }
  }

  /** In the words of the first day of the term. */
  private async factsOf(row: LetterRow, datedOn: LocalDate) {
    const words = await this.vocabulary.on(row.termStart);
    return {
      name: row.nameThen,
      staffNumber: row.staffNumber,
      unitName: row.unitName ?? NOT_ANNOUNCED,
      postTitle: row.postTitle ?? '',
      roleName: withWords(words, () => fillWords(DX_ROLE_WORDS[row.role])),
      termStart: row.termStart,
      termEnd: row.termEnd,
      documentNumber: row.documentNumber,
      cityName: this.config.CITY_NAME,
      datedOn,
    };
  }

  private async requireAnother(actor: Actor, personId: PersonId): Promise<void> {
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

function requireSensibleDay(
  { termStart, termEnd }: LetterRow,
  datedOn: LocalDate,
  today: LocalDate,
): void {
  const [first, last] = [addDays(termStart, -LONGEST_AHEAD), maxDate(today, termEnd)];
  if (first <= datedOn && datedOn <= last) return;
  throw new InvalidInput({
    datedOn: `書面の日付は、${formatDateShort(first)}から${formatDateShort(last)}までの日にしてください。`,
  });
}

function reasonOf(typed: string, issueNumber: number): string {
  const reason = typed.trim();
  if (issueNumber === 1) return '';
  if (reason === '') throw new InvalidInput({ reason: '再発行の理由を入力してください。' });
  if (reason.length > MAXIMUM_REASON_LENGTH)
    throw new InvalidInput({ reason: '再発行の理由は200文字以内で入力してください。' });
  return reason;
}

function cannotBeDrawn({ nameThen, staffNumber }: LetterRow, { characters }: GlyphsMissing) {
  const signs = characters
    .map((sign) => `「${sign}」(U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()})`)
    .join('、');
  return new Conflict(
    'letter.glyph_missing',
    `${nameThen}さん(${staffNumber})の書面は作れません。書体(Noto Serif JP)にない文字があります: ${signs}。書面は発行していません。`,
  );
}

function alreadyIssued(): Conflict {
  return new Conflict(
    'letter.already_issued',
    'この任命の書面は、すでに発行されています。もう一度発行するときは、任命の画面から再発行してください。',
  );
}

function previewNeeded(): Conflict {
  return new Conflict(
    'letter.preview_needed',
    'まだ発行していません。この画面の内容は、いまの記録で作り直したものです。確かめてから、もう一度「発行する」を押してください。',
  );
}
