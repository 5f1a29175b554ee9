import { numberText, people as peopleText, things } from '@app/platform';
import { FEWEST_PEOPLE, isMockKey } from '@app/practice';
import {
  type PersonOfResult,
  type QuestionHistory,
  type ResultChange,
  TREATMENT_WORDS,
} from '@app/quizzes';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { questionAddress, QUESTIONS } from './question-words';

interface Found {
  readonly history: QuestionHistory;
  readonly changes: readonly ResultChange[];
  /** What each quiz is called; empty for mock exams. */
  readonly labels: ReadonlyMap<string, string>;
  /** Who newly passes a course quiz. */
  readonly people: readonly PersonOfResult[];
  readonly form: FormView<'reason'>;
}

export function quizKeysOf(changes: readonly ResultChange[]): readonly string[] {
  return [...new Set(changes.map(({ quizKey }) => quizKey))];
}

/** Of course quizzes only: how a mock went is nobody else's business. */
export function newlyPassed(changes: readonly ResultChange[]): readonly string[] {
  const passed = changes.filter((it) => !it.isPrivate && it.passedAfter && !it.passedBefore);
  return [...new Set(passed.map(({ personId }) => personId))];
}

/** Whose results change and how, before anything does. */
export function rescoringView({ history, changes, labels, people, form }: Found) {
  const { text } = history;
  const own = questionAddress(text.id);
  const title = '採点し直す';
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['模擬試験', '/mock-exams'], ['問題の出来', QUESTIONS], [text.key, own], [title]),
      summaryOf(changes, people),
    ),
    quizzes:
      changes.length === 0
        ? null
        : listTable(QUIZZES, quizRows(changes, labels), {
            caption: '試験ごとの結果の変化',
            path: '',
            query: {},
          }),
    people:
      people.length === 0
        ? null
        : listTable(PEOPLE, people, { caption: '新しく合格になる人', path: '', query: {} }),
    form,
    confirm: questionOf({ history, changes, people }, own),
  };
}

export function summaryOf(
  changes: readonly ResultChange[],
  people: readonly PersonOfResult[],
): string {
  if (changes.length === 0) return '採点し直しても、変わる結果はありません。';
  const passed =
    people.length === 0
      ? '新しく合格になる人はいません'
      : `${peopleText(people.length)}が新しく合格になります`;
  return `${resultsText(changes)}の結果で正解が1問ふえ、${passed}。合格でなくなる人はいません。`;
}

function questionOf(
  { history, changes, people }: Pick<Found, 'history' | 'changes' | 'people'>,
  own: string,
) {
  const { treatment } = history.text;
  const isPossible = changes.length > 0 && treatment !== null;
  return confirm(
    {
      action: `${own}/rescore`,
      button: isPossible ? '採点し直す' : '',
      happens: isPossible
        ? [
            `この問題は「${TREATMENT_WORDS[treatment]}」扱いで採点し直します。元には戻せません。`,
            ...(people.length === 0
              ? []
              : ['新しく合格になり、講座を読み終えている人は、採点し直した日に修了します。']),
          ]
        : [],
      stays: isPossible
        ? [
            '正解だった人、合格だった人、修了した日は変わりません。',
            '前の結果は、本人の結果の頁に残ります。',
          ]
        : [],
    },
    own,
  );
}

interface QuizRow {
  readonly name: string;
  readonly results: string;
  readonly passed: string;
}

/** A course of several years is one line a year, as its title says; all mock exams are one. */
function quizRows(
  changes: readonly ResultChange[],
  labels: ReadonlyMap<string, string>,
): readonly QuizRow[] {
  const nameOf = ({ quizKey }: ResultChange): string =>
    isMockKey(quizKey) ? MOCKS : (labels.get(quizKey) ?? '');
  return [...new Set(changes.map(nameOf))].map((name) => {
    const own = changes.filter((it) => nameOf(it) === name);
    const passed = newlyPassed(own).length;
    return {
      name,
      results: resultsText(own),
      passed: name === MOCKS ? '―' : numberText(passed),
    };
  });
}

const MOCKS = '模擬試験';

/** Of mocks below five people only that. */
function resultsText(changes: readonly ResultChange[]): string {
  const people = new Set(changes.map(({ personId }) => personId)).size;
  if (changes.some(({ isPrivate }) => isPrivate) && people < FEWEST_PEOPLE)
    return `${String(FEWEST_PEOPLE)}人未満`;
  return things(changes.length);
}

const QUIZZES: List<QuizRow> = {
  name: '試験ごとの結果の変化',
  columns: [
    { key: 'name', heading: '試験', isRowHeading: true, value: ({ name }) => name },
    { key: 'results', heading: '変わる結果', isNumber: true, value: ({ results }) => results },
    {
      key: 'passed',
      heading: '新しく合格',
      counter: '人',
      isNumber: true,
      value: (it) => it.passed,
    },
  ],
};

const PEOPLE: List<PersonOfResult> = {
  name: '新しく合格になる人',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: ({ name }) => name,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '所属なし' },
  ],
};
