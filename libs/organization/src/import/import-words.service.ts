import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog, Conflict, Database, InvalidInput } from '@app/platform';
import { type CityWord, LONGEST_WORD, plainWord, requireSource, type WordKind } from './city-words';
import { ImportBatches } from './import-batches';
import { ImportWordQueries } from './import-words.queries';
import { POSTING_COLUMNS, UNIT_COLUMNS } from './layout';
import { NumberChoicesService } from './number-choices.service';
import { DAY_MEANING, DAY_COLUMNS, OFFERED_WORDS } from './offered-words';
import { PlanMaker } from './plan-maker';
import { WordBook } from './word-book';

/**
 * What words of HR's files mean is said once for each source of the files. It is kept, and the next file of that source
 * is read by it. The files say nothing of anybody here: who may do it is checked by the caller (`organization.import`).
 */
@Injectable()
export class ImportWords {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly queries: ImportWordQueries,
    private readonly book: WordBook,
    private readonly batches: ImportBatches,
    private readonly numbers: NumberChoicesService,
    private readonly plans: PlanMaker,
  ) {}

  /**
   * On a preview, which is made anew with it, so that 反映 still writes exactly what is shown. Conflict when the database
   * is not that of the preview any more.
   */
  async explain(by: AuditActor, batchId: string, given: readonly CityWord[]): Promise<void> {
    requireWords(given);
    await this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      const { sourceName } = batch;
      await this.batches.requireSameBase(batch);
      const changed = await this.book.keep(by, sourceName, given);
      const plan = await this.plans.planAgain(await this.batches.sourceOf(batch.id), {
        effectiveOn: batch.plan.effectiveOn,
        choices: await this.numbers.list(),
        readsDay: true,
      });
      await this.batches.replacePlan(batch.id, plan);
      await this.audit.record(by, {
        action: 'organization_import.words_explained',
        subjectType: 'import_batch',
        subjectId: batch.id,
        detail: { sourceName, words: changed },
      });
    });
  }

  /** Without a preview, for files that are still to come: a heading without which none can be read. */
  async explainAhead(
    by: AuditActor,
    source: string | undefined,
    given: readonly CityWord[],
  ): Promise<void> {
    requireWords(given);
    const sourceName = requireSource(source);
    await this.database.transaction(async () => {
      const words = await this.book.keep(by, sourceName, given);
      await this.audit.record(by, {
        action: 'import_words.explained',
        subjectType: 'import_words',
        subjectId: sourceName,
        detail: { sourceName, words },
      });
    });
  }

  /** From today on the word is as unknown as before; what was imported with it stays. */
  async forget(by: AuditActor, wordId: string): Promise<void> {
    await this.database.transaction(async () => {
      const known = await this.queries.find(wordId);
      if (!known) throw alreadyForgotten();
      const { sourceName, kind, word, meaning } = known;
      await this.book.end(by, known);
      await this.audit.record(by, {
        action: 'import_words.forgotten',
        subjectType: 'import_words',
        subjectId: sourceName,
        detail: { sourceName, words: [{ kind, word, meaning }] },
      });
    });
  }
}

const COLUMNS: Partial<Record<WordKind, readonly string[]>> = {
  unit_column: UNIT_COLUMNS,
  posting_column: POSTING_COLUMNS,
};
const DAYS: Partial<Record<WordKind, readonly string[]>> = {
  unit_day: DAY_COLUMNS.units,
  posting_day: DAY_COLUMNS.postings,
};

/** InvalidInput for what is no word, and for a meaning that is none of ours. */
export function requireWords(given: readonly CityWord[]): void {
  given.forEach(requirePossible);
}

function requirePossible({ kind, word, meaning }: CityWord): void {
  const plain = plainWord(word);
  if (plain === '' || plain.length > LONGEST_WORD) {
    throw new InvalidInput({ word: `言葉は1〜${String(LONGEST_WORD)}文字で入力してください。` });
  }
  const days = DAYS[kind];
  const columns = COLUMNS[kind];
  const isPossible = days
    ? days.includes(plain) && meaning === DAY_MEANING
    : columns
      ? meaning === null || columns.includes(meaning)
      : meaning !== null &&
        OFFERED_WORDS[kind as keyof typeof OFFERED_WORDS].words.includes(meaning);
  if (isPossible) return;
  throw new InvalidInput({
    meaning: `「${word}」に当てる言葉を、表にあるものから選んでください。`,
  });
}

function alreadyForgotten(): Conflict {
  return new Conflict(
    'import.word_forgotten',
    'この言葉の対応は、すでにやめられています。画面を開き直して確かめてください。',
  );
}
