import {
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type PeopleSort,
  type PersonRow,
  type UnitRow,
} from '@app/organization';
import { formatDateShort, numberText, type Page } from '@app/platform';
import { asOfSentence, type SeenDay } from '../../../shared/visible-day.rules';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import type { PeopleSearch } from './people.forms';
import { peopleList } from './people.list';

export const PEOPLE_PER_PAGE = 50;

const SORT_WORDS: Readonly<Record<PeopleSort, string>> = {
  name: 'フリガナの順',
  '-name': 'フリガナの逆の順',
  number: '職員番号の順',
  '-number': '職員番号の逆の順',
  unit: '所属コードの順',
  '-unit': '所属コードの逆の順',
};

interface Option {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

export function peopleSummary(day: SeenDay, total: number): string {
  return total === 0
    ? asOfSentence(day, '条件に合う職員は', ['いません', 'いませんでした'])
    : asOfSentence(day, `条件に合う職員は${numberText(total)}名`);
}

/** The list of people with its filters as they were chosen. */
export function peopleView(
  day: SeenDay,
  search: PeopleSearch,
  people: Page<PersonRow>,
  units: readonly UnitRow[],
) {
  const { asOf } = day;
  const { q, unit, type, status, mail, sort, page } = search;
  const query = { q, unit, type, status, mail, asOf, sort };
  return {
    title: '職員',
    breadcrumb: breadcrumb(['職員・組織', address('/units', { asOf })], ['職員']),
    asOf,
    asOfText: formatDateShort(asOf),
    summary: peopleSummary(day, people.total),
    q: q ?? '',
    sort: sort ?? '',
    unitOptions: optionsOf(
      units.map((row) => [row.code, `${'　'.repeat(row.depth)}${row.name}`]),
      unit,
    ),
    typeOptions: optionsOf(
      EMPLOYMENT_TYPES.map((code) => [code, EMPLOYMENT_TYPE_WORDS[code]]),
      type,
    ),
    statusOptions: optionsOf(Object.entries(ABSENCE_WORDS), status),
    mailOptions: optionsOf([['none', 'アドレスなし']], mail),
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

function optionsOf(
  options: readonly (readonly [value: string, label: string])[],
  selected: string | undefined,
): readonly Option[] {
  return options.map(([value, label]) => ({ value, label, isSelected: value === selected }));
}
