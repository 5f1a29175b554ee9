import { formatDateShort, people, words } from '@app/platform';
import type { FrozenPeople } from '../../snapshot/frozen-figures.rules';
import { PEOPLE_FIGURE_WORDS } from '../../vocabulary';
import type { PublishedPerson } from '../published-content.rules';
import { head, heading, text } from './cells';

/** Somebody who was counted, with number and name as of the day. */
export interface NamedPerson extends PublishedPerson {
  readonly staffNumber: string;
  readonly name: string;
}

const FIGURES: readonly FrozenPeople[] = ['leaders', 'supporters', 'holders'];

/** Until when somebody holds the role, or when they passed. */
export function dayOfPerson({ figure, termEnd, passedOn }: PublishedPerson) {
  return figure === 'holders' ? passedOn : termEnd;
}

/** A table for each figure, in the order of the organisation. */
export function namesTable(all: readonly NamedPerson[]) {
  return FIGURES.flatMap((figure) => {
    const rows = all.filter((it) => it.figure === figure);
    const title = heading(`${PEOPLE_FIGURE_WORDS[figure]} ${people(rows.length)}`);
    return [title, rows.length === 0 ? text('いません。') : tableOf(figure, rows)];
  });
}

/** A number and a day are never broken. */
const LAST = 4;

function tableOf(figure: FrozenPeople, rows: readonly NamedPerson[]) {
  const day = figure === 'holders' ? '合格日' : '任期の終わり';
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['auto', 110, '*', '*', 'auto'],
      body: [
        ['職員番号', '氏名', `所属(${words.unit}など)`, '職名', day].map((it, at) =>
          head(it, { noWrap: at === 0 || at === LAST }),
        ),
        ...rows.map((it) => {
          const on = dayOfPerson(it);
          return [
            ...[it.staffNumber, it.name, it.unitName ?? '―', it.postTitle ?? '―'],
            on === null ? '―' : formatDateShort(on),
          ].map((cell, at) => text(cell, { noWrap: at === 0 || at === LAST }));
        }),
      ],
    },
  };
}
