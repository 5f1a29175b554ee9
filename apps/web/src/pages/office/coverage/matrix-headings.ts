import { words } from '@app/platform';
import { unitsHref } from './coverage-links';
import { askedQuery, type MatrixAsked, type MatrixSort } from './matrix-asked';
import type { MatrixFrame } from './matrix.views';

interface HeadingView {
  readonly text: string;
  readonly note: string;
  /** Where a click leads; empty: the column does not sort. */
  readonly href: string;
  readonly ariaSort: 'ascending' | 'descending' | '';
  readonly isNumber: boolean;
}

/** The columns of 課 × requirement, in the order of their cells; without `asked` none of them sorts. */
export function matrixHeadings(
  { asOf, within }: Pick<MatrixFrame, 'asOf' | 'within'>,
  asked: MatrixAsked | null = null,
): readonly HeadingView[] {
  const heading = (text: string, sort: MatrixSort | null = null, note = ''): HeadingView => ({
    ...{ text, note, isNumber: sort === 'regular' },
    ...(sort === null || asked === null
      ? { href: '', ariaSort: '' }
      : { href: sortHref(sort, asked), ariaSort: ariaSort(sort, asked) }),
  });
  return [
    heading(words.unit),
    heading(words.leader),
    heading('空白・見込み', 'vacancy'),
    heading('代わりなし', 'sole', `${String(within)}か月以内に終わる`),
    heading(words.supporter, 'supporters'),
    heading('ITパスポート', 'holders'),
    heading('情報セキュリティ', 'security'),
    heading('AI活用', 'ai'),
    heading('必修の残り', 'open'),
    heading('正規職員', 'regular'),
  ];

  function sortHref(sort: MatrixSort, of: MatrixAsked): string {
    const isDescending = of.sort === sort && !of.isDescending;
    return unitsHref(asOf, askedQuery({ ...of, sort, isDescending }));
  }
}

function ariaSort(sort: MatrixSort, asked: MatrixAsked): HeadingView['ariaSort'] {
  if (asked.sort !== sort) return '';
  return asked.isDescending ? 'descending' : 'ascending';
}
