import { formatDateShort, type LocalDate, numberText, people } from '@app/platform';
import {
  EXTRA_PERCENTS,
  type ExtraTimePerson,
  type ExtraTimeRow,
  type MockUse,
} from '@app/practice';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';

export const MOCK_EXAMS = '/mock-exams';

export function personAddress(staffNumber: string): string {
  return `${MOCK_EXAMS}/${encodeURIComponent(staffNumber)}`;
}

interface Found {
  readonly rows: readonly ExtraTimeRow[];
  readonly use: MockUse;
  /** A number that nobody has who works here today; empty when none was asked for. */
  readonly asked: string;
  readonly today: LocalDate;
}

export function mockExamsView({ rows, use, asked }: Found) {
  return {
    title: '模擬試験',
    breadcrumb: breadcrumb(['模擬試験']),
    summary: useSentence(use),
    number: {
      id: 'field-number',
      name: 'number',
      value: asked,
      error: asked === '' ? '' : 'この番号の職員はいません。今の番号を入力してください。',
    },
    times:
      rows.length === 0
        ? null
        : listTable(timeList(), rows, { caption: '試験時間を延ばしている人', path: '', query: {} }),
  };
}

/** A number below this could tell of a person. */
const FEWEST = 5;

/** Nobody's name and nobody's result. */
export function useSentence({ persons, mocks }: MockUse): string {
  if (mocks === 0) return '今年度に模擬試験を受けた人は、まだいません。';
  if (persons < FEWEST)
    return `今年度に模擬試験を受けた人は${String(FEWEST)}人より少ないため、数を表示しません。`;
  return `今年度は${people(persons)}が、模擬試験を${numberText(mocks)}回受けました。だれがどうだったかは、本人だけが見られます。`;
}

function timeList(): List<ExtraTimeRow> {
  return {
    name: '試験時間の延長',
    columns: [
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: ({ name }) => name,
        show: (row) => ({ text: '', person: personName(row) }),
      },
      { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '' },
      { key: 'percent', heading: '延長', counter: '%', isNumber: true, value: (it) => it.percent },
      { key: 'since', heading: 'いつから', value: ({ validFrom }) => dayCell(validFrom) },
      { key: 'reason', heading: '理由', value: ({ reason }) => reason },
      {
        key: 'change',
        heading: '変更',
        only: 'page',
        value: () => null,
        slot: ({ staffNumber, name }) => ({ href: personAddress(staffNumber), name }),
      },
    ],
  };
}

/** Nobody changes their own. */
export function personTimeView(
  person: ExtraTimePerson,
  { form, isSelf }: { readonly form: FormView<'percent' | 'reason'>; readonly isSelf: boolean },
) {
  const { name, staffNumber, unitName, percent, validFrom } = person;
  const own = personAddress(staffNumber);
  return {
    title: `${name}さんの試験時間`,
    breadcrumb: breadcrumb(['模擬試験', MOCK_EXAMS], [name]),
    summary: `${staffNumber}${unitName === null ? '' : `・${unitName}`}。${stateText(percent, validFrom)}`,
    note: isSelf ? 'ご自分の試験時間は変えられません。ほかの担当者に依頼してください。' : '',
    form,
    action: own,
    endAction: isSelf || percent === null ? '' : `${own}/end`,
    percents: EXTRA_PERCENTS.map((it) => ({
      value: String(it),
      text: `${String(it)}%(120分なら${String(120 + Math.ceil((120 * it) / 100))}分)`,
    })),
  };
}

function stateText(percent: number | null, validFrom: LocalDate | null): string {
  if (percent === null || validFrom === null) return '模擬試験の時間は、ほかの人と同じです。';
  return `${formatDateShort(validFrom)}から、模擬試験の時間を${String(percent)}%延ばしています。`;
}
