import type { QuestionKind } from './question-body';

/** A question as a person sees it before answering. It never carries the key. */
export interface QuestionDisplay {
  readonly kind: QuestionKind;
  readonly stem: string;
  /** single, multiple, true_false: the options in the order shown. */
  readonly choices: readonly string[];
  /** order, sort_into: the items in the order shown; match: the left sides. */
  readonly items: readonly string[];
  /** match: the right sides in the order shown; sort_into: the names of the groups. */
  readonly targets: readonly string[];
  /** numeric: the unit behind the field. */
  readonly unit: string;
  /** case: its questions. */
  readonly parts: readonly QuestionDisplay[];
}

/** One option with what there is to say about it. */
export interface ChoiceFeedback {
  readonly text: string;
  readonly isChosen: boolean;
  readonly isCorrect: boolean;
  readonly why: string;
}

/** One placed item, or the one typed answer: what was given and what is right, in words. */
export interface RowFeedback {
  readonly label: string;
  readonly given: string;
  readonly right: string;
  readonly isCorrect: boolean;
}

/** What a person is told after answering: right or wrong, why, and the explanation. Carries the key. */
export interface QuestionFeedback {
  readonly kind: QuestionKind;
  readonly stem: string;
  readonly isAnswered: boolean;
  readonly isCorrect: boolean;
  /** Only what was given is told, and that it is wrong. */
  readonly isKeyClosed?: true;
  /** single, multiple, true_false. */
  readonly choices: readonly ChoiceFeedback[];
  /** order, match, sort_into, numeric, short_text. */
  readonly rows: readonly RowFeedback[];
  readonly explanation: string;
  /** case. */
  readonly parts: readonly QuestionFeedback[];
}
