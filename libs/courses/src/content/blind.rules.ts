import { createHash } from 'node:crypto';
import {
  type Answer,
  asWritten,
  choiceOrder,
  displayOf,
  isCorrect,
  type QuestionDisplay,
  seedOf,
  shuffle,
  type SimpleAnswer,
} from '@app/quizzes';
import type { QuestionFile } from './course-files.schema';

const LETTERS = Array.from('アイウエオカキクケコサシスセソタチツテト');
const ANSWER = /^Q(\d+)\s*[:：]\s*(.*)$/u;
const HASH = /^sha256\s*[:：]\s*([0-9a-f]{64})\s*$/u;

interface BlindEntry {
  readonly question: QuestionFile;
  /** At place i of the text stands the option written at `order[i]`. */
  readonly order: readonly number[];
}

/** Questions as somebody who solves them without the key sees them: shuffled, and nothing but what is asked. */
export interface BlindPaper {
  readonly text: string;
  /** SHA-256 of the text: the answers say which text they belong to. */
  readonly hash: string;
  readonly entries: readonly BlindEntry[];
}

export interface BlindScore {
  readonly total: number;
  readonly right: number;
  readonly unanswered: number;
  /** What differs from the key, by the number in the text. */
  readonly differences: readonly { number: number; id: string; given: string }[];
}

/** How much of a question is handed out: all that is asked, or its choices without what they answer. */
export type BlindShown = 'question' | 'choices';

/** Only the choices of a `single` say something alone: true and false are the same two words everywhere. */
export function canBeShown({ kind }: QuestionFile, shown: BlindShown): boolean {
  return shown === 'question' || kind === 'single';
}

/** The same questions and seed always give the same text. */
export function blindPaper(
  questions: readonly QuestionFile[],
  seed: number,
  shown: BlindShown = 'question',
): BlindPaper {
  const sorted = [...questions].sort((one, other) => (one.id < other.id ? -1 : 1));
  const entries = shuffle(sorted, seed).map((question) => ({
    question,
    order: choiceOrder(question, (seedOf(question.id) ^ seed) >>> 0),
  }));
  const text = entries.map((entry, index) => entryText(entry, index, shown)).join('\n');
  return { text, hash: createHash('sha256').update(text).digest('hex'), entries };
}

/**
 * Scores lines of the form `Q12: イ`. Throws a RangeError when the answers belong to another text: a line
 * `sha256: …` in them must name the one that was handed out.
 */
export function scoreBlind(paper: BlindPaper, answers: string): BlindScore {
  const lines = answers.split('\n').map((line) => line.normalize('NFKC').trim());
  const hash = lines.map((line) => HASH.exec(line)?.[1]).find((found) => found !== undefined);
  if (hash !== paper.hash)
    throw new RangeError(
      hash === undefined
        ? '解答に「sha256: 」の行がありません。配った問題文のハッシュを書いてください。'
        : '解答のハッシュが、今の問題文と違います。配ったときの版とシードで採点してください。',
    );
  const given = new Map(
    lines.flatMap((line) => {
      const found = ANSWER.exec(line);
      return found ? [[Number(found[1]), withoutRemark(found[2] ?? '')] as const] : [];
    }),
  );
  return scoreOf(paper, given);
}

/** What follows `#` is a remark to the authors: its letters and numbers are no part of the answer. */
function withoutRemark(typed: string): string {
  return (typed.split('#')[0] ?? '').trim();
}

function scoreOf({ entries }: BlindPaper, given: ReadonlyMap<number, string>): BlindScore {
  const judged = entries.map((entry, index) => {
    const answer = given.get(index + 1) ?? '';
    return {
      number: index + 1,
      id: entry.question.id,
      given: answer,
      isRight: isRight(entry, answer),
    };
  });
  return {
    total: judged.length,
    right: judged.filter((row) => row.isRight).length,
    unanswered: judged.filter((row) => row.given === '').length,
    differences: judged
      .filter((row) => !row.isRight)
      .map(({ number, id, given: answer }) => ({ number, id, given: answer })),
  };
}

function isRight({ question, order }: BlindEntry, typed: string): boolean {
  if (typed === '') return false;
  const answer = answerOf(displayOf(question, order), typed);
  return isCorrect(question, asWritten(question, order, answer));
}

function answerOf(display: QuestionDisplay, typed: string): Answer {
  if (display.kind !== 'case') return simpleAnswerOf(display, typed);
  const parts = typed.split('/').map((part) => part.trim());
  return {
    kind: 'case',
    parts: display.parts.map((part, index) => {
      const own = parts[index] ?? '';
      return own === '' ? null : simpleAnswerOf(part, own);
    }),
  };
}

function simpleAnswerOf(display: QuestionDisplay, typed: string): SimpleAnswer {
  const { kind } = display;
  switch (kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return { kind, choices: lettersIn(typed) };
    case 'order': {
      const sequence = lettersIn(typed);
      const places = display.items.map((_, item) => sequence.indexOf(item));
      return { kind, places: places.map((place) => (place < 0 ? null : place)) };
    }
    case 'match':
    case 'sort_into':
      return { kind, places: lettersIn(typed) };
    case 'numeric':
    case 'short_text':
      return { kind, text: typed };
    case 'case':
      throw new RangeError('a case has no simple answer');
  }
}

function lettersIn(typed: string): number[] {
  return Array.from(typed)
    .map((letter) => LETTERS.indexOf(letter))
    .filter((place) => place >= 0);
}

function entryText({ question, order }: BlindEntry, index: number, shown: BlindShown): string {
  const display = displayOf(question, order);
  const asked = shown === 'question' ? [display.stem.trim(), ...pictureText(question)] : [];
  return [`Q${String(index + 1)}`, ...asked, ...optionsText(display), ''].join('\n');
}

function pictureText(question: QuestionFile): string[] {
  const figure = question.kind === 'case' ? undefined : question.figure;
  return figure ? [`[図: ${figure.alt}]`] : [];
}

/** What stands below the stem: the options, and how to answer. */
function optionsText(display: QuestionDisplay): string[] {
  const lettered = (texts: readonly string[]): string[] =>
    texts.map((text, place) => `  ${LETTERS[place] ?? ''} ${text}`);
  switch (display.kind) {
    case 'single':
    case 'true_false':
      return lettered(display.choices);
    case 'multiple':
      return ['(正しいものを全て選ぶ)', ...lettered(display.choices)];
    case 'order':
      return ['(正しい順に記号を並べる)', ...lettered(display.items)];
    case 'match':
    case 'sort_into':
      return [
        '(1、2…の順に、当てはまる記号を並べる)',
        ...display.items.map((item, place) => `  ${String(place + 1)} ${item}`),
        ...lettered(display.targets),
      ];
    case 'numeric':
      return [`(数で答える。単位: ${display.unit === '' ? 'なし' : display.unit})`];
    case 'short_text':
      return ['(言葉で答える)'];
    case 'case':
      return [
        '(小問の答えを / で区切る)',
        ...display.parts.flatMap((part, place) => [
          `(${String(place + 1)})`,
          part.stem.trim(),
          ...optionsText(part),
        ]),
      ];
  }
}
