import {
  type Answer,
  choicesAsked,
  type QuestionDisplay,
  type QuestionFeedback,
  type SimpleAnswer,
} from '@app/quizzes';
import { fillAllWords, lessonWordsInUse } from '@app/platform';
import { type ChipView, stateChip } from '../../../shell/signs';
import { type StemBlock, stemBlocks } from './stem-blocks';

interface OptionView {
  readonly id: string;
  readonly name: string;
  readonly type: 'radio' | 'checkbox';
  readonly value: string;
  readonly label: string;
  readonly isChecked: boolean;
  readonly isRequired?: boolean;
  /** Once answered: whether it is right, or one's own, and why; empty of all others. */
  readonly mark: string;
  readonly why: string;
  readonly className: string;
}

interface PlaceView {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly isSelected: boolean;
  }[];
}

interface TypedView {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly inputMode: 'decimal' | 'text';
}

/** The fields of one question for the partial `question-fields`; `answerOf` reads them back. */
export interface QuestionFieldsView {
  readonly kindName: string;
  readonly kind: string;
  /** What is asked, up to the first table or lines as they stand. */
  readonly stem: string;
  /** The rest of it: a legend holds nothing but words. */
  readonly blocks: readonly StemBlock[];
  readonly hint: string;
  readonly options: readonly OptionView[];
  readonly places: readonly PlaceView[];
  readonly typed: TypedView | null;
  readonly parts: readonly QuestionFieldsView[];
}

const HINTS: Readonly<Record<QuestionDisplay['kind'], string>> = {
  single: '一つ選んでください。',
  multiple: 'あてはまるものをすべて選んでください。',
  true_false: '正しいか誤りかを選んでください。',
  order: 'それぞれ何番目かを選んでください。',
  match: 'それぞれに合うものを選んでください。',
  sort_into: 'それぞれどこに入るかを選んでください。',
  numeric: '数字で入力してください。',
  short_text: '言葉で入力してください。',
  case: '次の文を読んで、すべての問いに答えてください。',
};

function hintOf({ kind, stem }: QuestionDisplay): string {
  const asked = kind === 'multiple' ? choicesAsked(stem) : null;
  return asked === null ? HINTS[kind] : `${String(asked)}つ選んでください。`;
}

/** In the city's words. `id` keeps the fields of several questions on one page apart. */
export function questionFields(
  asked: QuestionDisplay,
  answer: Answer | null,
  id = 'q',
): QuestionFieldsView {
  const display = fillAllWords(asked, lessonWordsInUse());
  if (display.kind !== 'case') {
    return simpleFields(display, answer?.kind === 'case' ? null : answer, { id, prefix: '' });
  }
  const given = answer?.kind === 'case' ? answer.parts : [];
  const parts = display.parts.map((part, index) =>
    simpleFields(part, given[index] ?? null, {
      id: `${id}-${String(index)}`,
      prefix: `p${String(index)}-`,
    }),
  );
  return { ...emptyFields(display, 'kind'), parts };
}

/** Ids are unique on the page, names in the form. */
interface Names {
  readonly id: string;
  readonly prefix: string;
}

function emptyFields(display: QuestionDisplay, kindName: string): QuestionFieldsView {
  const { kind } = display;
  const [first, ...rest] = stemBlocks(display.stem);
  const text = first?.text ?? '';
  return {
    kindName,
    kind,
    stem: text,
    blocks: text === '' && first ? [first, ...rest] : rest,
    hint: hintOf(display),
    options: [],
    places: [],
    typed: null,
    parts: [],
  };
}

function simpleFields(
  display: QuestionDisplay,
  answer: SimpleAnswer | null,
  names: Names,
): QuestionFieldsView {
  const fields = emptyFields(display, `${names.prefix}kind`);
  switch (display.kind) {
    case 'single':
    case 'multiple':
    case 'true_false':
      return { ...fields, options: optionViews(display, answer, names) };
    case 'order':
    case 'match':
    case 'sort_into':
      return { ...fields, places: placeViews(display, answer, names) };
    case 'numeric':
    case 'short_text':
    case 'case':
      return { ...fields, typed: typedView(display, answer, names) };
  }
}

const UNMARKED = { mark: '', why: '', className: '' } as const;

/** Beside the choices of an answered question: which is right, which was one's own, and the reasons of these. */
export function withReasons(
  fields: QuestionFieldsView,
  { told }: FeedbackView,
): QuestionFieldsView {
  const options = fields.options.map((option, index) => ({
    ...option,
    ...(told[index] ?? UNMARKED),
  }));
  return { ...fields, options };
}

function optionViews(
  display: QuestionDisplay,
  answer: SimpleAnswer | null,
  { id, prefix }: Names,
): OptionView[] {
  const chosen = answer && 'choices' in answer ? answer.choices : [];
  return display.choices.map((label, index) => ({
    id: `${id}-choice-${String(index)}`,
    name: `${prefix}choice`,
    type: display.kind === 'multiple' ? 'checkbox' : 'radio',
    value: String(index),
    label,
    isChecked: chosen.includes(index),
    ...UNMARKED,
  }));
}

function placeViews(
  display: QuestionDisplay,
  answer: SimpleAnswer | null,
  { id, prefix }: Names,
): PlaceView[] {
  const places = answer && 'places' in answer ? answer.places : [];
  const targets =
    display.kind === 'order'
      ? display.items.map((_, index) => `${String(index + 1)}番目`)
      : display.targets;
  return display.items.map((label, item) => ({
    id: `${id}-place-${String(item)}`,
    name: `${prefix}place-${String(item)}`,
    label,
    options: [
      { value: '', label: '選んでください', isSelected: (places[item] ?? null) === null },
      ...targets.map((target, index) => ({
        value: String(index),
        label: target,
        isSelected: places[item] === index,
      })),
    ],
  }));
}

function typedView(
  display: QuestionDisplay,
  answer: SimpleAnswer | null,
  { id, prefix }: Names,
): TypedView {
  return {
    id: `${id}-text`,
    name: `${prefix}text`,
    value: answer && 'text' in answer ? answer.text : '',
    label: display.unit === '' ? '答え' : `答え(単位: ${display.unit})`,
    inputMode: display.kind === 'numeric' ? 'decimal' : 'text',
  };
}

interface FeedbackChoiceView {
  readonly text: string;
  readonly why: string;
  readonly mark: string;
  readonly className: string;
}

interface FeedbackRowView {
  readonly label: string;
  readonly given: string;
  /** Empty while the key stays closed; then whether it is right is not told either. */
  readonly right: string;
  readonly chip: ChipView | null;
}

/** Right or wrong with every reason, for the partial `question-feedback`. */
export interface FeedbackView {
  readonly stem: string;
  readonly stemBlocks: readonly StemBlock[];
  /** Null where the verdict stands elsewhere. */
  readonly chip: ChipView | null;
  /** What is right and what was chosen. */
  readonly choices: readonly FeedbackChoiceView[];
  /** The reasons of the rest, for whoever wants to know. */
  readonly others: readonly FeedbackChoiceView[];
  /** Of every choice in the order shown, what there is to say beside it. */
  readonly told: readonly Pick<FeedbackChoiceView, 'mark' | 'why' | 'className'>[];
  readonly rows: readonly FeedbackRowView[];
  readonly explanation: string;
  readonly parts: readonly FeedbackView[];
}

export function feedbackView(given: QuestionFeedback): FeedbackView {
  const feedback = fillAllWords(given, lessonWordsInUse());
  const choices = feedback.choices.map((choice) => ({
    text: choice.text,
    why: choice.why,
    mark: choiceMark(choice),
    className: feedback.isKeyClosed ? 'answer' : choiceClass(choice),
  }));
  return {
    stem: feedback.stem,
    stemBlocks: stemBlocks(feedback.stem),
    chip: verdictChip(feedback),
    choices: choices.filter(({ mark }) => mark !== ''),
    others: choices.filter(({ mark }) => mark === ''),
    told: choices.map(({ mark, why, className }) =>
      mark === '' ? UNMARKED : { mark, why, className },
    ),
    rows: feedback.rows.map(({ label, given, right, isCorrect }) => ({
      label,
      given,
      right,
      chip: feedback.isKeyClosed ? null : stateChip(isCorrect ? 'answer.right' : 'answer.wrong'),
    })),
    explanation: feedback.explanation,
    parts: feedback.parts.map(feedbackView),
  };
}

function verdictChip({ isAnswered, isCorrect }: QuestionFeedback): ChipView {
  if (isCorrect) return stateChip('answer.right');
  return stateChip(isAnswered ? 'answer.wrong' : 'answer.missing');
}

type Choice = QuestionFeedback['choices'][number];

function choiceMark({ isCorrect, isChosen }: Choice): string {
  if (isCorrect) return isChosen ? '正解・あなたの答え' : '正解';
  return isChosen ? 'あなたの答え' : '';
}

function choiceClass({ isCorrect, isChosen }: Choice): string {
  if (isCorrect) return 'answer answer--correct';
  return isChosen ? 'answer answer--wrong' : 'answer';
}
