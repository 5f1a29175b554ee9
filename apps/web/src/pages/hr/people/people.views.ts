import {
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type PeopleSort,
  type PersonRow,
  type UnitRow,
} from '@app/organization';
import { formatDateShort, numberText, type Page, people as numberOf } from '@app/platform';
import { asOfSentence, type SeenDay } from '../../../shared/visible-day.rules';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import {
  asked,
  dayField,
  filterBar,
  searchField,
  selectField,
} from '../../../shell/parts/filter-bar';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import type { PeopleSearch } from './people.forms';
import { peopleList } from './people.list';
import { unitOptions } from '../../../shared/unit-options';

export const PEOPLE_PER_PAGE = 50;

const SORT_WORDS: Readonly<Record<PeopleSort, string>> = {
  name: 'フリガナの順',
  '-name': 'フリガナの逆の順',
  number: '職員番号の順',
  '-number': '職員番号の逆の順',
  unit: '所属コードの順',
  '-unit': '所属コードの逆の順',
};

type AskedDay = SeenDay & { readonly asOfError: string };

export function peopleSummary(day: SeenDay, total: number): string {
  return total === 0
    ? asOfSentence(day, '条件に合う職員は', ['いません', 'いませんでした'])
    : asOfSentence(day, `条件に合う職員は${numberText(total)}名`);
}

/** The list of people with its filters as they were chosen. */
export function peopleView(
  day: AskedDay,
  search: PeopleSearch,
  people: Page<PersonRow>,
  units: readonly UnitRow[],
) {
  const { asOf } = day;
  const { q, unit, type, status, mail, sort, page } = search;
  const query = { q, unit, type, status, mail, asOf, sort };
  return {
    title: '職員',
    breadcrumb: breadcrumb(['職員']),
    asOf,
    asOfText: formatDateShort(asOf),
    summary: peopleSummary(day, people.total),
    filter: peopleFilter(search, units, { day, total: people.total }),
    files: fileLinks('/people/list', query, { total: people.total }),
    table: listTable(peopleList(asOf), people.rows, {
      caption: `職員の一覧(${formatDateShort(asOf)}現在、${SORT_WORDS[sort ?? 'name']})`,
      path: '/people',
      query,
      sort: sort ?? 'name',
    }),
    pages: pager({ page, pageSize: PEOPLE_PER_PAGE, total: people.total }, (number) =>
      address('/people', { ...query, page: number }),
    ),
  };
}

function peopleFilter(
  { q, unit, type, status, mail, sort }: PeopleSearch,
  units: readonly UnitRow[],
  { day, total }: { readonly day: AskedDay; readonly total: number },
) {
  return filterBar(
    [
      searchField('氏名・フリガナ・職員番号', asked('q', q)),
      selectField('所属(下の所属を含む)', asked('unit', unit), unitOptions(units)),
      selectField(
        '任用区分',
        asked('type', type),
        EMPLOYMENT_TYPES.map((value) => ({ value, label: EMPLOYMENT_TYPE_WORDS[value] })),
      ),
      selectField(
        '状態',
        asked('status', status),
        Object.entries(ABSENCE_WORDS).map(([value, label]) => ({ value, label })),
      ),
      selectField('メール', asked('mail', mail), [{ value: 'none', label: 'アドレスなし' }]),
      dayField('基準日', asked('asOf', day.asOf, day.asOfError), day.today),
    ],
    { path: '/people', label: '職員を探す', kept: { sort }, found: numberOf(total) },
  );
}
