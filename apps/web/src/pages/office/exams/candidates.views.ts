import { type CandidateRow, type CandidateSort, STAGE_WORDS } from '@app/certifications';
import { numberText, type Page, people as peopleText } from '@app/platform';
import type { LocalDate } from '@app/platform';
import { dayCell, type List } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { pageHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { privacyNote, stuckChip } from './board.views';
import { filterQuery } from './exams.forms';
import {
  BOARD,
  candidateFilterBar,
  type CandidateFrame,
  daysIn,
  LIST,
  viewTabs,
} from './filter.views';

export const CANDIDATES_PER_PAGE = 50;

interface ListFrame extends CandidateFrame {
  readonly sort: CandidateSort;
  readonly page: number;
}

export function candidateListView({ rows, total }: Page<CandidateRow>, frame: ListFrame) {
  const { filter, sort, page, name, over, today } = frame;
  const query = { ...filterQuery(filter), sort: sort === 'stage' ? undefined : sort };
  const title = '受験の状況の一覧';
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['受験の状況', BOARD], [title]),
      `${over}${name}に向かっている人のうち、氏名の分かる人は${peopleText(total)}です(確認済みの人を含みます)。`,
    ),
    tabs: viewTabs(filter, 'list'),
    filter: candidateFilterBar(frame, {
      ...{ path: LIST, found: peopleText(total), kept: { sort: query.sort } },
    }),
    files: fileLinks(LIST, query, { total }),
    table:
      rows.length === 0
        ? null
        : listTable(candidatesList(today), rows, {
            ...{ caption: `受験の状況(${peopleText(total)})`, path: LIST, query, sort },
          }),
    pages: pager({ page, pageSize: CANDIDATES_PER_PAGE, total }, (number) =>
      address(LIST, { ...query, page: number }),
    ),
    note: privacyNote(),
  };
}

/** The same columns for the page and its files. */
export function candidatesList(today: LocalDate): List<CandidateRow> {
  return {
    name: '受験の状況',
    columns: [
      {
        ...{ key: 'staffNumber', heading: '職員番号', only: 'file' },
        value: ({ staffNumber }) => staffNumber,
      },
      {
        ...{ key: 'name', heading: '氏名', sort: 'name', isRowHeading: true },
        value: ({ name }) => name,
        show: (row) => ({ text: '', person: personName(row) }),
      },
      {
        ...{ key: 'unit', heading: '所属', sort: 'unit' },
        value: ({ unitName }) => unitName ?? '所属なし',
      },
      {
        ...{ key: 'stage', heading: '段階', sort: 'stage', isState: true },
        value: ({ stage }) => STAGE_WORDS[stage],
      },
      {
        ...{ key: 'since', heading: 'いつから', sort: 'since' },
        value: (row) => dayCell(row.since),
      },
      {
        ...{ key: 'days', heading: '日数', counter: '日', isNumber: true },
        value: ({ since }) => daysIn(since, today),
        show: ({ since }) => ({ text: numberText(daysIn(since, today)) }),
      },
      {
        ...{ key: 'examOn', heading: '受験日', dropsWhenConstant: true },
        value: ({ examOn }) => dayCell(examOn),
      },
      {
        ...{ key: 'stuck', heading: '止まっているか', isState: true, dropsWhenConstant: true },
        value: (row) => stuckChip(row)?.label ?? '',
        show: (row) => {
          const chip = stuckChip(row);
          return chip === null ? { text: '' } : { text: '', chip };
        },
      },
    ],
  };
}
