import { askedSentence, numbersOf, plain, type Single } from './choice-text.rules';
import { lengthOf } from './lint-lesson.rules';
import { similarity, trigramsOf } from './similarity.rules';
import { ABSOLUTE } from './test-wise.rules';

/** Negations in a question are read over: they stand in 「」. */
const NEGATIVE =
  /(?:適切|正しく|該当し|当たら|当てはまら|含まれ|必要で|でき)[^。「」]{0,4}ない(?:もの|こと)は/u;
const NEARLY_SAME = 0.92;
const LONG_ENOUGH = 12;
/** What a choice may differ in although its words are the same: numbers, letters and one-sided opposites. */
/** Paths, formulas and mark-up differ by a sign that is no letter. */
const CODE = /[<>$/\\={}*]/u;
const TELLING = /[0-9a-z①-⑳]|[大小高低上下前後増減正負内外早遅長短]/giu;

/** What gives a question away, or confuses those who know, seen in its text alone. */
export function itemReasons(question: Single): string[] {
  return [
    ...absolutes(question),
    ...negatives(question),
    ...unsorted(question),
    ...doubles(question),
    ...oddForm(question),
  ];
}

/** Two distractors that claim too much tell which choice is right. */
function absolutes({ choices }: Single): string[] {
  const key = choices.find(({ correct }) => correct);
  const loud = choices.filter(({ text, correct }) => !correct && ABSOLUTE.test(text));
  if (loud.length < 2 || (key && ABSOLUTE.test(key.text))) return [];
  return ['誤りの選択肢だけが「必ず」「全て」などと言い切っています。'];
}

function negatives({ stem }: Single): string[] {
  const sentence = askedSentence(stem);
  if (!NEGATIVE.test(sentence)) return [];
  return ['「ない」ものを問うときは、「適切でない」のように「」で目立たせてください。'];
}

function unsorted(question: Single): string[] {
  const values = numbersOf(question);
  if (!values || question.choices.length < 4) return [];
  const rising = [...values].sort((one, other) => one - other);
  const isSorted = [rising, [...rising].reverse()].some((order) =>
    order.every((value, place) => value === values[place]),
  );
  return isSorted ? [] : ['数値の選択肢は、小さい順か大きい順に並べてください。'];
}

function doubles({ choices }: Single): string[] {
  const texts = choices
    .map(({ text }) => plain(text))
    .filter((text) => lengthOf(text) >= LONG_ENOUGH);
  const pairs = texts.flatMap((one, index) =>
    texts.slice(index + 1).map((other) => [one, other] as const),
  );
  return pairs
    .filter(([one, other]) => !CODE.test(one + other) && lettersOf(one) !== lettersOf(other))
    .filter(([one, other]) => tellingOf(one) === tellingOf(other))
    .filter(([one, other]) => similarity(trigramsOf(one), trigramsOf(other)) >= NEARLY_SAME)
    .map(([one, other]) => `選択肢「${one}」と「${other}」がほとんど同じです。`);
}

/** A combination with its parts swapped has the same letters, and is meant to. */
function lettersOf(text: string): string {
  return Array.from(text).sort().join('');
}

function tellingOf(text: string): string {
  return (text.match(TELLING) ?? []).join('');
}

/** The key alone is a sentence among terms, or a term among sentences. */
function oddForm({ choices }: Single): string[] {
  const forms = choices.map(({ text }) => formOf(text));
  const key = choices.findIndex(({ correct }) => correct);
  const others = new Set(forms.filter((_, place) => place !== key));
  const only = [...others][0];
  if (choices.length < 3 || others.size !== 1 || only === forms[key]) return [];
  return [`正解だけが${forms[key] === 'sentence' ? '文' : '語句'}で、ほかと形が違います。`];
}

function formOf(text: string): 'sentence' | 'phrase' {
  return /[うくぐすつぬぶむるいただ]。?$/u.test(plain(text)) && lengthOf(plain(text)) >= LONG_ENOUGH
    ? 'sentence'
    : 'phrase';
}
