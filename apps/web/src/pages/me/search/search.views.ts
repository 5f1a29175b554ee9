import { count, words } from '@app/platform';
import { pageHead } from '../../../shell/parts/heads';
import type { PersonNameView } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import type { Wanted } from './search.rules';

export const MOST_OF_A_GROUP = 10;

/** One thing that was found: a person by their name, everything else by its link. */
export interface FoundView {
  readonly title: string;
  readonly href: string;
  readonly person: PersonNameView | null;
  readonly hint: string;
}

export interface GroupView {
  readonly title: string;
  readonly counter: string;
  readonly found: readonly FoundView[];
  readonly total: number;
  /** The list with all of them. */
  readonly allHref: string;
}

export function searchView(wanted: Wanted, groups: readonly GroupView[]) {
  const shown = groups.filter(({ total }) => total > 0);
  return {
    title: '検索',
    head: pageHead('検索', breadcrumb(['検索']), sentenceOf(wanted, shown)),
    q: wanted.text,
    hint: hintOf(wanted, shown.length > 0),
    groups: shown.map((group) => ({
      title: group.title,
      total: count(group.total, group.counter),
      found: group.found.slice(0, MOST_OF_A_GROUP),
      allHref: group.total > MOST_OF_A_GROUP ? group.allHref : '',
    })),
  };
}

function sentenceOf({ key, text }: Wanted, shown: readonly GroupView[]): string {
  if (key === '') return '探したいことばを入力してください。';
  if (shown.length === 0) return `「${text}」に合うものは見つかりませんでした。`;
  const parts = shown.map(({ title, counter, total }) => `${title}${count(total, counter)}`);
  return `「${text}」に合うものは、${parts.join('、')}です。`;
}

function hintOf({ key, isShort }: Wanted, isFound: boolean): string {
  if (isShort) return '1文字のときは、読みの始まりと番号だけを探します。2文字以上で探せます。';
  if (key === '' || !isFound)
    return `氏名・フリガナ・番号・所属・${words.course}・用語・画面の名前の一部で探せます。ひらがなとカタカナ、全角と半角、異体字の違いは区別しません。見られるものだけを探します。`;
  return '';
}
