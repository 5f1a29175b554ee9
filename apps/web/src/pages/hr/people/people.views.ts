import {
  type Absence,
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type PersonHistory,
  type PersonRow,
  POSTING_KIND_WORDS,
  type UnitRow,
} from '@app/organization';
import { addDays, formatDateShort, formatRange, type LocalDate, type Page } from '@app/platform';
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
      name: row.name,
      kana: row.kana,
      staffNumber: row.staffNumber,
      href: address(`/people/${encodeURIComponent(row.staffNumber)}`, { asOf }),
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

/** One person's dated facts, newest first. */
export function personView(person: PersonHistory, asOf: LocalDate) {
  return {
    title: person.name,
    breadcrumb: breadcrumb(
      ['職員・組織', address('/units', { asOf })],
      ['職員', address('/people', { asOf })],
      [person.name],
    ),
    summary: currentText(person, asOf),
    staffNumber: person.staffNumber,
    formerNumbers: person.formerNumbers.join('、'),
    kana: person.kana === '' ? '登録なし' : person.kana,
    email: person.email ?? '登録なし',
    postings: person.postings.map((row) => ({
      period: periodText(row),
      unit: row.unitName,
      unitCode: row.unitCode,
      post: row.postTitle === '' ? '職名なし' : row.postTitle,
      kind: POSTING_KIND_WORDS[row.kind],
      isHead: row.isManagerial,
    })),
    employments: person.employments.map((row) => ({
      period: periodText(row),
      type: EMPLOYMENT_TYPE_WORDS[row.employmentType],
    })),
    statuses: person.statuses.map((row) => ({
      period: periodText(row),
      status: ABSENCE_WORDS[row.status],
    })),
  };
}

function currentText(person: PersonHistory, asOf: LocalDate): string {
  const day = formatDateShort(asOf);
  if (!inForceOn(person.employments, asOf)) return `${day}現在、在職していません。`;
  const post = inForceOn(
    person.postings.filter((row) => row.kind === 'primary'),
    asOf,
  );
  const status = inForceOn(person.statuses, asOf)?.status ?? 'active';
  const place = post ? `${post.unitName}(${post.postTitle || '職名なし'})` : '所属なし';
  return `${day}現在、${place}、${ABSENCE_WORDS[status]}です。`;
}

function inForceOn<
  Row extends { readonly validFrom: LocalDate; readonly validTo: LocalDate | null },
>(rows: readonly Row[], day: LocalDate): Row | undefined {
  return rows.find((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day));
}

function periodText(row: {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}): string {
  return formatRange(row.validFrom, row.validTo && addDays(row.validTo, -1));
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
