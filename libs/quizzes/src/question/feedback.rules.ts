import type { Answer, SimpleAnswer } from './answer';
import type { ChoiceFeedback, QuestionFeedback, RowFeedback } from './display';
import { asWritten, splitOrder } from './display.rules';
import type { QuestionBody, SimpleBody } from './question-body';
import { isCorrect, isRightPlace, rightPlaces } from './scoring.rules';

const NOT_GIVEN = '(未解答)';

/** What to tell after an answer: right or wrong, the reason of each option in the order shown, the explanation. */
export function feedbackOf(
  body: QuestionBody,
  order: readonly number[],
  shown: Answer | null,
): QuestionFeedback {
  const written = asWritten(body, order, shown);
  const verdict = { isAnswered: shown !== null, isCorrect: isCorrect(body, written) };
  if (body.kind === 'case') {
    const orders = splitOrder(body.questions, order);
    const given = shown?.kind === 'case' ? shown.parts : [];
    const parts = body.questions.map((part, index) =>
      feedbackOf(part, orders[index] ?? [], given[index] ?? null),
    );
    return {
      ...verdict,
      kind: body.kind,
      stem: body.text,
      choices: [],
      rows: [],
      explanation: body.explanation,
      parts,
    };
  }
  const answer = written?.kind === 'case' ? null : written;
  return {
    ...verdict,
    kind: body.kind,
    stem: body.stem,
    choices: choicesOf(body, order, answer),
    rows: rowsOf(body, answer, verdict.isCorrect),
    explanation: body.explanation,
    parts: [],
  };
}

/**
 * What may be told while the key stays closed: of an answer that is right everything, of any other that it is wrong and what
 * it was. A reason says by itself what is right.
 */
export function withoutKey(feedback: QuestionFeedback): QuestionFeedback {
  if (feedback.isCorrect) return feedback;
  return {
    ...feedback,
    isKeyClosed: true,
    choices: feedback.choices
      .filter(({ isChosen }) => isChosen)
      .map((choice) => ({ ...choice, isCorrect: false, why: '' })),
    rows: feedback.isAnswered
      ? feedback.rows.map((row) => ({ ...row, right: '', isCorrect: false }))
      : [],
    explanation: '',
    parts: feedback.parts.map(withoutKey),
  };
}

function choicesOf(
  body: SimpleBody,
  order: readonly number[],
  answer: SimpleAnswer | null,
): ChoiceFeedback[] {
  if (!('choices' in body)) return [];
  const chosen = answer && 'choices' in answer ? answer.choices : [];
  return order.flatMap((index) => {
    const choice = body.choices[index];
    if (!choice) return [];
    return [
      {
        text: choice.text,
        isChosen: chosen.includes(index),
        isCorrect: choice.correct,
        why: choice.why,
      },
    ];
  });
}

function rowsOf(body: SimpleBody, answer: SimpleAnswer | null, isRight: boolean): RowFeedback[] {
  if ('choices' in body) return [];
  const typed = answer && 'text' in answer && answer.text !== '' ? answer.text : NOT_GIVEN;
  if (body.kind === 'numeric') {
    return [
      {
        label: '答え',
        given: typed,
        right: `${String(body.answer)}${body.unit}`,
        isCorrect: isRight,
      },
    ];
  }
  if (body.kind === 'short_text') {
    return [{ label: '答え', given: typed, right: body.accept.join('、'), isCorrect: isRight }];
  }
  const places = answer && 'places' in answer ? answer.places : [];
  const names = placeNames(body);
  const name = (place: number | null | undefined): string => names[place ?? -1] ?? NOT_GIVEN;
  const wanted = rightPlaces(body);
  return itemNames(body).map((label, item) => ({
    label,
    given: name(places[item]),
    right: name(wanted[item]),
    isCorrect: isRightPlace(body, item, places[item] ?? null),
  }));
}

type PlacedBody = Extract<SimpleBody, { kind: 'order' | 'match' | 'sort_into' }>;

function itemNames(body: PlacedBody): string[] {
  if (body.kind === 'order') return body.items;
  return body.kind === 'match'
    ? body.pairs.map((pair) => pair.left)
    : Object.values(body.groups).flat();
}

function placeNames(body: PlacedBody): string[] {
  if (body.kind === 'order') return body.items.map((_, index) => `${String(index + 1)}番目`);
  return body.kind === 'match' ? body.pairs.map((pair) => pair.right) : Object.keys(body.groups);
}
