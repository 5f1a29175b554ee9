import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  NotFound,
  statement,
} from '@app/platform';
import { type LetterWords, placeholderProblem, untoldProblems } from '../letter/letter.rules';
import {
  type LetterForm,
  type LetterTemplate,
  LetterTemplateQueries,
} from './letter-templates.queries';

export interface NewLetterTemplate extends LetterForm, LetterWords {
  readonly validFrom: LocalDate;
  /** Why it was changed; stands beside the version for good. */
  readonly note: string;
}

const WORDS = [
  'title',
  'addressee',
  'body',
  'authorityTitle',
  'authorityName',
  'numberPrefix',
] as const satisfies readonly (keyof LetterWords)[];

const NEXT_VERSION = statement({
  name: 'appointments.next-letter-template',
  sql: 'SELECT COALESCE(max(version), 0) + 1 AS version FROM letter_templates_history WHERE letter = :letter AND seal = :seal',
  parameters: { letter: 'text', seal: 'text' },
  row: { version: col.int },
});

/** Adds versions of the words of letters and withdraws one that has not begun. None is ever changed. */
@Injectable()
export class LetterTemplatesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly templates: LetterTemplateQueries,
  ) {}

  /** Throws when the words cannot become the next version; nothing is written. */
  async checkVersion(actor: Actor, input: NewLetterTemplate): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const [newest] = await this.templates.listVersions(input);
    this.requireSense(input, newest);
  }

  /** From its day on. `seen`: the number of the newest version when the words were looked at. Returns the new number. */
  async addVersion(actor: Actor, input: NewLetterTemplate, seen: number): Promise<number> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      await this.database.keepWritersOut('letter_templates_history');
      const { letter, seal, validFrom, note } = input;
      const [newest] = await this.templates.listVersions(input);
      this.requireSense(input, newest);
      if (newest !== undefined && newest.version !== seen) throw changedMeanwhile(newest);
      const { version } = await this.database.only(NEXT_VERSION, { letter, seal });
      await this.database.execute(
        `INSERT INTO letter_templates_history (id, letter, seal, version, valid_from, title, addressee, body, authority_title,
           authority_name, number_prefix, note, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          ...[randomUUID(), letter, seal, version, validFrom],
          ...WORDS.map((word) => input[word]),
          ...[note, this.clock.now(), actor.accountId],
        ],
      );
      await this.record(actor, 'letter_template.added', { ...input, version });
      return version;
    });
  }

  /** Before its first day the newest version can be withdrawn; then the one before it goes on. */
  async withdrawVersion(actor: Actor, form: LetterForm, version: number): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('letter_templates_history');
      const [newest] = await this.templates.listVersions(form);
      if (newest?.version !== version) throw new NotFound();
      if (newest.validFrom <= this.clock.today()) {
        throw new Conflict(
          'letter_template.has_begun',
          `第${String(version)}版は${formatDateShort(newest.validFrom)}から使われているため、取りやめられません。改めるときは、新しい版を登録してください。`,
        );
      }
      await this.database.execute(
        'UPDATE letter_templates_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1 AND superseded_at IS NULL',
        [newest.id, this.clock.now(), actor.accountId],
      );
      const { validFrom } = newest;
      await this.record(actor, 'letter_template.withdrawn', { ...form, version, validFrom });
    });
  }

  private async record(
    actor: Actor,
    action: string,
    {
      letter,
      seal,
      version,
      ...rest
    }: LetterForm & { readonly version: number; readonly validFrom: LocalDate },
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action,
      subjectType: 'letter_template',
      subjectId: `${letter} ${seal} ${String(version)}`,
      detail: { letter, seal, version, ...rest },
    });
  }

  private requireSense(input: NewLetterTemplate, newest: LetterTemplate | undefined): void {
    const problems = WORDS.flatMap((word) => {
      const problem = placeholderProblem(input[word]);
      return problem === null ? [] : [[word, problem] as const];
    });
    // What cannot be filled is said first: it may be the very place that is missing.
    const wrong = { ...untoldProblems(input), ...Object.fromEntries(problems) };
    if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
    const { validFrom } = input;
    if (validFrom < this.clock.today())
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    if (newest === undefined) throw new NotFound();
    if (validFrom <= newest.validFrom) {
      throw new InvalidInput({
        validFrom: `第${String(newest.version)}版が${formatDateShort(newest.validFrom)}から始まります。その翌日以降を選んでください。`,
      });
    }
    if (WORDS.every((word) => input[word] === newest[word])) {
      throw new Conflict(
        'letter_template.unchanged',
        `入力した文面は、第${String(newest.version)}版と同じです。登録していません。`,
      );
    }
  }
}

function changedMeanwhile({ version }: LetterTemplate): Conflict {
  return new Conflict(
    'letter_template.changed_meanwhile',
    `ほかの担当者が、先に第${String(version)}版を登録しました。まだ登録していません。戻って、新しい文面から直してください。`,
  );
}
