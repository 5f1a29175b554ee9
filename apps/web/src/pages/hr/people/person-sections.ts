import {
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentRow,
  type NameRow,
  type NumberRow,
  type PersonHistory,
  type PostingRow,
} from '@app/organization';
import { addDays, formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';

/** One heading of the person's page with its rows; a section that the reader may not see is not made. */
export interface PersonSection {
  readonly title: string;
  readonly note: string;
  readonly table: ListTableView | null;
  /** Said instead of the table. */
  readonly empty: string;
}

/** Before this day nothing was recorded: a row from so far back holds since the beginning of our records. */
const RECORDS_BEGIN: LocalDate = '1900-01-01';

export function sectionOf<Row>(
  list: List<Row>,
  rows: readonly Row[],
  told: { readonly empty: string; readonly note?: string; readonly order?: string },
): PersonSection {
  const caption = `${list.name}(${told.order ?? '新しい順'})`;
  const frame = { caption, hidesCaption: true, path: '', query: {} };
  return {
    title: list.name,
    note: told.note ?? '',
    table: rows.length === 0 ? null : listTable(list, rows, frame),
    empty: told.empty,
  };
}

/** Employment, names and numbers, as far as they are in `person`. */
export function organizationSections(person: PersonHistory, today: LocalDate): PersonSection[] {
  const empty = (what: string) => ({ empty: `${what}の記録はありません。` });
  return [
    sectionOf(employments(today), person.employments, empty('任用')),
    sectionOf(names(today), withoutRepeats(person.names), empty('氏名')),
    sectionOf(numbers(today), person.numbers, empty('職員番号')),
  ];
}

interface Dated {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  /** 後から登録; names and numbers do not tell. */
  readonly recordedLateOn?: LocalDate | null;
}

/** 「令和8年4月1日〜」, of a day ahead 「…〜(予定)」; 「登録当初から」 for what always was so. */
export function periodText(
  { validFrom, validTo, recordedLateOn = null }: Dated,
  today: LocalDate,
): string {
  const from = validFrom < RECORDS_BEGIN ? null : validFrom;
  if (from === null && validTo === null) return '登録当初から';
  const range = formatRange(from, validTo && addDays(validTo, -1));
  if (validFrom > today) return `${range}(予定)`;
  return recordedLateOn === null
    ? range
    : `${range}(後から登録 ${formatDateShort(recordedLateOn)})`;
}

const period = <Row extends Dated>(today: LocalDate) => ({
  key: 'period',
  heading: '期間',
  value: (row: Row) => periodText(row, today),
});

export function postText({ postTitle, isManagerial }: PostingRow): string {
  const post = postTitle === '' ? '職名なし' : postTitle;
  return isManagerial ? `${post}(${words.unitHead})` : post;
}

const employments = (today: LocalDate): List<EmploymentRow> => ({
  name: '任用',
  columns: [
    period(today),
    {
      key: 'type',
      heading: '任用区分',
      value: (row) => EMPLOYMENT_TYPE_WORDS[row.employmentType],
    },
  ],
});

const names = (today: LocalDate): List<NameRow> => ({
  name: '氏名',
  columns: [
    period(today),
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'kana', heading: 'フリガナ', value: (row) => row.kana || '登録なし' },
  ],
});

const numbers = (today: LocalDate): List<NumberRow> => ({
  name: '職員番号',
  columns: [period(today), { key: 'number', heading: '職員番号', value: (row) => row.staffNumber }],
});

/** A row also begins when only the address of mail changed: the name itself went on. Newest first. */
function withoutRepeats(rows: readonly NameRow[]): readonly NameRow[] {
  return rows.reduce<NameRow[]>((merged, row) => {
    const newer = merged.at(-1);
    const goesOn = newer?.name === row.name && newer.kana === row.kana;
    if (!newer || !goesOn) return [...merged, row];
    return [...merged.slice(0, -1), { ...newer, validFrom: row.validFrom }];
  }, []);
}
