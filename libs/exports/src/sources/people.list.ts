import {
  type Absence,
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentType,
  type PersonRow,
} from '@app/organization';
import type { LocalDate } from '@app/platform';
import { dayCell, type FileColumn, type FileList } from '../list/file-list';

/** What every list of people of the organisation says of one. */
export interface ListedPerson {
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly employmentType: EmploymentType;
  readonly status: Absence | 'active';
}

/** The day, name, reading and number as of a day. */
export function whoInFiles<Row extends ListedPerson>(asOf: LocalDate): readonly FileColumn<Row>[] {
  return [
    { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(asOf) },
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'kana', heading: 'フリガナ', only: 'file', value: (row) => row.kana },
    { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
  ];
}

/** Kind of employment and whether at work. */
export function howInFiles<Row extends ListedPerson>(): readonly FileColumn<Row>[] {
  return [
    {
      key: 'employmentType',
      heading: '任用区分',
      value: (row) => EMPLOYMENT_TYPE_WORDS[row.employmentType],
    },
    { key: 'status', heading: '状態', value: (row) => ABSENCE_WORDS[row.status] },
  ];
}

/** People employed on a day. */
export function peopleInFiles(asOf: LocalDate): FileList<PersonRow> {
  return {
    name: '職員の一覧',
    columns: [
      ...whoInFiles<PersonRow>(asOf),
      { key: 'unitCode', heading: '所属コード', only: 'file', value: (row) => row.unitCode },
      { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
      { key: 'post', heading: '職名', value: (row) => row.postTitle },
      { key: 'otherPosts', heading: '兼務の件数', only: 'file', value: (row) => row.otherPosts },
      ...howInFiles<PersonRow>(),
    ],
  };
}
