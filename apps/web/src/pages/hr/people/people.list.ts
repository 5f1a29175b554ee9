import {
  type Absence,
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentType,
  type PeopleSort,
  type PersonRow,
} from '@app/organization';
import type { LocalDate } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

/** What every list of people of the organisation says of one. */
interface Listed {
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly employmentType: EmploymentType;
  readonly status: Absence | 'active';
}

/** The day, name, reading and number as of a day; in a page the reading stands below the name. */
export function whoColumns<Row extends Listed>(
  asOf: LocalDate,
  sorts: { readonly name?: PeopleSort; readonly number?: PeopleSort } = {},
): readonly ListColumn<Row>[] {
  return [
    { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(asOf) },
    {
      key: 'name',
      heading: '氏名',
      ...(sorts.name && { sort: sorts.name }),
      value: (row) => row.name,
      show: (row) => ({
        text: '',
        person: personName(row, { asOf, hasNumberColumn: true }),
        hint: row.kana,
      }),
    },
    { key: 'kana', heading: 'フリガナ', only: 'file', value: (row) => row.kana },
    {
      key: 'staffNumber',
      heading: '職員番号',
      ...(sorts.number && { sort: sorts.number }),
      value: (row) => row.staffNumber,
    },
  ];
}

/** Kind of employment and whether at work. */
export function howColumns<Row extends Listed>(): readonly ListColumn<Row>[] {
  return [
    {
      key: 'employmentType',
      heading: '任用区分',
      dropsWhenConstant: true,
      value: (row) => EMPLOYMENT_TYPE_WORDS[row.employmentType],
    },
    {
      key: 'status',
      heading: '状態',
      dropsWhenConstant: true,
      value: (row) => ABSENCE_WORDS[row.status],
      show: (row) => ({ text: '', chip: stateChip(`presence.${row.status}`) }),
    },
  ];
}

/** People employed on a day, for the page and its files. */
export function peopleList(asOf: LocalDate): List<PersonRow> {
  return {
    name: '職員の一覧',
    columns: [
      ...whoColumns<PersonRow>(asOf, { name: 'name', number: 'number' }),
      { key: 'unitCode', heading: '所属コード', only: 'file', value: (row) => row.unitCode },
      {
        key: 'unit',
        heading: '所属',
        sort: 'unit',
        dropsWhenConstant: true,
        value: (row) => row.unitName ?? '所属なし',
      },
      {
        key: 'post',
        heading: '職名',
        value: (row) => row.postTitle,
        show: (row) => ({ text: postText(row) }),
      },
      {
        key: 'otherPosts',
        heading: '兼務の件数',
        only: 'file',
        value: (row) => row.otherPosts,
      },
      ...howColumns<PersonRow>(),
    ],
  };
}

function postText(row: PersonRow): string {
  const post = row.postTitle === '' ? '職名なし' : row.postTitle;
  return row.otherPosts > 0 ? `${post}(ほかに兼務${row.otherPosts}件)` : post;
}
