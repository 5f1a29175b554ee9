import type { DraftFigure, KeptEffects } from '@app/coverage';
import { DRAFT_FIGURES } from '@app/coverage';
import type { TransferDraft } from '@app/organization';
import { formatDateShort, things, words } from '@app/platform';
import type { List, ListColumn } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { notice } from '../../../shell/parts/notices';
import { BANNER, draftCrumbs, draftHref, FIGURE_WORDS, TURN_WORDS } from './draft-words';
import type { ShownRow } from './draft-rows.list';

/** One of two drafts that are laid beside each other. */
export interface Side {
  readonly draft: TransferDraft;
  readonly kept: KeptEffects;
  readonly rows: readonly ShownRow[];
}

interface Beside {
  readonly key: string;
  readonly a: string;
  readonly b: string;
}

/** A against B: who is placed otherwise, and what becomes otherwise by it. What is alike is counted and not listed. */
export function againstView(a: Side, b: Side) {
  const people = besideOf(rowTexts(a), rowTexts(b), '案にない');
  const units = besideOf(unitTexts(a), unitTexts(b), '変わらない');
  const differing = people.filter(isOtherwise);
  const alike = people.length - differing.length;
  const title = `${a.draft.name}と${b.draft.name}`;
  return {
    title,
    breadcrumb: draftCrumbs(a.draft, '比べる'),
    summary: summaryOf(differing.length, alike),
    banner: BANNER,
    notices: [a, b].flatMap(noticesOf),
    figures: tableOf('市の数字', [a, b], figuresOf(a, b)),
    people: differing.length > 0 ? tableOf('違う異動', [a, b], differing) : null,
    units: tableOf(`変わる${words.unit}`, [a, b], units.filter(isOtherwise)),
    hasUnits: units.some(isOtherwise),
    unitsEmpty: `変わる${words.unit}に違いはありません。`,
    links: [a, b].map(({ draft }) => ({ href: draftHref(draft.id), label: draft.name })),
  };
}

const isOtherwise = ({ a, b }: Beside): boolean => a !== b;

function summaryOf(differing: number, alike: number): string {
  const same = alike === 0 ? '' : `同じ異動は${things(alike)}です。`;
  return differing === 0
    ? `異動に違いはありません。${same}`
    : `違う異動は${things(differing)}です。${same}`;
}

/** What one draft says of a person or a unit, by number or code. */
type Said = ReadonlyMap<string, { readonly label: string; readonly text: string }>;

/** What each side says of the same person or unit; in the order of A and then of B. */
function besideOf(a: Said, b: Said, otherwise: string): readonly Beside[] {
  return [...new Set([...a.keys(), ...b.keys()])].map((key) => ({
    key: (a.get(key) ?? b.get(key))?.label ?? key,
    a: a.get(key)?.text ?? otherwise,
    b: b.get(key)?.text ?? otherwise,
  }));
}

function rowTexts({ rows }: Side): Said {
  return new Map(
    rows.map(({ key, subject, name, then }) => [
      key,
      { label: `${subject} ${name}`, text: then.join('、') },
    ]),
  );
}

function unitTexts({ kept }: Side): Said {
  if (kept.state !== 'made') return new Map();
  return new Map(
    kept.effects.units.map(({ unitId, code, name, turns }) => {
      const text = turns.map((turn) => TURN_WORDS[turn]()).join('、');
      return [unitId, { label: `${code} ${name}`, text }];
    }),
  );
}

function figuresOf(a: Side, b: Side): readonly Beside[] {
  return (['start', 'yearEnd'] as const).flatMap((day) =>
    DRAFT_FIGURES.map((figure) => ({
      key: `${FIGURE_WORDS[figure]()}(${day === 'start' ? '発令日' : '年度末'})`,
      a: figureText(a, figure, day),
      b: figureText(b, figure, day),
    })),
  );
}

function figureText({ kept }: Side, figure: DraftFigure, day: 'start' | 'yearEnd'): string {
  const line =
    kept.state === 'made' ? kept.effects.figures.find((it) => it.figure === figure) : undefined;
  return line ? `${String(line[day].after)}(案なし ${String(line[day].before)})` : '未計算';
}

function tableOf(name: string, [a, b]: readonly [Side, Side], rows: readonly Beside[]) {
  const side = (key: 'a' | 'b', { draft }: Side): ListColumn<Beside> => ({
    ...{ key, heading: draft.name, keepsLabel: true },
    value: (row) => row[key],
  });
  const list: List<Beside> = {
    name,
    columns: [
      { key: 'key', heading: '項目', isRowHeading: true, value: ({ key }) => key },
      side('a', a),
      side('b', b),
    ],
  };
  return listTable(list, rows, { caption: name, hidesCaption: true, path: '', query: {} });
}

function noticesOf({ draft, kept }: Side) {
  const link = { href: draftHref(draft.id), label: `${draft.name}を開く` };
  const day = `発令日は${formatDateShort(draft.effectiveOn)}です。`;
  if (kept.state !== 'made')
    return [notice('warn', `${draft.name}の影響は計算していません。${day}`, { link })];
  return kept.isStale
    ? [notice('warn', `${draft.name}は、計算したあとに内容か記録が変わりました。`, { link })]
    : [];
}
