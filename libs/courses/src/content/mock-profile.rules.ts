import type { Syllabus } from './course-files.schema';
import {
  askedSentence,
  codeOf,
  hasTable,
  numbersOf,
  plain,
  proseOf,
  type Single,
} from './choice-text.rules';
import { lengthOf } from './lint-lesson.rules';

/** How many of a hundred questions have a trait, and how many of the real papers have it. */
export interface ProfileRow {
  readonly name: string;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

export const QUESTIONS_OF_A_PAPER = 100;
export const MAXIMUM_STEM = 250;

/** A choice of this many letters on average is a phrase or a sentence, not a term. */
const SENTENCE_LETTERS = 15;
const COMBINATION = /全て挙げた|組合せ/u;
const JUDGEMENT = /として、?(?:最も)?適切なもの/u;
const PROGRAM = /←|endfor|endif|endwhile/u;
const SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE)\b/u;
const SPREADSHEET = '表計算';
const AI = /AI(?![A-Za-z])|機械学習|ニューラル|深層学習|生成モデル/u;

interface Trait {
  readonly name: string;
  readonly bounds: readonly [number, number];
  readonly applies: (question: Single) => boolean;
}

/** Bounds per hundred, from a count over the published papers of the last years. */
const TRAITS: readonly Trait[] = [
  { name: '数値の選択肢', bounds: [6, 8], applies: (question) => numbersOf(question) !== null },
  { name: '組合せ', bounds: [8, 12], applies: ({ stem }) => COMBINATION.test(proseOf(stem)) },
  { name: '図やグラフ', bounds: [12, 15], applies: ({ figure }) => figure !== undefined },
  { name: '問題文の表', bounds: [6, 8], applies: ({ stem }) => hasTable(stem) },
  { name: '記述の判定', bounds: [24, 28], applies: isJudgement },
  { name: '文の選択肢', bounds: [40, 50], applies: hasSentences },
  { name: 'SQL', bounds: [0, 1], applies: ({ stem }) => SQL.test(stem) },
  { name: '擬似言語', bounds: [2, 2], applies: isProgram },
  { name: '表計算', bounds: [1, 1], applies: ({ stem }) => stem.includes(SPREADSHEET) },
  { name: 'AIの用語', bounds: [4, 10], applies: isAboutAi },
];

/** The table of a mock exam against the real papers: traits first, then the questions of each field. */
export function profileOf(paper: readonly Single[], syllabi: readonly Syllabus[]): ProfileRow[] {
  const traits = TRAITS.map(({ name, bounds: [from, to], applies }) => ({
    name,
    count: paper.filter(applies).length,
    from,
    to,
  }));
  const fields = syllabi.flatMap((syllabus) =>
    syllabus.fields.map((field) => {
      const items = itemsOf(syllabus, field);
      const count = paper.filter(({ tags }) => tags.some((tag) => items.has(tag))).length;
      return { name: field.name, count, from: field.weight, to: field.weight };
    }),
  );
  return [...traits, ...fields.filter(({ count }) => count > 0)];
}

/** Why a mock exam would not predict the real one, in words for its author. */
export function profileReasons(paper: readonly Single[], syllabi: readonly Syllabus[]): string[] {
  const outside = profileOf(paper, syllabi)
    .filter(({ count, from, to }) => count < from || count > to)
    .map(
      ({ name, count, from, to }) =>
        `「${name}」が${String(count)}問です。実際の試験に合わせて${from === to ? String(from) : `${String(from)}〜${String(to)}`}問にしてください。`,
    );
  if (paper.length === QUESTIONS_OF_A_PAPER) return outside;
  return [
    `模擬試験は${String(QUESTIONS_OF_A_PAPER)}問にしてください(今は${String(paper.length)}問)。`,
  ];
}

/** What a question of a mock must keep by itself: the real paper asks in the plain form and briefly. */
export function mockQuestionReasons(question: Single): string[] {
  const { stem } = question;
  const reasons: string[] = [];
  const letters = lengthOf(proseOf(stem).replaceAll(/\s/gu, ''));
  if (letters > MAXIMUM_STEM)
    reasons.push(
      `問題文が${String(letters)}字あります(表とプログラムを除いて${String(MAXIMUM_STEM)}字まで)。`,
    );
  if (/(です|ます|ません|ましょう|でした|ました)(か)?。/u.test(proseOf(stem)))
    reasons.push('模擬試験の問題文は「である・どれか」の形で書いてください。');
  if (numbersOf(question) && question.check === undefined)
    reasons.push('数値の問題には check(検算の行)が必要です。');
  return reasons;
}

function hasSentences(question: Single): boolean {
  if (COMBINATION.test(proseOf(question.stem)) || numbersOf(question)) return false;
  const letters = question.choices.reduce((sum, { text }) => sum + lengthOf(plain(text)), 0);
  return letters / question.choices.length >= SENTENCE_LETTERS;
}

function isJudgement(question: Single): boolean {
  return hasSentences(question) && JUDGEMENT.test(askedSentence(question.stem));
}

function isProgram({ stem }: Single): boolean {
  return PROGRAM.test(codeOf(stem));
}

function isAboutAi({ stem, choices }: Single): boolean {
  const right = choices.find(({ correct }) => correct)?.text ?? '';
  return AI.test(stem) || AI.test(right);
}

function itemsOf(syllabus: Syllabus, field: Syllabus['fields'][number]): ReadonlySet<string> {
  const items = field.majors.flatMap((major) => major.middles).flatMap((middle) => middle.items);
  return new Set(items.map((item) => `${syllabus.key}/${String(item.number)}`));
}
