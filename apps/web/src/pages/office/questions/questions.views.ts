import { formatDateTime, numberText } from '@app/platform';
import {
  QUESTION_PLACES,
  type QuestionFilter,
  type QuestionList,
  type QuestionSort,
} from '@app/practice';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { FLAG_WORDS, PLACE_WORDS, QUESTIONS } from './question-words';
import { SHOWN_FLAGS } from './questions.forms';
import { QUESTION_LIST } from './questions.list';

export const QUESTIONS_PER_PAGE = 50;

interface Found {
  readonly filter: QuestionFilter;
  readonly sort: QuestionSort;
  readonly page: number;
  readonly list: QuestionList;
}

export function questionsView({ filter, sort, page, list }: Found) {
  const query = { ...filter, sort: sort === 'trouble' ? undefined : sort };
  const { rows, total } = list;
  const title = '問題の出来';
  return {
    title,
    head: pageHead(title, breadcrumb(['模擬試験', '/mock-exams'], [title]), sentenceOf(list)),
    filter: filterOf(filter, query.sort, total),
    table:
      rows.length === 0
        ? null
        : listTable(QUESTION_LIST, rows, {
            caption: `問題(${numberText(total)}問)`,
            path: QUESTIONS,
            query,
            sort,
          }),
    pages: pager({ page, pageSize: QUESTIONS_PER_PAGE, total }, (number) =>
      address(QUESTIONS, { ...query, page: number }),
    ),
  };
}

/** What there is to do, and of when the figures are. */
export function sentenceOf({
  total,
  flagged,
  countedAt,
}: Pick<QuestionList, 'total' | 'flagged' | 'countedAt'>): string {
  if (countedAt === null)
    return `${numberText(total)}問のうち、答えがそろった問題はまだありません。毎日2時40分に集計します。`;
  const found =
    flagged === 0
      ? 'いま気になる問題はありません'
      : `${numberText(flagged)}問に、確かめてほしいことがあります`;
  return `${numberText(total)}問のうち、${found}(${formatDateTime(countedAt)}に集計)。`;
}

function filterOf({ place, flag, words }: QuestionFilter, sort: string | undefined, total: number) {
  return filterBar(
    [
      searchField('問題文か番号', asked('words', words)),
      selectField(
        '出るところ',
        asked('place', place),
        QUESTION_PLACES.map((value) => ({ value, text: PLACE_WORDS[value] })),
      ),
      selectField(
        '気になること',
        asked('flag', flag),
        SHOWN_FLAGS.map((value) => ({ value, text: flagText(value) })),
      ),
    ],
    { path: QUESTIONS, label: '問題の絞り込み', kept: { sort }, found: `${numberText(total)}問` },
  );
}

function flagText(flag: (typeof SHOWN_FLAGS)[number]): string {
  if (flag === 'any') return '何かある問題';
  return flag === 'withdrawn' ? '取り下げた問題' : FLAG_WORDS[flag].name;
}
