import type { QuestionRow } from '@app/practice';
import type { List } from '../../../shell/lists/list';
import { stateChip } from '../../../shell/signs';
import {
  answersText,
  figureText,
  flagsInOrder,
  PLACE_WORDS,
  questionAddress,
  shareText,
  stemLine,
} from './question-words';

export const QUESTION_LIST: List<QuestionRow> = {
  name: '問題の一覧',
  columns: [
    {
      key: 'question',
      heading: '問題',
      isRowHeading: true,
      value: ({ body }) => stemLine(body),
      show: ({ questionId, body, key }) => ({
        text: stemLine(body),
        href: questionAddress(questionId),
        hint: key,
      }),
    },
    {
      key: 'flags',
      heading: '気になること',
      value: (row) => flagNames(row).join('、'),
      show: (row) =>
        row.isWithdrawn
          ? { text: '', chip: stateChip('question.withdrawn') }
          : { text: '', lines: flagNames(row) },
    },
    {
      key: 'place',
      heading: '出るところ',
      dropsWhenConstant: true,
      value: ({ place }) => PLACE_WORDS[place],
    },
    {
      key: 'answers',
      heading: '答えた人',
      counter: '人',
      isNumber: true,
      sort: 'answers',
      value: ({ answers, hasAnswers }) => answersText(answers, hasAnswers),
    },
    {
      key: 'facility',
      heading: '正答率',
      isNumber: true,
      sort: 'facility',
      value: ({ facility }) => shareText(facility),
    },
    {
      key: 'discrimination',
      heading: '識別力',
      isNumber: true,
      sort: 'discrimination',
      value: ({ discrimination }) => figureText(discrimination),
    },
    {
      key: 'time',
      heading: '時間',
      counter: '秒',
      isNumber: true,
      sort: 'time',
      value: ({ medianSeconds }) =>
        medianSeconds === null ? '―' : String(Math.round(medianSeconds)),
    },
    {
      key: 'drift',
      heading: '正答率の変化',
      isNumber: true,
      value: ({ drift }) => figureText(drift),
    },
  ],
};

function flagNames({ flags }: QuestionRow): readonly string[] {
  return flagsInOrder(flags).map(({ name }) => name);
}
