import {
  type Absence,
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type PersonRow,
  type UnitRow,
} from '@app/organization';
import { formatDateShort, type LocalDate, type Page } from '@app/platform';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, chip, type ChipView, pageLinks } from '../../../shell/view-parts';
import type { PeopleSearch } from './people.forms';

export const PEOPLE_PER_PAGE = 50;

/** At work is the ordinary state; everything else is worth a glance, never a fault. */
export function statusChip(status: Absence | 'active'): ChipView {
  return status === 'active'
    ? chip('ok', ABSENCE_WORDS.active)
    : chip('none', ABSENCE_WORDS[status]);
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

/** The list of people with its filters as they were chosen. */
export function peopleView(
  asOf: LocalDate,
  search: PeopleSearch,
  people: Page<PersonRow>,
  units: readonly UnitRow[],
) {
  const { q, unit, type, status, page } = search;
  const query = { q, unit, type, status, asOf };
  return {
    title: '職員',
    breadcrumb: breadcrumb(['職員・組織', address('/units', { asOf })], ['職員']),
    asOf,
    asOfText: formatDateShort(asOf),
    summary: `${formatDateShort(asOf)}現在、条件に合う職員は${people.total}名です。`,
    q: q ?? '',
    unitOptions: optionsOf(
      units.map((row) => [row.code, `${'　'.repeat(row.depth)}${row.name}`]),
      unit,
    ),
    typeOptions: optionsOf(
      EMPLOYMENT_TYPES.map((code) => [code, EMPLOYMENT_TYPE_WORDS[code]]),
      type,
    ),
    statusOptions: optionsOf(Object.entries(ABSENCE_WORDS), status),
    people: people.rows.map((row) => ({
      person: personName(row, { asOf, hasNumberColumn: true }),
      kana: row.kana,
      staffNumber: row.staffNumber,
      unit: row.unitName ?? '所属なし',
      post: postText(row),
      employmentType: EMPLOYMENT_TYPE_WORDS[row.employmentType],
      chip: statusChip(row.status),
    })),
    pages: pageLinks({ page, pageSize: PEOPLE_PER_PAGE, total: people.total }, (number) =>
      address('/people', { ...query, page: number }),
    ),
  };
}

function postText(row: PersonRow): string {
  const post = row.postTitle === '' ? '職名なし' : row.postTitle;
  return row.otherPosts > 0 ? `${post}(ほかに兼務${row.otherPosts}件)` : post;
}

function optionsOf(
  options: readonly (readonly [value: string, label: string])[],
  selected: string | undefined,
): readonly Option[] {
  return options.map(([value, label]) => ({ value, label, isSelected: value === selected }));
}
