import {
  type GlossaryFilter,
  type GlossaryRow,
  KANA_ROWS,
  type KanaRow,
  type TermLessonRow,
} from '@app/courses';
import { fillLessonWords, lessonWordsInUse, type Page, thingsSentence, words } from '@app/platform';
import { pageHead, type PageHeadView } from '../../../shell/parts/heads';
import { address, breadcrumb, type Pager, pager } from '../../../shell/view-parts';

export const TERMS_PER_PAGE = 50;
const GLOSSARY = '/glossary';

export interface GlossaryView {
  readonly title: string;
  readonly head: PageHeadView;
  readonly text: string;
  readonly rows: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly terms: readonly {
    readonly term: string;
    readonly reading: string;
    readonly meaning: string;
    readonly see: readonly { readonly term: string; readonly href: string }[];
    readonly lessons: readonly { readonly title: string; readonly href: string }[];
  }[];
  readonly pages: Pager | null;
}

/** A search looks through all terms; without one, the terms are leafed through by the rows of the kana table. */
export function glossaryView(
  list: Page<GlossaryRow>,
  lessons: readonly TermLessonRow[],
  filter: GlossaryFilter,
): GlossaryView {
  const { text, row, page, pageSize } = filter;
  const query = text === '' ? { row: row ?? '' } : { q: text };
  return {
    title: '用語集',
    head: pageHead('用語集', breadcrumb(['用語集']), sentenceOf(list.total, filter)),
    text,
    rows: rowLinks(text === '' ? row : undefined),
    terms: list.rows.map(({ term, reading, meaning, see }) => ({
      term,
      reading,
      meaning: fillLessonWords(meaning, lessonWordsInUse()),
      see: see.map((other) => ({ term: other, href: address(GLOSSARY, { q: other }) })),
      lessons: lessons
        .filter((lesson) => lesson.term === term)
        .map(({ lessonTitle, courseKey, lessonKey }) => ({
          title: lessonTitle,
          href: `/courses/${courseKey}/lessons/${lessonKey}`,
        })),
    })),
    pages: pager({ page, pageSize, total: list.total }, (number) =>
      address(GLOSSARY, { ...query, page: number }),
    ),
  };
}

/** undefined: a search is shown, so no row is the current one. */
function rowLinks(current: KanaRow | null | undefined): GlossaryView['rows'] {
  const rows = (Object.keys(KANA_ROWS) as KanaRow[]).map((row) => ({
    label: `${row}行`,
    href: address(GLOSSARY, { row }),
    isCurrent: row === current,
  }));
  return [{ label: 'すべて', href: GLOSSARY, isCurrent: current === null }, ...rows];
}

function sentenceOf(total: number, { text, row }: GlossaryFilter): string {
  if (text !== '') return thingsSentence(`「${text}」に当てはまる用語`, total, '語');
  if (row !== null) return thingsSentence(`読みが${row}行で始まる用語`, total, '語');
  return total === 0
    ? '用語はまだ登録されていません。'
    : `${words.course}に出てくる${String(total)}語の意味を調べられます。`;
}
