/** How hard a text is to read, by the two measures that a writer can change (cf. the formulas of Japanese readability). */
export interface ReadingLevel {
  /** Kanji among all letters, 0 to 1. Newspapers stand near 0.45, plain notices to residents below 0.35. */
  readonly kanjiShare: number;
  /** Letters of a sentence on average. */
  readonly averageSentence: number;
}

export const MAXIMUM_KANJI_SHARE = 0.4;
export const MAXIMUM_AVERAGE_SENTENCE = 40;

const SHORTEST_SENTENCE = 4;

/** Counts over running text only: titles, tables and labels are short and full of kanji by nature. */
export function readingLevelOf(texts: readonly string[]): ReadingLevel {
  const letters = Array.from(texts.join('').replace(/\s/gu, ''));
  const kanji = letters.filter((letter) => /\p{Script=Han}/u.test(letter));
  const sentences = texts
    .flatMap((text) => text.split(/[。!?！？\n]/))
    .map((sentence) => Array.from(sentence.trim()).length)
    .filter((length) => length >= SHORTEST_SENTENCE);
  const sum = sentences.reduce((total, length) => total + length, 0);
  return {
    kanjiShare: letters.length === 0 ? 0 : kanji.length / letters.length,
    averageSentence: sentences.length === 0 ? 0 : sum / sentences.length,
  };
}

/** Why a text is too hard, in words for its writer; empty when it is not. */
export function readingLevelProblems(texts: readonly string[]): string[] {
  const { kanjiShare, averageSentence } = readingLevelOf(texts);
  const problems: string[] = [];
  if (kanjiShare > MAXIMUM_KANJI_SHARE) {
    problems.push(
      `漢字の割合が${String(Math.round(kanjiShare * 100))}%です。${String(MAXIMUM_KANJI_SHARE * 100)}%までに、やさしい言い方へ直してください。`,
    );
  }
  if (averageSentence > MAXIMUM_AVERAGE_SENTENCE) {
    problems.push(
      `1文が平均${String(Math.round(averageSentence))}字です。平均${String(MAXIMUM_AVERAGE_SENTENCE)}字までに、文を分けてください。`,
    );
  }
  return problems;
}
