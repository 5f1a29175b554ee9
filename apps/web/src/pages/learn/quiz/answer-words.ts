import { fillAllWords, lessonWordsInUse } from '@app/platform';
import type { Answer, QuestionDisplay, SimpleAnswer } from '@app/quizzes';

/** An answer in the words of the screen, for whoever must see it beside another one; empty when there is none. */
export function answerWords(asked: QuestionDisplay, answer: Answer | null): string {
  if (answer === null) return '';
  const display = fillAllWords(asked, lessonWordsInUse());
  if (answer.kind !== 'case') return simpleWords(display, answer);
  const parts = answer.parts.map((part, index) => {
    const shown = display.parts[index];
    return part && shown ? simpleWords(shown, part) : '(未解答)';
  });
  return parts.join(' / ');
}

function simpleWords(display: QuestionDisplay, answer: SimpleAnswer): string {
  if ('text' in answer) return answer.text;
  if ('choices' in answer) return named(display.choices, answer.choices);
  return answer.places
    .flatMap((place, item) =>
      place === null ? [] : [`${display.items[item] ?? ''}: ${placeName(display, place)}`],
    )
    .join('、');
}

const named = (texts: readonly string[], places: readonly number[]): string =>
  places.map((place) => texts[place] ?? '').join('、');

function placeName({ kind, targets }: QuestionDisplay, place: number): string {
  return kind === 'order' ? `${String(place + 1)}番目` : (targets[place] ?? '');
}
