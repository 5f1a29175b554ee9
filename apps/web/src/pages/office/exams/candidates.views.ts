import { candidatesInFiles } from '@app/exports';
import { type CandidateRow, type CandidateSort } from '@app/certifications';
import { numberText, type Page, people as peopleText } from '@app/platform';
import type { LocalDate } from '@app/platform';
import { type List, shownList } from '../../../shell/lists/list';
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
  return shownList(candidatesInFiles(today), {
    name: {
      sort: 'name',
      isRowHeading: true,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    unit: { sort: 'unit' },
    stage: { sort: 'stage', isState: true },
    since: { sort: 'since' },
    days: { counter: '日', show: ({ since }) => ({ text: numberText(daysIn(since, today)) }) },
    examOn: { dropsWhenConstant: true },
    stuck: {
      isState: true,
      dropsWhenConstant: true,
      show: (row) => {
        const chip = stuckChip(row);
        return chip === null ? { text: '' } : { text: '', chip };
      },
    },
  });
}
