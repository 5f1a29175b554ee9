import type { ChipView, TagView } from '../signs';
import type { Crumb } from '../view-parts';

/** The line below a heading: how it stands, in words that can be read aloud. The model of the partial `sentence`. */
export interface SentenceView {
  readonly text: string;
  readonly chip: ChipView | null;
  readonly tags: readonly TagView[];
  /** Quiet words behind. */
  readonly note: string;
}

export function sentence(
  text: string,
  more: Partial<Omit<SentenceView, 'text'>> = {},
): SentenceView {
  return { chip: null, tags: [], note: '', ...more, text };
}

/** The model of the partial `page-head`: the way to the page (on a phone 「‹ 親」), its name, its sentence. */
export interface PageHeadView {
  readonly breadcrumb: readonly Crumb[];
  readonly title: string;
  readonly sentence: SentenceView | null;
}

/** What stands beside it (a day to choose, one act) is the block that the page gives to the partial. */
export function pageHead(
  title: string,
  way: readonly Crumb[],
  line: SentenceView | string | null = null,
): PageHeadView {
  return {
    breadcrumb: way,
    title,
    sentence: typeof line === 'string' ? sentence(line) : line,
  };
}

/** The model of the partial `print-head`: what paper must say because nothing around it does. */
export interface PrintHeadView {
  /** 「令和9年4月2日現在」 in era years. */
  readonly day: string;
  /** 「数え方 第3版(令和8年4月1日から)」; empty where nothing is counted. */
  readonly rule: string;
  /** 「1〜50件目を印刷(全739件)」; empty where everything is on the paper. */
  readonly range: string;
}

export function printHead(
  day: string,
  more: Partial<Omit<PrintHeadView, 'day'>> = {},
): PrintHeadView {
  return { rule: '', range: '', ...more, day };
}
