import { Injectable } from '@nestjs/common';
import {
  addDays,
  col,
  Database,
  type Id,
  type LocalDate,
  NotFound,
  type RowOf,
  statement,
} from '@app/platform';
import { LETTER_KINDS, type LetterKind } from '../role/letter-kind';
import { type LetterWords, SEAL_KINDS, type SealKind } from '../letter/letter.rules';

const ROW = {
  id: col.id<'letter_template'>(),
  letter: col.oneOf(LETTER_KINDS),
  seal: col.oneOf(SEAL_KINDS),
  version: col.int,
  validFrom: col.date,
  nextFrom: col.date.orNull,
  title: col.text,
  addressee: col.text,
  body: col.text,
  authorityTitle: col.text,
  authorityName: col.text,
  numberPrefix: col.text,
  note: col.text,
};

/** Few rows for ever: which of them holds on a day is told from all. */
const VERSIONS = statement({
  name: 'appointments.letter-templates',
  sql: `SELECT id, letter, seal, version, valid_from AS "validFrom",
      lead(valid_from) OVER (PARTITION BY letter, seal ORDER BY valid_from) AS "nextFrom", title, addressee, body,
      authority_title AS "authorityTitle", authority_name AS "authorityName", number_prefix AS "numberPrefix", note
    FROM letter_templates ORDER BY letter, array_position(ARRAY['sealed', 'omitted', 'electronic'], seal), valid_from DESC`,
  parameters: {},
  row: ROW,
});

/** Which letter: 任命 or 委嘱, and how it is sealed. */
export interface LetterForm {
  readonly letter: LetterKind;
  readonly seal: SealKind;
}

/** The words of a letter from a day on. */
export interface LetterTemplate extends LetterForm, LetterWords {
  readonly id: Id<'letter_template'>;
  readonly version: number;
  readonly validFrom: LocalDate;
  /** The day before the next version begins; null for the newest. */
  readonly validUntil: LocalDate | null;
  readonly note: string;
}

/** The words of letters, on any day. */
@Injectable()
export class LetterTemplateQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async listVersions({ letter, seal }: LetterForm): Promise<readonly LetterTemplate[]> {
    return (await this.listAll()).filter((it) => it.letter === letter && it.seal === seal);
  }

  /** What holds on the day, one of each form. */
  async listOn(on: LocalDate): Promise<readonly LetterTemplate[]> {
    const all = await this.listAll();
    return all.filter(
      ({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on <= validUntil),
    );
  }

  async getOn({ letter, seal }: LetterForm, on: LocalDate): Promise<LetterTemplate> {
    const held = await this.listOn(on);
    const found = held.find((it) => it.letter === letter && it.seal === seal);
    if (found === undefined) throw new NotFound();
    return found;
  }

  private async listAll(): Promise<readonly LetterTemplate[]> {
    return (await this.database.all(VERSIONS, {})).map(templateOf);
  }
}

function templateOf({ nextFrom, ...row }: RowOf<typeof ROW>): LetterTemplate {
  return { ...row, validUntil: nextFrom === null ? null : addDays(nextFrom, -1) };
}
