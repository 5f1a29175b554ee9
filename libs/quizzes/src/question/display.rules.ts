import type { Answer, SimpleAnswer } from './answer';
import type { QuestionDisplay } from './display';
import type { QuestionBody, SimpleBody } from './question-body';
import { seedOf, shuffle } from './shuffle.rules';

const NOTHING = { stem: '', choices: [], items: [], targets: [], unit: '', parts: [] } as const;

/**
 * How the options of a question are shuffled: at place i of the screen stands the option written at
 * `order[i]`. Of a match the right sides are shuffled; true and false stay as written; the orders of a
 * case's questions follow one another.
 */
export function choiceOrder(body: QuestionBody, seed: number): number[] {
  if (body.kind === 'case') {
    return body.questions.flatMap((part, index) => choiceOrder(part, (seed + index) >>> 0));
  }
  const written = Array.from({ length: optionCount(body) }, (_, index) => index);
  return body.kind === 'true_false' ? written : shuffle(written, seed);
}

/** The order of a question outside an attempt: the same for everybody, fixed by its id. */
export function fixedOrder(id: string, body: QuestionBody): number[] {
  return choiceOrder(body, seedOf(id));
}

/** The question as shown before it is answered: without anything that tells the key. */
export function displayOf(body: QuestionBody, order: readonly number[]): QuestionDisplay {
  if (body.kind === 'case') {
    const parts = splitOrder(body.questions, order);
    return {
      ...NOTHING,
      kind: body.kind,
      stem: body.text,
      parts: body.questions.map((part, index) => displayOf(part, parts[index] ?? [])),
    };
  }
  return { ...NOTHING, kind: body.kind, stem: body.stem, ...optionsOf(body, order) };
}

/** Translates an answer from what was shown to what is written. What points nowhere becomes -1 or null. */
export function asWritten(
  body: QuestionBody,
  order: readonly number[],
  answer: Answer | null,
): Answer | null {
  if (answer === null) return null;
  if (body.kind !== 'case') return answer.kind === 'case' ? null : simpleAsWritten(order, answer);
  if (answer.kind !== 'case') return null;
  const parts = splitOrder(body.questions, order);
  return {
    kind: 'case',
    parts: answer.parts.map((part, index) => part && simpleAsWritten(parts[index] ?? [], part)),
  };
}

/** The order of each of a case's questions out of the one list that is stored. */
export function splitOrder(questions: readonly SimpleBody[], order: readonly number[]): number[][] {
  let from = 0;
  return questions.map((part) => {
    const to = from + optionCount(part);
    const own = order.slice(from, to);
    from = to;
    return own;
  });
}

function simpleAsWritten(order: readonly number[], answer: SimpleAnswer): SimpleAnswer {
  if ('choices' in answer)
    return { ...answer, choices: answer.choices.map((shown) => order[shown] ?? -1) };
  if (!('places' in answer)) return answer;
  if (answer.kind === 'match') {
    const places = answer.places.map((shown) => (shown === null ? null : (order[shown] ?? null)));
    return { ...answer, places };
  }
  const places: (number | null)[] = order.map(() => null);
  order.forEach((written, shown) => {
    places[written] = answer.places[shown] ?? null;
  });
  return { ...answer, places };
}

function optionCount(body: SimpleBody): number {
  switch (body.kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return body.choices.length;
    case 'order':
      return body.items.length;
    case 'match':
      return body.pairs.length;
    case 'sort_into':
      return Object.values(body.groups).flat().length;
    case 'numeric':
    case 'short_text':
      return 0;
  }
}

function optionsOf(body: SimpleBody, order: readonly number[]): Partial<QuestionDisplay> {
  const shown = (written: readonly string[]): string[] =>
    order.map((index) => written[index] ?? '');
  switch (body.kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return { choices: shown(body.choices.map((choice) => choice.text)) };
    case 'order':
      return { items: shown(body.items) };
    case 'match':
      return {
        items: body.pairs.map((pair) => pair.left),
        targets: shown(body.pairs.map((pair) => pair.right)),
      };
    case 'sort_into':
      return { items: shown(Object.values(body.groups).flat()), targets: Object.keys(body.groups) };
    case 'numeric':
      return { unit: body.unit };
    case 'short_text':
      return {};
  }
}
