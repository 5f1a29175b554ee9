import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  addDays,
  APP_CONFIG,
  type AppConfig,
  type AppointmentId,
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
  statement,
  Vocabulary,
  withWords,
  writePdf,
} from '@app/platform';
import { AppointmentQueries, type LetterRow } from '../appointment/appointment.queries';
import {
  type LetterTemplate,
  LetterTemplateQueries,
} from '../letter-template/letter-templates.queries';
import { RoleQueries } from '../role/roles.queries';
import { roleTitle, NOT_ANNOUNCED } from '../vocabulary';
import {
  contentOf,
  type LetterFacts,
  type LetterSays,
  type SealKind,
  USUAL_SEAL,
} from './letter.rules';
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
  /** Stands for what was shown, and for how often it was issued by then. */
  readonly mark: string;
}

/** Which issue somebody looked at; null for what is no mark. */
export function issueSeen(mark: string): number | null {
  const number = /^(\d{1,6})-/.exec(mark)?.[1];
  return number === undefined ? null : Number(number);
}

const LAST_ISSUE = statement({
  name: 'appointments.last-letter',
  sql: 'SELECT COALESCE(max(issue_number), 0) AS last FROM issued_documents WHERE appointment_id = :appointmentId',
  parameters: { appointmentId: 'uuid' },
  row: { last: col.int },
});

/** A letter may be prepared a year ahead of its date, or be dated so long before the term. */
const LONGEST_AHEAD = 366;
/** Letters as they would be issued now: in words, and drawn. Nothing is written. */
@Injectable()
export class LetterDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly appointments: AppointmentQueries,
    private readonly roles: RoleQueries,
    private readonly templates: LetterTemplateQueries,
    private readonly vocabulary: Vocabulary,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

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
    const shown = JSON.stringify([template.id, issueNumber, says]);
    const mark = `${String(issueNumber)}-${createHash('sha256').update(shown).digest('hex')}`;
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

  /** Throws, with the person's name, where the font has no form for a character. */
  async draw({ says, datedOn, row }: LetterDraft, isDraft: boolean): Promise<Buffer> {
    try {
      return await writePdf(letterPaper(says.content, isDraft), datedOn);
    } catch (error) {
      if (error instanceof GlyphsMissing) throw cannotBeDrawn(row, error);
      throw error;
    }
  }

  /** In the words of the first day of the term. */
  async factsOf(row: LetterRow, datedOn: LocalDate): Promise<LetterFacts> {
    const words = await this.vocabulary.on(row.termStart);
    return {
      name: row.nameThen,
      staffNumber: row.staffNumber,
      unitName: row.unitName ?? NOT_ANNOUNCED,
      postTitle: row.postTitle ?? '',
      roleName: withWords(words, () => fillWords(roleTitle(row.role))),
      termStart: row.termStart,
      termEnd: row.termEnd,
      documentNumber: row.documentNumber,
      extensionNumbers: [...row.extensionNumbers],
      cityName: this.config.CITY_NAME,
      datedOn,
    };
  }
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

function cannotBeDrawn({ nameThen, staffNumber }: LetterRow, { characters }: GlyphsMissing) {
  const signs = characters
    .map((sign) => `「${sign}」(U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()})`)
    .join('、');
  return new Conflict(
    'letter.glyph_missing',
    `${nameThen}さん(${staffNumber})の書面は作れません。書体(Noto Serif JP)にない文字があります: ${signs}。書面は発行していません。`,
  );
}
