import type { Answer, SimpleAnswer } from './answer';
import type { QuestionBody, SimpleBody } from './question-body';

type BodyOf<Kind extends SimpleBody['kind']> = Extract<SimpleBody, { kind: Kind }>;
type ChoiceBody = BodyOf<'single' | 'multiple' | 'true_false'>;

/**
 * Whether an answer is right. The answer is in the body's own terms (positions as written, see `asWritten`).
 * Total: no answer, an answer of another kind or one that points nowhere is wrong, never an error. There is no
 * partial credit.
 */
export function isCorrect(body: QuestionBody, answer: Answer | null): boolean {
  if (body.kind !== 'case') return isSimpleCorrect(body, answer?.kind === 'case' ? null : answer);
  if (answer?.kind !== 'case' || answer.parts.length !== body.questions.length) return false;
  return body.questions.every((part, index) => isSimpleCorrect(part, answer.parts[index] ?? null));
}

function isSimpleCorrect(body: SimpleBody, answer: SimpleAnswer | null): boolean {
  if (answer?.kind !== body.kind) return false;
  switch (body.kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return 'choices' in answer && hasRightChoices(body, answer.choices);
    case 'order':
    case 'match':
    case 'sort_into':
      return 'places' in answer && hasRightPlaces(body, answer.places);
    case 'numeric':
      return 'text' in answer && isRightNumber(body, answer.text);
    case 'short_text':
      return 'text' in answer && isAccepted(body, answer.text);
  }
}

function hasRightChoices(body: ChoiceBody, chosen: readonly number[]): boolean {
  const unique = new Set(chosen);
  const isEveryOneKnown = [...unique].every((index) => index < body.choices.length);
  return (
    isEveryOneKnown && body.choices.every((choice, index) => choice.correct === unique.has(index))
  );
}

function hasRightPlaces(
  body: BodyOf<'order' | 'match' | 'sort_into'>,
  places: readonly (number | null)[],
): boolean {
  const wanted = rightPlaces(body);
  return (
    wanted.length === places.length &&
    wanted.every((_, index) => isRightPlace(body, index, places[index] ?? null))
  );
}

/** Whether one item stands where it belongs; equal right sides of a match are interchangeable. */
export function isRightPlace(
  body: BodyOf<'order' | 'match' | 'sort_into'>,
  item: number,
  place: number | null,
): boolean {
  if (place === null) return false;
  const wanted = rightPlaces(body)[item];
  if (wanted === place) return true;
  if (body.kind !== 'match' || wanted === undefined) return false;
  return body.pairs[wanted]?.right === body.pairs[place]?.right;
}

/** For each item as written, the place where it belongs. */
export function rightPlaces(body: BodyOf<'order' | 'match' | 'sort_into'>): number[] {
  if (body.kind === 'order') return body.items.map((_, index) => index);
  if (body.kind === 'match') return body.pairs.map((_, index) => index);
  return Object.values(body.groups).flatMap((items, group) => items.map(() => group));
}

/** A typed number: full-width digits, thousands separators and the unit are understood. Null when it is none. */
export function parseNumber(typed: string, unit = ''): number | null {
  const plain = typed.normalize('NFKC').replaceAll(/[\s,]/g, '').replaceAll('−', '-');
  const wanted = unit.normalize('NFKC').replaceAll(/\s/g, '');
  const digits = wanted && plain.endsWith(wanted) ? plain.slice(0, -wanted.length) : plain;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(digits) ? Number(digits) : null;
}

function isRightNumber(body: BodyOf<'numeric'>, typed: string): boolean {
  const value = parseNumber(typed, body.unit);
  if (value === null) return false;
  // 0.1 + 0.2 must not fail where 0.3 is wanted: half a billionth of the size is no difference.
  const slack = Math.max(1, Math.abs(body.answer)) * 5e-10;
  return Math.abs(value - body.answer) <= body.tolerance + slack;
}

function isAccepted(body: BodyOf<'short_text'>, typed: string): boolean {
  const given = plainText(typed);
  return given !== '' && body.accept.some((accepted) => plainText(accepted) === given);
}

/** Width, case and spaces do not matter in a short text. */
function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
}
