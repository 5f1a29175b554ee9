import type { QuestionBody } from '@app/quizzes';
import {
  type ChoiceStatistics,
  type ItemAnswer,
  type ItemFlag,
  itemStatistics,
} from '../readiness';

/** First answers to one question in the order of time; lists of the same length. */
export interface QuestionAnswers {
  readonly questionId: string;
  readonly body: QuestionBody;
  /** Who answered, numbered. */
  readonly people: readonly number[];
  readonly right: readonly number[];
  /** The place of the choice as written; -1: none. */
  readonly choices: readonly number[];
  /** -1: not measured. */
  readonly seconds: readonly number[];
}

/** A choice among all, and among those who do best and worst elsewhere. */
export interface CountedChoice extends ChoiceStatistics {
  readonly upperShare: number;
  readonly lowerShare: number;
}

/** What is kept of a question; null is not said yet. */
export interface QuestionCounts {
  readonly questionId: string;
  readonly answers: number;
  readonly facility: number | null;
  readonly discrimination: number | null;
  readonly medianSeconds: number | null;
  readonly drift: number | null;
  readonly flags: readonly ItemFlag[];
  readonly choices: readonly CountedChoice[] | null;
}

/** Of a hundred people so many are the best and the worst (Kelley 1939). */
const GROUP = 0.27;

/** Statistics of questions that were asked of the same people; how good somebody is, is told by all other questions. */
export function countQuestions(all: readonly QuestionAnswers[]): readonly QuestionCounts[] {
  const totals = totalsOf(all);
  return all.map((question) => countsOf(question, totals));
}

interface Totals {
  readonly right: ReadonlyMap<number, number>;
  readonly answers: ReadonlyMap<number, number>;
  /** The share of right answers of all, for whoever answered nothing else. */
  readonly share: number;
}

function totalsOf(all: readonly QuestionAnswers[]): Totals {
  const right = new Map<number, number>();
  const answers = new Map<number, number>();
  for (const question of all)
    for (const [at, person] of question.people.entries()) {
      answers.set(person, (answers.get(person) ?? 0) + 1);
      right.set(person, (right.get(person) ?? 0) + (question.right[at] ?? 0));
    }
  return {
    right,
    answers,
    share: sum([...right.values()]) / Math.max(1, sum([...answers.values()])),
  };
}

function countsOf(question: QuestionAnswers, totals: Totals): QuestionCounts {
  const { questionId, body, people, right, choices, seconds } = question;
  const hasChoices = body.kind === 'single';
  const key = hasChoices ? body.choices.findIndex(({ correct }) => correct) : RIGHT.key;
  const answers = people.map((person, at): ItemAnswer => {
    const isRight = right[at] ?? 0;
    const spent = seconds[at] ?? -1;
    return {
      choice: hasChoices ? (choices[at] ?? -1) : RIGHT.key - isRight + 1,
      restShare: restShare(person, isRight, totals),
      seconds: spent < 0 ? null : spent,
    };
  });
  const item = hasChoices ? { choices: body.choices.length, key } : RIGHT;
  const { drift, choices: shares, flags, ...said } = itemStatistics(answers, item);
  return {
    ...{ questionId, ...said, drift: drift?.change ?? null },
    flags: hasChoices ? flags : flags.filter((flag) => !OF_CHOICES.includes(flag)),
    choices: hasChoices && shares !== null ? withGroups(shares, answers) : null,
  };
}

/** What has no choices is right or not. */
const RIGHT = { choices: 2, key: 0 } as const;
const OF_CHOICES: readonly ItemFlag[] = ['key_perhaps_wrong', 'distractor_unused'];

function restShare(person: number, isRight: number, { right, answers, share }: Totals): number {
  const others = (answers.get(person) ?? 0) - 1;
  return others <= 0 ? share : ((right.get(person) ?? 0) - isRight) / others;
}

function withGroups(
  shares: readonly ChoiceStatistics[],
  answers: readonly ItemAnswer[],
): readonly CountedChoice[] {
  const ranked = answers.toSorted((a, b) => b.restShare - a.restShare);
  const size = Math.max(1, Math.round(answers.length * GROUP));
  const [upper, lower] = [ranked.slice(0, size), ranked.slice(-size)];
  const among = (group: readonly ItemAnswer[], choice: number) =>
    group.filter((answer) => answer.choice === choice).length / size;
  return shares.map((it) => ({
    ...it,
    upperShare: among(upper, it.choice),
    lowerShare: among(lower, it.choice),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
