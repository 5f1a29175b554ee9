import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, History, type LocalDate, type Recorder } from '@app/platform';
import { IMPORT_WORDS } from '../history-tables';
import { type CityWord, plainWord } from './city-words';
import { ImportWordQueries, type KnownWord } from './import-words.queries';

/** Writes down what words mean, as dated rows. */
@Injectable()
export class WordBook {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly queries: ImportWordQueries,
  ) {}

  /** Returns what was not so before. A meaning holds from the day on which it was said; that of the same day is replaced. */
  async keep(
    by: Recorder,
    sourceName: string,
    given: readonly CityWord[],
  ): Promise<readonly CityWord[]> {
    await this.lock(sourceName);
    const open = new Map(
      (await this.queries.listOpen(sourceName)).map((row) => [`${row.kind} ${row.word}`, row]),
    );
    const words = given.map((word) => ({ ...word, word: plainWord(word.word) }));
    const changed = words.filter(({ kind, word, meaning }) => {
      const known = open.get(`${kind} ${word}`);
      return known === undefined || known.meaning !== meaning;
    });
    const today = this.clock.today();
    const known = changed.flatMap(({ kind, word }) => open.get(`${kind} ${word}`) ?? []);
    const ended = known.filter((row) => row.validFrom < today);
    const end = known.filter((row) => row.validFrom >= today).map(({ id }) => id);
    const insert = changed.map(({ kind, word, meaning }) => ({
      ...{ id: randomUUID(), source_name: sourceName, kind, word, meaning },
      ...{ valid_from: today, valid_to: null },
    }));
    const replace = ended.map((row) => endedRow({ ...row, sourceName }, today));
    await this.history.write(IMPORT_WORDS, by, { end, replace });
    await this.history.write(IMPORT_WORDS, by, { insert });
    return changed;
  }

  /** Two who explain the same word at once: the second sees what the first said. */
  async lock(sourceName: string): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `import_words ${sourceName}`,
    ]);
  }

  /** From today on. */
  async end(by: Recorder, known: KnownWord): Promise<void> {
    await this.lock(known.sourceName);
    const today = this.clock.today();
    const isOfToday = known.validFrom >= today;
    const changes = isOfToday ? { end: [known.id] } : { replace: [endedRow(known, today)] };
    await this.history.write(IMPORT_WORDS, by, changes);
  }
}

function endedRow(known: KnownWord, today: LocalDate) {
  const { id, sourceName, kind, word, meaning, validFrom } = known;
  const row = { id, source_name: sourceName, kind, word, meaning };
  return { ...row, valid_from: validFrom, valid_to: today };
}
