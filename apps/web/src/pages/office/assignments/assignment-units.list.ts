import type { AssignmentUnitRow } from '@app/courses';
import type { List } from '../../../shell/lists/list';
import { address, rateText } from '../../../shell/view-parts';

/** Those without a posting have no unit to be asked for by. */
export const NO_UNIT = '所属なし';

/** Where each unit stands with an assignment; its name leads to its people. */
export function assignmentUnits(own: string): List<AssignmentUnitRow> {
  return {
    name: '所属ごとの状況',
    columns: [
      {
        key: 'unit',
        heading: '所属',
        isRowHeading: true,
        value: (row) => row.name || NO_UNIT,
        show: ({ name, code }) =>
          code === ''
            ? { text: NO_UNIT }
            : { text: name, href: address(own, { unit: code }), spoken: 'この所属の職員を見る' },
      },
      {
        key: 'rate',
        heading: '修了',
        isNumber: true,
        value: (row) => rateText(row.completed, row.expected),
        show: ({ completed, expected }) => ({
          text: rateText(completed, expected),
          ...(expected > 0 && { bar: { value: completed, max: expected } }),
        }),
      },
      count('open', '未修了', (row) => row.open),
      count('overdue', '期限超過', (row) => row.overdue),
    ],
  };
}

const count = (key: string, heading: string, value: (row: AssignmentUnitRow) => number) => ({
  ...{ key, heading, value, isNumber: true, counter: '名', dropsWhenConstant: true },
});
