import { stateChip } from '../signs';
import { withoutCommonChips } from './common-chips';
import type { ListColumn } from './list';

const COLUMN: ListColumn<string> = {
  key: 'state',
  heading: '状態',
  value: (row) => row,
  show: (row) => ({
    text: '',
    chip: stateChip(row === 'late' ? 'learning.overdue' : 'learning.completed'),
  }),
};

function shown(rows: readonly string[]): string[] {
  const [column] = withoutCommonChips([COLUMN], rows);
  return rows.map((row) => {
    const cell = column?.show?.(row);
    return cell?.chip ? `${cell.chip.sign} ${cell.chip.label}` : (cell?.text ?? '');
  });
}

describe('withoutCommonChips', () => {
  it('writes what more than 40 % of the rows share as a word, so that the others are seen', () => {
    expect(shown(['done', 'done', 'done', 'done', 'late'])).toEqual([
      ...Array<string>(4).fill('修了'),
      '× 期限超過',
    ]);
  });

  it('leaves the signs where none of them is usual, and in a list of a few rows', () => {
    expect(shown(['late', 'late', 'done'])).toEqual(['× 期限超過', '× 期限超過', '● 修了']);
  });

  it('writes it as a word in every column, also where it is rare', () => {
    const other: ListColumn<string> = {
      ...COLUMN,
      key: 'other',
      show: (row) => ({
        text: '',
        ...(row === 'late' && { chip: stateChip('learning.completed') }),
      }),
    };
    const [, column] = withoutCommonChips(
      [COLUMN, other],
      ['done', 'done', 'done', 'done', 'late'],
    );
    expect(column?.show?.('late')).toEqual({ text: '修了' });
  });
});
