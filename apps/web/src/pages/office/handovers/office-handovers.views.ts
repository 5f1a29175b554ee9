import { roleTitle } from '@app/appointments';
import { END_OF_PRESENCE_WORDS, type Handover } from '@app/coverage';
import { type Page, things, words } from '@app/platform';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { responsibleText, ticksText } from '../../unit/handovers/handover-words';
import { handoversHref } from '../../unit/team/team-links';
import { LIST_CRUMB } from '../appointments/appointments.views';

export const HANDOVER_PAGE = 50;
const PATH = '/appointments/handovers';

/** The oldest first: who is to do what, and how far it is. */
export function officeHandoversView({ rows, total }: Page<Handover>, page: number) {
  return {
    title: '役割の引継ぎ',
    breadcrumb: breadcrumb(LIST_CRUMB, ['役割の引継ぎ']),
    summary:
      total === 0
        ? '引継ぎが残っている役割はありません。'
        : `異動・退職・休職などで引継ぎが残っている役割は${things(total)}です。後任が就くと、自動で消えます。`,
    table: listTable(list(), rows, {
      ...{ caption: `役割の引継ぎ(${things(total)})`, path: PATH, query: {} },
    }),
    pages: pager({ page, pageSize: HANDOVER_PAGE, total }, (to) => address(PATH, { page: to })),
  };
}

function list(): List<Handover> {
  return {
    name: '役割の引継ぎ',
    columns: [
      {
        key: 'unit',
        heading: words.unit,
        isRowHeading: true,
        value: (row) => row.unitName,
        show: (row) => ({ text: row.unitName, href: handoversHref(row.unitCode) }),
      },
      {
        key: 'what',
        heading: '求められること',
        value: (row) => WHAT[row.kind],
      },
      { key: 'role', heading: '役割', value: (row) => roleTitle(row.role) },
      {
        key: 'name',
        heading: '本人',
        value: (row) => row.name,
        show: (row) => ({
          text: '',
          person: personName(row),
          notes: [`(${END_OF_PRESENCE_WORDS[row.cause]})`],
        }),
      },
      { key: 'since', heading: 'いつから', value: (row) => dayCell(row.since) },
      { key: 'days', heading: '日数', isNumber: true, counter: '日', value: (row) => row.days },
      { key: 'responsible', heading: '担当', value: (row) => responsibleText(row.responsible) },
      { key: 'ticks', heading: '進み', value: ticksText },
    ],
  };
}

const WHAT: Readonly<Record<Handover['kind'], string>> = {
  successor: '後任を決める',
  arrived: '続けるかを確かめる',
};
