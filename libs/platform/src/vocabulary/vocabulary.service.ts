import { Inject, Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import { formatDateShort } from '../calendar/japanese-date';
import type { LocalDate } from '../calendar/local-date';
import { Clock } from '../clock/clock';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Database } from '../database/database';
import { missingGlyphs } from '../documents/pdf/font-files';
import { Conflict, InvalidInput, NotFound } from '../errors/errors';
import {
  glyphProblems,
  sameWordProblems,
  sameWords,
  signProblems,
  standardWord,
  type WordProblems,
} from './distinct-words.rules';
import { addedRoleOf, isWordKey, type RoleWordKey, type WordKey } from './vocabulary';
import { RECORD_WORD, SUPERSEDE_WORD, type WordRow, WORDS_NOW } from './vocabulary.statements';
import { type WordForms, Words } from './words';

const REFRESH_MILLISECONDS = 60_000;

export interface WordChange extends WordForms {
  readonly key: WordKey | RoleWordKey;
}

/**
 * The city's words, each from a day on. A row is never overwritten: a correction and a withdrawal supersede it. Who may
 * change them is checked by the caller (the permission `settings.manage`).
 */
@Injectable()
export class Vocabulary {
  private cached: { readonly rows: readonly WordRow[]; readonly readAt: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The words of today; re-read from the table once a minute, and after a change by this process. */
  async current(): Promise<Words> {
    return this.on(this.clock.today());
  }

  /** The words that were in use on that day: what was written then keeps them. */
  async on(day: LocalDate): Promise<Words> {
    return wordsOn(await this.rows(), day, this.config.CITY_NAME);
  }

  /** Every row as it is known now, by key, newest first. */
  async listWords(): Promise<readonly WordRow[]> {
    return this.database.all(WORDS_NOW, {});
  }

  /** Writes what differs from the words of that day; returns how many did. The same day again corrects it. */
  async changeWords(
    by: AuditActor,
    changes: readonly WordChange[],
    validFrom: LocalDate,
  ): Promise<number> {
    if (validFrom < this.clock.today()) {
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    }
    return this.database.transaction(async () => {
      const rows = await this.lockedRows();
      this.requireDistinct(rows, changes, validFrom);
      const entries = [];
      for (const change of changes) {
        const before = formsOf(wordsOn(rows, validFrom, this.config.CITY_NAME), change.key);
        if (before.word === change.word && before.short === change.short) continue;
        await this.replace(by, rows, { ...change, validFrom });
        entries.push(entryOf('word.changed', change, { before, validFrom }));
      }
      await this.audit.record(by, ...entries);
      await this.database.afterCommit(() => this.forget());
      return entries.length;
    });
  }

  /** Refuses signs that no word has, and a word that would stand for two things on that day or a later one. */
  async checkWords(changes: readonly WordChange[], validFrom: LocalDate): Promise<void> {
    this.requireDistinct(await this.rows(), changes, validFrom);
  }

  /** Takes back a change whose day has not come. */
  async withdrawWord(by: AuditActor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      const rows = await this.lockedRows();
      const row = rows.find((it) => it.id === id);
      const key = row && keyOf(row);
      if (!row || !key) throw new NotFound();
      if (row.validFrom <= this.clock.today()) {
        throw new Conflict(
          'word.in_use',
          'すでに使い始めた言葉は取り消せません。新しい言葉と、使い始める日を入力してください。',
        );
      }
      const others = rows.filter((it) => it !== row);
      this.requireDistinctWithout(row, others);
      await this.database.execute(SUPERSEDE_WORD, [row.id, this.clock.now(), by.accountId]);
      const now = formsOf(wordsOn(others, row.validFrom, this.config.CITY_NAME), key);
      await this.audit.record(
        by,
        entryOf('word.withdrawn', { key, ...now }, { before: row, validFrom: row.validFrom }),
      );
      await this.database.afterCommit(() => this.forget());
    });
  }

  /** What the city called a role of its own, on every day: nobody is told of it any more. The caller records why. */
  async forgetRole(by: AuditActor, key: RoleWordKey): Promise<void> {
    if (addedRoleOf(key) === null) throw new NotFound();
    await this.database.transaction(async () => {
      const rows = (await this.lockedRows()).filter((row) => row.key === key);
      for (const { id } of rows)
        await this.database.execute(SUPERSEDE_WORD, [id, this.clock.now(), by.accountId]);
      await this.database.afterCommit(() => this.forget());
    });
  }

  private requireDistinct(
    rows: readonly WordRow[],
    changes: readonly WordChange[],
    validFrom: LocalDate,
  ): void {
    const kept = rows.filter(
      (row) => row.validFrom !== validFrom || !changes.some(({ key }) => key === row.key),
    );
    const after = [...changes.map((change) => ({ ...change, validFrom })), ...kept];
    const newestFirst = after.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
    const later = rows.map((row) => row.validFrom).filter((day) => day > validFrom);
    const now = wordsOn(rows, this.clock.today(), this.config.CITY_NAME);
    const planned = kept.filter((row) => row.validFrom > this.clock.today());
    const problems = [validFrom, ...later].map((day) => {
      const begins = (key: string) =>
        planned.find((row) => row.key === key && row.validFrom <= day)?.validFrom ?? null;
      return sameWordProblems(wordsOn(newestFirst, day, this.config.CITY_NAME), { now, begins });
    });
    const fields = Object.assign(
      {},
      ...problems,
      glyphProblems(changes, missingGlyphs),
      signProblems(changes),
    ) as WordProblems;
    if (Object.keys(fields).length > 0) throw new InvalidInput(fields);
  }

  /** The word that goes on instead may have been given to another thing meanwhile. */
  private requireDistinctWithout(row: WordRow, others: readonly WordRow[]): void {
    const later = others.map(({ validFrom }) => validFrom).filter((day) => day > row.validFrom);
    for (const day of [row.validFrom, ...later]) {
      const words = wordsOn(others, day, this.config.CITY_NAME);
      const same = sameWords(words).find(({ key }) => key === row.key);
      if (!same) continue;
      const { word } = formsOf(words, same.other);
      const now = wordsOn(others, this.clock.today(), this.config.CITY_NAME);
      const other = standardWord(same.other, now);
      throw new Conflict(
        'word.would_be_the_same',
        `取りやめると、${formatDateShort(day)}から「${standardWord(same.key, now)}」の言葉が、「${other}」の言葉(${word})と同じになります。先に「${other}」の言葉を変えるか、その変更を取りやめてください。`,
      );
    }
  }

  private async rows(): Promise<readonly WordRow[]> {
    const now = this.clock.now().getTime();
    if (this.cached && now - this.cached.readAt < REFRESH_MILLISECONDS) return this.cached.rows;
    const rows = await this.listWords();
    this.cached = { rows, readAt: now };
    return rows;
  }

  private forget(): void {
    this.cached = null;
  }

  private async lockedRows(): Promise<readonly WordRow[]> {
    await this.database.keepWritersOut('vocabulary_words_history');
    return this.listWords();
  }

  /** A row of the same day gives way; none is needed when the word is the one that held before anyway. */
  private async replace(
    by: AuditActor,
    rows: readonly WordRow[],
    change: WordChange & { readonly validFrom: LocalDate },
  ): Promise<void> {
    const { key, word, short, validFrom } = change;
    const now = this.clock.now();
    const former = rows.find((row) => row.key === key && row.validFrom === validFrom);
    if (former) await this.database.execute(SUPERSEDE_WORD, [former.id, now, by.accountId]);
    const others = rows.filter((row) => row !== former);
    const before = formsOf(wordsOn(others, validFrom, this.config.CITY_NAME), key);
    if (before.word === word && before.short === short) return;
    await this.database.execute(RECORD_WORD, [key, word, short, validFrom, now, by.accountId]);
  }
}

/** Of rows by key, newest first: the ones in force on the day. */
function wordsOn(rows: readonly Omit<WordRow, 'id'>[], day: LocalDate, cityName: string): Words {
  const set: Partial<Record<WordKey, WordForms>> = {
    city_name: { word: cityName, short: cityName },
  };
  const added = new Map<string, WordForms>();
  for (const { key, word, short, validFrom } of rows.toReversed()) {
    const role = addedRoleOf(key);
    // Before its first day an added role is called as from then on: it has no other name.
    if (role !== null && (validFrom <= day || !added.has(role))) added.set(role, { word, short });
    if (validFrom <= day && isWordKey(key)) set[key] = { word, short };
  }
  return new Words(set, new Map([...added].toSorted(([one], [other]) => byNumber(one, other))));
}

/** `role-10` after `role-9`. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function keyOf({ key }: WordRow): WordKey | RoleWordKey | null {
  if (isWordKey(key)) return key;
  return addedRoleOf(key) === null ? null : (key as RoleWordKey);
}

function formsOf(words: Words, key: string): WordForms {
  return isWordKey(key) ? words.forms(key) : words.role(addedRoleOf(key) ?? key);
}

function entryOf(
  action: 'word.changed' | 'word.withdrawn',
  now: WordChange,
  { before, validFrom }: { readonly before: WordForms; readonly validFrom: LocalDate },
) {
  const detail = { from: before.word, to: now.word, validFrom };
  const short = { shortFrom: before.short, shortTo: now.short };
  const isShortTold = before.short !== before.word || now.short !== now.word;
  return {
    action,
    subjectType: 'word',
    subjectId: now.key,
    detail: isShortTold ? { ...detail, ...short } : detail,
  };
}
