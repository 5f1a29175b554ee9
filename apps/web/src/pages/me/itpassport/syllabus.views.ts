import { formatDate, type LocalDate, numberText } from '@app/platform';
import {
  type BankCount,
  type ItemChange,
  type MiddleChange,
  syllabusChanges,
  type SyllabusTree,
} from '@app/practice';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { breadcrumb } from '../../../shell/view-parts';

export interface SyllabusFacts {
  /** In force today; null on days for which none is known. */
  readonly current: SyllabusTree | null;
  /** The next one that is known, and how much there is to practise for it. */
  readonly next: { readonly syllabus: SyllabusTree; readonly bank: BankCount } | null;
  readonly examOn: LocalDate | null;
}

const WHOLE = { hidesCaption: true, path: '', query: {} };

/** What the exam asks, and 移行: what it will ask from the day on which the next syllabus holds. */
export function syllabusView({ current, next, examOn }: SyllabusFacts) {
  const following = next?.syllabus ?? null;
  const shown = current ?? following;
  return {
    title: '試験の範囲',
    breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], ['試験の範囲']),
    summary: summary(current, following),
    examWords: examWords(examOn, following),
    change: current === null || next === null ? null : changeOf(current, next),
    shown: shown === null ? null : shownView(shown),
  };
}

function shownView(shown: SyllabusTree) {
  const caption = { ...WHOLE, caption: '中分類ごとの問題数' };
  return {
    heading: shown.title,
    facts: factsOf(shown),
    middles: listTable(middlesOfOne(), middleRows(shown), caption),
    source: shown.source,
  };
}

function summary(current: SyllabusTree | null, next: SyllabusTree | null): string {
  if (current === null && next === null)
    return 'この日の試験の範囲(シラバス)が登録されていません。DX推進室にお知らせください。';
  if (current === null)
    return `${next?.title ?? ''}は${formatDate(next?.validFrom ?? '9999-12-31')}からです。`;
  const holds = `いまの範囲は${current.title}です。`;
  if (next !== null)
    return `${holds}${formatDate(next.validFrom)}の試験から、${next.title}に変わります。`;
  return current.validTo === null
    ? `${holds}次の範囲は、まだ決まっていません。決まると、ここに違いが出ます。`
    : `${holds}${formatDate(current.validTo)}の前日までの試験の範囲です。次の範囲は、まだ登録されていません。`;
}

function examWords(examOn: LocalDate | null, next: SyllabusTree | null): string {
  if (examOn === null || next === null) return '';
  const words = `受験予定の${formatDate(examOn)}は、`;
  return examOn < next.validFrom
    ? `${words}いまの範囲の試験です。日を${formatDate(next.validFrom)}以後に変えると、新しい範囲になります。`
    : `${words}新しい範囲(${next.title})の試験です。`;
}

function factsOf({ minutes, passTotal, passField, fields, validFrom }: SyllabusTree) {
  const questions = fields.map(({ name, questions: count }) => `${name}${String(count)}問`);
  return [
    fact('適用', `${formatDate(validFrom)}から`),
    fact('時間', `${String(minutes)}分`),
    fact('問題', questions.join('、')),
    fact('合格の線', `総合${String(passTotal)}点、分野ごとに${String(passField)}点(1000点満点)`),
  ];
}

function changeOf(
  current: SyllabusTree,
  { syllabus: next, bank }: NonNullable<SyllabusFacts['next']>,
) {
  const { middles, items } = syllabusChanges(current, next);
  const changed = middles.filter(({ before, after }) => before !== after);
  return {
    heading: `${formatDate(next.validFrom)}から変わること`,
    lines: [...frameWords(current, next), partWords(changed.length, items), bankWords(bank)],
    middles: listTable(changeList(), middles, { ...WHOLE, caption: '中分類ごとの問題数の違い' }),
    items:
      items.length === 0 ? null : listTable(itemList(), items, { ...WHOLE, caption: '変わる項目' }),
  };
}

/** The time and the pass lines, only where they differ. */
function frameWords(current: SyllabusTree, next: SyllabusTree): readonly string[] {
  const pairs = [
    ['時間', '分', current.minutes, next.minutes],
    ['総合の合格の線', '点', current.passTotal, next.passTotal],
    ['分野ごとの合格の線', '点', current.passField, next.passField],
  ] as const;
  return pairs.flatMap(([name, unit, before, after]) =>
    before === after
      ? []
      : [`${name}が${String(before)}${unit}から${String(after)}${unit}になります。`],
  );
}

function partWords(changed: number, items: readonly ItemChange[]): string {
  const fresh = items.filter(({ before }) => before === null).length;
  const gone = items.filter(({ after }) => after === null).length;
  const moved = items.length - fresh - gone;
  const parts = [
    ...(changed === 0 ? [] : [`問題数の変わる中分類が${numberText(changed)}`]),
    ...(fresh === 0 ? [] : [`新しい項目が${numberText(fresh)}`]),
    ...(gone === 0 ? [] : [`なくなる項目が${numberText(gone)}`]),
    ...(moved === 0 ? [] : [`中分類の変わる項目が${numberText(moved)}`]),
  ];
  return parts.length === 0 ? '中分類と項目は変わりません。' : `${parts.join('、')}あります。`;
}

function bankWords({ questions, answered }: BankCount): string {
  if (questions === 0)
    return '新しい範囲の問題は、まだありません。それまでの練習の記録は残り、同じ問題は引き継がれます。';
  return `新しい範囲の問題は${numberText(questions)}問あり、そのうち${numberText(answered)}問をもう解いています。`;
}

interface MiddleRow {
  readonly fieldName: string;
  readonly name: string;
  readonly questions: number;
  readonly items: string;
}

function middleRows({ fields }: SyllabusTree): readonly MiddleRow[] {
  return fields.flatMap(({ name: fieldName, middles }) =>
    middles.map(({ name, questions, items }) => ({
      ...{ fieldName, name, questions },
      items: items.map((item) => item.name).join('、'),
    })),
  );
}

function middlesOfOne(): List<MiddleRow> {
  return {
    name: '中分類ごとの問題数',
    columns: [
      { key: 'field', heading: '分野', value: ({ fieldName }) => fieldName },
      { key: 'middle', heading: '中分類', isRowHeading: true, value: ({ name }) => name },
      {
        ...{ key: 'questions', heading: '試験での目安', counter: '問', isNumber: true },
        value: ({ questions }) => questions,
      },
      { key: 'items', heading: '項目', value: ({ items }) => items },
    ],
  };
}

function changeList(): List<MiddleChange> {
  return {
    name: '中分類ごとの問題数の違い',
    columns: [
      { key: 'field', heading: '分野', value: ({ fieldName }) => fieldName },
      { key: 'middle', heading: '中分類', isRowHeading: true, value: ({ name }) => name },
      {
        ...{ key: 'before', heading: 'いま', counter: '問', isNumber: true, keepsLabel: true },
        value: ({ before }) => before,
      },
      {
        ...{
          key: 'after',
          heading: '変わったあと',
          counter: '問',
          isNumber: true,
          keepsLabel: true,
        },
        value: ({ after }) => after,
      },
      { key: 'change', heading: '違い', isState: true, value: changeWords },
    ],
  };
}

function changeWords({ before, after }: MiddleChange): string {
  if (before === null) return '新しい';
  if (after === null) return 'なくなる';
  if (before === after) return '同じ';
  const more = after - before;
  return more > 0 ? `${String(more)}問増える` : `${String(-more)}問減る`;
}

function itemList(): List<ItemChange> {
  return {
    name: '変わる項目',
    columns: [
      { key: 'item', heading: '項目', isRowHeading: true, value: ({ name }) => name },
      { key: 'before', heading: 'いまの中分類', keepsLabel: true, value: ({ before }) => before },
      {
        key: 'after',
        heading: '変わったあとの中分類',
        keepsLabel: true,
        value: ({ after }) => after,
      },
      {
        ...{ key: 'change', heading: '違い', isState: true },
        value: ({ before, after }) =>
          before === null ? '新しい' : after === null ? 'なくなる' : '移る',
      },
    ],
  };
}
