import { formatDateTime, numberText } from '@app/platform';
import {
  type MockAnswerOfMiddle,
  type MockOfPerson,
  type MockScore,
  missingOf,
  reachesLines,
  scoreMock,
  examBlueprint,
  secondsByPosition,
  type SyllabusTree,
  type TaughtBy,
} from '@app/practice';
import type { AttemptResult } from '@app/quizzes';
import type { List } from '../../../shell/lists/list';
import { isUsual } from '../../../shell/lists/common-chips';
import { listTable } from '../../../shell/lists/list-table';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { mockTitle } from '../../../shared/mock-words';
import type { Figures } from '../../../shared/figure-address';
import { rescoredMockTexts } from '../../learn/quiz/rescored-words';
import { resultQuestion, squareView } from '../../learn/quiz/result.views';
import { mockList, scoredMocks } from './mock-list';
import { secondsText } from '../../../shared/seconds-text';
import { attemptAddress, minutesText, overallOf, pointsText } from './mock-words';

export interface MockResultFacts {
  readonly mock: MockOfPerson;
  readonly result: AttemptResult;
  readonly syllabus: SyllabusTree;
  /** All of the person's mocks, for the comparison. */
  readonly mocks: readonly MockOfPerson[];
  readonly lessons: readonly TaughtBy[];
  readonly figures: Figures;
}

/** Before it is handed in: nothing of the key, only the way back. */
export function openMockView(mock: MockOfPerson, { fields }: Pick<SyllabusTree, 'fields'>) {
  const title = `${mockTitle(mock, fields)}の結果`;
  return {
    ...frame(title),
    summary: 'まだ提出していません。結果は、提出すると表示されます。',
    backHref: attemptAddress(mock.attemptId),
    page: null,
  };
}

/** The result as an estimate in the form of the exam, and what to do with it. */
export function mockResultView(facts: MockResultFacts) {
  const { mock, result, syllabus, mocks } = facts;
  const score = scoreMock(mock.answers, examBlueprint(syllabus));
  const taken = scoredMocks(mocks, syllabus);
  return {
    ...frame(`${mockTitle(mock, syllabus.fields)}の結果`),
    summary: summaryOf(score, syllabus),
    backHref: '',
    page: {
      about: aboutTexts(facts),
      scores: listTable(scoreList(syllabus), scoreRows(score, syllabus), tableOf('目安')),
      meaning: meaningOf(mock.answers),
      middles: listTable(middleList(), middleRows(facts), tableOf('中分類ごとの正答')),
      times: timeTexts(result),
      compared:
        taken.length < 2 ? null : listTable(mockList(syllabus), taken, tableOf('受けた模擬試験')),
      squares: squaresOf(facts),
      groups: groupsOf(facts),
    },
  };
}

function frame(title: string) {
  return { title, breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], [title]) };
}

const tableOf = (caption: string) => ({ caption, hidesCaption: true, path: '', query: {} });

export function summaryOf(
  score: MockScore,
  lines: Pick<SyllabusTree, 'passTotal' | 'passField'>,
): string {
  const overall = overallOf(score);
  if (overall === null) return '採点した問題がありません。';
  const line =
    score.total === null
      ? `分野の線(${String(lines.passField)}点)`
      : `合格の線(総合${String(lines.passTotal)}点、分野ごとに${String(lines.passField)}点)`;
  const isReached = reachesLines(score, lines);
  const verdict = isReached ? 'に届いています' : 'には届いていません';
  const needed = score.total === null ? lines.passField : lines.passTotal;
  const isNear = overall.range.from < needed && overall.range.to >= needed;
  const near = isNear ? '線が幅の中にあるので、本番ではどちらにもなりえます。' : '';
  const missing = missingOf(score, needed);
  const rounded =
    overall.points >= needed && missing > 0
      ? `目安は5点きざみに丸めています。線までは、正解があと${String(missing)}問です。`
      : '';
  return `目安で${pointsText(overall)}です。${line}${verdict}。${rounded}${near}`;
}

function aboutTexts({ mock, result }: MockResultFacts): readonly string[] {
  const { submittedAt, deadlineAt, lateCount } = result;
  const isClosed = deadlineAt !== null && submittedAt.getTime() === deadlineAt.getTime();
  return [
    isClosed
      ? `${formatDateTime(submittedAt)}に時間になり、保存した解答で提出されました(持ち時間${minutesText(mock)})。`
      : `${formatDateTime(submittedAt)}に提出しました(持ち時間${minutesText(mock)})。`,
    ...rescoredMockTexts(result, mock.answers),
    ...(lateCount === 0
      ? []
      : [`締切後に届いた解答が${numberText(lateCount)}問あります。結果に数えていません。`]),
    ...(mock.seenCount === 0
      ? []
      : [
          `${numberText(mock.seenCount)}問は前の模擬試験でも解いた問題なので、目安は高めに出ることがあります。`,
        ]),
  ];
}

function meaningOf(answers: readonly MockAnswerOfMiddle[]): string {
  const scored = answers.filter(({ isScored }) => isScored).length;
  return `目安は、採点した${String(scored)}問のうち正解した割合を0〜1000点で表したものです。幅は、この結果だけから見た力の幅(10回のうち8回はこの中)です。本番の点数の付け方は公表されていません。`;
}

interface ScoreRow {
  readonly name: string;
  readonly points: number;
  readonly range: string;
  readonly line: number;
  readonly right: number;
  readonly of: number;
}

function scoreRows({ total, fields }: MockScore, syllabus: SyllabusTree): readonly ScoreRow[] {
  const rows = fields.map(({ field, right, of, estimate }) => ({
    ...{ name: syllabus.fields.find(({ key }) => key === field)?.name ?? field, right, of },
    ...shown(estimate, syllabus.passField),
  }));
  if (total === null) return rows;
  const sum = (key: 'right' | 'of') => fields.reduce((all, field) => all + field[key], 0);
  return [
    { name: '総合', right: sum('right'), of: sum('of'), ...shown(total, syllabus.passTotal) },
    ...rows,
  ];
}

function shown({ points, range }: MockScore['fields'][number]['estimate'], line: number) {
  return { points, range: `${String(range.from)}〜${String(range.to)}`, line };
}

function scoreList({ fields }: SyllabusTree): List<ScoreRow> {
  return {
    name: `目安(${String(fields.length)}分野)`,
    columns: [
      { key: 'name', heading: '分野', isRowHeading: true, value: ({ name }) => name },
      {
        key: 'state',
        heading: '合格の線',
        isState: true,
        value: ({ points, line }) => stateChip(pointsState(points, line)).label,
        show: ({ points, line }) => ({ text: '', chip: stateChip(pointsState(points, line)) }),
      },
      { key: 'points', heading: '目安', counter: '点', isNumber: true, value: (it) => it.points },
      { key: 'range', heading: '幅', counter: '点', isNumber: true, value: ({ range }) => range },
      { key: 'line', heading: '線', counter: '点', isNumber: true, value: ({ line }) => line },
      {
        key: 'right',
        heading: '正解 / 採点した問題',
        isNumber: true,
        value: ({ right, of }) => `${String(right)} / ${String(of)}`,
      },
    ],
  };
}

function pointsState(points: number, line: number) {
  return points >= line ? 'mock.reached' : 'mock.below';
}

interface MiddleRow {
  readonly number: number;
  readonly name: string;
  readonly right: number;
  readonly of: number;
  readonly lessons: readonly { readonly href: string; readonly label: string }[];
}

/** Of all questions, also of those that do not count; where most is wrong first. */
function middleRows({ mock, lessons }: MockResultFacts): readonly MiddleRow[] {
  const numbers = [...new Set(mock.answers.map(({ middle }) => middle))];
  const rows = numbers.map((number) => {
    const own = mock.answers.filter(({ middle }) => middle === number);
    return {
      number,
      name: own[0]?.middleName ?? '',
      right: own.filter(({ isCorrect }) => isCorrect).length,
      of: own.length,
      lessons: lessons.filter(({ middle }) => middle === number).map(lessonLink),
    };
  });
  const wrong = ({ right, of }: MiddleRow) => of - right;
  return rows.toSorted((a, b) => wrong(b) - wrong(a) || a.number - b.number);
}

function lessonLink({ courseKey, key, title }: TaughtBy) {
  return { href: `/courses/${courseKey}/lessons/${key}`, label: title };
}

function middleList(): List<MiddleRow> {
  return {
    name: '中分類ごとの正答',
    columns: [
      { key: 'name', heading: '中分類', isRowHeading: true, value: ({ name }) => name },
      {
        key: 'right',
        heading: '正解 / 問題',
        isNumber: true,
        value: ({ right, of }) => `${String(right)} / ${String(of)}`,
      },
      {
        key: 'again',
        heading: '学び直す',
        only: 'page',
        value: () => null,
        slot: ({ right, of, ...row }) => ({ ...row, hasWrong: right < of }),
      },
    ],
  };
}

const SLOWEST = 3;

function timeTexts({ questions, startedAt }: AttemptResult): readonly string[] {
  const seconds = [...secondsByPosition(questions, startedAt)].toSorted(([, a], [, b]) => b - a);
  const middle = seconds[Math.floor(seconds.length / 2)];
  if (middle === undefined) return [];
  const slowest = seconds
    .slice(0, SLOWEST)
    .map(([position, each]) => `問題 ${String(position)}(${secondsText(each)})`);
  return [
    `1問にかかった時間は、まん中で${secondsText(middle[1])}でした。長かったのは${slowest.join('、')}です。`,
    '時間は、解答を保存した時刻の間隔です。答え直した問題は、最後に保存したときのものです。',
  ];
}

function squaresOf({ mock, result }: MockResultFacts) {
  const unscored = unscoredOf(mock.answers);
  return result.questions.map((question) => {
    const square = squareView(question);
    return unscored.has(question.position)
      ? { ...square, label: `${square.label}・採点しない問題`, isUnscored: true }
      : { ...square, isUnscored: false };
  });
}

/** A hundred reasons are many: those of a field open together, and a square leads into it. */
function groupsOf(facts: MockResultFacts) {
  const { mock, syllabus } = facts;
  const questions = questionsOf(facts);
  return syllabus.fields.flatMap(({ key, name }) => {
    const own = mock.answers.filter(({ field }) => field === key);
    const positions = new Set(own.map(({ position }) => position));
    const right = own.filter(({ isCorrect }) => isCorrect).length;
    return own.length === 0
      ? []
      : [
          {
            title: `${name}(${numberText(own.length)}問のうち${numberText(right)}問正解)`,
            questions: questions.filter(({ position }) => positions.has(position)),
          },
        ];
  });
}

function questionsOf({ mock, result, figures }: MockResultFacts) {
  const unscored = unscoredOf(mock.answers);
  const seconds = secondsByPosition(result.questions, result.startedAt);
  const wrong = result.questions.filter((question) => !question.isCorrect).length;
  const isMarked = !isUsual(wrong, result.questions.length);
  return result.questions.map((question) => {
    const spent = seconds.get(question.position);
    return {
      ...resultQuestion(question, { isMarked, figures }),
      position: question.position,
      notes: [
        ...(unscored.has(question.position) ? ['採点しない問題'] : []),
        ...(spent === undefined ? [] : [secondsText(spent)]),
      ].join('・'),
    };
  });
}

function unscoredOf(answers: readonly MockAnswerOfMiddle[]): ReadonlySet<number> {
  return new Set(answers.filter(({ isScored }) => !isScored).map(({ position }) => position));
}
