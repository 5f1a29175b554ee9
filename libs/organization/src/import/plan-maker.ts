import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  InvalidInput,
  ENTERED_YEARS,
  isEnteredDay,
  type LocalDate,
  wordsInUse,
} from '@app/platform';
import { BaseStateQueries } from './base-state.queries';
import { type CityWord, CityWords, requireSource } from './city-words';
import { ImportComparer } from './comparing/import-comparer';
import type { Compared, ComparingOrder } from './comparing/protocol';
import { NO_CHOICES, type NumberChoices } from './number-pairs.rules';
import type { ImportPlan } from './plan';
import { ImportWordQueries } from './import-words.queries';
import { type ImportFile, type ImportFiles, requireFiles, TABLES } from './read-files';
import type { Repair } from './repairs.rules';
import { notABook, SentTables } from './sent-tables';

export interface ImportInput extends ImportFiles {
  /** What HR calls the system that the files come from; what its words mean is kept by that name. */
  readonly source?: string | undefined;
  /** What is said of words together with the files; it counts for more than what was said before. */
  readonly words?: readonly CityWord[] | undefined;
  /** Of spreadsheets: the sheets to read, where they are not obvious by their columns. */
  readonly unitsSheet?: string | undefined;
  readonly postingsSheet?: string | undefined;
  /** Only for a file of units alone; the file of people names its own day. */
  readonly effectiveOn?: LocalDate | undefined;
  /** What is put right in the rows first. */
  readonly repairs?: readonly Repair[] | undefined;
  /** Says that nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}

export interface Prepared extends Compared {
  readonly fingerprint: string;
  readonly sourceName: string;
}

/** The plan of a comparison as a whole: long for a long list, so only for who needs all of it. */
export function planIn({ plan }: Pick<Compared, 'plan'>): ImportPlan {
  return JSON.parse(Buffer.concat(plan).toString()) as ImportPlan;
}

/** What the files said (JSON), and where they came from. */
export interface KeptSource {
  readonly source: string;
  readonly sourceName: string;
  /** Some people and units and not the whole list: the files are a draft. */
  readonly isPart: boolean;
}

/** Files against the database of this moment. */
@Injectable()
export class PlanMaker {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
    private readonly comparer: ImportComparer,
    private readonly words: ImportWordQueries,
    private readonly tables: SentTables,
  ) {}

  /** `choices`: what was chosen before for numbers of the file. */
  async prepare(
    input: ImportInput,
    choices = NO_CHOICES,
    { isPart = false }: { readonly isPart?: boolean } = {},
  ): Promise<Prepared> {
    const { effectiveOn, gone } = input;
    requireFiles(input);
    if (effectiveOn !== undefined && !isEnteredDay(effectiveOn)) {
      throw new InvalidInput({
        effectiveOn: `発令日は${ENTERED_YEARS}の日付(YYYY-MM-DD)にしてください。`,
      });
    }
    const sourceName = requireSource(input.source);
    const cityWords = [...(await this.words.listOf(sourceName)), ...(input.words ?? [])];
    const files = await this.asTexts(input, cityWords);
    // A file of people in which no row could be read is shown with its reasons, as of today.
    const on = effectiveOn ?? this.clock.today();
    const { repairs } = input;
    const basis = { effectiveOn: on, choices, gone, readsDay: true, isPart, repairs };
    try {
      return { ...(await this.plan(files, { ...basis, cityWords })), sourceName };
    } catch (error) {
      throw asBookProblem(error, files) ?? error;
    }
  }

  /** The plan of files that were read before, with other choices or with what was said of words since. */
  async planAgain(
    { source, sourceName, isPart }: KeptSource,
    basis: {
      readonly effectiveOn: LocalDate;
      readonly choices: NumberChoices;
      /** Whether the files are asked again for their day. */
      readonly readsDay?: boolean;
      readonly repairs?: readonly Repair[] | undefined;
    },
  ): Promise<Prepared> {
    const cityWords = await this.words.listOf(sourceName);
    return { ...(await this.plan(source, { ...basis, cityWords, isPart })), sourceName };
  }

  private async asTexts(input: ImportInput, cityWords: readonly CityWord[]) {
    const words = new CityWords(cityWords);
    const { units, postings, unitsSheet, postingsSheet } = input;
    const asked = { words, canName: true };
    return {
      units:
        units && (await this.tables.asText(TABLES.units, units, { ...asked, sheet: unitsSheet })),
      postings:
        postings &&
        (await this.tables.asText(TABLES.postings, postings, { ...asked, sheet: postingsSheet })),
    };
  }

  private async plan(
    files: ComparingOrder['files'],
    basis: {
      readonly effectiveOn: LocalDate;
      readonly choices: NumberChoices;
      readonly cityWords: readonly CityWord[];
      readonly readsDay?: boolean;
      readonly repairs?: readonly Repair[] | undefined;
      readonly isPart: boolean;
      readonly gone?: AbortSignal | undefined;
    },
  ): Promise<Omit<Prepared, 'sourceName'>> {
    const base = await this.database.transaction(async () => {
      await this.base.lock();
      return this.base.load(this.clock.today());
    });
    const order = {
      files,
      base,
      choices: [...basis.choices],
      cityWords: basis.cityWords,
      readsDay: basis.readsDay === true,
      isPart: basis.isPart,
      repairs: basis.repairs ?? [],
      effectiveOn: basis.effectiveOn,
      today: this.clock.today(),
      words: wordsInUse().set,
    };
    const compared = await this.comparer.compare(order, basis.gone);
    return { ...compared, fingerprint: base.fingerprint };
  }
}

/** What calls itself a workbook and is neither that nor a table. */
function asBookProblem(
  error: unknown,
  files: Readonly<Record<'units' | 'postings', ImportFile | undefined>>,
): InvalidInput | null {
  if (!(error instanceof InvalidInput)) return null;
  const field = (['units', 'postings'] as const).find((name) => name in error.fields);
  const file = field && files[field];
  return field && file ? notABook(TABLES[field], file) : null;
}
