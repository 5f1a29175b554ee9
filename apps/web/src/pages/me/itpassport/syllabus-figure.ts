import {
  type Ability,
  abilityOf,
  type ItemStanding,
  type Standing,
  type SyllabusTree,
} from '@app/practice';
import type { FigureView } from '../../../shell/parts/figures/figure';
import { type Mark, squares } from '../../../shell/parts/figures/squares';
import { ABILITY_WORDS } from './ability-words';

const MARKS: Readonly<Record<Ability, Mark>> = {
  few: 'off',
  weak: 'warned',
  middling: 'half',
  able: 'full',
};

const MARK_WORDS = {
  full: `${ABILITY_WORDS.able}(8割以上)`,
  half: `${ABILITY_WORDS.middling}(6割以上)`,
  warned: `${ABILITY_WORDS.weak}(6割未満)`,
  crossed: '',
  off: `${ABILITY_WORDS.few}(4問未満)`,
};

/** The items of the syllabus as squares by 分野, each by the newest answers; the same numbers as a table. */
export function syllabusFigure(
  { fields }: SyllabusTree,
  standing: readonly ItemStanding[],
): FigureView {
  const byItem = new Map(standing.map((row) => [row.item, row]));
  const of = (number: number): Standing => byItem.get(number) ?? { answered: 0, right: 0 };
  const rows = fields.map((field) => ({
    name: field.name,
    squares: field.middles.flatMap(({ items }) =>
      items.map(({ number, name }) => ({
        title: `${String(number)} ${name}: ${text(of(number))}`,
        mark: MARKS[abilityOf(of(number))],
        href: '',
      })),
    ),
  }));
  const items = fields.flatMap(({ middles }) => middles.flatMap((middle) => middle.items));
  const count = (ability: Ability) =>
    items.filter(({ number }) => abilityOf(of(number)) === ability).length;
  return squares(
    {
      id: 'syllabus',
      sentence: `${String(items.length)}項目のうち、できているものは${String(count('able'))}、苦手なものは${String(count('weak'))}です。`,
      caption: '項目ごとの正答',
      table: {
        headings: ['項目', '正解 / 解いた問題', 'いまの様子'],
        rows: items.map(({ number, name }) => {
          const own = of(number);
          return [
            `${String(number)} ${name}`,
            `${String(own.right)} / ${String(own.answered)}`,
            ABILITY_WORDS[abilityOf(own)],
          ];
        }),
      },
    },
    rows,
    MARK_WORDS,
  );
}

function text(standing: Standing): string {
  const { right, answered } = standing;
  return `${String(answered)}問中${String(right)}問正解、${ABILITY_WORDS[abilityOf(standing)]}`;
}
