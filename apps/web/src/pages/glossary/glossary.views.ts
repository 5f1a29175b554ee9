import type { GlossaryRow } from '@app/courses';
import { address, breadcrumb, type Crumb } from '../../shell/view-parts';

export interface GlossaryView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly sentence: string;
  readonly text: string;
  readonly terms: readonly {
    readonly term: string;
    readonly reading: string;
    readonly meaning: string;
    readonly see: readonly { readonly term: string; readonly href: string }[];
  }[];
}

export function glossaryView(rows: readonly GlossaryRow[], text: string): GlossaryView {
  return {
    title: '用語集',
    breadcrumb: breadcrumb(['学ぶ', '/courses'], ['用語集']),
    sentence: sentenceOf(rows.length, text),
    text,
    terms: rows.map((row) => ({
      term: row.term,
      reading: row.reading,
      meaning: row.meaning,
      see: row.see.map((term) => ({ term, href: address('/glossary', { q: term }) })),
    })),
  };
}

function sentenceOf(count: number, text: string): string {
  if (text !== '') return `「${text}」に当てはまる用語は${String(count)}語です。`;
  return count === 0
    ? '用語はまだ登録されていません。'
    : `講座に出てくる${String(count)}語の意味を調べられます。`;
}
